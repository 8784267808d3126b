import type { ColumnSet } from '../model/columns.ts';
import type { Report } from '../model/report.ts';
import { isJsonObject } from '../platform/json-object.ts';
import { ContractError, ProblemList } from './contract-error.ts';
import { ReportReader } from './report-reader.ts';
import { describeText } from './response-text.ts';

/**
 * Reads a report from newline-delimited JSON as it arrives: the head is on the first line, and each following line is a
 * row. Reading ends at the first line that breaks the contract; the rows before it can still be used.
 */
export class ReportStream {
  readonly #problems = new ProblemList();
  readonly #reader: ReportReader;
  /** The beginning of a line that is not complete yet. */
  #partialLine = '';
  /** The number of complete lines. */
  #lineCount = 0;
  #hasHead = false;

  /** @param columns the columns to read. Default: the built-in ones */
  constructor(columns?: ColumnSet) {
    this.#reader = new ReportReader(this.#problems, columns);
  }

  /** The number of rows so far. */
  get length(): number {
    return this.#reader.length;
  }

  /** The number of rows that the head announces. */
  get expectedRows(): number | undefined {
    return this.#reader.expectedRows;
  }

  /** Whether all rows that the head announces have arrived; false if it announces none. */
  get hasAllRows(): boolean {
    return this.#reader.expectedRows === this.#reader.length;
  }

  /** Returns the rows so far, as an incomplete report. */
  snapshot(): Report {
    return this.#reader.snapshot(false);
  }

  /**
   * Reads the next part of the text.
   * @throws {ContractError} at the first line that breaks the contract
   */
  push(text: string): void {
    let start = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
      this.#readLine(this.#partialLine + text.slice(start, end));
      this.#partialLine = '';
      start = end + 1;
    }
    this.#partialLine += text.slice(start);
  }

  /**
   * Returns the report after the last part of the text. It is incomplete if announced rows are missing, or if the last
   * line is truncated.
   * @throws {ContractError} if the last line breaks the contract, or if there is no line
   */
  end(): Report {
    const line = this.#partialLine;
    this.#partialLine = '';
    if (isTruncated(line)) return this.snapshot();
    this.#readLine(line);
    if (!this.#hasHead) throw ContractError.of('body', 'the head of the report', 'an empty body');
    return this.#reader.snapshot(this.#reader.hasAllRows);
  }

  #readLine(line: string): void {
    this.#lineCount += 1;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      if (line.trim() === '') return;
      throw this.#notJson(line);
    }
    if (this.#hasHead) this.#readRow(value);
    else this.#readHead(value);
  }

  #readHead(head: unknown): void {
    this.#hasHead = true;
    const problems = this.#problems;
    problems.line = this.#lineCount;
    if (!isJsonObject(head)) {
      problems.add('body', 'the head of the report, an object', head);
    } else if (Array.isArray(head['rows'])) {
      problems.add('rows', 'one line per row, after the first line', head['rows']);
    } else {
      this.#reader.readHead(head);
    }
    problems.throwIfAny();
  }

  #readRow(row: unknown): void {
    this.#problems.line = this.#lineCount;
    this.#reader.checkRowCount(this.#reader.length + 1);
    this.#problems.throwIfAny();
    this.#reader.readRow(row, this.#lineCount);
    this.#problems.throwIfAny();
  }

  #notJson(line: string): ContractError {
    const path = this.#hasHead ? `rows[${this.#reader.length}]` : 'body';
    return ContractError.of(path, 'a JSON object on one line', describeText(line), this.#lineCount, line);
  }
}

/** Whether a line is the beginning of an object. */
function isTruncated(line: string): boolean {
  if (!line.trimStart().startsWith('{')) return false;
  try {
    JSON.parse(line);
    return false;
  } catch {
    return true;
  }
}
