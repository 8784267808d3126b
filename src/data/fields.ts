import { dateBases } from '../model/report.ts';
import { isCalendarDate, isTimeZone } from '../model/time-frame.ts';
import type { ProblemList } from './contract-problems.ts';
import { parseInstant } from './instants.ts';

/** An object of a response, nothing of which is known yet. */
export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isLacking(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

/** What the contract asks of a field. */
export interface FieldKind<Value> {
  /** In English: `a string`. */
  readonly expected: string;
  /** The value as it is kept; `null` where it breaks the contract. */
  readonly valueOf: (value: unknown) => Value | null;
  /** What is kept where it breaks the contract. */
  readonly broken: Value;
}

/** The value of a field. Adds a problem where it breaks the contract. */
export function readField<Value>(kind: FieldKind<Value>, fields: Fields, id: string, problems: ProblemList): Value {
  const value = kind.valueOf(fields[id]);
  if (value !== null) return value;
  problems.add(id, kind.expected, fields[id]);
  return kind.broken;
}

const readerOf =
  <Value>(kind: FieldKind<Value>) =>
  (fields: Fields, id: string, problems: ProblemList): Value =>
    readField(kind, fields, id, problems);

/** Makes a field that may be lacking of one that is there: `parse` answers `undefined` to what is not as it is expected. */
const optional = <Value>(
  expected: string,
  parse: (value: unknown) => Value | undefined,
): FieldKind<Value | undefined> => ({
  expected,
  valueOf: (value) => (isLacking(value) ? undefined : (parse(value) ?? null)),
  broken: undefined,
});

/** What a text must be besides. */
const textThat = (isRight: (text: string) => boolean) => (value: unknown) =>
  typeof value === 'string' && isRight(value) ? value : undefined;

export const requiredText: FieldKind<string> = {
  expected: 'a string',
  valueOf: (value) => (typeof value === 'string' ? value : null),
  broken: '',
};

/** An id: a string, or a whole number, which stands for its decimal string. */
export const idText: FieldKind<string> = {
  expected: 'a string or a whole number',
  valueOf: (value) => (typeof value === 'string' ? value : Number.isSafeInteger(value) ? String(value) : null),
  broken: '',
};

export const optionalText = optional('a string', (value) => (typeof value === 'string' ? value : undefined));

export const optionalFlag = optional('true or false', (value) => (typeof value === 'boolean' ? value : undefined));

export const requiredCount: FieldKind<number> = {
  expected: 'a non-negative integer',
  // Plus 0, because -0 is a count too, and would be shown with its sign.
  valueOf: (value) => (typeof value === 'number' && value >= 0 && Number.isSafeInteger(value) ? value + 0 : null),
  broken: NaN,
};

/** A count, `NaN` where it is lacking. */
export const optionalCount: FieldKind<number> = {
  ...requiredCount,
  valueOf: (value) => (isLacking(value) ? NaN : requiredCount.valueOf(value)),
};

/** An instant in milliseconds since 1970 UTC, `NaN` where it is lacking. */
export const optionalInstant: FieldKind<number> = {
  expected: 'an ISO 8601 instant with an offset or Z',
  valueOf: (value) => {
    if (isLacking(value)) return NaN;
    const instant = typeof value === 'string' ? parseInstant(value) : NaN;
    return Number.isNaN(instant) ? null : instant;
  },
  broken: NaN,
};

export const readRequiredText = readerOf(requiredText);
export const readId = readerOf(idText);
export const readText = readerOf(optionalText);
export const readCount = readerOf(optionalCount);
export const readRequiredCount = readerOf(requiredCount);
export const readInstant = readerOf(optionalInstant);
export const readDate = readerOf(optional('a date as YYYY-MM-DD', textThat(isCalendarDate)));
export const readTimeZone = readerOf(optional('the name of a time zone, such as Europe/Paris', textThat(isTimeZone)));
export const readDateBasis = readerOf(
  optional(dateBases.join(' or '), (value) => dateBases.find((known) => known === value)),
);
export const readGrouping = readerOf(optional('campaign', (value) => (value === 'campaign' ? value : undefined)));
