import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { it } from 'vitest';
import { run as runActivities } from '../../activities/command.ts';
import { run as runRemove } from '../../remove/command.ts';
import type { ClickHouseNode } from '../../store/clickhouse-node.ts';
import { rowActivities } from '../../store/clickhouse-row-activities.ts';
import { activity, createDatabase, csv, databaseIn, type ExtractRecord, type TestDatabase } from '../support/import.ts';
import { createDelivery } from '../support/delivery.ts';
import { assets, reportFiles } from '../support/report-extract.ts';
import { connectAll } from './servers.ts';

/** Activities of the campaign 10 and the email 20, and others that do not belong to this row. */
function rowRecords(): ExtractRecord[] {
  const click = { Link: 'https://example.com/?a=1\t2', 'Is Bot Activity': true, 'Bot Activity Pattern': "IAB's" };
  const unattributed = { campaignId: '' };
  const merge = { leadId: '2', campaignId: '', primaryAttributeValueId: '2' };
  return [
    ...[activity('send', 1), activity('send', 1, undefined, { leadId: '2', primaryAttributeValue: 'A "B"\\,' })],
    ...[activity('click', 2, click, { leadId: '3' }), activity('open', 3, { 'User Agent': 'Mozilla/5.0' })],
    ...[activity('send', 3, { Campaign: 'Ten' }, { leadId: '3', actionResult: 'skipped' })],
    // Of the campaign that has sent the email before; of none; of another email.
    ...[activity('unsubscribe', 4, undefined, unattributed), activity('unsubscribe', 0, undefined, unattributed)],
    activity('open', 4, undefined, { primaryAttributeValueId: '21' }),
    // Later sends of another campaign.
    ...[activity('send', 5, undefined, { campaignId: '11' }), activity('unsubscribe', 6, undefined, unattributed)],
    activity('merge', 7, { 'Merge IDs': [3] }, merge),
  ];
}

async function printRow({ path }: TestDatabase, ...args: string[]): Promise<string[]> {
  const lines: string[] = [];
  const row = ['--database', path, '--campaign', '10', '--email', '20'];
  await runActivities([...row, ...args], '/', (line) => lines.push(line), {});
  return lines;
}

/** @param open returns two empty databases */
export function testRowActivities(open: (name: string) => Promise<ClickHouseNode[]>): void {
  it('find the activities behind a row', async () => {
    const nodes = await open('row_activities');
    const [single, cluster] = [await createDatabase(), await createDatabase()];
    const files = { 'a.csv': csv(rowRecords()) };
    await single.importExtracts(files);
    await cluster.importExtracts(files, { cluster: { nodes } });
    const expected = (await printRow(single)).slice(1).map((line) => line.split(',', 1).join());
    const [state] = await cluster.query('SELECT generation, last_import FROM record_store');
    const published = { generation: BigInt(Number(state?.['generation'])), lastImport: String(state?.['last_import']) };
    const found: string[] = [];
    const scope = { campaign: 10n, email: 20n, person: undefined };
    for await (const { guid } of rowActivities(nodes, published, scope)) found.push(guid);
    assert.equal(found.length, 6);
    assert.deepEqual(found, expected);
  });
}

/** @param open creates empty databases and returns their URLs */
export function testCommands(open: (name: string) => Promise<string[]>): void {
  it('are emailed from as from a database file', async () => {
    const urls = await open('delivered');
    const nodes = await connectAll(urls);
    const [single, cluster] = [await createDelivery(), await createDelivery()];
    const to = ['--to', 'jane@example.com', '--attach', 'csv'];
    await rm(cluster.database);
    for (const [name, text] of Object.entries(assets)) await cluster.write(name, text);
    const at = (name: string) => [join(cluster.directory, name)];
    await databaseIn(cluster.directory).importExtracts(
      { 'report.csv': reportFiles['report.csv'] },
      { cluster: { nodes }, campaigns: at('campaigns.json'), folders: at('folders.json') },
    );
    await single.deliver(to);
    await cluster.deliver([...to, '--store', `clickhouse:${urls.join(',')}`]);
    const [expected, found] = [single, cluster].map(({ mails }) =>
      mails.received.map(({ mail: { text, attachments } }) => [
        text?.replace(/token=\S+/, ''),
        attachments[0]?.content.toString(),
      ]),
    );
    assert.equal(found?.length, 1);
    assert.deepEqual(found, expected);
    await Promise.all(nodes.map((node) => node.close()));
  });

  it('have the activities behind a row, which the rules read in the same way', async () => {
    const urls = await open('listed');
    const nodes = await connectAll(urls);
    const store = ['--store', `clickhouse:${urls.join(',')}`];
    const [single, cluster] = [await createDatabase(), await createDatabase()];
    const files = { 'a.csv': csv(rowRecords()) };
    await single.importExtracts(files);
    await cluster.importExtracts(files, { cluster: { nodes } });
    for (const person of [[], ['--person', '1'], ['--person', '2']]) {
      assert.deepEqual(await printRow(cluster, ...person, ...store), await printRow(single, ...person));
    }
    assert.equal((await printRow(cluster, ...store)).length, 7);
    await assert.rejects(runRemove(['--database', cluster.path, '--guid', 'x'], '/', {}), /Name the servers/);
    assert.equal(await runRemove(['--database', cluster.path, '--guid', 'x', ...store], '/', {}), 0);
    assert.equal(await runRemove(['--database', cluster.path, '--list-files', ...store], '/', {}), 0);
    await Promise.all(nodes.map((node) => node.close()));
  });
}
