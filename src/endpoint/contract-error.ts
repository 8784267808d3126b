/** One place where a response breaks the contract. */
export interface ContractProblem {
  /** `rows[12].sent`: row 12 is the thirteenth, in newline-delimited JSON too. `body` is the whole. */
  readonly path: string;
  /** The line, from 1, where the response has one row a line. */
  readonly line: number | undefined;
  /** What the contract asks for, in English: `a non-negative integer`. */
  readonly expected: string;
  /** What came, in English, shortened and with control characters escaped: `"12"`. */
  readonly got: string;
}

/** A response that breaks the contract. The message names the first place, and how many more there are. */
export class ContractError extends Error {
  override readonly name = 'ContractError';
  /** The first problems, in the order of the response; at least one, and not more than 20. */
  readonly problems: readonly ContractProblem[];
  /** How many problems there are in all. */
  readonly problemCount: number;

  constructor(problems: readonly ContractProblem[], problemCount: number) {
    const [first] = problems;
    const more = problemCount > 1 ? ` (and ${problemCount - 1} more)` : '';
    super((first ? formatProblem(first) : 'the contract is broken') + more);
    this.problems = problems;
    this.problemCount = problemCount;
  }

  /** An error with a single problem; `got` is in words already. */
  static of(path: string, expected: string, got: string, line?: number): ContractError {
    return new ContractError([{ path, line, expected, got }], 1);
  }
}

/** `rows[12].sent (line 14): expected a non-negative integer, got "12"`. */
export function formatProblem({ path, line, expected, got }: ContractProblem): string {
  return `${path}${line === undefined ? '' : ` (line ${line})`}: expected ${expected}, got ${got}`;
}

const keptProblems = 20;

/** Gathers the problems of one response: counts them all, keeps the first. */
export class ProblemList {
  /** The row that is being read, from 0; `undefined` outside the rows. Paths begin with it. */
  row: number | undefined;
  /** The object of the head that is being read, such as `totals`; empty outside of one. */
  place = '';
  /** The line that is being read, from 1, if the response has lines. */
  line: number | undefined;
  readonly #list: string;
  readonly #problems: ContractProblem[] = [];
  #count = 0;

  /** @param list the field that the rows are in. */
  constructor(list = 'rows') {
    this.#list = list;
  }

  get count(): number {
    return this.#count;
  }

  /** Adds a problem with a field, or, with an empty field, with the row itself. */
  add(field: string, expected: string, value: unknown): void {
    this.addInWords(field, expected, describeValue(value));
  }

  addInWords(field: string, expected: string, got: string): void {
    this.#count += 1;
    if (this.#problems.length === keptProblems) return;
    const place = this.row === undefined ? this.place : `${this.#list}[${this.row}]`;
    const path = place !== '' && field !== '' ? `${place}.${field}` : place + field;
    this.#problems.push({ path, line: this.line, expected, got });
  }

  /** @throws {ContractError} if there is any problem. */
  throwIfAny(): void {
    if (this.#count > 0) throw new ContractError(this.#problems.slice(), this.#count);
  }
}

const shownCharacters = 40;

/** A value in a few words that are safe to show: nothing long, no control or direction characters. */
export function describeValue(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  if (value === undefined) return 'nothing';
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** A text in quotes, shortened. */
export function quote(text: string): string {
  const shown = text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text;
  return JSON.stringify(shown).replace(
    /\p{C}/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
