import assert from 'node:assert/strict';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, it, onTestFinished } from 'vitest';
import type { ClickHouseNode } from '../../store/clickhouse-node.ts';
import { constant, isOneOf, literalOf, sql } from '../../store/clickhouse-statement.ts';
import { fullAccess, type Access } from '../../serve/access.ts';
import { noValue } from '../../serve/people-filter.ts';
import type { Query } from '../../serve/report-parameters.ts';
import { parseSeriesRequest } from '../../serve/series-parameters.ts';
import { querySeries } from '../../serve/series-query.ts';
import { BruteForceReport, type Scope } from '../support/brute-force-report.ts';
import { checkLinks } from '../support/check-links.ts';
import { checkSeries, untrackedEmail } from '../support/check-series.ts';
import { activity, createDatabase, csv, type ExtractRecord, type TestDatabase } from '../support/import.ts';
import { hour, randomExtract, scatteredExtract, start } from '../support/random-extract.ts';
import { getReport, reportUrl, startServer, type Report, type Row } from '../support/server.ts';
import type { FakeActivity } from '../support/fake-exports.ts';
import { createSync } from '../support/sync.ts';
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
import { hasChDb, openEmbedded } from './embedded.ts';
import { timeFrames } from '../support/time-frames.ts';
import { connectAll, createDatabases, serverProgram, startServerProcess, type TestServer } from './servers.ts';

const missing = [
  ...(serverProgram === undefined ? ['two servers: apt install clickhouse-server'] : []),
  ...(hasChDb() ? [] : ['the modern dialect: npm install --no-save chdb']),
];
for (const part of missing) console.warn(`Not installed, so not tested: ${part}`);

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
const requests = scopes.map(([{ age }, query]): Query => (age === undefined ? { ...query, explain: '1' } : query));

/** Windows, groups, searches and filters, which DuckDB applies to the sums of the servers. */
const windows: readonly Query[] = [
  { limit: '1', sort: '-clicked' },
  { limit: '10', groupBy: 'campaign', sort: 'openedRate.low' },
  { search: 'INVITE', limit: '5' },
  { campaign: '9', email: '20', explain: '1' },
  { filter: 'clicked>=1', age: '7d' },
];

