import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import { it, onTestFinished } from 'vitest';
import { listImportedFiles } from '../../remove/imported-file-list.ts';
import { removeData, type RemoveCounts, type RemoveRequest } from '../../remove/remove-data.ts';
import type { ClickHouseNode } from '../../store/clickhouse-node.ts';
import { constant } from '../../store/clickhouse-statement.ts';
import { tableNames } from '../../store/clickhouse-tables.ts';
import { activity, createDatabase, csv, type ExtractRecord, type TestDatabase } from '../support/import.ts';
import { randomExtract, scatteredExtract } from '../support/random-extract.ts';
import { importFilesInto, keptRecords, randomFile, withNames } from '../support/random-files.ts';
import { idsOfPersons } from '../support/random-people.ts';
import { reportUrl, startServer, type Report } from '../support/server.ts';
import { openSnapshot, read } from '../support/snapshot.ts';
import { compareWithReading, readAll, requests, windows } from './compare-stores.ts';
import type { TestServer } from './servers.ts';

/** The activities, the file and the people to remove. Numbers choose among those that exist. */
const removal = fc.record({
  guids: fc.uniqueArray(fc.nat({ max: 140 }), { maxLength: 10 }),
  file: fc.option(fc.nat()),
  people: fc.subarray(['1', '2', '3', '4', '5', '99'], { maxLength: 1 }),
  importsAgain: fc.boolean(),
});

const removals = fc.record({
  all: fc.oneof(randomExtract, scatteredExtract),
  random: fc.array(
    randomFile.map((file) => ({ ...file, renamed: [] })),
    { minLength: 3, maxLength: 6 },
  ),
  steps: fc.array(removal, { minLength: 2, maxLength: 2 }),
});

type Removals = typeof removals extends fc.Arbitrary<infer Value> ? Value : never;

const remove = (database: TestDatabase, request: Partial<RemoveRequest>): Promise<RemoveCounts> =>
  removeData({ database: database.path, onProgress: () => undefined, ...request });

/** Returns the files of a database, without the time of their import. */
export const filesOf = async ({ path }: TestDatabase, nodes?: readonly ClickHouseNode[]) =>
  (await listImportedFiles(path, nodes)).map(({ importedAt: _, ...file }) => file);

/** Imports random files into both stores, removes from both, and compares them with each other and with what remains. */
async function compareRemovals({ all, random, steps }: Removals, nodes: readonly ClickHouseNode[]): Promise<number> {
  let files = withNames(random);
  const [single, cluster] = [await createDatabase(), await createDatabase()];
  const options = { cluster: { nodes, sliceSize: 40 } };
  await importFilesInto(all, files, (contents) => single.importExtracts(contents));
  await importFilesInto(all, files, (contents) => cluster.importExtracts(contents, options));
  const [erased, removedGuids] = [new Set<string>(), new Set<string>()];
  let rows = 0;
  for (const { guids: numbers, file, people, importsAgain } of steps) {
    const withdrawn = file === null || files.length === 1 ? undefined : files[file % files.length];
    const guids = numbers.map((number) => `g${number}`);
    for (const id of await idsOfPersons(single, people)) erased.add(id);
    for (const guid of guids) removedGuids.add(guid);
    files = files.filter((each) => each !== withdrawn);
    await single.write('erase.csv', ['id', ...people, ''].join('\n'));
    const request = {
      ...{ guids, files: withdrawn ? [withdrawn.name] : [] },
      people: people.length > 0 ? [join(single.directory, 'erase.csv')] : [],
    };
    const expected = await remove(single, request);
    assert.deepEqual(await remove(cluster, { ...request, ...options }), expected);
    const isKept = ({ leadId, marketoGUID }: ExtractRecord): boolean =>
      !erased.has(leadId) && !removedGuids.has(marketoGUID);
    rows += await compareAll(keptRecords(all, files).filter(isKept));
    if (!importsAgain) continue;
    // Erased people stay away, removed activities come back.
    removedGuids.clear();
    await importFilesInto(all, files, (contents) => single.importExtracts(contents));
    await importFilesInto(all, files, (contents) => cluster.importExtracts(contents, options));
    rows += await compareAll(keptRecords(all, files).filter(isKept));
  }
  return rows;

  async function compareAll(records: readonly ExtractRecord[]): Promise<number> {
    assert.deepEqual(await filesOf(cluster, nodes), await filesOf(single));
    const queries = [...requests, ...windows];
    const reports = await readAll(cluster, nodes, queries);
    assert.deepEqual(reports, await readAll(single, undefined, queries));
    return compareWithReading(records, reports);
  }
}

