import { canonicalTimeZone, isTimeZone } from './model/time-frame.ts';
import { readView } from './table-model/saved-view.ts';
import type { ViewState } from './table-model/view-state.ts';

/** Tells the host's developer, in the browser's log, what is wrong: never an exception at the page. */
export function warn(message: string): void {
  console.warn(`campaign-email-report: ${message}`);
}

/**
 * Reads what the host set as a property or an attribute.
 * `undefined` where that is nothing, or nothing that can be understood, of which a warning is logged.
 */
export function parseProperty<Value>(
  name: string,
  value: unknown,
  parse: (text: string) => Value | undefined,
): Value | undefined {
  if (value === null || value === undefined || value === '') return undefined;
  const parsed = typeof value === 'string' ? parse(value) : undefined;
  if (parsed === undefined) warn(`${name} cannot be ${JSON.stringify(value)}; the default holds.`);
  return parsed;
}

/** A parser of a text that is one of a few. */
export const oneOf =
  <Text extends string>(texts: readonly Text[]) =>
  (text: string): Text | undefined =>
    texts.find((known) => known === text);

export function parseTimeZone(text: string): string | undefined {
  return isTimeZone(text) ? canonicalTimeZone(text) : undefined;
}

/** The level of a heading. */
export function parseLevel(text: string): number | undefined {
  return /^[1-6]$/.test(text) ? Number(text) : undefined;
}

/** The view that the host has kept, over the present one; the present one where there is none that can be read. */
export function parseView(value: unknown, present: ViewState): ViewState {
  if (value === null || value === undefined) return present;
  try {
    return readView(value, present);
  } catch (error) {
    warn(`view is ignored: ${error instanceof Error ? error.message : String(error)}.`);
    return present;
  }
}
