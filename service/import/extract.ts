import { stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { checkHeader, maximumHeaderBytes, readHeader } from './csv-header.ts';
import type { CsvHeader } from './csv-header.ts';
import { isJson } from './json-values.ts';
import { plainFile, readStart } from './plain-file.ts';
import type { PlainFile } from './plain-file.ts';

export const requiredColumns = [
  'marketoGUID',
  'leadId',
  'activityDate',
  'activityTypeId',
  'campaignId',
  'primaryAttributeValueId',
  'primaryAttributeValue',
  'attributes',
];
export const optionalColumns = ['actionResult'];

/** Every column by the names that an extract may give it, in lower case: its API name and its display names. */
const activityColumns = new Map([
  ...[...requiredColumns, ...optionalColumns].map((column): [string, string] => [column.toLowerCase(), column]),
  ['marketo guid', 'marketoGUID'],
  ['lead id', 'leadId'],
  ['person id', 'leadId'],
  ['activity date', 'activityDate'],
  ['activity type id', 'activityTypeId'],
  ['campaign id', 'campaignId'],
  ['attribute id', 'primaryAttributeValueId'],
  ['primary attribute value id', 'primaryAttributeValueId'],
  ['attribute value', 'primaryAttributeValue'],
  ['primary attribute value', 'primaryAttributeValue'],
  ['secondary attributes', 'attributes'],
  ['action result', 'actionResult'],
]);

/** A file of activities that is ready to be read: uncompressed, with all required columns. */
export type Extract = CsvExtract | JsonExtract;

interface ExtractFile extends PlainFile {
  /** The name to report: as the caller wrote it, or as their glob pattern matched it. */
  name: string;
}

/** Responses of the REST API, or one activity per line. */
export interface JsonExtract extends ExtractFile {
  format: 'json';
}

/** A Bulk Activity Extract. */
export interface CsvExtract extends ExtractFile, CsvHeader {
  format: 'csv';
}

/**
 * Finds the files that paths and glob patterns name, in the given order; the matches of a pattern are sorted by name.
 * @param excluded a path that patterns do not match
 * @throws if a path or pattern matches no file
 */
export async function findExtracts(
  patterns: string[],
  directory: string,
  excluded: string | undefined,
): Promise<string[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const found: string[] = [];
    for (const pattern of patterns) {
      const path = resolve(directory, pattern);
      const files = (await isFile(path)) ? [path] : await glob(path);
      const matches = files.filter((file) => file === path || file !== excluded);
      if (matches.length === 0) throw new Error(`${pattern}: no such file.`);
      found.push(...matches.map((file) => (isAbsolute(pattern) ? file : relative(directory, file))));
    }
    return found;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }

  async function glob(pattern: string): Promise<string[]> {
    const result = await connection.runAndReadAll('SELECT file FROM glob($1) ORDER BY file', [pattern]);
    return result.getRows().map(([file]) => String(file));
  }
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() ?? false;
}

export async function isDirectory(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}

/**
 * Decompresses an extract if needed, and reads its header.
 * @param plainPath where to put a copy, if one is needed
 * @returns the extract, or `undefined` if the file is empty
 * @throws if the file cannot be read or decompressed, or if a required column is missing
 */
export async function prepareExtract(name: string, directory: string, plainPath: string): Promise<Extract | undefined> {
  const { path, digest } = await plainFile(name, resolve(directory, name), plainPath);
  const start = await readStart(path, maximumHeaderBytes);
  if (isJson(start)) return { format: 'json', name, path, digest };
  const header = readHeader(start, activityColumns);
  if (header === undefined) return undefined;
  checkHeader(name, header, requiredColumns);
  return { format: 'csv', name, path, digest, ...header };
}
