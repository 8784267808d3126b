import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import type { ClickHouseNode } from '../../store/clickhouse-node.ts';
import { fullAccess, type Access } from '../../serve/access.ts';
import { parseReportRequest, type Query } from '../../serve/report-parameters.ts';
import { parseSeriesRequest } from '../../serve/series-parameters.ts';
import { querySeries } from '../../serve/series-query.ts';
import { BruteForceReport, type Scope } from '../support/brute-force-report.ts';
import { checkLinks } from '../support/check-links.ts';
import { checkSeries, untrackedEmail } from '../support/check-series.ts';
import { createDatabase, csv, type ExtractRecord, type TestDatabase } from '../support/import.ts';
import { hour, randomExtract, scatteredExtract, start } from '../support/random-extract.ts';
import type { Row } from '../support/server.ts';
import { comparable, openSnapshot, read, sorted } from '../support/snapshot.ts';
import {
  choice,
  deletionsOf,
  isChosenBy,
  people,
  peopleFile,
  type Choice,
  type Person,
} from '../support/random-people.ts';
import { timeFrames } from '../support/time-frames.ts';

/** The same time frames for the direct reading and for the service. */
const scopes: readonly (readonly [Scope, Query])[] = [
  ...timeFrames,
  [
    { basis: 'sent', from: start + 18.5 * hour, to: start + 25 * 24 * hour - 5.5 * hour },
    { from: '2026-03-02', to: '2026-03-25', dateBasis: 'sent', timeZone: 'Asia/Kolkata' },
  ],
  [
    { basis: 'sent', to: start + 48 * hour },
    { to: '2026-03-02', dateBasis: 'sent' },
  ],
  [{ basis: 'first-sent', age: 24 * hour }, { age: '24h' }],
  [
    { basis: 'sent', from: start + 24 * hour, age: 168 * hour },
    { from: '2026-03-02', dateBasis: 'sent', age: '7d' },
  ],
  [{ basis: 'first-sent', age: 672 * hour }, { age: '28d' }],
];

/** The requests for the scopes, explained where that is possible. */
export const requests = scopes.map(([{ age }, query]): Query =>
  age === undefined ? { ...query, explain: '1' } : query,
);

/** Windows, groups, searches and filters, which DuckDB applies to the sums of the servers. */
export const windows: readonly Query[] = [
  { limit: '1', sort: '-clicked', filter: 'opened>=0', explain: '1' },
  { limit: '10', groupBy: 'campaign', sort: 'openedRate.low', explain: '1' },
  { search: 'INVITE', limit: '5' },
  { campaign: '9', email: '20', explain: '1' },
  { filter: 'clicked>=1', age: '7d' },
];

export async function readAll(
  database: TestDatabase,
  nodes: readonly ClickHouseNode[] | undefined,
  queries: readonly Query[],
  access: Access = fullAccess,
) {
  const { snapshot, close } = await openSnapshot(database.path, nodes);
  try {
    const reports: Awaited<ReturnType<typeof read>>[] = [];
    for (const query of queries) reports.push(await read(snapshot, query, undefined, access));
    return reports;
  } finally {
    close();
  }
}

export async function readSeries(
  database: TestDatabase,
  nodes: readonly ClickHouseNode[] | undefined,
  query: Query,
  access: Access,
) {
  const { snapshot, close } = await openSnapshot(database.path, nodes);
  try {
    return await querySeries(snapshot, parseSeriesRequest({ ...query, unit: 'day', timeZone: 'Asia/Kolkata' }, access));
  } finally {
    close();
  }
}

/** The links of an email, as people who are counted in all campaigns have clicked them. */
export async function readLinks(database: TestDatabase, nodes: readonly ClickHouseNode[] | undefined, email: string) {
  const { snapshot, close } = await openSnapshot(database.path, nodes);
  try {
    return await snapshot.records.links(BigInt(email), parseReportRequest({}, fullAccess));
  } finally {
    close();
  }
}

/** The row as `BruteForceReport` computes it. Rows have no `tooYoung` without an age. */
function asServed({ tooYoung, mayHaveBegunEarlier: _, ...row }: Row, { age }: Scope): Row {
  return { ...row, ...(age !== undefined && { tooYoung }) };
}

/** Imports of random activities, and the fields of their people. */
interface Imports {
  readonly records: readonly ExtractRecord[];
  /** The import of each record. */
  readonly parts: readonly number[];
  /** The import after which all are compacted. */
  readonly compactedAfter: number;
  /** The people in the first import, and in the last one. */
  readonly earlier: readonly Person[];
  readonly people: readonly Person[];
  readonly choices: readonly Choice[];
}

/** The requests for the scopes and some people. */
const chosenRequests = (choices: readonly Choice[]): Query[] =>
  requests.map((query, index) => ({ ...query, ...choices[index % choices.length] }));

/** So few rows that servers need several slices of random activities. */
const sliceSize = 15;

