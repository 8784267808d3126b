import { createReadStream, createWriteStream } from 'node:fs';
import { open, symlink } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { fieldsOf, readRecord } from './csv-record.ts';
import { withoutByteOrderMark } from './tolerant-csv-reader.ts';

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

/** A Bulk Activity Extract that is ready to be read: uncompressed, with all required columns. */
export interface Extract {
  /** The name to report: as the caller wrote it, or as their glob pattern matched it. */
  name: string;
  path: string;
  /** In the order of the file. Columns that the report does not use are `undefined`. No columns: the file is empty. */
  columns: (string | undefined)[];
  /** Only the tolerant CSV reader can read a file whose header is not its first line. */
  hasLinesBeforeHeader: boolean;
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
 * Reads the header of an extract, and decompresses the file if needed.
 * @param plainPath where to put the decompressed file
 * @throws if the file cannot be read or decompressed, or if a required column is missing
 */
export async function prepareExtract(name: string, directory: string, plainPath: string): Promise<Extract> {
  const path = await decompress(resolve(directory, name), plainPath).catch((error: unknown) => {
    throw new Error(`${name} cannot be read (${error instanceof Error ? error.message : String(error)}).`);
  });
  const header = await readHeader(path);
  if (header === undefined) return { name, path, columns: [], hasLinesBeforeHeader: false };
  const columns = header.names.map(canonicalColumn);
  const missing = requiredColumns.filter((required) => !columns.includes(required));
  if (missing.length > 0) {
    throw new Error(`${name}: the header is missing ${missing.join(', ')}. Nothing was imported.`);
  }
  const repeated = columns.find((column, index) => column !== undefined && columns.indexOf(column) !== index);
  if (repeated !== undefined)
    throw new Error(`${name}: the header has the column ${repeated} twice. Nothing was imported.`);
  return { name, path, columns, hasLinesBeforeHeader: header.hasLinesBeforeHeader };
}

function canonicalColumn(name: string): string | undefined {
  const key = name.trim().toLowerCase();
  return [...requiredColumns, ...optionalColumns].find((column) => column.toLowerCase() === key);
}

/**
 * Returns the path of the uncompressed file. gzip is recognized by its first bytes and decompressed here, because DuckDB
 * reads a truncated gzip file without an error. A path that DuckDB would take for a glob pattern is replaced by a link.
 */
async function decompress(path: string, plainPath: string): Promise<string> {
  const file = await open(path);
  const start = Buffer.alloc(2);
  await file.read(start, 0, 2, 0);
  await file.close();
  if (start[0] === 0x1f && start[1] === 0x8b) {
    await pipeline(createReadStream(path), createGunzip(), createWriteStream(plainPath));
    return plainPath;
  }
  if (!/[*?[\]{}]/.test(path)) return path;
  await symlink(path, plainPath);
  return plainPath;
}

const maximumHeaderBytes = 65_536;

/** Returns the column names of a file, or `undefined` if the file is empty. */
async function readHeader(path: string): Promise<{ names: string[]; hasLinesBeforeHeader: boolean } | undefined> {
  const file = await open(path);
  const block = Buffer.alloc(maximumHeaderBytes);
  const { bytesRead } = await file.read(block, 0, maximumHeaderBytes, 0);
  await file.close();
  const bytes = withoutByteOrderMark(block.subarray(0, bytesRead));
  let start = 0;
  while (bytes[start] === 0x0a || bytes[start] === 0x0d) start += 1;
  if (start === bytes.length) return undefined;
  const record = readRecord(bytes, start, bytesRead < maximumHeaderBytes);
  const names = record && record.error === undefined ? fieldsOf(bytes.subarray(record.start, record.end)) : [];
  return { names, hasLinesBeforeHeader: start > 0 };
}
