import { createReadStream, createWriteStream } from 'node:fs';
import { open, symlink } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { fieldsOf, readRecord } from './csv-record.ts';
import { withoutByteOrderMark } from './repair.ts';
import type { Workspace } from './workspace.ts';

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

/** A Bulk Activity Extract that is ready to be read: plain, and with all columns that it needs. */
export interface Extract {
  /** As the caller wrote it, or as their pattern found it: the name by which it is reported. */
  name: string;
  path: string;
  /** In the file's order; a column that the report has no use for is undefined. Empty for an empty file. */
  columns: (string | undefined)[];
  /** Whether the header is not the first line, which only the exact way reads. */
  isIrregular: boolean;
}

/**
 * The files that paths and patterns name, in the order given, a pattern's by name.
 * @throws if one of them names no file.
 */
export async function findFiles(patterns: string[], directory: string, without: string | undefined): Promise<string[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const found: string[] = [];
    for (const pattern of patterns) {
      const path = resolve(directory, pattern);
      const files = (await isFile(path)) ? [path] : await glob(path);
      const wanted = files.filter((file) => file === path || file !== without);
      if (wanted.length === 0) throw new Error(`${pattern}: there is no such file.`);
      found.push(...wanted.map((file) => (isAbsolute(pattern) ? file : relative(directory, file))));
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
  try {
    const file = await open(path);
    const stats = await file.stat();
    await file.close();
    return stats.isFile();
  } catch {
    return false;
  }
}

/**
 * @param number tells the import's own files apart.
 * @throws if the file cannot be read or unpacked, or lacks a required column.
 */
export async function prepareExtract(
  name: string,
  directory: string,
  workspace: Workspace,
  number: number,
): Promise<Extract> {
  const path = await plainPath(resolve(directory, name), workspace.pathOf(`plain-${number}.csv`)).catch(
    (error: unknown) => {
      throw new Error(`${name}: cannot be read (${error instanceof Error ? error.message : String(error)}).`);
    },
  );
  const header = await readHeader(path);
  if (header === undefined) return { name, path, columns: [], isIrregular: false };
  const columns = header.names.map(canonicalColumn);
  const missing = requiredColumns.filter((required) => !columns.includes(required));
  if (missing.length > 0) {
    throw new Error(`${name}: the header lacks ${missing.join(', ')}; nothing was imported.`);
  }
  const repeated = columns.find((column, index) => column !== undefined && columns.indexOf(column) !== index);
  if (repeated !== undefined) throw new Error(`${name}: the column ${repeated} is there twice; nothing was imported.`);
  return { name, path, columns, isIrregular: header.isIrregular };
}

function canonicalColumn(name: string): string | undefined {
  const wanted = name.trim().toLowerCase();
  return [...requiredColumns, ...optionalColumns].find((column) => column.toLowerCase() === wanted);
}

/**
 * gzip is told by its first bytes and unpacked to a file: DuckDB would take a file that was cut off for a short one.
 * A path that DuckDB would read as a pattern gets a plain name.
 */
async function plainPath(path: string, unpackedPath: string): Promise<string> {
  const file = await open(path);
  const start = Buffer.alloc(2);
  await file.read(start, 0, 2, 0);
  await file.close();
  if (start[0] === 0x1f && start[1] === 0x8b) {
    await pipeline(createReadStream(path), createGunzip(), createWriteStream(unpackedPath));
    return unpackedPath;
  }
  if (!/[*?[\]{}]/.test(path)) return path;
  await symlink(path, unpackedPath);
  return unpackedPath;
}

const longestHeader = 65_536;

async function readHeader(path: string): Promise<{ names: string[]; isIrregular: boolean } | undefined> {
  const file = await open(path);
  const block = Buffer.alloc(longestHeader);
  const { bytesRead } = await file.read(block, 0, longestHeader, 0);
  await file.close();
  const bytes = withoutByteOrderMark(block.subarray(0, bytesRead));
  let start = 0;
  while (bytes[start] === 0x0a || bytes[start] === 0x0d) start += 1;
  if (start === bytes.length) return undefined;
  const record = readRecord(bytes, start, bytesRead < longestHeader);
  const names = record && record.fault === undefined ? fieldsOf(bytes.subarray(record.start, record.end)) : [];
  return { names, isIrregular: start > 0 };
}
