import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import { it, onTestFinished } from 'vitest';
import { run as runImport } from '../../import/command.ts';
import { removeData } from '../../remove/remove-data.ts';
import type { ClickHouseNode } from '../../store/clickhouse-node.ts';
import { activity, createDatabase, csv, type ExtractRecord } from '../support/import.ts';
import { randomExtract, scatteredExtract } from '../support/random-extract.ts';
import { choice, people, peopleFile, type Choice, type Person } from '../support/random-people.ts';
import { openSnapshot, read } from '../support/snapshot.ts';
import { readAll, requests, windows } from './compare-stores.ts';
import { contentOf, filesOf } from './removal-tests.ts';
import { connectAll, type TestServer } from './servers.ts';

/** Months after which all but the latest activities of the tests are old. */
const retainedMonths = 1;

interface Retention {
  readonly records: readonly ExtractRecord[];
  /** The import of each record. */
  readonly parts: readonly number[];
  readonly people: readonly Person[];
  readonly choice: Choice;
  readonly removed: readonly number[];
}

/** Random activities in March and four months later, in four imports. The second and the fourth remove people. */
const retentions: fc.Arbitrary<Retention> = fc.record({
  records: fc.tuple(scatteredExtract, randomExtract).map(([earlier, later]) => [
    ...earlier,
    ...later.slice(0, 20).map((each, index) => ({
      ...each,
      marketoGUID: `later-${index}`,
      activityDate: monthsLater(each.activityDate),
    })),
  ]),
  parts: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 150, maxLength: 150 }),
  people,
  choice,
  removed: fc.uniqueArray(fc.nat({ max: 120 }), { maxLength: 5 }),
});

const monthsLater = (date: string): string => new Date(Date.parse(date) + 120 * 24 * 3_600_000).toISOString();

const tables = ['people', 'deletions', 'retention', 'malformed', 'email_names', 'campaign_names', 'retained_pairs'];

/** Imports into both stores, and compares them after each step. @returns the numbers of rows and of removed activities */
async function compareRetention(
  { records, parts, people, choice, removed }: Retention,
  nodes: readonly ClickHouseNode[],
): Promise<{ rows: number; retired: number }> {
  const [single, whole, cluster] = [await createDatabase(), await createDatabase(), await createDatabase()];
  const servers = { cluster: { nodes, sliceSize: 15 } };
  let [rows, retired] = [0, 0];
  await single.write('people.csv', peopleFile(people));
  const peopleFiles = [join(single.directory, 'people.csv')];
  for (const part of [0, 1, 2, 3]) {
    // The last import repeats half of the first one.
    const some = records.filter(
      (_, index) => parts[index] === part || (part === 3 && parts[index] === 0 && index % 2 === 0),
    );
    const files = { [`${part}.csv`]: csv(some) };
    const options = {
      people: part === 0 ? peopleFiles : [],
      ...(part % 2 === 1 && { retainedMonths }),
    };
    const [one, other] = [
      await single.importExtracts(files, options),
      await cluster.importExtracts(files, { ...options, ...servers }),
    ].map(({ imported, retired = 0, total: { conflicts: _, ...total } }) => ({ imported, retired, total }));
    assert.deepEqual(other, one);
    retired += one?.retired ?? 0;
    rows += await compareBoth();
    // Reports are as if nothing had been removed, until activities before the limit are left out.
    if (part > 1) continue;
    await whole.importExtracts(files, { people: options.people });
    const [kept, all] = [await readAll(cluster, nodes, requests), await readAll(whole, undefined, requests)];
    assert.deepEqual(kept.map(rowsOf), all.map(rowsOf));
  }
  const guids = removed.map((number) => `g${number}`);
  const request = { guids, onProgress: () => undefined };
  const counts = await removeData({ database: single.path, ...request });
  assert.deepEqual(await removeData({ database: cluster.path, ...request, ...servers }), counts);
  await compareBoth();
  return { rows, retired };

  async function compareBoth(): Promise<number> {
    const queries = [...requests, ...windows, { ...choice, explain: '1' }];
    const reports = await readAll(cluster, nodes, queries);
    assert.deepEqual(reports, await readAll(single, undefined, queries));
    assert.deepEqual(await filesOf(cluster, nodes), await filesOf(single));
    for (const table of tables) {
      const query = `FROM ${table} ORDER BY ALL`;
      assert.deepEqual(await cluster.query(query), await single.query(query), table);
    }
    return reports.reduce((sum, report) => sum + report.rows.length, 0);
  }
}

type AnyReport = Awaited<ReturnType<typeof readAll>>[number];

/** The rows of a report: notes are about activities without a send, which are removed, too. */
const rowsOf = ({ rows }: AnyReport) => rows;

/** @param open returns two empty databases */
export function testRetention(open: (name: string) => Promise<ClickHouseNode[]>, numRuns: number): void {
  it('remove people without recent activity as DuckDB does, and keep the same sums', async () => {
    let [rows, retired, run] = [0, 0, 0];
    await fc.assert(
      fc.asyncProperty(retentions, async (some) => {
        const nodes = await open(`retained_${(run += 1)}`);
        const counts = await compareRetention(some, nodes);
        rows += counts.rows;
        retired += counts.retired;
        await Promise.all(nodes.map((node) => node.close()));
      }),
      { numRuns, endOnFailure: true, seed: 20261130 },
    );
    assert.ok(rows > 20 && retired > 5, `${rows} rows, ${retired} activities`);
  });
}