/** Returns everything that the servers and the file have, as text. */
export async function contentOf(database: TestDatabase, nodes: readonly ClickHouseNode[]): Promise<string> {
  const names = await database.query('SELECT table_name FROM duckdb_tables() WHERE NOT temporary');
  const contents: unknown[] = [];
  for (const { table_name: name } of names) contents.push(await database.query(`FROM ${String(name)}`));
  for (const node of nodes)
    for (const name of tableNames) contents.push(name, await node.read(constant(`SELECT * FROM ${name}`)));
  return JSON.stringify(contents);
}

/**
 * @param open returns two empty databases
 * @param numRuns how many random removals are tried
 */
export function testRemovals(open: (name: string) => Promise<ClickHouseNode[]>, numRuns: number): void {
  it('remove what DuckDB removes, and leave the reports of a direct reading of what remains', async () => {
    let [rows, run] = [0, 0];
    await fc.assert(
      fc.asyncProperty(removals, async (some) => {
        const nodes = await open(`removed_${(run += 1)}`);
        rows += await compareRemovals(some, nodes);
        await Promise.all(nodes.map((node) => node.close()));
      }),
      { numRuns, endOnFailure: true, seed: 20261129 },
    );
    assert.ok(rows > 10, `${rows} rows`);
  });

  it('have nothing of an erased person, also after later imports', async () => {
    const nodes = await open('erased');
    const database = await createDatabase();
    const cluster = { nodes };
    const [erasedId, mergedId] = ['987654321', '987654322'];
    const fields = { leadId: erasedId };
    const merge = activity(
      'merge',
      5,
      { 'Merge IDs': [Number(mergedId)] },
      { ...fields, campaignId: '', primaryAttributeValueId: erasedId },
    );
    const records = [
      ...[activity('send', 1, undefined, fields), activity('open', 2, { 'Is Bot Activity': true }, fields)],
      ...[activity('send', 1, undefined, { leadId: mergedId, primaryAttributeValue: 'Older' }), activity('send', 1)],
      activity('unsubscribe', 3, undefined, { ...fields, campaignId: '' }),
    ];
    await database.write('people.csv', `id,Country\n${erasedId},Monaco\n1,France\n`);
    const options = { cluster, people: [join(database.directory, 'people.csv')] };
    await database.importExtracts({ 'a.csv': csv(records) }, options);
    await database.importExtracts({ 'b.csv': csv([merge, records[1] ?? merge]) }, { cluster });
    assert.match(await contentOf(database, nodes), /98765432[12].*Monaco/s);
    await database.write('erase.csv', `id\n${mergedId}\n404\n`);
    const { activities, people, unknownPeople, total } = await remove(database, {
      cluster,
      people: [join(database.directory, 'erase.csv')],
    });
    assert.deepEqual([activities, people, unknownPeople, total.records], [5, 2, 1, 1]);
    assert.doesNotMatch(await contentOf(database, nodes), /98765432|Monaco/);
    await database.importExtracts({ 'a.csv': csv(records), 'b.csv': csv([merge]) }, options);
    assert.doesNotMatch(await contentOf(database, nodes), /98765432|Monaco/);
    const [report] = await readAll(database, nodes, [{}]);
    assert.deepEqual(
      report?.rows.map(({ sent, emailName }) => [sent, emailName]),
      [[1, 'Invite']],
    );
  });
}

