import type { ReportQuery } from './endpoint/fetch-report.ts';
import { isCalendarDate } from './model/time-frame.ts';
import { copyJson, isJsonObject } from './platform/json-object.ts';
import { warn } from './platform/warn.ts';
import type { OpenChoices } from './table-model/saved-view.ts';

/**
 * Parses a value that the host set as a property or an attribute of an element.
 * Returns `undefined` for no value, and for an invalid one, which is logged: a bad value never throws at the page.
 */
export function parseProperty<Value>(
  element: { readonly id: string },
  name: string,
  value: unknown,
  parse: (text: string) => Value | undefined,
): Value | undefined {
  if (value === null || value === undefined || value === '') return undefined;
  const parsed = typeof value === 'string' ? parse(value) : undefined;
  if (parsed === undefined) logInvalid(element, name, value, parse);
  return parsed;
}

/** Returns a function that the host set; `undefined` for no value, and for another one, which is logged. */
export function parseFunction<Value extends object>(
  element: Named,
  name: string,
  value: Value | null | undefined,
): Value | undefined {
  if (typeof value === 'function') return value;
  if (value) logInvalid(element, name, value);
  return undefined;
}

/** Returns a clock that the host set; `undefined` for no value, and for one that returns no date or throws, which is logged. */
export function parseClock(element: Named, value: (() => Date) | null | undefined): (() => Date) | undefined {
  try {
    if (!value || Number.isFinite(value().getTime())) return value ?? undefined;
  } catch {
    // It is no function, returns no Date, or throws.
  }
  logInvalid(element, 'now', value);
  return undefined;
}

/** An element that warnings name by its id. */
interface Named {
  readonly id: string;
  readonly updateComplete?: Promise<unknown>;
}

/**
 * Logs an invalid value. The code that explains it loads on demand.
 * @param openChoices the choices that have the value. It is logged if they still have it after the next update
 */
export function logInvalid(
  element: Named,
  name: string,
  value: unknown,
  parse?: object,
  openChoices?: OpenChoices,
): void {
  void import('./explain-property.ts').then(
    ({ logInvalidProperty }) => logInvalidProperty(element, name, value, parse, openChoices),
    () => warn(`${name} is invalid.`),
  );
}

/** Returns a parser of a text that is one of a few. A warning about another text lists them. */
export const oneOf = <Text extends string>(allowed: readonly Text[]) =>
  Object.assign((text: string) => allowed.find((known) => known === text), { allowed });

/**
 * Parses a list of names, separated by spaces; `none` is an empty list. Returns the known names in their own order, and
 * `undefined` for no value, and if all names are unknown. Unknown names are logged.
 */
export function parseNames<Name extends string>(
  element: { readonly id: string },
  property: string,
  value: unknown,
  known: readonly Name[],
): readonly Name[] | undefined {
  const names = parseProperty(element, property, value, (text) => text.match(/[^\s,]+/g) ?? undefined);
  if (!names) return undefined;
  const allowed: readonly string[] = [...known, 'none'];
  const chosen = allowed.filter((name) => names.includes(name));
  if (chosen.length < names.length) logInvalid(element, property, names, { allowed, isList: true });
  return chosen.length > 0 ? known.filter((name) => names.includes(name)) : undefined;
}

/** Formats a list of names as {@link parseNames} reads it. */
export const formatNames = (names: readonly string[] | undefined) => names && (names.join(' ') || 'none');

/** Returns a number as text, for a property that has an attribute. */
export const asText = (value: unknown) => (typeof value === 'number' ? String(value) : value);

/** Parses an interval in seconds: 0, or from 1 to the longest that timers support, 24 days. */
export function parseInterval(text: string): number | undefined {
  const seconds = Number(text);
  return seconds === 0 || (seconds >= 1 && seconds * 1000 < 2 ** 31) ? seconds : undefined;
}

/** Parses a date, `YYYY-MM-DD`. */
export const parseDate = (text: string) => (isCalendarDate(text) ? text : undefined);

/** Parses the number of a month, 1 to 12. */
export const parseMonth = (text: string) => (/^([1-9]|1[0-2])$/.test(text) ? Number(text) : undefined);

/** Parses the level of a heading, 1 to 6. */
export function parseHeadingLevel(text: string): number | undefined {
  return /^[1-6]$/.test(text) ? Number(text) : undefined;
}

/** Returns a copy of a query, as a host may change its object; `undefined` for no query, and for an invalid one, which is logged. */
export function parseQuery(element: Named, value: unknown): ReportQuery | undefined {
  if (value === null || value === undefined) return undefined;
  try {
    const query = copyJson(value);
    if (isJsonObject(query)) return query as ReportQuery;
  } catch {
    // Not JSON: a circular object, a BigInt.
  }
  logInvalid(element, 'query', value);
  return undefined;
}