/** Imports records in three parts, of which the last repeats half of the second, into both stores. */
export async function importBoth(
  { records, parts, compactedAfter, earlier, people, choices }: Imports,
  nodes: readonly ClickHouseNode[],
): Promise<[TestDatabase, TestDatabase]> {
  const [single, cluster] = [await createDatabase(), await createDatabase()];
  const queries = [...requests, ...windows, ...chosenRequests(choices).slice(0, choices.length)];
  const peopleFiles = [peopleFile(earlier), undefined, peopleFile(people)];
  for (const part of [0, 1, 2]) {
    const some = records.filter(
      (_, index) => parts[index] === part || (part === 2 && parts[index] === 1 && index % 2 === 0),
    );
    const files = { [`${part}.csv`]: csv(some), ...(part === 1 && { 'deletions.json': deletionsOf(people) }) };
    const known = peopleFiles[part];
    const pathOf = (name: string): string => join(single.directory, name);
    const options = {
      people: known === undefined ? [] : [pathOf('people.csv')],
      emails: part === 0 ? [pathOf('21.json')] : [],
    };
    await single.write('21.json', untrackedEmail);
    await single.write('people.csv', known ?? '');
    const counts = [
      await single.importExtracts(files, options),
      await cluster.importExtracts(files, { ...options, cluster: { nodes, sliceSize } }),
    ] as const;
    const [one, other] = counts.map(({ imported, duplicates, conflicts, deletions, people: persons, total }) => ({
      ...{ imported, duplicates, conflicts, deletions },
      ...{ persons, total },
    }));
    assert.deepEqual(other, one);
    const expected = await readAll(single, undefined, queries);
    assert.deepEqual(await readAll(cluster, nodes, queries), expected);
    if (part !== compactedAfter) continue;
    const { total } = await cluster.importExtracts({}, { cluster: { nodes, sliceSize, isCompaction: true } });
    assert.deepEqual(total, one?.total);
    assert.deepEqual(await readAll(cluster, nodes, queries), expected);
  }
  return [single, cluster];
}

/** Compares the reports of `requests` with a direct reading of activities. @returns the number of rows */
export function compareWithReading(
  records: readonly ExtractRecord[],
  reports: Awaited<ReturnType<typeof readAll>>,
): number {
  const expected = new BruteForceReport(records);
  let rows = 0;
  for (const [index, [scope]] of scopes.entries()) {
    const direct = expected.rows(scope).map((row) => asServed(row as Row, scope));
    assert.deepEqual(sorted((reports[index]?.rows ?? []).map(comparable)), sorted(direct), JSON.stringify(scope));
    rows += direct.length;
  }
  return rows;
}

/** Compares the reports of the cluster with a direct reading of the rules. @returns their number, and that of their rows */
export async function compareWithRules(
  { records, people, choices }: Imports,
  cluster: TestDatabase,
  nodes: readonly ClickHouseNode[],
) {
  const expected = new BruteForceReport(records);
  const reports = await readAll(cluster, nodes, [...requests, ...chosenRequests(choices)]);
  let rows = 0;
  for (const [index, report] of reports.entries()) {
    const [timeFrame] = scopes[index % scopes.length] ?? [{ basis: 'sent' }];
    const choice = choices[(index % scopes.length) % choices.length];
    const scope: Scope =
      index < scopes.length || !choice ? timeFrame : { ...timeFrame, isChosen: isChosenBy(choice, people) };
    const direct = expected.rows(scope).map((row) => asServed(row as Row, scope));
    assert.deepEqual(sorted(report.rows.map(comparable)), sorted(direct), JSON.stringify(scope));
    rows += direct.length;
  }
  const { snapshot, close } = await openSnapshot(cluster.path, nodes);
  await checkLinks(snapshot, expected, { basis: 'first-sent' }, {});
  await checkLinks(snapshot, expected, { basis: 'first-sent', age: 24 * hour }, { age: '24h' });
  for (const [timeFrame, query] of timeFrames) await checkSeries(snapshot, expected, timeFrame, query);
  for (const [index, choice] of choices.entries()) {
    const [timeFrame, query] = timeFrames[index % timeFrames.length] ?? [{ basis: 'sent' }, {}];
    const isChosen = isChosenBy(choice, people);
    await checkSeries(snapshot, expected, { ...timeFrame, isChosen }, { ...choice, ...query });
    await checkLinks(snapshot, expected, { basis: 'first-sent', isChosen }, { ...choice });
  }
  close();
  return { reports: reports.length, rows };
}

/** Three imports of random activities, with ties and merges. */
export const imports: fc.Arbitrary<Imports> = fc.record({
  records: fc.oneof(randomExtract, scatteredExtract),
  parts: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 130, maxLength: 130 }),
  compactedAfter: fc.integer({ min: 0, max: 2 }),
  earlier: people,
  people,
  choices: fc.array(choice, { minLength: 3, maxLength: 3 }),
});
