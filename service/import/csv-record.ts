const quote = 0x22;
const comma = 0x2c;
const space = 0x20;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** The length limit of a record. It bounds the memory and the number of lines that an unclosed quote can take. */
export const maximumRecordBytes = 2_000_000;

export interface CsvRecord {
  start: number;
  /** The end of the record, before its line break. */
  end: number;
  /** The start of the next record. */
  next: number;
  fieldCount: number;
  /** Why the record cannot be read as CSV. Completes the sentence "the record …". */
  error?: string;
}

/**
 * Finds the record that begins at `start`. Follows RFC 4180 like DuckDB's strict mode: spaces are allowed around a quoted
 * field, and a quote within an unquoted field is text. Line breaks are LF, CRLF or CR. A record with a broken quote ends
 * with the line on which the error shows, and includes all lines before it.
 * @param isLast whether the buffer ends with the end of the file
 * @returns `undefined` if the buffer ends before the record does
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

/** Returns the fields of a valid record, unquoted. */
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

/** Returns the end of a field: a comma, a line break or the end of the buffer. Negative: where its quoting is broken. */
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
    // Two quotes are an escaped quote. Like DuckDB, allow spaces between them.
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
  return { start, end: buffer.length, next: buffer.length, fieldCount: 0, error: 'has a quote that is not closed' };
}

function endAtLine(buffer: Buffer, start: number, from: number, isLast: boolean, error: string): CsvRecord | undefined {
  let end = from;
  while (end < buffer.length && buffer[end] !== lineFeed && buffer[end] !== carriageReturn) end += 1;
  const next = afterLineBreak(buffer, end, isLast);
  return next === undefined ? undefined : { start, end, next, fieldCount: 0, error };
}

function afterLineBreak(buffer: Buffer, position: number, isLast: boolean): number | undefined {
  if (position >= buffer.length) return isLast ? position : undefined;
  if (buffer[position] === lineFeed) return position + 1;
  if (position + 1 >= buffer.length && !isLast) return undefined;
  return buffer[position + 1] === lineFeed ? position + 2 : position + 1;
}