/** @param servers those of the databases that `open` returns */
export function testKilledRemovals(
  open: (name: string) => Promise<ClickHouseNode[]>,
  servers: () => readonly TestServer[],
): void {
  it('remove everything or nothing when one is killed in a removal', async () => {
    const nodes = await open('removal_killed');
    const [database, single] = [await createDatabase(), await createDatabase()];
    const gone = '987654321';
    const people = ['1', '2', '3', '4', '5', gone];
    const records = people.flatMap((leadId, index) =>
      (['send', 'delivered', 'open'] as const).map((kind) => activity(kind, index, undefined, { leadId })),
    );
    const kept = records.filter(({ leadId }) => leadId !== gone);
    const files = { 'a.csv': csv(records.slice(6)), 'b.csv': csv(records) };
    for (const [name, content] of Object.entries(files)) {
      await database.importExtracts({ [name]: content }, { cluster: { nodes } });
    }
    await single.importExtracts({ 'a.csv': csv(kept) });
    await database.write('erase.csv', `id\n${gone}\n`);
    const request = { people: [join(database.directory, 'erase.csv')] };
    const before = await readAll(database, nodes, requests);
    const older = await openSnapshot(database.path, nodes);
    onTestFinished(older.close);
    const removeAndKill = (killedAt: string) => {
      const onStep = (step: string) => (step === killedAt ? servers()[1]?.kill() : undefined);
      return remove(database, { ...request, cluster: { nodes, onStep } });
    };
    for (const step of ['begin', 'send', 'store', 'remove', 'derive', 'sum', 'compact']) {
      await assert.rejects(removeAndKill(step), /does not respond/, step);
      await servers()[1]?.start();
      assert.deepEqual(await readAll(database, nodes, requests), before, step);
    }
    // The removal is published then, but a server still has the rows.
    await assert.rejects(removeAndKill('end'), /The report is without the removed data, but a server still has it: .*/);
    await servers()[1]?.start();
    const after = await readAll(single, undefined, requests);
    assert.deepEqual(await readAll(database, nodes, requests), after);
    assert.match(await contentOf(database, nodes), new RegExp(gone));
    await assert.rejects(read(older.snapshot, {}), /A server does not have the data of the last import/);
    await database.importExtracts({}, { cluster: { nodes } });
    assert.doesNotMatch(await contentOf(database, nodes), new RegExp(gone));
    assert.deepEqual(await readAll(database, nodes, requests), after);
  });

  it('answer whole reports or none while data is removed', async () => {
    const nodes = await open('removal_queried');
    const database = await createDatabase();
    const sends = Array.from({ length: 200 }, (_, person) =>
      activity('send', person, undefined, { leadId: String(person + 1), marketoGUID: `r${person}` }),
    );
    await database.importExtracts({ 'a.csv': csv(sends) }, { cluster: { nodes } });
    const { address, close } = await startServer({ database: database.path, nodes });
    onTestFinished(close);
    let [sent, isRemoving, whole, day] = [sends.length, true, 0, 0];
    const ask = async (): Promise<void> => {
      while (isRemoving) {
        // Every request is different, so that none is answered from memory.
        const from = new Date(Date.UTC(2000, 0, (day += 1))).toISOString().slice(0, 10);
        const response = await fetch(reportUrl(address, { dateBasis: 'sent', from }));
        const { rows } = (await response.json()) as Report;
        if (response.status === 503) continue;
        assert.equal(response.status, 200);
        assert.ok([sent, sent - 20, sent + 20].includes(Number(rows[0]?.['sent'])), JSON.stringify(rows));
        whole += 1;
      }
    };
    const removeAll = async (): Promise<void> => {
      for (let first = 0; first < 100; first += 20) {
        const guids = sends.slice(first, first + 20).map(({ marketoGUID }) => marketoGUID);
        await remove(database, { guids, cluster: { nodes } });
        sent -= 20;
      }
      isRemoving = false;
    };
    await Promise.all([removeAll(), ask(), ask()]);
    assert.ok(whole >= 5, `${whole} reports`);
  });
}
