import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import { it } from 'vitest';
import { removeData } from '../../remove/remove-data.ts';
import type { ClickHouseNode } from '../../store/clickhouse-node.ts';
import { activity, createDatabase, csv, type ExtractRecord } from '../support/import.ts';
import { randomExtract, scatteredExtract } from '../support/random-extract.ts';
import { readAll, readLinks, requests, windows } from './compare-stores.ts';
import { contentOf, filesOf } from './removal-tests.ts';

/** Random activities of which some have the guid of another one, whose person may differ. */
const sharedGuids: fc.Arbitrary<ExtractRecord[]> = fc
  .tuple(
    fc.oneof(randomExtract, scatteredExtract),
    fc.array(fc.tuple(fc.nat({ max: 60 }), fc.nat({ max: 60 })), { minLength: 10, maxLength: 30 }),
  )
  .map(([records, pairs]) => {
    const guids = new Map(pairs.map(([one, other]) => [`g${one}`, `g${other}`]));
    const merges = new Set(records.filter(isMerge).map(({ marketoGUID }) => marketoGUID));
    return records.map((record) => {
      const guid = guids.get(record.marketoGUID);
      return guid === undefined || isMerge(record) || merges.has(guid) ? record : { ...record, marketoGUID: guid };
    });
  });

const isMerge = ({ activityTypeId }: ExtractRecord): boolean => activityTypeId === '32';

const rivals = fc.record({
  records: sharedGuids,
  parts: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 130, maxLength: 130 }),
  compactedAfter: fc.integer({ min: 0, max: 2 }),
  guids: fc.uniqueArray(fc.nat({ max: 60 }), { maxLength: 5 }),
  people: fc.subarray(['1', '2', '3'], { maxLength: 1 }),
  retainedMonths: fc.constantFrom(1, 2),
});

type Rivals = typeof rivals extends fc.Arbitrary<infer Value> ? Value : never;

/** Imports, removes and retires in both stores, and compares them after each step. @returns the number of conflicts */
async function compareRivals(
  { records, parts, compactedAfter, guids, people, retainedMonths }: Rivals,
  nodes: readonly ClickHouseNode[],
): Promise<number> {
  const [single, cluster] = [await createDatabase(), await createDatabase()];
  const options = { cluster: { nodes, sliceSize: 15 } };
  let conflicts = 0;
  for (const part of [0, 1, 2]) {
    const files = { [`${part}.csv`]: csv(records.filter((_, index) => parts[index] === part)) };
    const { imported, total } = await single.importExtracts(files);
    const found = await cluster.importExtracts(files, options);
    assert.deepEqual([found.imported, found.total.imported], [imported, total.imported]);
    conflicts += total.conflicts;
    await compareBoth(`import ${part}`);
    if (part !== compactedAfter) continue;
    const compacted = await cluster.importExtracts({}, { cluster: { ...options.cluster, isCompaction: true } });
    assert.deepEqual(compacted.total, total);
    await compareBoth('compaction');
  }
  await single.write('erase.csv', ['id', ...people, ''].join('\n'));
  for (const request of [
    { guids: guids.map((number) => `g${number}`) },
    { files: ['1.csv'] },
    { people: people.length > 0 ? [join(single.directory, 'erase.csv')] : [] },
  ]) {
    const progress = { onProgress: () => undefined };
    const expected = await removeData({ database: single.path, ...progress, ...request });
    assert.deepEqual(await removeData({ database: cluster.path, ...progress, ...request, ...options }), expected);
    await compareBoth(JSON.stringify(request));
  }
  const last = { '3.csv': csv([activity('send', 24 * 120, undefined, { marketoGUID: 'last' })]) };
  await single.importExtracts(last, { retainedMonths });
  await cluster.importExtracts(last, { ...options, retainedMonths });
  await compareBoth('retain');
  const again = { '4.csv': csv(records.filter((_, index) => index % 2 === 0)) };
  await single.importExtracts(again, { retainedMonths });
  await cluster.importExtracts(again, { ...options, retainedMonths });
  await compareBoth('retain again');
  return conflicts;

  async function compareBoth(step: string): Promise<void> {
    const queries = [...requests, ...windows];
    assert.deepEqual(await readAll(cluster, nodes, queries), await readAll(single, undefined, queries), step);
    for (const email of ['20', '21'])
      assert.deepEqual(await readLinks(cluster, nodes, email), await readLinks(single, undefined, email), step);
    assert.deepEqual(await filesOf(cluster, nodes), await filesOf(single), step);
  }
}

/**
 * @param open returns two empty databases
 * @param numRuns how many random imports are tried
 */
export function testRivals(open: (name: string) => Promise<ClickHouseNode[]>, numRuns: number): void {
  it('count an activity of several people once, as DuckDB does', async () => {
    let [conflicts, run] = [0, 0];
    await fc.assert(
      fc.asyncProperty(rivals, async (some) => {
        const nodes = await open(`rivals_${(run += 1)}`);
        conflicts += await compareRivals(some, nodes);
        await Promise.all(nodes.map((node) => node.close()));
      }),
      { numRuns, endOnFailure: true, seed: 20261130 },
    );
    assert.ok(conflicts > 5, `${conflicts} conflicts`);
  });

  it('keep the earliest version of an activity of several people, also when they are merged or it is removed', async () => {
    const [nodes, database] = [await open('rivals'), await createDatabase()];
    const cluster = { nodes };
    const sentTo = async (): Promise<readonly unknown[]> => {
      const [report] = await readAll(database, nodes, [{}]);
      return (report?.rows ?? []).map(({ campaignId, sent }) => [campaignId, sent]);
    };
    const send = (leadId: string, hours: number, campaignId: string) =>
      activity('send', hours, undefined, { leadId, campaignId, marketoGUID: 'shared' });
    // Persons 1, 2 and 3 are on different servers.
    await database.importExtracts({ 'a.csv': csv([send('1', 5, '11')]) }, { cluster });
    assert.deepEqual(await sentTo(), [['11', 1]]);
    await database.importExtracts({ 'b.csv': csv([send('2', 4, '12')]) }, { cluster });
    assert.deepEqual(await sentTo(), [['12', 1]]);
    // On a tie, the smaller person; in one file.
    await database.importExtracts({ 'c.csv': csv([send('3', 3, '13'), send('4', 3, '14')]) }, { cluster });
    assert.deepEqual(await sentTo(), [['13', 1]]);
    // Person 3 becomes person 9, so 4 is smaller.
    const merge = activity(
      'merge',
      6,
      { 'Merge IDs': [3] },
      { leadId: '9', campaignId: '', primaryAttributeValueId: '9' },
    );
    await database.importExtracts({ 'd.csv': csv([merge]) }, { cluster });
    assert.deepEqual(await sentTo(), [['14', 1]]);
    await database.importExtracts({}, { cluster: { nodes, isCompaction: true } });
    assert.deepEqual(await sentTo(), [['14', 1]]);
    await database.write('erase.csv', 'id\n4\n');
    await removeData({
      ...{ database: database.path, cluster, onProgress: () => undefined },
      people: [join(database.directory, 'erase.csv')],
    });
    assert.deepEqual(await sentTo(), [['13', 1]]);
    await removeData({ database: database.path, cluster, onProgress: () => undefined, files: ['c.csv'] });
    assert.deepEqual(await sentTo(), [['12', 1]]);
    assert.match(await contentOf(database, nodes), /shared/);
    await removeData({ database: database.path, cluster, onProgress: () => undefined, guids: ['shared'] });
    assert.deepEqual(await sentTo(), []);
    assert.doesNotMatch(await contentOf(database, nodes), /shared/);
  });
}
