import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { createSync } from './support/sync.ts';

/** Options for a run with one export. */
const short = ['--since', '2026-03-18'];

describe('sync and assets that cannot be read', () => {
  it('leaves out assets without an id, names them, and imports everything else', async () => {
    const { marketo, database, sync } = await createSync();
    marketo.lists['emails']?.splice(1, 0, { id: null, name: 'Draft' }, { id: null, name: 'Lone \ud800 and \0' });
    marketo.lists['smartCampaigns']?.splice(150, 1, null as unknown as Record<string, unknown>);
    const { code, result, log } = await sync(short);
    assert.deepEqual([code, result.malformedAssets], [0, 3], result.reason);
    assert.match(log.join('\n'), /found null in the email "Draft", number 2 of the list/);
    assert.match(log.join('\n'), /found none in the smart campaign without a name, number 151 of the list/);
    const [assets] = await database.query(
      'SELECT (SELECT count(*) FROM emails)::INT AS emails, (SELECT count(*) FROM campaigns)::INT AS campaigns',
    );
    assert.deepEqual(assets, { emails: 4, campaigns: 202 });
  });

  for (const [problem, fault] of [
    ['Marketo refuses', { code: '709', message: 'Not available' }],
    ['is never JSON', 'broken-json'],
  ] as const) {
    it(`keeps the previous list if the new one ${problem}`, async () => {
      const { clock, marketo, database, sync } = await createSync();
      await sync(short);
      await clock.sleep(24 * 3_600_000);
      marketo.fault = ({ path }) => (path.endsWith('/programs.json') ? fault : undefined);
      const { code, log } = await sync(short);
      assert.equal(code, 0);
      assert.match(log.join('\n'), /The list of programs cannot be read\. The report keeps the previous one\./);
      const programs = await database.query(`SELECT name FROM folders WHERE folder_type = 'Program'`);
      assert.deepEqual(programs, [{ name: 'Program' }]);
    });
  }

  it('keeps the previous list if no asset of the new one has an id', async () => {
    const { marketo, sync } = await createSync();
    marketo.lists['programs'] = [{ name: 'Program' }];
    const { code, log } = await sync(short);
    assert.equal(code, 0);
    assert.match(log.join('\n'), /The list of programs cannot be read.* No asset of the list has a valid id\./);
  });

  it('accepts a deletion and an activity that are malformed, also if there is no other', async () => {
    const { marketo, database, sync } = await createSync();
    marketo.deletions = [{ marketoGUID: 'x', leadId: 'x', activityTypeId: 37, activityDate: '2026-03-19T00:00:00Z' }];
    const [first] = marketo.exports.activities;
    assert.ok(first);
    marketo.exports.activities = [{ ...first, activityDate: '2026-03-19T00:00:00Z', primaryAttributeValueId: 'x' }];
    const { code, result, log } = await sync([...short, '--rejects', 'rejects.csv']);
    assert.deepEqual([code, result.malformed, result.total?.malformed], [0, 2, 2], result.reason);
    assert.match(log.at(-1) ?? '', /^Complete\. .* Left out of the report: 2 malformed records\.$/);
    const [header, ...records] = (await readFile(join(database.directory, 'rejects.csv'), 'utf8')).trim().split('\n');
    assert.deepEqual([header, records.length], ['file,record,reason,content', 2]);
  });
});

describe('sync without a connection', () => {
  it('names the host, the cause, and when it gives up', async () => {
    const { sync } = await createSync();
    const server = createServer();
    await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    await new Promise((done) => server.close(done));
    const { code, log, result } = await sync([...short, '--instance', `http://${host}`]);
    // One export is left, although the run ended before it was planned.
    assert.deepEqual([code, result.windows.remaining], [3, 1]);
    const failure = `/rest/v1/stats/usage.json failed: The connection to ${host} failed (ECONNREFUSED).`;
    assert.ok(
      log.some((line) => line.startsWith(`${failure} Next: attempt 2 of 7, in `)),
      log.join('\n'),
    );
    assert.equal(result.reason, `${failure} (7 attempts)`);
  });
});
