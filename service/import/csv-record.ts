const quote = 0x22;
const comma = 0x2c;
const space = 0x20;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** No record may be longer; it bounds what an open quote can swallow, and the memory that it takes. */
export const maximumRecordBytes = 2_000_000;

export interface CsvRecord {
  /** The record's bytes are start to end, without its line break; the next record begins at next. */
  start: number;
  end: number;
  next: number;
  fieldCount: number;
  /** What makes it unreadable as CSV: its quotes, or its length. */
  fault?: string;
}

/**
 * Reads the record that begins at `start`: RFC 4180 as DuckDB's strict mode takes it, with spaces around a quoted
 * field, and quotes inside an unquoted one as they are. Line breaks are LF, CR LF or CR. After a broken quote the record
 * extends to the end of the line where that shows, with all lines that it swallowed.
 * @param isLast whether the buffer ends where the file does.
 * @returns undefined if the buffer ends before the record does.
 */
export function readRecord(buffer: Buffer, start: number, isLast: boolean): CsvRecord | undefined {
  let position = start;
  let fieldCount = 0;
  for (;;) {
    if (position - start > maximumRecordBytes) return endAtLine(buffer, start, position, isLast, 'is too long');
    const field = skipField(buffer, position);
    fieldCount += 1;
    if (field < 0) {
      if (field === unterminated) return readUnterminated(buffer, start, isLast);
      return endAtLine(buffer, start, -field, isLast, 'has a broken quote');
    }
    if (buffer[field] === comma) {
      position = field + 1;
      continue;
    }
    const next = afterLineBreak(buffer, field, isLast);
    return next === undefined ? undefined : { start, end: field, next, fieldCount };
  }
}

/** The fields of a record without a fault, unquoted, as text. */
export function fieldsOf(record: Buffer): string[] {
  const fields: string[] = [];
  for (let position = 0; ;) {
    const end = skipField(record, position);
    fields.push(unquote(record.toString('utf8', position, end)));
    if (end >= record.length) return fields;
    position = end + 1;
  }
}

function unquote(field: string): string {
  const trimmed = field.replace(/^ +(?=")/, '');
  if (!trimmed.startsWith('"')) return field;
  return trimmed
    .replace(/ +$/, '')
    .slice(1, -1)
    .replace(/""|"( +)"/g, (_, spaces?: string) => spaces ?? '"');
}

const unterminated = Number.NEGATIVE_INFINITY;

/** The end of the field: a comma, a line break or the buffer's end; or minus the place where its quotes break. */
function skipField(buffer: Buffer, start: number): number {
  let position = start;
  while (buffer[position] === space) position += 1;
  return buffer[position] === quote ? skipQuoted(buffer, position) : skipUnquoted(buffer, start);
}

function skipUnquoted(buffer: Buffer, start: number): number {
  let position = start;
  while (position < buffer.length && !isFieldEnd(buffer[position])) position += 1;
  return position;
}

function skipQuoted(buffer: Buffer, start: number): number {
  let position = start + 1;
  for (;;) {
    position = buffer.indexOf(quote, position);
    if (position === -1) return unterminated;
    position += 1;
    const closing = position;
    while (buffer[position] === space) position += 1;
    if (position >= buffer.length || isFieldEnd(buffer[position])) return position;
    if (buffer[position] !== quote) return -position;
    // Two quotes are one; with spaces between them DuckDB takes the field to go on, so it does here.
    position = closing === position ? closing + 1 : position + 1;
  }
}

function isFieldEnd(byte: number | undefined): boolean {
  return byte === comma || byte === lineFeed || byte === carriageReturn;
}

function readUnterminated(buffer: Buffer, start: number, isLast: boolean): CsvRecord | undefined {
  if (buffer.length - start > maximumRecordBytes) {
    return endAtLine(buffer, start, start + maximumRecordBytes, isLast, 'is too long: a quote is not closed');
  }
  if (!isLast) return undefined;
  return { start, end: buffer.length, next: buffer.length, fieldCount: 0, fault: 'has a quote that is not closed' };
}

function endAtLine(buffer: Buffer, start: number, from: number, isLast: boolean, fault: string): CsvRecord | undefined {
  let end = from;
  while (end < buffer.length && buffer[end] !== lineFeed && buffer[end] !== carriageReturn) end += 1;
  const next = afterLineBreak(buffer, end, isLast);
  return next === undefined ? undefined : { start, end, next, fieldCount: 0, fault };
}

function afterLineBreak(buffer: Buffer, position: number, isLast: boolean): number | undefined {
  if (position >= buffer.length) return isLast ? position : undefined;
  if (buffer[position] === lineFeed) return position + 1;
  if (position + 1 >= buffer.length && !isLast) return undefined;
  return buffer[position + 1] === lineFeed ? position + 2 : position + 1;
}
