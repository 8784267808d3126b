import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import type { ReportAge } from '../../src/endpoint/contract.ts';
import type { Snapshot } from '../serve/report-database.ts';
import { type Query } from '../serve/report-parameters.ts';
import { BruteForceReport, type Scope } from './support/brute-force-report.ts';
import { checkExplainedSums } from './support/check-explained-sums.ts';
import { checkLinks } from './support/check-links.ts';
import { checkSeries, untracked, untrackedEmail } from './support/check-series.ts';
import { createDatabase, csv } from './support/import.ts';
import { hour, randomExtract } from './support/random-extract.ts';
import { choice, deletionsOf, isChosenBy, people, peopleFile } from './support/random-people.ts';
import { key, sumOf, sumsOf } from './support/report-rows.ts';
import { valueColumns, valueOfSum, type Meaning } from './support/row-values.ts';
import type { Row } from './support/server.ts';
import { comparable, openSnapshot, read, sorted } from './support/snapshot.ts';
import { timeFrames } from './support/time-frames.ts';

/** Rows have no `tooYoung` without an age. */
function asServed({ tooYoung, mayHaveBegunEarlier: _, ...row }: Record<string, unknown>, { age }: Scope): Row {
  return { ...row, ...(age !== undefined && { tooYoung }) } as Row;
}

const ages: readonly (readonly [ReportAge, number])[] = [
  ['24h', 24 * hour],
  ['7d', 168 * hour],
  ['28d', 672 * hour],
];

/** Compares the report, a window of it, and its groups. */
async function checkReport(
  snapshot: Snapshot,
  expected: BruteForceReport,
  scope: Scope,
  request: Query,
): Promise<void> {
  const rows = expected.rows(scope).map((row) => asServed(row, scope));
  const context = JSON.stringify(request);
  const whole = await read(snapshot, { ...request, explain: '1' });
  assert.deepEqual(sorted(whole.rows.map(comparable)), sorted(rows), context);
  const window = await read(snapshot, { ...request, limit: '1', sort: '-clicked', explain: '1' });
  assert.deepEqual([window.head['rowCount'], window.head['people']], [rows.length, request['people']], context);
  const grouped = await read(snapshot, { ...request, limit: '10', groupBy: 'campaign' });
  const noOpens = { opened: 0, humanOpened: 0, privacyOpened: 0 };
  const tracked = rows.map((row) => (row.emailId === untracked ? { ...row, ...noOpens } : row));
  const sums = (some: readonly Row[]): unknown => [sumsOf(some), scope.age && sumOf(some, 'tooYoung')];
  for (const totals of [window.head['totals'], grouped.head['totals']] as Row[]) {
    assert.deepEqual(sums([totals]), sums(tracked), context);
  }
  assert.deepEqual(sums(grouped.rows), sums(tracked), context);
}

const meanings: readonly Meaning[] = [
  { activity: 'human' },
  { activity: 'person', rateBase: 'sent' },
  { rateBase: 'sent' },
];

/** Compares the order of windows, and those that a filter keeps. */
async function checkOrder(snapshot: Snapshot, rows: readonly Row[], query: Query, meaning: Meaning): Promise<void> {
  const isTracked = ({ emailId }: Row): boolean => emailId !== untracked;
  const campaigns = [...new Set(rows.map(({ campaignId }) => campaignId))];
  const groups = campaigns.map((id) => rows.filter(({ campaignId }) => campaignId === id));
  const request = { ...query, ...meaning, limit: '100' };
  for (const [index, column] of [...valueColumns, 'openedRate.low', 'clickToOpenRate.low'].entries()) {
    const descending = index % 2 === 0;
    const value = (some: readonly Row[]) => valueOfSum(some, column, meaning, isTracked) ?? (descending ? -1 : 2e9);
    const inOrder = (some: readonly (readonly Row[])[]): Row[] =>
      some
        .toSorted(
          (a, b) =>
            (descending ? value(b) - value(a) : value(a) - value(b)) || (key(a[0] as Row) < key(b[0] as Row) ? -1 : 1),
        )
        .map(([first]) => first as Row);
    const sort = `${descending ? '-' : ''}${column}`;
    const window = await read(snapshot, { ...request, sort });
    assert.deepEqual(
      window.rows.map(key),
      inOrder(rows.map((row) => [row])).map(key),
      JSON.stringify({ request, sort }),
    );
    assert.deepEqual(
      [window.head['sort'], window.head['activity'], window.head['rateBase']],
      [sort, meaning.activity, meaning.rateBase],
    );
    const grouped = await read(snapshot, { ...request, sort, groupBy: 'campaign' });
    assert.deepEqual(
      grouped.rows.map(({ campaignId }) => campaignId),
      inOrder(groups).map(({ campaignId }) => campaignId),
      sort,
    );
    if (column.endsWith('.low')) continue;
    const kept = await read(snapshot, { ...request, filter: `${column}>=0.5` });
    const expected = rows.filter((row) => (valueOfSum([row], column, meaning, isTracked) ?? -1) >= 0.5);
    assert.deepEqual(kept.rows.map(key).toSorted(), expected.map(key).toSorted(), column);
  }
}

describe('a report of random activities and people', () => {
  it('equals a direct reading of the rules, with ages, windows, groups, explanations, links, series and sort orders', async () => {
    const choices = fc.array(choice, { minLength: 3, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(randomExtract, people, choices, async (records, persons, some) => {
        const database = await createDatabase();
        await database.write('people.csv', peopleFile(persons));
        const files = { 'a.csv': csv(records), 'd.json': deletionsOf(persons) };
        await database.write('21.json', untrackedEmail);
        const [emails, peopleFiles] = [['21.json'], ['people.csv']].map((names) =>
          names.map((name) => `${database.directory}/${name}`),
        );
        await database.importExtracts(files, { emails: emails ?? [], people: peopleFiles ?? [] });
        const { snapshot, close } = await openSnapshot(database.path);
        const expected = new BruteForceReport(records);
        for (const [index, choice] of some.entries()) {
          const isChosen = isChosenBy(choice, persons);
          const [timeFrame, parameters] = timeFrames[index % timeFrames.length] ?? [{ basis: 'sent' }, {}];
          const scope: Scope = { ...timeFrame, isChosen };
          await checkReport(snapshot, expected, scope, { ...choice, ...parameters });
          await checkLinks(snapshot, expected, { basis: 'first-sent', isChosen }, { ...choice });
          await checkSeries(snapshot, expected, scope, { ...choice, ...parameters });
          const rows = expected.rows(scope) as Row[];
          await checkExplainedSums(snapshot, rows, { ...choice, ...parameters });
          await checkOrder(snapshot, rows, { ...choice, ...parameters }, meanings[index % meanings.length] ?? {});
          const [name, age] = ages[index % ages.length] ?? ['7d', 168 * hour];
          await checkReport(snapshot, expected, { ...scope, age }, { ...choice, ...parameters, age: name });
          await checkLinks(snapshot, expected, { basis: 'first-sent', isChosen, age }, { ...choice, age: name });
        }
        close();
      }),
      { numRuns: 2, endOnFailure: true, seed: 20261129 },
    );
  });
});
