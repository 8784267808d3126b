const quote = 0x22;
const space = 0x20;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** The longest record that is read, in bytes. It limits the memory, the time, and the lines that are lost to a quote without an end. */
export const maximumRecordBytes = 2_000_000;

/** How the records of a file are written. The header of the file shows it. */
export interface CsvDialect {
  /** The character between two fields: a comma, a tab or a semicolon. */
  separator: string;
  /** Whether a CR that no LF follows ends a record. Otherwise it is part of a field. */
  breaksAtCarriageReturn: boolean;
}

export interface CsvRecord {
  start: number;
  /** The end of the record, before its line break. */
  end: number;
  /** The start of the next record. */
  next: number;
  fieldCount: number;
  /** Why the record cannot be read as CSV. Completes the sentence "the record …". */
  error?: string;
  /** Whether the record is too long, and the rest of its line is not in the buffer. `skipLine` skips it. */
  isCut?: boolean;
}

/** Finds the records in a buffer, a part of a file. */
export class CsvScanner {
  readonly #buffer: Buffer;
  readonly #separator: number;
  readonly #breaksAtCarriageReturn: boolean;
  readonly #isLast: boolean;

  /** @param isLast whether the buffer ends with the end of the file */
  constructor(buffer: Buffer, dialect: CsvDialect, isLast: boolean) {
    this.#buffer = buffer;
    this.#separator = dialect.separator.charCodeAt(0);
    this.#breaksAtCarriageReturn = dialect.breaksAtCarriageReturn;
    this.#isLast = isLast;
  }

  /**
   * Finds the record that begins at `start`. Follows RFC 4180 like DuckDB's strict mode: spaces are allowed around a quoted
   * field, and a quote within an unquoted field is text. A record with a broken quote ends with the line on which the
   * error shows, and includes all lines before it. A record that is too long ends at the limit; the rest of its line is skipped.
   * @returns `undefined` if the buffer ends before the record does
   */
  readRecord(start: number): CsvRecord | undefined {
    let position = start;
    let fieldCount = 0;
    for (;;) {
      const field = this.#skipField(position);
      const fieldEnd = field === unterminated ? this.#buffer.length : Math.abs(field);
      if (fieldEnd - start > maximumRecordBytes) return this.#endAtLimit(start, position);
      fieldCount += 1;
      if (field === unterminated) return this.#readUnterminated(start);
      if (field < 0) return this.#endAtLine(start, -field, 'has a broken quote');
      if (this.#buffer[field] === this.#separator) {
        position = field + 1;
        continue;
      }
      const next = this.#afterLineBreak(field);
      return next === undefined ? undefined : { start, end: field, next, fieldCount };
    }
  }

  /**
   * Finds the end of a line.
   * @returns the start of the next line, or where to continue in the next buffer if the line does not end in this one
   */
  skipLine(from: number): { next: number; isSkipped: boolean } {
    const end = this.#endOfLine(from);
    const next = this.#afterLineBreak(end);
    return { next: next ?? end, isSkipped: next !== undefined };
  }