/** Activities of a person without recent activity, and of others. */
function oldRecords(goneId: string): ExtractRecord[] {
  const gone = { leadId: goneId, primaryAttributeValue: 'Older' };
  const people = ['1', '2', '3', '4', '5'];
  return [
    ...[activity('send', 1, undefined, gone), activity('open', 2, { 'Is Bot Activity': true }, gone)],
    ...[
      activity('unsubscribe', 3, undefined, { ...gone, campaignId: '' }),
      activity('open', 4, undefined, { ...gone, campaignId: '99' }),
    ],
    activity('send', 1, undefined, { ...gone, primaryAttributeValueId: '30', campaignId: '31' }),
    ...people.flatMap((leadId, index) => [
      activity('send', index, undefined, { leadId }),
      activity('open', index + 24 * 120, { 'Is Bot Activity': index === 0, 'Bot Activity Pattern': 'IAB' }, { leadId }),
    ]),
  ];
}

/** @param servers those of the databases that `open` returns */
export function testKilledRetention(
  open: (name: string) => Promise<ClickHouseNode[]>,
  servers: () => readonly TestServer[],
): void {
  it('have only the sums of people without recent activity, also when one is killed while they are removed', async () => {
    const nodes = await open('retention_killed');
    const [database, single] = [await createDatabase(), await createDatabase()];
    const gone = '987654321';
    const records = oldRecords(gone);
    await database.write('people.csv', `id,Country\n${gone},Monaco\n1,France\n`);
    const peopleFiles = [join(database.directory, 'people.csv')];
    const later = { 'b.csv': csv([activity('send', 24 * 121, undefined, { leadId: '6' })]) };
    await database.importExtracts({ 'a.csv': csv(records) }, { people: peopleFiles, cluster: { nodes } });
    await single.importExtracts({ 'a.csv': csv(records), ...later });
    const [before, after] = [await readAll(database, nodes, requests), await readAll(single, undefined, requests)];
    const older = await openSnapshot(database.path, nodes);
    onTestFinished(older.close);
    const retain = (onStep: (step: string) => Promise<void> | undefined) =>
      database.importExtracts(later, { retainedMonths, cluster: { nodes, onStep } });
    for (const step of ['begin', 'send', 'store', 'compare', 'derive', 'sum', 'retire', 'compact']) {
      const readAndKill = async (): Promise<void> => {
        assert.deepEqual(await readAll(database, nodes, requests), before, step);
        await servers()[1]?.kill();
      };
      await assert.rejects(
        retain((each) => (each === step ? readAndKill() : undefined)),
        /does not respond/,
        step,
      );
      await servers()[1]?.start();
      assert.deepEqual(await readAll(database, nodes, requests), before, step);
    }
    // The report is published then, but a server still has the rows.
    await assert.rejects(
      retain((step) => (step === 'end' ? servers()[1]?.kill() : undefined)),
      /The report is without the removed data, but a server still has it: .*/,
    );
    await servers()[1]?.start();
    assert.deepEqual((await readAll(database, nodes, requests)).map(rowsOf), after.map(rowsOf));
    assert.match(await contentOf(database, nodes), new RegExp(gone));
    await assert.rejects(read(older.snapshot, {}), /A server does not have the data of the last import/);
    // Repeated, it ends the same, and the rest is gone.
    const { imported, duplicates, retired } = await database.importExtracts(later, {
      retainedMonths,
      cluster: { nodes },
    });
    assert.deepEqual([imported, duplicates, retired], [0, 1, undefined]);
    assert.deepEqual((await readAll(database, nodes, requests)).map(rowsOf), after.map(rowsOf));
    assert.doesNotMatch(await contentOf(database, nodes), new RegExp(`${gone}|Monaco`));
    const again = await database.importExtracts({ 'a.csv': csv(records) }, { cluster: { nodes } });
    assert.deepEqual([again.imported, again.retired], [0, 5]);
    assert.doesNotMatch(await contentOf(database, nodes), new RegExp(gone));
    assert.deepEqual((await readAll(database, nodes, requests)).map(rowsOf), after.map(rowsOf));
  });
}

/** @param open creates empty databases and returns their URLs */
export function testRetentionCommands(open: (name: string) => Promise<string[]>): void {
  it('remove people with import --retain, also of a compaction', async () => {
    const urls = await open('retained_command');
    const nodes = await connectAll(urls);
    const store = ['--store', `clickhouse:${urls.join(',')}`];
    const gone = '987654321';
    const database = await createDatabase();
    await database.importExtracts({ 'a.csv': csv(oldRecords(gone)) }, { cluster: { nodes } });
    const before = await readAll(database, nodes, requests);
    const run = (...args: string[]): Promise<number> =>
      runImport(['--database', database.path, ...store, ...args], database.directory, {});
    await assert.rejects(run('--retain', '1'), /No files to import/);
    assert.equal(await run('--retain', '1', '--compact'), 0);
    assert.doesNotMatch(await contentOf(database, nodes), new RegExp(gone));
    assert.deepEqual((await readAll(database, nodes, requests)).map(rowsOf), before.map(rowsOf));
    assert.equal(await run('--compact'), 0);
    assert.equal(await run('--retain', '1', 'a.csv'), 0);
    assert.doesNotMatch(await contentOf(database, nodes), new RegExp(gone));
    assert.deepEqual((await readAll(database, nodes, requests)).map(rowsOf), before.map(rowsOf));
    await Promise.all(nodes.map((node) => node.close()));
  });
}