async function readAll(
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

async function readSeries(
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
async function importBoth(
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

/** Compares the reports of the cluster with a direct reading of the rules. @returns their number, and that of their rows */
async function compareWithRules(
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
const imports: fc.Arbitrary<Imports> = fc.record({
  records: fc.oneof(randomExtract, scatteredExtract),
  parts: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 130, maxLength: 130 }),
  compactedAfter: fc.integer({ min: 0, max: 2 }),
  earlier: people,
  people,
  choices: fc.array(choice, { minLength: 3, maxLength: 3 }),
});

/** @param open returns two empty databases */
function testReports(open: (name: string) => Promise<ClickHouseNode[]>): void {
  it('give the reports of DuckDB, and those of a direct reading of the rules', async () => {
    let [reports, rows, run] = [0, 0, 0];
    await fc.assert(
      fc.asyncProperty(imports, async (some) => {
        const nodes = await open(`random_${(run += 1)}`);
        const [, cluster] = await importBoth(some, nodes);
        const found = await compareWithRules(some, cluster, nodes);
        reports += found.reports;
        rows += found.rows;
        await Promise.all(nodes.map((node) => node.close()));
      }),
      { numRuns: 4, endOnFailure: true, seed: 20261129 },
    );
    assert.ok(reports >= 50 && rows > 50, `${reports} reports with ${rows} rows`);
  });

  it('give each explained window its own rows', async () => {
    const nodes = await open('windows');
    const database = await createDatabase();
    const sends = ['20', '21'].flatMap((email) =>
      ['10', '11'].map((campaignId) => activity('send', 0, undefined, { campaignId, primaryAttributeValueId: email })),
    );
    await database.importExtracts({ 'a.csv': csv(sends) }, { cluster: { nodes } });
    const { snapshot, close } = await openSnapshot(database.path, nodes);
    const explained = { explain: '1', limit: '10' };
    const queries = [
      { email: '20' },
      { email: '21' },
      {},
      { campaign: '10' },
      { campaign: '11' },
      { search: 'invite' },
    ];
    for (const query of queries) {
      const window = await read(snapshot, { ...explained, ...query }, sends.length);
      assert.equal(window.rows.length, 'email' in query || 'campaign' in query ? 2 : 4, JSON.stringify(query));
      assert.deepEqual(window, await read(snapshot, { ...explained, ...query }));
    }
    close();
  });

  it('choose people of the campaigns that a reader may see', async () => {
    const nodes = await open('access');
    const [single, cluster] = [await createDatabase(), await createDatabase()];
    const campaigns = [
      { id: 10, name: 'One', workspaceName: 'EMEA' },
      { id: 11, name: 'Two', workspaceName: 'APAC' },
    ];
    await single.write('campaigns.json', JSON.stringify({ result: campaigns }));
    const values = Array.from(
      { length: 201 },
      (_, index) => `${index + 1},${['É', "O'Hara;", ''][index % 3]},v${index}`,
    );
    await single.write('people.csv', ['id,Country,Code', ...values, '999,Elsewhere,x', ''].join('\n'));
    await single.write('later.csv', 'id,Country\n7,\n8,\n');
    const sends = values.flatMap((_, index) => {
      const leadId = String(index + 1);
      const campaignId = index % 2 === 0 ? '10' : '11';
      return [
        activity('send', index, undefined, { leadId, campaignId }),
        activity('open', index, undefined, { leadId, campaignId }),
      ];
    });
    const pathsOf = (name: string): string[] => [join(single.directory, name)];
    for (const [database, options] of [
      [single, {}],
      [cluster, { cluster: { nodes } }],
    ] as const) {
      await database.importExtracts(
        { 'a.csv': csv(sends) },
        { ...options, people: pathsOf('people.csv'), campaigns: pathsOf('campaigns.json') },
      );
      await database.importExtracts({}, { ...options, people: pathsOf('later.csv') });
    }
    const queries = [
      {},
      { people: 'Country:É' },
      // No person has an empty value, not even one who has lost a value.
      { people: 'Country:' },
      { people: [`Country:${noValue}`, "Country:O'Hara;"], explain: '1' },
      { people: ['Country:É', ...Array.from({ length: 600 }, (_, index) => `Code:v${index}`)], limit: '10' },
      { people: `Country'\\:É` },
    ];
    for (const access of [
      fullAccess,
      { ...fullAccess, workspaces: ['EMEA'] },
      { ...fullAccess, workspaces: ['none'] },
    ]) {
      const [expected, found] = [
        await readAll(single, undefined, queries, access),
        await readAll(cluster, nodes, queries, access),
      ];
      assert.deepEqual(found, expected);
      const isRestricted = access.workspaces !== undefined;
      for (const query of queries) {
        assert.deepEqual(
          await readSeries(cluster, nodes, query, access),
          await readSeries(single, undefined, query, access),
        );
      }
      assert.equal(expected[0]?.rows.length, access.workspaces?.includes('none') ? 0 : isRestricted ? 1 : 2);
    }
  });

  it('find any number of ids', async () => {
    const [node] = await open('ids');
    const ids = Array.from({ length: 100_000 }, (_, index) => BigInt(index) * 2n);
    const numbers = constant('SELECT toInt64(number) AS email_id FROM system.numbers LIMIT 1000');
    assert.deepEqual(await node?.read(sql`SELECT count() FROM (${numbers}) WHERE ${isOneOf('email_id', ids)}`), [
      ['500'],
    ]);
  });

  it('read every text back as it was', async () => {
    const [node] = await open('texts');
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary' }),
        fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n),
        async (text, integer) => {
          const written = await node?.read(constant(`SELECT hex(${literalOf(text)}), toString(${literalOf(integer)})`));
          const bound = await node?.read(sql`SELECT hex(${text}), toString(${integer})`);
          const expected = [[Buffer.from(text).toString('hex').toUpperCase(), String(integer)]];
          assert.deepEqual([written, bound], [expected, expected]);
        },
      ),
      { numRuns: 50 },
    );
  });
}

