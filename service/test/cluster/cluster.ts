import assert from 'node:assert/strict';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, it, onTestFinished } from 'vitest';
import type { ClickHouseNode } from '../../store/clickhouse-node.ts';
import { constant } from '../../store/clickhouse-statement.ts';
import { activity, createDatabase, csv } from '../support/import.ts';
import { hour } from '../support/random-extract.ts';
import { getReport, reportUrl, startServer, type Report } from '../support/server.ts';
import type { FakeActivity } from '../support/fake-exports.ts';
import { createSync } from '../support/sync.ts';
import { openSnapshot, read } from '../support/snapshot.ts';
import { hasChDb, openEmbedded } from './embedded.ts';
import { connectAll, createDatabases, serverProgram, startServerProcess, type TestServer } from './servers.ts';
import { readAll, requests } from './compare-stores.ts';
import { testCommands, testRowActivities } from './command-tests.ts';
import { testKilledRemovals, testRemovals } from './removal-tests.ts';
import { testKilledRetention, testRetention, testRetentionCommands } from './retain-tests.ts';
import { testRivals } from './rival-tests.ts';
import { testReports } from './report-tests.ts';

const missing = [
  ...(serverProgram === undefined ? ['two servers: apt install clickhouse-server'] : []),
  ...(hasChDb() ? [] : ['the modern dialect: npm install --no-save chdb']),
];
for (const part of missing) console.warn(`Not installed, so not tested: ${part}`);

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
  testRemovals(open, 2);
  testRetention(open, 1);
  testRivals(open, 1);
  testRowActivities(open);
  testKilledRemovals(open, () => servers);
  testKilledRetention(open, () => servers);
  testCommands((name) => createDatabases(servers, name));
  testRetentionCommands((name) => createDatabases(servers, name));

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
    // Without new activities, the limit is counted back from the latest one.
    for (const { clock, marketo } of [single, cluster]) {
      await clock.sleep(60 * 24 * hour);
      const [first] = marketo.exports.activities;
      const send = { activityTypeId: '6', activityDate: '2026-05-18T12:00:00Z', campaignId: '10', actionResult: '' };
      marketo.exports.activities.push({ ...first, ...send, marketoGUID: 'later', leadId: '2900' } as FakeActivity);
    }
    const retain = [...people, '--retain', '1'];
    const [expected, found] = [await single.sync(retain), await cluster.sync([...retain, ...store])];
    assert.deepEqual(found.result, expected.result);
    assert.deepEqual(
      await readAll(cluster.database, nodes, queries),
      await readAll(single.database, undefined, queries),
    );
    assert.deepEqual(await cluster.database.query('SELECT records FROM record_store'), [{ records: 1 }]);
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
    for (const node of nodes) assert.deepEqual((await node.read(partitions)).flat(), ['4', '5']);
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
      ['compare'],
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
  testRemovals((name) => embedded.open(name), 1);
  testRetention((name) => embedded.open(name), 1);
  testRivals((name) => embedded.open(name), 1);
  testRowActivities((name) => embedded.open(name));
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
