import assert from 'node:assert/strict';
import type { SeriesUnit } from '../../../src/endpoint/series-contract.ts';
import { fullAccess } from '../../serve/access.ts';
import type { Snapshot } from '../../serve/report-database.ts';
import type { Query } from '../../serve/report-parameters.ts';
import { parseSeriesRequest } from '../../serve/series-parameters.ts';
import { querySeries } from '../../serve/series-query.ts';
import type { BruteForceReport, Scope } from './brute-force-report.ts';
import { hour } from './random-extract.ts';
import { sorted } from './snapshot.ts';

/** The email whose opens are not tracked. */
export const untracked = '21';

/** The asset that says so. */
export const untrackedEmail = JSON.stringify({
  result: [{ id: untracked, name: 'Two', isOpenTrackingDisabled: true }],
});

interface SeriesCase {
  readonly unit: SeriesUnit;
  readonly timeZone: string;
  readonly filter: Query;
  readonly isMatching: (row: Record<string, unknown>) => boolean;
}

const seriesCases: readonly SeriesCase[] = [
  { unit: 'day', timeZone: 'America/New_York', filter: {}, isMatching: () => true },
  {
    unit: 'week',
    timeZone: 'Asia/Kolkata',
    filter: { campaign: '9', email: '20' },
    isMatching: ({ campaignId, emailId }) => campaignId === '9' && emailId === '20',
  },
  {
    unit: 'month',
    timeZone: 'UTC',
    filter: { filter: ['clicked>=1'], search: 'INVITE' },
    isMatching: ({ clicked }) => Number(clicked) >= 1,
  },
];

/** Compares the series of a report with a direct reading, in which one email is untracked. */
export async function checkSeries(
  snapshot: Snapshot,
  expected: BruteForceReport,
  scope: Scope,
  query: Query,
): Promise<void> {
  for (const { unit, timeZone, filter, isMatching } of seriesCases) {
    // The dates of time frames are days of UTC.
    const zone = query['from'] === undefined ? timeZone : 'UTC';
    const request = parseSeriesRequest({ ...query, ...filter, unit, timeZone: zone }, fullAccess);
    const { points, ...head } = await querySeries(snapshot, request);
    const found = points.flatMap(({ date, ...counts }) =>
      Object.entries<number | null>(counts).flatMap(([name, count]) => (count ? [[date, name, count]] : [])),
    );
    const areOpensTracked = ({ emailId }: Record<string, unknown>): boolean => emailId !== untracked;
    const direct = expected.series(scope, (at) => dateOf(unit, zone, at), isMatching, areOpensTracked);
    assert.deepEqual(sorted(found), sorted(direct), JSON.stringify(request));
    const dates = points.map(({ date }) => date);
    assert.deepEqual([dates, head.unit, head.people], [dates.toSorted(), unit, query['people']]);
  }
}

/** Returns the first day of the unit of an instant, independently of the service. */
function dateOf(unit: SeriesUnit, timeZone: string, at: number): string {
  const date = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at);
  if (unit === 'month') return `${date.slice(0, 8)}01`;
  const weekday = new Date(date).getUTCDay();
  const monday = new Date(Date.parse(date) - ((weekday + 6) % 7) * 24 * hour);
  return unit === 'week' ? monday.toISOString().slice(0, 10) : date;
}
