/** One place where a response breaks the contract. */
export interface ContractProblem {
  /**
   * The path of the value: `rows[12].sent` is in the thirteenth row, in newline-delimited JSON too. `body` is the whole
   * response.
   */
  readonly path: string;
  /** The line, from 1, if the response is newline-delimited JSON. */
  readonly line: number | undefined;
  /** The value that the contract requires, in English: `a non-negative integer`. */
  readonly expected: string;
  /** The value received, in English, shortened and with control characters escaped: `"12"`. */
  readonly got: string;
}

/**
 * A response breaks the contract. The message names the first problem and the number of others:
 * `rows[12].sent: expected a non-negative integer, got "12" (and 3 more)`.
 */
export class ContractError extends Error {
  override readonly name = 'ContractError';
  /** The first problems, in the order of the response: at least 1, at most 20. */
  readonly problems: readonly ContractProblem[];
  /** The number of all problems. */
  readonly problemCount: number;
  /** @internal The row, head or text with the first problem, from which the mistake is explained. */
  readonly source: unknown;

  constructor(problems: readonly ContractProblem[], problemCount: number, source?: unknown) {
    const [first] = problems;
    const more = problemCount > 1 ? ` (and ${problemCount - 1} more)` : '';
    super((first ? formatProblem(first) : 'the response breaks the contract') + more);
    this.problems = problems;
    this.problemCount = problemCount;
    this.source = source;
  }

  /**
   * Creates an error with one problem.
   * @param got a description of the value received, in English
   */
  static of(path: string, expected: string, got: string, line?: number, source?: unknown): ContractError {
    return new ContractError([{ path, line, expected, got }], 1, source);
  }
}

/** Formats a problem: `rows[12].sent (line 14): expected a non-negative integer, got "12"`. */
export function formatProblem({ path, line, expected, got }: ContractProblem): string {
  return `${path}${line === undefined ? '' : ` (line ${line})`}: expected ${expected}, got ${got}`;
}

const maxKeptProblems = 20;

/** Collects the problems of one response: counts all, keeps the first. */
export class ProblemList {
  /** The index of the row that is being read; `undefined` outside the rows. Paths begin with it. */
  row: number | undefined;
  /** The object in the head that is being read, such as `totals`; empty for the head itself. */
  parent = '';
  /** The line that is being read, from 1, if the response has lines. */
  line: number | undefined;
  /** The row or head with the first problem. Without a problem, the head. */
  source: unknown;
  readonly #rowsField: string;
  readonly #problems: ContractProblem[] = [];
  #count = 0;

  /** @param rowsField the name of the array that {@link row} is an index of */
  constructor(rowsField = 'rows') {
    this.#rowsField = rowsField;
  }

  get count(): number {
    return this.#count;
  }

  /** Adds a problem with a field; with an empty `field`, a problem with the row itself. */
  add(field: string, expected: string, value: unknown): void {
    this.addDescribed(field, expected, describeValue(value));
  }

  /** Adds a problem whose received value is described in English. */
  addDescribed(field: string, expected: string, got: string): void {
    this.#count += 1;
    if (this.#problems.length === maxKeptProblems) return;
    const parent = this.row === undefined ? this.parent : `${this.#rowsField}[${this.row}]`;
    const path = parent !== '' && field !== '' ? `${parent}.${field}` : parent + field;
    this.#problems.push({ path, line: this.line, expected, got });
  }

  /** @throws {ContractError} if there are problems */
  throwIfAny(): void {
    if (this.#count > 0) throw new ContractError(this.#problems.slice(), this.#count, this.source);
  }
}

const maxQuotedLength = 40;

/** Describes a value in a few words that are safe to display: short, without control or bidirectional characters. */
export function describeValue(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  if (value === undefined) return 'nothing';
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** Quotes a text, shortened and with control and bidirectional characters escaped. */
export function quote(text: string): string {
  const shown = text.length > maxQuotedLength ? `${text.slice(0, maxQuotedLength)}…` : text;
  return JSON.stringify(shown).replace(
    /\p{C}/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
