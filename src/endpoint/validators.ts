import { dateBases } from '../model/report.ts';
import { isCalendarDate, isTimeZone } from '../model/time-frame.ts';
import type { ProblemList } from './contract-error.ts';
import { parseInstant } from './parse-instant.ts';

/** An object of a response, nothing of which is known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isNullish(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

/** What the contract asks of a field. */
export interface Validator<Value> {
  /** In English: `a string`. */
  readonly expected: string;
  /** The value as it is kept; `null` where it breaks the contract. */
  readonly valueOf: (value: unknown) => Value | null;
  /** What is kept where it breaks the contract. */
  readonly fallback: Value;
}

/** The value of a field. Adds a problem where it breaks the contract. */
export function readField<Value>(kind: Validator<Value>, fields: JsonObject, id: string, problems: ProblemList): Value {
  const value = kind.valueOf(fields[id]);
  if (value !== null) return value;
  problems.add(id, kind.expected, fields[id]);
  return kind.fallback;
}

const readerOf =
  <Value>(kind: Validator<Value>) =>
  (fields: JsonObject, id: string, problems: ProblemList): Value =>
    readField(kind, fields, id, problems);

/** Makes a field that may be lacking of one that is there: `parse` answers `undefined` to what is not as it is expected. */
const optional = <Value>(
  expected: string,
  parse: (value: unknown) => Value | undefined,
): Validator<Value | undefined> => ({
  expected,
  valueOf: (value) => (isNullish(value) ? undefined : (parse(value) ?? null)),
  fallback: undefined,
});

/** What a text must be besides. */
const textThat = (isRight: (text: string) => boolean) => (value: unknown) =>
  typeof value === 'string' && isRight(value) ? value : undefined;

export const requiredText: Validator<string> = {
  expected: 'a string',
  valueOf: (value) => (typeof value === 'string' ? value : null),
  fallback: '',
};

/** An id: a string, or a whole number, which stands for its decimal string. */
export const idText: Validator<string> = {
  expected: 'a string or a whole number',
  valueOf: (value) => (typeof value === 'string' ? value : Number.isSafeInteger(value) ? String(value) : null),
  fallback: '',
};

export const optionalText = optional('a string', (value) => (typeof value === 'string' ? value : undefined));

export const optionalFlag = optional('true or false', (value) => (typeof value === 'boolean' ? value : undefined));

export const requiredCount: Validator<number> = {
  expected: 'a non-negative integer',
  // Plus 0, because -0 is a count too, and would be shown with its sign.
  valueOf: (value) => (typeof value === 'number' && value >= 0 && Number.isSafeInteger(value) ? value + 0 : null),
  fallback: NaN,
};

/** A count, `NaN` where it is lacking. */
export const optionalCount: Validator<number> = {
  ...requiredCount,
  valueOf: (value) => (isNullish(value) ? NaN : requiredCount.valueOf(value)),
};

/** An instant in milliseconds since 1970 UTC, `NaN` where it is lacking. */
export const optionalInstant: Validator<number> = {
  expected: 'an ISO 8601 instant with an offset or Z',
  valueOf: (value) => {
    if (isNullish(value)) return NaN;
    const instant = typeof value === 'string' ? parseInstant(value) : NaN;
    return Number.isNaN(instant) ? null : instant;
  },
  fallback: NaN,
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
