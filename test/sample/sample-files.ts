import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

export type Row = Record<string, string>;

export interface SampleFile {
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: readonly Row[];
  readonly hasCrlf: boolean;
  /** Whether the file ends in the middle of a record. */
  readonly isTruncated: boolean;
}

/** Parses CSV strictly according to RFC 4180. Only the end of the text may leave a quote open. */
function parseCsv(text: string): { records: string[][]; isTruncated: boolean } {
  const records: string[][] = [];
  const field = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/y;
  let record: string[] = [];
  while (field.lastIndex < text.length) {
    const start = field.lastIndex;
    const match = field.exec(text);
    if (!match) {
      assert.equal(text[start], '"', `unexpected quote near ${text.slice(start, start + 60)}`);
      return { records, isTruncated: true };
    }
    const [, value = '', end] = match;
    record.push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
    if (end === ',') continue;
    records.push(record);
    record = [];
  }
  return { records, isTruncated: false };
}

/** Reads a file with activities. */
export function readExtract(directory: string, name: string): SampleFile {
  const bytes = readFileSync(join(directory, name));
  const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const { records, isTruncated } = parseCsv(text);
  const [header = [], ...rest] = records;
  const rows = rest.map((record) => {
    assert.equal(record.length, header.length, `${name}: ${record.join('|')}`);
    return Object.fromEntries(header.map((column, index) => [column, record[index] ?? '']));
  });
  return { name, header, rows, hasCrlf: text.includes('\r\n'), isTruncated };
}

export function parseObject(text: string): Record<string, unknown> {
  const value: unknown = JSON.parse(text);
  assert.ok(value !== null && typeof value === 'object');
  return { ...value };
}

/** Reads a response of the Asset API. Returns its assets by id. */
export function readAssets(directory: string, name: string): Map<unknown, Record<string, unknown>> {
  const { result } = parseObject(readFileSync(join(directory, name), 'utf8'));
  assert.ok(Array.isArray(result));
  const assets = result.map((asset: unknown) => parseObject(JSON.stringify(asset)));
  return new Map(assets.map((asset) => [asset['id'], asset]));
}
