import type { Report } from '../model/report.ts';
import { ContractError, ProblemList, quote } from './contract-error.ts';
import { isJsonObject } from './validators.ts';
import { ReportReader } from './report-reader.ts';

/**
 * Reads a report that comes as newline-delimited JSON, piece by piece: the head in the first line, then a
 * row a line. Reading ends at the first line that breaks the contract; the rows before it stay.
 */
export class ReportStream {
  readonly #problems = new ProblemList();
  readonly #reader = new ReportReader(this.#problems);
  /** A line that has not ended yet. */
  #begun = '';
  /** The number of lines that ended. */
  #lines = 0;
  #hasHead = false;

  /** The number of rows so far. */
  get length(): number {
    return this.#reader.length;
  }

  /** The number of rows that the head announced. */
  get expectedRows(): number | undefined {
    return this.#reader.expectedRows;
  }

  /** Whether all the rows that the head announced are here. */
  get hasAllRows(): boolean {
    return this.#reader.expectedRows === this.#reader.length;
  }

  /** The rows so far, as a report that is not complete. */
  snapshot(): Report {
    return this.#reader.snapshot(false);
  }

  /** @throws {ContractError} at the first line that breaks the contract. */
  push(text: string): void {
    let start = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
      this.#readLine(this.#begun + text.slice(start, end));
      this.#begun = '';
      start = end + 1;
    }
    this.#begun += text.slice(start);
  }

  /**
   * The report, after the last piece. It is not complete where rows that were announced are missing, or
   * where the last line breaks off in the middle.
   * @throws {ContractError} if the last line breaks the contract, or there is none at all.
   */
  end(): Report {
    const line = this.#begun;
    this.#begun = '';
    if (breaksOff(line)) return this.snapshot();
    this.#readLine(line);
    if (!this.#hasHead) throw ContractError.of('body', 'the head of the report', 'an empty body');
    return this.#reader.snapshot(this.#reader.isWhole);
  }

  #readLine(line: string): void {
    this.#lines += 1;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      if (line.trim() === '') return;
      throw this.#notJson(line);
    }
    if (!this.#hasHead) this.#readHead(value);
    else this.#readRow(value);
  }

  #readHead(head: unknown): void {
    this.#hasHead = true;
    const problems = this.#problems;
    problems.line = this.#lines;
    if (!isJsonObject(head)) {
      problems.add('body', 'the head of the report, an object', head);
    } else if (Array.isArray(head['rows'])) {
      problems.addInWords(
        'rows',
        'a line for each row after the first',
        'all in one object, which is application/json',
      );
    } else {
      this.#reader.readHead(head);
    }
    problems.throwIfAny();
  }

  #readRow(row: unknown): void {
    this.#problems.line = this.#lines;
    this.#reader.checkRowCount(this.#reader.length + 1);
    this.#problems.throwIfAny();
    this.#reader.readRow(row, this.#lines);
    this.#problems.throwIfAny();
  }

  #notJson(line: string): ContractError {
    const path = this.#hasHead ? `rows[${this.#reader.length}]` : 'body';
    return ContractError.of(path, 'a JSON object in one line', describeLine(line), this.#lines);
  }
}

function describeLine(line: string): string {
  const text = line.trim();
  if (text.startsWith('<')) return 'a web page';
  if (/^[[{]$/.test(text)) return `${quote(text)}: JSON over several lines, which is application/json`;
  return quote(text);
}

/** Whether a line is the beginning of an object. */
function breaksOff(line: string): boolean {
  if (!line.trimStart().startsWith('{')) return false;
  try {
    JSON.parse(line);
    return false;
  } catch {
    return true;
  }
}