function assertRefused({ status, headers }: Response): void {
  assert.deepEqual([status, headers.get('retry-after')], [503, '5']);
}

describe.runIf(serverProgram !== undefined)('two servers', () => {
  let servers: TestServer[] = [];

  beforeAll(async () => {
    servers = await Promise.all([startServerProcess(), startServerProcess()]);
  });

  // A test that fails may leave one ended.
  beforeEach(() => Promise.all(servers.map((server) => server.start())));

  afterAll(() => Promise.all(servers.map((server) => server.remove())));

  const open = async (name: string): Promise<ClickHouseNode[]> => connectAll(await createDatabases(servers, name));

  testReports(open);

  it('are refused in another order, and if they have the data of another report', async () => {
    const nodes = await open('owned');
    const [owner, other] = [await createDatabase(), await createDatabase()];
    const files = { 'a.csv': csv([activity('send')]) };
    await owner.importExtracts(files, { cluster: { nodes } });
    await assert.rejects(
      owner.importExtracts(files, { cluster: { nodes: nodes.toReversed() } }),
      /is number 2 of 2\. Name the same servers in the same order/,
    );
    await assert.rejects(
      other.importExtracts(files, { cluster: { nodes } }),
      /has the records of another report database/,
    );
  });

  it('are synced as a database file is, with late activities and fields of people', async () => {
    const urls = await createDatabases(servers, 'synced');
    const nodes = await connectAll(urls);
    const store = ['--store', `clickhouse:${urls.join(',')}`];
    const [single, cluster] = [await createSync(), await createSync()];
    for (const { marketo } of [single, cluster]) {
      const [first] = marketo.exports.activities;
      const late = {
        ...first,
        marketoGUID: 'late',
        leadId: '29',
        activityDate: '2026-03-19T12:00:00Z',
      } as FakeActivity;
      marketo.exports.activities.push({ ...late, writtenAt: '2026-03-20T20:00:00Z' });
    }
    const people = ['--people-fields', 'country'];
    const queries = [...requests, { people: 'country:France' }];
    for (const day of [1, 2]) {
      const [expected, found] = [await single.sync(people), await cluster.sync([...people, ...store])];
      assert.equal(found.result.outcome, 'complete', found.result.reason);
      assert.deepEqual(found.result, expected.result);
      assert.deepEqual(found.result.late, day === 1 ? undefined : { activities: 1, hours: 23.9 });
      assert.deepEqual(
        await readAll(cluster.database, nodes, queries),
        await readAll(single.database, undefined, queries),
      );
      for (const { clock } of [single, cluster]) await clock.sleep(24 * hour);
    }
    const [{ rowCount } = {}] = (await readAll(cluster.database, nodes, [{ people: 'country:France' }])).map(
      ({ head }) => head,
    );
    assert.ok(Number(rowCount) > 0);
    await Promise.all(nodes.map((node) => node.close()));
  });

  it('have the same reports when imports are compacted, and only later lose the earlier rows', async () => {
    const [nodes, database] = [await open('compacted'), await createDatabase()];
    const [first, second] = halves();
    for (const files of [first, second]) await database.importExtracts(files, { cluster: { nodes } });
    const before = await readAll(database, nodes, requests);
    const older = await openSnapshot(database.path, nodes);
    onTestFinished(older.close);
    const compact = (onStep?: (step: string) => Promise<void> | undefined) =>
      database.importExtracts({}, { cluster: { nodes, isCompaction: true, ...(onStep && { onStep }) } });
    await assert.rejects(
      compact((step) => (step === 'sum' ? servers[1]?.kill() : undefined)),
      /does not respond/,
    );
    await servers[1]?.start();
    assert.deepEqual(await readAll(database, nodes, requests), before);
    assert.equal((await compact()).imported, 0);
    assert.deepEqual(await readAll(database, nodes, requests), before);
    assert.deepEqual((await read(older.snapshot, requests[0] ?? {})).rows, before[0]?.rows);
    const { imported, duplicates } = await database.importExtracts(first, { cluster: { nodes } });
    assert.deepEqual([imported, duplicates > 0], [0, true]);
    assert.deepEqual(await readAll(database, nodes, requests), before);
    await assert.rejects(read(older.snapshot, {}), /A server does not have the data of the last import/);
    const partitions = constant(`SELECT DISTINCT partition FROM system.parts
      WHERE database = currentDatabase() AND active AND table != 'shard' ORDER BY partition`);
    for (const node of nodes) assert.deepEqual((await node.read(partitions)).flat(), ['3', '4']);
  });

  it('publish no compaction that lacks rows', async () => {
    for (const table of ['activities', 'records', 'cells']) {
      const [nodes, database] = [await open(`lacking_${table}`), await createDatabase()];
      for (const files of halves()) await database.importExtracts(files, { cluster: { nodes } });
      const onStep = (step: string): Promise<void> | undefined =>
        step === 'sum' ? nodes[0]?.run(constant(`ALTER TABLE ${table} DROP PARTITION 1`)) : undefined;
      await assert.rejects(
        database.importExtracts({}, { cluster: { nodes, isCompaction: true, onStep } }),
        /^Error: The servers have written \d+ of 400 records, .* again\. Nothing was published\./,
        table,
      );
      await Promise.all(nodes.map((node) => node.close()));
    }
  });

  it('continue an older database file, and are refused if they lack the last import', async () => {
    const nodes = await open('restored');
    const [database, single] = [await createDatabase(), await createDatabase()];
    const [first, second] = halves();
    const other = { 'c.csv': csv([activity('send', 1, undefined, { leadId: '999' })]) };
    const backup = join(database.directory, 'backup.duckdb');
    await database.importExtracts(first, { cluster: { nodes } });
    await copyFile(database.path, backup);
    const before = await readAll(database, nodes, [{}]);
    for (const files of [second, { 'b2.csv': second['b.csv'] ?? '' }]) {
      await database.importExtracts(files, { cluster: { nodes } });
    }
    const newer = await readFile(database.path);
    await copyFile(backup, database.path);
    assert.deepEqual(await readAll(database, nodes, [{}]), before);
    await database.importExtracts(other, { cluster: { nodes } });
    for (const files of [first, other]) await single.importExtracts(files);
    assert.deepEqual(await readAll(database, nodes, requests), await readAll(single, undefined, requests));
    await writeFile(database.path, newer);
    await assert.rejects(readAll(database, nodes, [{}]), /A server does not have the data of the last import/);
    await assert.rejects(
      database.importExtracts(other, { cluster: { nodes } }),
      /does not have the last import of the database\. Restore the database file and all servers from the same backup/,
    );
  });

  it('leave reports as they are when one is killed in an import, and the repeated import is whole', async () => {
    const [first, second] = halves();
    const undisturbed = await createDatabase();
    const otherNodes = await open('undisturbed');
    for (const files of [first, second]) await undisturbed.importExtracts(files, { cluster: { nodes: otherNodes } });
    const [after] = await readAll(undisturbed, otherNodes, [{}]);
    const [nodes, database] = [await open('disturbed'), await createDatabase()];
    await database.importExtracts(first, { cluster: { nodes } });
    const [before] = await readAll(database, nodes, [{}]);
    assert.notDeepEqual(before, after);
    const { address, close } = await startServer({ database: database.path, nodes });
    onTestFinished(close);
    let requests = 0;
    // With a delay, the server is killed within the following step.
    for (const [step, delay] of [
      ['begin'],
      ['send'],
      ['store'],
      ['derive'],
      ['sum'],
      ['begin', 15],
      ['send', 15],
      ['store', 40],
    ]) {
      const kill = async (): Promise<void> => {
        await wait(Number(delay ?? 0));
        await servers[1]?.kill();
      };
      let killed: Promise<void> | undefined;
      const onStep = (name: string): Promise<void> | undefined => {
        if (name !== step) return undefined;
        killed = kill();
        return delay === undefined ? killed : undefined;
      };
      await assert.rejects(
        database.importExtracts(second, { cluster: { nodes, onStep } }),
        /does not respond/,
        String(step),
      );
      await killed;
      const response = await fetch(reportUrl(address, { dateBasis: 'sent', to: `2026-04-0${(requests += 1)}` }));
      assertRefused(response);
      await servers[1]?.start();
      assert.deepEqual(await readAll(database, nodes, [{}]), [before]);
    }
    await database.importExtracts(second, { cluster: { nodes } });
    assert.deepEqual(await readAll(database, nodes, [{}]), [after]);
    await database.importExtracts(second, { cluster: { nodes } });
    assert.deepEqual(await readAll(database, nodes, [{}]), [after]);
  });

  it('answer whole reports or none when one is killed among queries', async () => {
    const [nodes, database] = [await open('queried'), await createDatabase()];
    for (const files of halves()) await database.importExtracts(files, { cluster: { nodes } });
    const queries = Array.from({ length: 30 }, (_, index) => ({
      dateBasis: 'sent',
      to: `2026-03-${String(index + 1).padStart(2, '0')}`,
    }));
    const expected = await readAll(database, nodes, queries);
    const { address, close } = await startServer({ database: database.path, nodes });
    onTestFinished(close);
    let whole = 0;
    let killed: Promise<void> | undefined;
    await Promise.all(
      queries.map(async (query, index) => {
        const response = await fetch(reportUrl(address, query));
        if (response.status === 200) {
          whole += 1;
          assert.deepEqual(((await response.json()) as Report).rows, expected[index]?.rows);
        } else assertRefused(response);
        if (whole >= 5) killed ??= servers[1]?.kill();
      }),
    );
    await killed;
    assert.ok(whole >= 5);
    // The queries may all have been faster than the kill.
    assertRefused(await fetch(reportUrl(address, { dateBasis: 'sent', to: '2026-04-01' })));
    await servers[1]?.start();
    const report = await getReport(address, queries[29]);
    assert.deepEqual(report.rows, expected[29]?.rows);
  });
});

describe.runIf(hasChDb())('the modern dialect in chDB', () => {
  let embedded: ReturnType<typeof openEmbedded>;

  beforeAll(() => {
    embedded = openEmbedded();
  });

  afterAll(() => embedded.close());

  testReports((name) => embedded.open(name));
});

/** Activities of 400 people in two files, which share the people and half of the records. */
function halves(): [Record<string, string>, Record<string, string>] {
  const records = Array.from({ length: 400 }, (_, person) => {
    const fields = { leadId: String(person + 1), campaignId: String(1 + (person % 3)) };
    return [
      activity('send', person, undefined, fields),
      activity(person % 5 === 0 ? 'soft' : 'delivered', person + 1, undefined, fields),
      ...(person % 2 === 0 ? [activity('open', person + 2, undefined, fields)] : []),
    ];
  });
  const of = (isIn: (index: number) => boolean): string =>
    csv(records.flatMap((some) => some.filter((_, index) => isIn(index))));
  return [{ 'a.csv': of((index) => index < 2) }, { 'b.csv': of((index) => index > 0) }];
}
