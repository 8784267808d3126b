import type { ReportResponseRow } from '../endpoint/contract.ts';
import type { SeriesResponsePoint } from '../endpoint/series-contract.ts';
import { rowsInTimeFrame, type Answer, type Rows } from './responses.ts';

type SeriesCount = Exclude<keyof SeriesResponsePoint, 'date'>;

/** The number of days after the first send on which a share of the remaining reactions comes, each day. */
const days = 14;
const dailyShare = 0.45;

const opens: readonly SeriesCount[] = ['opened', 'humanOpened', 'privacyOpened'];
const immediate: readonly SeriesCount[] = ['sent', 'delivered', 'hardBounced', 'softBounced'];
const reactions: readonly SeriesCount[] = [...opens, 'clicked', 'unsubscribed', 'humanClicked'];

/** Returns how the requested rows came about, day by day. It adds up to their counts. */
export function series(rows: Rows): Answer {
  return ({ parameters }) => {
    const points = new Map<string, Record<string, number>>();
    const add = (date: string, id: SeriesCount, count: number) => {
      const point = points.get(date) ?? {};
      points.set(date, { ...point, [id]: (point[id] ?? 0) + count });
    };
    for (const row of rowsInTimeFrame(rows(), parameters)) if (isRequested(row, parameters)) addRow(row, add);
    const sorted = [...points].sort(([one], [other]) => (one < other ? -1 : 1));
    return Response.json({ version: 1, unit: 'day', points: sorted.map(([date, counts]) => ({ date, ...counts })) });
  };
}

function isRequested({ campaignId, emailId }: ReportResponseRow, parameters: URLSearchParams): boolean {
  const isIn = (name: string, id: unknown) => !parameters.has(name) || parameters.getAll(name).includes(String(id));
  return isIn('campaign', campaignId) && isIn('email', emailId);
}

function addRow(row: ReportResponseRow, add: (date: string, id: SeriesCount, count: number) => void): void {
  const start = Date.parse(row.firstSentAt ?? '2026-11-01T00:00:00Z');
  const dateOf = (day: number) => new Date(start + day * 864e5).toISOString().slice(0, 10);
  for (const id of immediate) add(dateOf(0), id, row[id] ?? 0);
  for (const id of reactions) {
    if (row.openTracked === false && opens.includes(id)) continue;
    let rest = row[id] ?? 0;
    for (let day = 0; day < days && rest > 0; day++) {
      const count = day === days - 1 ? rest : Math.ceil(rest * dailyShare);
      add(dateOf(day), id, count);
      rest -= count;
    }
  }
}
