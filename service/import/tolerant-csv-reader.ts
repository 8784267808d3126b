import { createReadStream } from 'node:fs';
import { isUtf8 } from 'node:buffer';
import { CsvScanner } from './csv-record.ts';
import type { CsvDialect, CsvRecord } from './csv-record.ts';
import { quoted } from './record-writer.ts';
import type { RecordWriter } from './record-writer.ts';

export interface RecordFormat extends CsvDialect {
  columnCount: number;
  /** Whether the report does not use a record, judged by its fields. Such records may have any number of fields. */
  isOtherType: (fields: string[]) => boolean;
}

/**
 * Reads a file that DuckDB rejects, and separates the readable records from the malformed ones. Slower than DuckDB; memory
 * use does not depend on the size of the file. Bytes that are not UTF-8 become U+FFFD.
 * @param name the name of the file, written before each record
 * @returns the number of records of types that the report does not use. They are counted, but not written
 */
export async function readTolerantly(
  name: string,
  path: string,
  format: RecordFormat,
  writer: RecordWriter,
): Promise<number> {
  let otherTypes = 0;
  let number = -1; // The header is record 0.
  for await (const { scanner, records, buffer } of readRecords(path, format)) {
    const lines: Buffer[] = [];
    for (const record of records) {
      if (record.error !== undefined) {
        number = await writeBrokenRecord(scanner, record, name, number, writer);
        continue;
      }
      number += 1;
      if (number === 0) continue;
      const fault = faultOf(scanner, record, format);
      if (fault === undefined) lines.push(...lineOf(scanner, record, buffer, [name, number], format));
      else if (fault === otherType) otherTypes += 1;
      else await writer.writeMalformed(name, number, fault, buffer.subarray(record.start, record.end));
    }
    await writer.writeLines(Buffer.concat(lines));
  }
  return otherTypes;
}

/** Writes a record with a broken quote as one malformed record per line that it includes. @returns the last number */
async function writeBrokenRecord(
  scanner: CsvScanner,
  record: CsvRecord,
  name: string,
  previous: number,
  writer: RecordWriter,
): Promise<number> {
  const first = previous + 1;
  const lines = scanner.linesOf(record);
  for (const [index, line] of lines.entries()) {
    const reason =
      index === 0 ? `the record ${record.error ?? ''}` : `the line is inside the broken quote of record ${first}`;
    await writer.writeMalformed(name, first + index, reason, line);
  }
  return previous + lines.length;
}

interface RecordBatch {
  scanner: CsvScanner;
  records: CsvRecord[];
  buffer: Buffer;
}

/** Yields the records of a file in batches, the header included, without blank lines. */
async function* readRecords(path: string, dialect: CsvDialect): AsyncGenerator<RecordBatch> {
  let rest: Buffer = Buffer.alloc(0);
  let isFirst = true;
  let isCut = false;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    if (isFirst) rest = withoutByteOrderMark(rest);
    isFirst = false;
    const read = readBatch(rest, dialect, false, isCut);
    yield read.batch;
    rest = rest.subarray(read.next);
    isCut = read.isCut;
  }
  yield readBatch(rest, dialect, true, isCut).batch;
}

export function withoutByteOrderMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

/** @param isCut whether the buffer begins with the rest of a record that is too long */
function readBatch(
  buffer: Buffer,
  dialect: CsvDialect,
  isLast: boolean,
  isCut: boolean,
): { batch: RecordBatch; next: number; isCut: boolean } {
  const scanner = new CsvScanner(buffer, dialect, isLast);
  const records: CsvRecord[] = [];
  const batch = { scanner, records, buffer };
  let next = 0;
  if (isCut) {
    const rest = scanner.skipLine(0);
    if (!rest.isSkipped) return { batch, next: rest.next, isCut };
    ({ next } = rest);
  }
  while (next < buffer.length) {
    const record = scanner.readRecord(next);
    if (record === undefined) break;
    next = record.next;
    if (record.end > record.start) records.push(record);
    if (record.isCut) return { batch, next, isCut: true };
  }
  return { batch, next, isCut: false };
}

const otherType = Symbol('other type');

/** Returns why a record is malformed, `otherType` if the report does not use its type, or `undefined` if it is readable. */
function faultOf(
  scanner: CsvScanner,
  record: CsvRecord,
  { columnCount, isOtherType }: RecordFormat,
): string | typeof otherType | undefined {
  if (record.fieldCount === columnCount) return undefined;
  const fields = scanner.fieldsOf(record);
  if (isOtherType(fields)) return otherType;
  const hasOnlyEmptyExtras = fields.length > columnCount && fields.slice(columnCount).every((field) => field === '');
  return hasOnlyEmptyExtras ? undefined : `the record has ${fields.length} fields, the header ${columnCount}`;
}

const carriageReturn = 0x0d;

/** Returns a record as a line for DuckDB, which does not accept a CR in an unquoted field. */
function lineOf(
  scanner: CsvScanner,
  record: CsvRecord,
  buffer: Buffer,
  [name, number]: [string, number],
  { separator }: CsvDialect,
): Buffer[] {
  const bytes = buffer.subarray(record.start, record.end);
  const start = `${quoted(name)}${separator}${number}${separator}`;
  if (bytes.includes(carriageReturn)) {
    return [Buffer.from(`${start}${scanner.fieldsOf(record).map(quoted).join(separator)}\n`)];
  }
  return [Buffer.from(start), isUtf8(bytes) ? bytes : Buffer.from(bytes.toString('utf8')), lineBreak];
}

const lineBreak = Buffer.from('\n');
