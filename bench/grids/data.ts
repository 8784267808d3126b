/** The report that all grids show: 17 columns of generated rows. */

export const countColumns = [
  'sent',
  'delivered',
  'hardBounced',
  'softBounced',
  'pending',
  'aborted',
  'opened',
  'clicked',
  'unsubscribed',
] as const;
export const rateColumns = {
  deliveredRate: ['delivered', 'sent'],
  openedRate: ['opened', 'delivered'],
  clickedRate: ['clicked', 'delivered'],
  clickToOpenRate: ['clicked', 'opened'],
  unsubscribedRate: ['unsubscribed', 'delivered'],
} as const;

export type CountColumn = (typeof countColumns)[number];
export type RateColumn = keyof typeof rateColumns;
export type SortColumn = 'sent' | 'campaignName' | 'emailName';

/** In display order. */
export const columnIds = [
  'emailName',
  'campaignName',
  'firstSentAt',
  ...countColumns,
  ...(Object.keys(rateColumns) as RateColumn[]),
] as const;
export type ColumnId = (typeof columnIds)[number];

export type Row = {
  campaignId: string;
  campaignName: string;
  emailId: string;
  emailName: string;
  firstSentAt: string;
} & Record<CountColumn, number>;

/** A row for grids that need all values as properties: with rates, and with the date as a number. */
export type GridRow = Omit<Row, 'firstSentAt'> & { firstSentAt: number } & Record<RateColumn, number>;

const words = [
  'Élan',
  'spring',
  'Über',
  'launch',
  'invite',
  'Reminder',
  'news',
  'webinar',
  'guide',
  'ångström',
  'Zürich',
  'offer',
];

/** Returns a seeded generator of numbers from 0 to 1 (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const compareText = (one: string, other: string) => (one < other ? -1 : Number(one > other));
const newestFirst = (one: Row, other: Row) =>
  compareText(other.firstSentAt, one.firstSentAt) ||
  compareText(one.campaignId, other.campaignId) ||
  compareText(one.emailId, other.emailId);

/** Generates rows, newest first, with about 8 emails per campaign. Email names are unique. */
export function makeRows(count: number): Row[] {
  const random = randomFrom(count);
  const word = () => words[Math.floor(random() * words.length)] ?? '';
  const part = (of: number, most: number) => Math.floor(of * random() * most);
  const campaigns = Math.ceil(count / 8);
  const rows = Array.from({ length: count }, (_, index) => {
    const campaign = Math.floor(random() * campaigns);
    const sent = Math.floor(random() ** 3 * 200_000);
    const hardBounced = part(sent, 0.03);
    const softBounced = part(sent, 0.03);
    const pending = part(sent, 0.01);
    const aborted = part(sent, 0.01);
    const delivered = sent - hardBounced - softBounced - pending - aborted;
    const opened = part(delivered, 0.6);
    const clicked = part(opened, 0.4);
    return {
      campaignId: String(1000 + campaign),
      campaignName: `Campaign ${campaign} ${words[campaign % words.length] ?? ''}`,
      emailId: String(index + 1),
      emailName: `${word()} ${word()} ${Math.floor(random() * 1000)}.${index}`,
      firstSentAt: new Date(Date.UTC(2026, 0, 1) + Math.floor(random() * 330 * 86_400_000)).toISOString(),
      ...{ sent, delivered, hardBounced, softBounced, pending, aborted, opened, clicked },
      unsubscribed: part(clicked, 0.1),
    };
  });
  return rows.sort(newestFirst);
}

export function toGridRow(row: Row): GridRow {
  const rates = Object.entries(rateColumns).map(([id, [numerator, denominator]]) => [
    id,
    row[denominator] > 0 ? row[numerator] / row[denominator] : NaN,
  ]);
  return { ...row, firstSentAt: Date.parse(row.firstSentAt), ...Object.fromEntries(rates) } as GridRow;
}

/** Returns the value of a cell, computed from a row as `JSON.parse` returns it. */
export function cellValue(row: Row, column: ColumnId): string | number {
  if (column === 'firstSentAt') return Date.parse(row.firstSentAt);
  const rate = rateColumns[column as RateColumn] as (typeof rateColumns)[RateColumn] | undefined;
  if (!rate) return row[column as keyof Row];
  return row[rate[1]] > 0 ? row[rate[0]] / row[rate[1]] : NaN;
}

/** The interface of all grids in the benchmark. Promises resolve when the change is rendered. */
export interface Grid {
  /** Converts the rows into the format of the grid. Not measured. */
  prepare(rows: Row[]): void | Promise<void>;
  mount(host: HTMLElement): Promise<void>;
  /** Shows rows exactly as `JSON.parse` returns them, without `prepare`. Resolves when all rows are loaded and rendered. */
  mountRows(host: HTMLElement, rows: Row[]): Promise<void>;
  sort(column: SortColumn, descending: boolean): Promise<void>;
  /**
   * Fetches and shows `/rows.json`, or `/rows.ndjson` if the grid can stream.
   * @param onFirstRows called when the first rows are rendered; a page that waits for them may draw more frames
   */
  load(host: HTMLElement, count: number, onFirstRows?: () => void): Promise<void>;
  scroller(): HTMLElement;
  /** Returns the names of the rows in the viewport, from top to bottom. Blank rows have an empty name. */
  namesInView(): string[];
}

/** Resolves after the next frame has been rendered. */
export const drawn = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

/** Resolves when a condition is met. Checks it on every frame. @throws after a minute */
export async function until(condition: () => boolean): Promise<void> {
  const end = performance.now() + 60_000;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`Not true within a minute: ${String(condition)}`);
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  await drawn();
}

/** Returns the texts of the elements that are visible in a scroll container, from top to bottom. */
export function textsWithin(scroller: Element, elements: Iterable<Element>): string[] {
  const view = scroller.getBoundingClientRect();
  const found: [number, string][] = [];
  for (const element of elements) {
    const box = element.getBoundingClientRect();
    if (box.height > 0 && box.bottom > view.top && box.top < view.bottom)
      found.push([box.top, element.textContent.trim()]);
  }
  return found.sort(([a], [b]) => a - b).map(([, text]) => text);
}
