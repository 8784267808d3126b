import { dateBases } from '../model/report.ts';
import { isCalendarDate, isTimeZone } from '../model/time-frame.ts';
import { parseInstant } from './instants.ts';
import type { ProblemList } from './contract-problems.ts';

/** An object of a response, nothing of which is known yet. */
export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isLacking(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

export function readRequiredText(fields: Fields, id: string, problems: ProblemList): string {
  const value = fields[id];
  if (typeof value === 'string') return value;
  problems.add(id, 'a string', value);
  return '';
}

/** An id: a string, or a whole number, which stands for its decimal string. */
export function readId(fields: Fields, id: string, problems: ProblemList): string {
  const value = fields[id];
  if (typeof value === 'string') return value;
  if (Number.isSafeInteger(value)) return String(value);
  problems.add(id, 'a string or a whole number', value);
  return '';
}

export function readText(fields: Fields, id: string, problems: ProblemList): string | undefined {
  const value = fields[id];
  if (typeof value === 'string') return value;
  if (!isLacking(value)) problems.add(id, 'a string', value);
  return undefined;
}

export function readFlag(fields: Fields, id: string, problems: ProblemList): boolean | undefined {
  const value = fields[id];
  if (typeof value === 'boolean') return value;
  if (!isLacking(value)) problems.add(id, 'true or false', value);
  return undefined;
}

const countText = 'a non-negative integer';

/** A count, `NaN` where it is lacking. */
export function readCount(fields: Fields, id: string, problems: ProblemList): number {
  const value = fields[id];
  // Plus 0, because -0 is a count too, and would be shown with its sign.
  if (typeof value === 'number' && value >= 0 && Number.isSafeInteger(value)) return value + 0;
  if (!isLacking(value)) problems.add(id, countText, value);
  return NaN;
}

export function readRequiredCount(fields: Fields, id: string, problems: ProblemList): number {
  if (isLacking(fields[id])) problems.add(id, countText, fields[id]);
  return readCount(fields, id, problems);
}

/** An instant in milliseconds since 1970 UTC, `NaN` where it is lacking. */
export function readInstant(fields: Fields, id: string, problems: ProblemList): number {
  const value = fields[id];
  if (isLacking(value)) return NaN;
  const instant = typeof value === 'string' ? parseInstant(value) : NaN;
  if (Number.isNaN(instant)) problems.add(id, 'an ISO 8601 instant with an offset or Z', value);
  return instant;
}

/** Makes what reads a field of which little is known: `parse` answers `undefined` to what is not as it is expected. */
function optional<Value>(expected: string, parse: (value: unknown) => Value | undefined) {
  return (fields: Fields, id: string, problems: ProblemList): Value | undefined => {
    const value = parse(fields[id]);
    if (value === undefined && !isLacking(fields[id])) problems.add(id, expected, fields[id]);
    return value;
  };
}

/** What a text must be besides. */
const textThat = (isRight: (text: string) => boolean) => (value: unknown) =>
  typeof value === 'string' && isRight(value) ? value : undefined;

export const readDate = optional('a date as YYYY-MM-DD', textThat(isCalendarDate));

export const readTimeZone = optional('the name of a time zone, such as Europe/Paris', textThat(isTimeZone));

export const readDateBasis = optional(dateBases.join(' or '), (value) => dateBases.find((known) => known === value));

export const readGrouping = optional('campaign', (value) => (value === 'campaign' ? value : undefined));
