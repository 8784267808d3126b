import { columnIds, type ColumnId } from '../../src/model/columns.ts';
import { countIds } from '../../src/model/metrics.ts';
import type { ReportNumbers } from '../../src/model/report.ts';
import type { Rows } from '../../src/view/rows.ts';

/** Names, dates, counts and rates, as many as a wide report shows. */
const others = columnIds.filter((id) => id !== 'emailName' && id !== 'campaignFolder');
export const columns: readonly ColumnId[] = ['emailName', ...others.slice(0, 16)];

/** The same numbers in every run. */
function numberSequence(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
}

/** Rows in columns, and an order of them as a sort gives it. */
export function makeRows(length: number): { rows: Rows; order: Uint32Array } {
  const next = numberSequence(7);
  const numbers = Object.fromEntries(
    countIds.map((id) => [id, Float64Array.from({ length }, () => Math.floor(next() * 50_000))]),
  ) as Record<string, Float64Array>;
  numbers['firstSentAt'] = Float64Array.from({ length }, () => Date.UTC(2026, 0, 1) + Math.floor(next() * 300 * 86_400_000));
  numbers['lastActivityAt'] = numbers['firstSentAt'].map((instant) => instant + 86_400_000);
  const name = (prefix: string, every: number) => Array.from({ length }, (_, row) => `${prefix} ${Math.floor(row / every) + 1}`);
  const text = {
    campaignId: name('c', 5),
    campaignName: name('Campaign', 5),
    emailId: name('e', 1),
    emailName: name('Invitation to the summit, email', 1),
    campaignFolder: [],
    campaignArchived: Array.from({ length }, (_, row) => row % 7 === 0),
  };
  const order = Uint32Array.from({ length }, (_, row) => row);
  for (let row = length - 1; row > 0; row--) {
    const other = Math.floor(next() * (row + 1));
    [order[row], order[other]] = [order[other] ?? 0, order[row] ?? 0];
  }
  return { rows: { length, text, numbers: numbers as unknown as ReportNumbers }, order };
}
