import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import type { WriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { isUtf8 } from 'node:buffer';
import { fieldsOf, readRecord } from './csv-record.ts';
import type { CsvRecord } from './csv-record.ts';

/** What a repair wrote: two CSV files without headers, and the records that it could set aside at once. */
export interface Repaired {
  /** Each readable record after its number in the original file. */
  recordsPath: string;
  /** Each unreadable one: number, reason, content as JSON. */
  faultsPath: string;
  setAside: number;
  faults: number;
}

/** A record of a type that the report has no use for is set aside before its form is judged. */
export interface RecordShape {
  columnCount: number;
  typeColumn: number;
  isSetAside: (type: string) => boolean;
}

/**
 * The slow and exact way through a file that DuckDB cannot read whole: keeps what is readable, and says of the rest
 * which record it is and why. Bytes that are not UTF-8 become U+FFFD. Memory does not grow with the file.
 */
export async function repairExtract(
  path: string,
  shape: RecordShape,
  outputs: {
    recordsPath: string;
    faultsPath: string;
  },
): Promise<Repaired> {
  const repaired: Repaired = { ...outputs, setAside: 0, faults: 0 };
  const records = createWriteStream(outputs.recordsPath);
  const faults = createWriteStream(outputs.faultsPath);
  let number = -1; // The header is record 0.
  for await (const block of recordsOf(path)) {
    const readable: Buffer[] = [];
    for (const { record, bytes } of block) {
      number += 1;
      if (number === 0) continue;
      const fault = faultOf(record, bytes, shape);
      if (fault === undefined) readable.push(Buffer.from(`${number},`), asUtf8(bytes), lineBreak);
      else if (fault === setAside) repaired.setAside += 1;
      else {
        repaired.faults += 1;
        await write(faults, `${number},${quoted(fault)},${quoted(contentOf(bytes))}\n`);
      }
    }
    await write(records, Buffer.concat(readable));
  }
  await Promise.all([records, faults].map((stream) => finished(stream.end())));
  return repaired;
}

const lineBreak = Buffer.from('\n');

interface Located {
  record: CsvRecord;
  bytes: Buffer;
}

/** All records of a file, header included, blank lines left out, in blocks as they are read. */
async function* recordsOf(path: string): AsyncGenerator<Located[]> {
  let rest: Buffer = Buffer.alloc(0);
  let isFirst = true;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    if (isFirst) rest = withoutByteOrderMark(rest);
    isFirst = false;
    const { block, next } = readBlock(rest, false);
    rest = rest.subarray(next);
    yield block;
  }
  yield readBlock(rest, true).block;
}

export function withoutByteOrderMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

function readBlock(buffer: Buffer, isLast: boolean): { block: Located[]; next: number } {
  const block: Located[] = [];
  let next = 0;
  while (next < buffer.length) {
    const record = readRecord(buffer, next, isLast);
    if (record === undefined) break;
    next = record.next;
    if (record.end > record.start) block.push({ record, bytes: buffer.subarray(record.start, record.end) });
  }
  return { block, next };
}

const setAside = Symbol('set aside');

function faultOf(record: CsvRecord, bytes: Buffer, shape: RecordShape): string | typeof setAside | undefined {
  if (record.fault !== undefined) return `the record ${record.fault}`;
  if (record.fieldCount === shape.columnCount) return undefined;
  const fields = fieldsOf(bytes);
  if (shape.isSetAside(fields[shape.typeColumn] ?? '')) return setAside;
  const isOnlyLonger =
    fields.length > shape.columnCount && fields.slice(shape.columnCount).every((field) => field === '');
  return isOnlyLonger ? undefined : `the record has ${fields.length} fields, the header ${shape.columnCount}`;
}

function asUtf8(bytes: Buffer): Buffer {
  return isUtf8(bytes) ? bytes : Buffer.from(bytes.toString('utf8'));
}

const longestContent = 2000;

/** The record's text as a JSON string; a long one is cut and told apart by its digest. */
function contentOf(bytes: Buffer): string {
  const text = bytes.toString('utf8', 0, longestContent);
  if (bytes.length <= longestContent) return JSON.stringify(text);
  const digest = createHash('sha256').update(bytes).digest('hex');
  return JSON.stringify(`${text}… (${bytes.length} bytes, SHA-256 ${digest})`);
}

function quoted(field: string): string {
  return `"${field.replaceAll('"', '""')}"`;
}

async function write(stream: WriteStream, part: Buffer | string): Promise<void> {
  if (part.length > 0 && !stream.write(part)) await once(stream, 'drain');
}