  /** Returns the fields of a valid record, unquoted. */
  fieldsOf({ start, end }: CsvRecord): string[] {
    const fields: string[] = [];
    for (let position = start; ;) {
      const fieldEnd = this.#skipField(position);
      fields.push(unquote(this.#buffer.toString('utf8', position, fieldEnd)));
      if (fieldEnd >= end) return fields;
      position = fieldEnd + 1;
    }
  }

  /** Returns the lines of a record that cannot be read, without blank ones. */
  linesOf({ start, end }: CsvRecord): Buffer[] {
    const lines: Buffer[] = [];
    for (let position = start; position < end;) {
      const lineEnd = Math.min(this.#endOfLine(position), end);
      if (lineEnd > position) lines.push(this.#buffer.subarray(position, lineEnd));
      position = lineEnd + 1;
    }
    return lines;
  }

  /**
   * Returns the position after a field, which is that of a separator, of a line break, or the end of the buffer. If the
   * quoting of the field is broken, returns the position of the mistake as a negative number, or `unterminated`.
   */
  #skipField(start: number): number {
    const position = this.#skipSpaces(start);
    return this.#buffer[position] === quote ? this.#skipQuoted(position) : this.#skipUnquoted(start);
  }

  #skipSpaces(start: number): number {
    let position = start;
    while (this.#buffer[position] === space) position += 1;
    return position;
  }

  #skipUnquoted(start: number): number {
    let position = start;
    while (position < this.#buffer.length && !this.#isFieldEnd(position)) position += 1;
    return position;
  }

  #skipQuoted(start: number): number {
    let position = start + 1;
    for (;;) {
      position = this.#buffer.indexOf(quote, position);
      if (position === -1) return unterminated;
      position += 1;
      const closing = position;
      while (this.#buffer[position] === space) position += 1;
      if (position >= this.#buffer.length || this.#isFieldEnd(position)) return position;
      if (this.#buffer[position] !== quote) return -position;
      // Two quotes are an escaped quote. Like DuckDB, allow spaces between them.
      position = closing === position ? closing + 1 : position + 1;
    }
  }

  #isFieldEnd(position: number): boolean {
    const byte = this.#buffer[position];
    if (byte === this.#separator || byte === lineFeed) return true;
    return byte === carriageReturn && this.#isLineBreak(position);
  }

  /**
   * Whether the CR at a position ends a line. A CR at the end of the buffer is taken for a line break: it may be the first half of
   * one, and `#afterLineBreak` waits for the rest.
   */
  #isLineBreak(position: number): boolean {
    if (this.#breaksAtCarriageReturn || position + 1 >= this.#buffer.length) return true;
    return this.#buffer[position + 1] === lineFeed;
  }

  #readUnterminated(start: number): CsvRecord | undefined {
    const { length } = this.#buffer;
    if (!this.#isLast) return undefined;
    return { start, end: length, next: length, fieldCount: 0, error: 'has a quote that is not closed' };
  }

  /** Ends a record that is too long. @param field the start of the field that exceeds the limit */
  #endAtLimit(start: number, field: number): CsvRecord | undefined {
    const isQuoted = this.#buffer[this.#skipSpaces(field)] === quote;
    const error = isQuoted ? 'is too long: a quote is not closed' : 'is too long';
    return this.#endAtLine(start, start + maximumRecordBytes, error);
  }

  #endAtLine(start: number, from: number, error: string): CsvRecord | undefined {
    const limit = start + maximumRecordBytes;
    const lineEnd = this.#endOfLine(from);
    const { next, isSkipped } = this.skipLine(lineEnd);
    if (!isSkipped && this.#buffer.length <= limit) return undefined;
    return { start, end: Math.min(lineEnd, limit), next, fieldCount: 0, error, ...(!isSkipped && { isCut: true }) };
  }

  #endOfLine(from: number): number {
    const { length } = this.#buffer;
    let end = from;
    while (end < length && !(this.#buffer[end] === lineFeed)) {
      if (this.#buffer[end] === carriageReturn && this.#isLineBreak(end)) break;
      end += 1;
    }
    return end;
  }

  #afterLineBreak(position: number): number | undefined {
    const { length } = this.#buffer;
    if (position >= length) return this.#isLast ? position : undefined;
    if (this.#buffer[position] === lineFeed) return position + 1;
    if (position + 1 >= length && !this.#isLast) return undefined;
    return this.#buffer[position + 1] === lineFeed ? position + 2 : position + 1;
  }
}

const unterminated = Number.NEGATIVE_INFINITY;

function unquote(field: string): string {
  const trimmed = field.replace(/^ +(?=")/, '');
  if (!trimmed.startsWith('"')) return field;
  return trimmed
    .replace(/ +$/, '')
    .slice(1, -1)
    .replace(/""|"( +)"/g, (_, spaces?: string) => spaces ?? '"');
}
