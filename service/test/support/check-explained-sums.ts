import assert from 'node:assert/strict';
import { explainedCounts } from '../../../src/model/explained-counts.ts';
import type { Snapshot } from '../../serve/report-database.ts';
import type { Query } from '../../serve/report-parameters.ts';
import { untracked } from './check-series.ts';
import { groupBy } from './brute-force-actions.ts';
import { sumOf } from './report-rows.ts';
import type { Row } from './server.ts';
import { read } from './snapshot.ts';

/** Returns the sum of the explanations of rows. */
function explainedSum(rows: readonly Row[]): Record<string, unknown> {
  const patterns = rows.flatMap(({ explain }) => Object.entries(explain.botPatterns));
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return {
    ...Object.fromEntries(explainedCounts.map((id) => [id, sum(rows.map(({ explain }) => explain[id] ?? NaN))])),
    botPatterns: Object.fromEntries(
      [...groupBy(patterns, ([pattern]) => pattern)].map(([name, each]) => [name, sum(each.map(([, n]) => n))]),
    ),
  };
}

/**
 * Compares the explanations of the sums in windows with the sums of the explanations of their rows: of all that a filter leaves,
 * of those whose opens are tracked, and of campaigns.
 * @param rows the expected rows, with explanations
 * @param query the request for them
 */
export async function checkExplainedSums(snapshot: Snapshot, rows: readonly Row[], query: Query): Promise<void> {
  const campaigns = groupBy(rows, ({ campaignId }) => campaignId);
  const areTracked = ({ emailId }: Row): boolean => emailId !== untracked;
  const conditions = [
    [{}, () => true],
    [{ filter: 'opened>=0' }, areTracked],
    [{ filter: ['clicked>=1', 'opened>=0'] }, (row: Row) => areTracked(row) && Number(row['clicked']) >= 1],
  ] as const;
  for (const [filter, isMatching] of conditions) {
    const scopes = [
      [{}, rows],
      ...[...campaigns].slice(0, 1).map(([campaign, each]) => [{ campaign }, each] as const),
    ] as const;
    for (const [scope, all] of scopes) {
      const request: Query = { ...query, ...filter, ...scope, limit: '1', explain: '1' };
      const { totals, rowCount } = (await read(snapshot, request)).head as { totals: Row; rowCount: number };
      const expected = all.filter(isMatching);
      assert.deepEqual(totals.explain, explainedSum(expected), JSON.stringify(request));
      assert.deepEqual([rowCount, totals['clicked']], [expected.length, sumOf(expected, 'clicked')]);
    }
  }
  const grouped = await read(snapshot, { ...query, groupBy: 'campaign', limit: '100', explain: '1' });
  assert.deepEqual(
    Object.fromEntries(grouped.rows.map(({ campaignId, explain }) => [campaignId, explain])),
    Object.fromEntries([...campaigns].map(([campaignId, each]) => [campaignId, explainedSum(each)])),
    JSON.stringify(query),
  );
}
