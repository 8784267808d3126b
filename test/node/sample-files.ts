import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

export type Row = Record<string, string>;

export interface SampleFile {
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: readonly Row[];
  readonly crlf: boolean;
  readonly brokenOff: boolean;
}

/** RFC 4180, strictly: a quote within a bare field is an error, and only the end of the text may break a quote off. */
function parseCsv(text: string): { records: string[][]; brokenOff: boolean } {
  const records: string[][] = [];
  const field = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/y;
  let record: string[] = [];
  while (field.lastIndex < text.length) {
    const start = field.lastIndex;
    const match = field.exec(text);
    if (!match) {
      assert.equal(text[start], '"', `a stray quote near ${text.slice(start, start + 60)}`);
      return { records, brokenOff: true };
    }
    const [, value = '', end] = match;
    record.push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
    if (end === ',') continue;
    records.push(record);
    record = [];
  }
  return { records, brokenOff: false };
}

export function readExtract(directory: string, name: string): SampleFile {
  const bytes = readFileSync(join(directory, name));
  const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const { records, brokenOff } = parseCsv(text);
  const [header = [], ...rest] = records;
  const rows = rest.map((record) => {
    assert.equal(record.length, header.length, `${name}: ${record.join('|')}`);
    return Object.fromEntries(header.map((column, index) => [column, record[index] ?? '']));
  });
  return { name, header, rows, crlf: text.includes('\r\n'), brokenOff };
}

export function parseObject(text: string): Record<string, unknown> {
  const value: unknown = JSON.parse(text);
  assert.ok(value !== null && typeof value === 'object');
  return { ...value };
}

/** The records of an Asset API answer, by id. */
export function readAssets(directory: string, name: string): Map<unknown, Record<string, unknown>> {
  const { result } = parseObject(readFileSync(join(directory, name), 'utf8'));
  assert.ok(Array.isArray(result));
  const assets = result.map((asset: unknown) => parseObject(JSON.stringify(asset)));
  return new Map(assets.map((asset) => [asset['id'], asset]));
}
