import { isJsonObject } from '../platform/json-object.ts';

const key = 'campaign-email-report';

/** What reports on the page know about an entry of the browser's history. It is in the state of the entry. */
export interface HistoryMarker {
  /** The address of the entry. The marker of an entry that the page has made from ours is not valid. */
  readonly href: string;
  /** The prefix of the report whose change made the entry. */
  readonly by?: string | undefined;
  /** The prefix of the report that made the next entry. */
  readonly next?: string | undefined;
  /** The number of steps of each report that can be undone, by prefix. */
  readonly depths: Readonly<Record<string, number>>;
}

/** Returns the marker of the current entry, if it has one. */
export function readMarker(): HistoryMarker | undefined {
  const state: unknown = history.state;
  const marker = isJsonObject(state) ? (state[key] as HistoryMarker | undefined) : undefined;
  return marker?.href === location.href ? marker : undefined;
}

const withMarker = (marker: HistoryMarker): unknown => {
  const state: unknown = history.state;
  return { ...(isJsonObject(state) ? state : undefined), [key]: marker };
};

/** Changes the address and the marker of the current entry. Keeps the page's own state. */
export function replaceEntry(href: string, changes: Partial<HistoryMarker>): void {
  const state: unknown = history.state;
  const isForeign = state !== null && !isJsonObject(state);
  const marker = { ...(readMarker() ?? { depths: {} }), ...changes, href };
  history.replaceState(isForeign ? state : withMarker(marker), '', href);
}

/** Adds an entry after the current one, which gets its state. */
export function pushEntry(href: string, { depths, ...changes }: Omit<HistoryMarker, 'href'>): void {
  const before = readMarker();
  if (changes.by !== undefined) replaceEntry(location.href, { next: changes.by });
  history.pushState(withMarker({ ...changes, href, depths: { ...before?.depths, ...depths } }), '', href);
}
