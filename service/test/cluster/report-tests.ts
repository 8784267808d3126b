import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import { it } from 'vitest';
import type { ClickHouseNode } from '../../store/clickhouse-node.ts';
import { constant, isOneOf, literalOf, sql } from '../../store/clickhouse-statement.ts';
import { fullAccess } from '../../serve/access.ts';
import { noValue } from '../../serve/people-filter.ts';
import { activity, createDatabase, csv } from '../support/import.ts';
import { openSnapshot, read } from '../support/snapshot.ts';
import { compareWithRules, importBoth, imports, readAll, readSeries } from './compare-stores.ts';

/** @param open returns two empty databases */
export function testReports(open: (name: string) => Promise<ClickHouseNode[]>): void {
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
