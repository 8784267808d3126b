import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import type { WriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { isUtf8 } from 'node:buffer';
import { fieldsOf, readRecord } from './csv-record.ts';
import type { CsvRecord } from './csv-record.ts';

/** Two CSV files without headers. */
export interface OutputPaths {
  /** The readable records, each preceded by its number in the original file. */
  readable: string;
  /** The malformed records: number, reason, content as JSON. */
  malformed: string;
}

/** How many records were left out of the readable ones. */
export interface TolerantReadCounts {
  otherTypes: number;
  malformed: number;
}

export interface RecordFormat {
  columnCount: number;
  /** The index of the column with the activity type. */
  typeColumn: number;
  /** Whether the report does not use a type. Such records may have any number of fields. */
  isOtherType: (type: string) => boolean;
}

/**
 * Reads a file that DuckDB rejects, and separates the readable records from the malformed ones. Slower than DuckDB; memory
 * use does not depend on the size of the file. Bytes that are not UTF-8 become U+FFFD.
 */
export async function readTolerantly(
  path: string,
  format: RecordFormat,
  outputs: OutputPaths,
): Promise<TolerantReadCounts> {
  const counts: TolerantReadCounts = { otherTypes: 0, malformed: 0 };
  const readable = createWriteStream(outputs.readable);
  const malformed = createWriteStream(outputs.malformed);
  let number = -1; // The header is record 0.
  for await (const batch of readRecords(path)) {
    const lines: Buffer[] = [];
    for (const { record, bytes } of batch) {
      number += 1;
      if (number === 0) continue;
      const reason = malformedReason(record, bytes, format);
      if (reason === undefined) lines.push(Buffer.from(`${number},`), asUtf8(bytes), lineBreak);
      else if (reason === otherType) counts.otherTypes += 1;
      else {
        counts.malformed += 1;
        await write(malformed, `${number},${quoted(reason)},${quoted(contentOf(bytes))}\n`);
      }
    }
    await write(readable, Buffer.concat(lines));
  }
  await Promise.all([readable, malformed].map((stream) => finished(stream.end())));
  return counts;
}

const lineBreak = Buffer.from('\n');

interface RecordWithBytes {
  record: CsvRecord;
  bytes: Buffer;
}

/** Yields the records of a file in batches, the header included, without blank lines. */
async function* readRecords(path: string): AsyncGenerator<RecordWithBytes[]> {
  let rest: Buffer = Buffer.alloc(0);
  let isFirst = true;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    if (isFirst) rest = withoutByteOrderMark(rest);
    isFirst = false;
    const { batch, next } = readBatch(rest, false);
    rest = rest.subarray(next);
    yield batch;
  }
  yield readBatch(rest, true).batch;
}

export function withoutByteOrderMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

function readBatch(buffer: Buffer, isLast: boolean): { batch: RecordWithBytes[]; next: number } {
  const batch: RecordWithBytes[] = [];
  let next = 0;
  while (next < buffer.length) {
    const record = readRecord(buffer, next, isLast);
    if (record === undefined) break;
    next = record.next;
    if (record.end > record.start) batch.push({ record, bytes: buffer.subarray(record.start, record.end) });
  }
  return { batch, next };
}

const otherType = Symbol('other type');

/** Returns why a record is malformed, or `undefined` if it is readable. */
function malformedReason(
  record: CsvRecord,
  bytes: Buffer,
  format: RecordFormat,
): string | typeof otherType | undefined {
  if (record.error !== undefined) return `the record ${record.error}`;
  if (record.fieldCount === format.columnCount) return undefined;
  const fields = fieldsOf(bytes);
  if (format.isOtherType(fields[format.typeColumn] ?? '')) return otherType;
  const hasOnlyEmptyExtras =
    fields.length > format.columnCount && fields.slice(format.columnCount).every((field) => field === '');
  return hasOnlyEmptyExtras ? undefined : `the record has ${fields.length} fields, the header ${format.columnCount}`;
}

function asUtf8(bytes: Buffer): Buffer {
  return isUtf8(bytes) ? bytes : Buffer.from(bytes.toString('utf8'));
}

const maximumContentBytes = 2000;

/** Returns the text of a record as a JSON string. A long text is truncated, with a digest that identifies the record. */
function contentOf(bytes: Buffer): string {
  const text = bytes.toString('utf8', 0, maximumContentBytes);
  if (bytes.length <= maximumContentBytes) return JSON.stringify(text);
  const digest = createHash('sha256').update(bytes).digest('hex');
  return JSON.stringify(`${text}… (${bytes.length} bytes, SHA-256 ${digest})`);
}

function quoted(field: string): string {
  return `"${field.replaceAll('"', '""')}"`;
}

async function write(stream: WriteStream, part: Buffer | string): Promise<void> {
  if (part.length > 0 && !stream.write(part)) await once(stream, 'drain');
}
