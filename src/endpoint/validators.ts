import { dateBases, type DateBasis } from '../model/report.ts';
import { isCalendarDate, isTimeZone } from '../model/time-frame.ts';
import type { ProblemList } from './contract-error.ts';
import { parseInstant } from './parse-instant.ts';

// Each function returns the value of one field. If the value breaks the contract, the function adds a problem with the
// field `id` and returns a placeholder: nothing is shown of a response with a problem.

/** Whether a value counts as missing. */
export function isNullish(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

export function readRequiredText(value: unknown, id: string, problems: ProblemList): string {
  if (typeof value === 'string') return value;
  problems.add(id, 'a string', value);
  return '';
}

export function readText(value: unknown, id: string, problems: ProblemList): string | undefined {
  return isNullish(value) ? undefined : readRequiredText(value, id, problems);
}

/** Reads a string or an integer, which is converted to its decimal string. */
export function readId(value: unknown, id: string, problems: ProblemList): string {
  if (typeof value === 'string') return value;
  if (Number.isSafeInteger(value)) return String(value);
  problems.add(id, 'a string or a whole number', value);
  return '';
}

export function readFlag(value: unknown, id: string, problems: ProblemList): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (!isNullish(value)) problems.add(id, 'true or false', value);
  return undefined;
}

export function readRequiredCount(value: unknown, id: string, problems: ProblemList): number {
  // Adding 0 turns -0 into 0: -0 would be shown with its sign.
  if (typeof value === 'number' && value >= 0 && Number.isSafeInteger(value)) return value + 0;
  problems.add(id, 'a non-negative integer', value);
  return NaN;
}

/** Reads a count; `NaN` if it is missing. */
export function readCount(value: unknown, id: string, problems: ProblemList): number {
  return isNullish(value) ? NaN : readRequiredCount(value, id, problems);
}

/** Reads an instant into milliseconds since 1970 UTC; `NaN` if it is missing. */
export function readInstant(value: unknown, id: string, problems: ProblemList): number {
  if (isNullish(value)) return NaN;
  const instant = typeof value === 'string' ? parseInstant(value) : NaN;
  if (Number.isNaN(instant)) problems.add(id, 'an ISO 8601 instant with an offset or Z', value);
  return instant;
}

export function readDate(value: unknown, id: string, problems: ProblemList): string | undefined {
  if (isNullish(value)) return undefined;
  if (typeof value === 'string' && isCalendarDate(value)) return value;
  problems.add(id, 'a date as YYYY-MM-DD', value);
  return undefined;
}

export function readTimeZone(value: unknown, id: string, problems: ProblemList): string | undefined {
  if (isNullish(value)) return undefined;
  if (typeof value === 'string' && isTimeZone(value)) return value;
  problems.add(id, 'an IANA time zone name such as Europe/Paris', value);
  return undefined;
}

export function readDateBasis(value: unknown, id: string, problems: ProblemList): DateBasis | undefined {
  if (isNullish(value)) return undefined;
  const basis = dateBases.find((known) => known === value);
  if (basis === undefined) problems.add(id, dateBases.join(' or '), value);
  return basis;
}

export function readGroupBy(value: unknown, id: string, problems: ProblemList): 'campaign' | undefined {
  if (isNullish(value) || value === 'campaign') return value ?? undefined;
  problems.add(id, '"campaign"', value);
  return undefined;
}
