import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { describe, it } from 'vitest';
import { readCoverage, type Coverage } from '../serve/coverage.ts';
import { openReadOnly } from '../database.ts';
import { contentOf, createSync, importEverything } from './support/sync.ts';

const untilNow = '2026-03-20T11:55:00Z';

async function coverageOf(database: string): Promise<Coverage> {
  const instance = await openReadOnly(database);
  try {
    return await readCoverage(instance, database);
  } finally {
    instance.closeSync();
  }
}

describe('sync', () => {
  it('equals an import of all activities, with good manners', async () => {
    const setup = await createSync();
    const { code, result, log } = await setup.sync();
    assert.equal(code, 0, JSON.stringify(result));
    assert.deepEqual(result.windows, { imported: 3, failed: 0, remaining: 0 });
    assert.equal(result.calls, setup.marketo.requests.length);
    assert.deepEqual(setup.marketo.violations, []);
    assert.deepEqual(await contentOf(setup.database), await contentOf(await importEverything(setup, untilNow)));
    assert.ok(
      log.some((line) => line.startsWith('Window 2 of 3 (2026-03-06 to 2026-03-13)')),
      log.join('\n'),
    );
  });

  it('leaves only its journal beside the database', async () => {
    const { database, sync } = await createSync();
    assert.equal((await sync(['--since', '2026-03-18', '--people-fields', 'country'])).code, 0);
    assert.deepEqual(await readdir(`${database.path}.sync`), ['journal.duckdb']);
  });

  it('creates the database when it is connected, so that it can be served from then on', async () => {
    const { marketo, database, sync } = await createSync();
    let served: Promise<unknown> | undefined;
    marketo.fault = ({ path }) => {
      if (path.startsWith('/rest/v1/activities/')) served ??= coverageOf(database.path);
      return undefined;
    };
    await sync();
    assert.deepEqual(await served, {
      ...{ asOf: null, dataFrom: null, peopleFilters: undefined },
      notes: [{ code: 'no-data', message: 'No data yet. The first import has not finished.' }],
    });
  });

  it('sends its requests to --base-url, and keeps the data as that of the instance', async () => {
    const { marketo, sync } = await createSync();
    const instance = ['--instance', 'https://123-ABC-456.mktorest.com'];
    const { code, log } = await sync([...instance, '--base-url', marketo.origin]);
    assert.equal(code, 0, log.join('\n'));
    assert.equal(log[0], `Connecting to ${new URL(marketo.origin).host}`);
    const other = await sync();
    assert.equal(other.code, 4);
    assert.match(other.result.reason ?? '', /has data of https:\/\/123-abc-456\.mktorest\.com/);
  });

  it('stores the content of the emails in the report, and only reads it again when an email has changed', async () => {
    const { marketo, database, sync } = await createSync();
    await sync();
    assert.deepEqual(await database.query('SELECT email_id, html, text, is_partial FROM emails ORDER BY ALL'), [
      { email_id: '20', html: '<p>Email 20</p>', text: 'Email 20', is_partial: false },
      { email_id: '21', html: '<p>Email 21</p>', text: 'Email 21', is_partial: false },
      { email_id: '22', html: '<p>Email 22</p>', text: 'Email 22', is_partial: false },
      { email_id: '23', html: '<p>Section</p>', text: null, is_partial: true },
    ]);
    const before = marketo.requests.length;
    Object.assign(marketo.lists['emails']?.[1] ?? {}, { updatedAt: '2026-03-20T12:00:00Z+0000' });
    await sync();
    const contents = marketo.requests.slice(before).filter(({ path }) => path.endsWith('Content.json'));
    assert.deepEqual([...new Set(contents.map(({ path }) => path))], ['/rest/asset/v1/email/21/fullContent.json']);
  });

  it('has complete data until the end of its newest export, also after a quiet night', async () => {
    const { clock, database, sync } = await createSync();
    const asOf = (): Promise<unknown> => database.query('SELECT as_of::VARCHAR AS as_of FROM coverage');
    await sync(['--since', '2026-03-18']);
    assert.deepEqual(await asOf(), [{ as_of: '2026-03-20 11:55:00' }]);
    await clock.sleep(10 * 24 * 3_600_000);
    await sync(['--since', '2026-03-18']);
    assert.match(JSON.stringify(await asOf()), /2026-03-30 11:5/);
    // Another import keeps it.
    await database.importExtracts({});
    assert.match(JSON.stringify(await asOf()), /2026-03-30 11:5/);
  });

  it('reads the last days again the next day, for activities that Marketo wrote late', async () => {
    const setup = await createSync();
    const [first] = setup.marketo.exports.activities;
    assert.ok(first);
    const late = { ...first, marketoGUID: 'late', leadId: '29', activityDate: '2026-03-19T12:00:00Z' };
    setup.marketo.exports.activities.push({ ...late, writtenAt: '2026-03-20T20:00:00Z' });
    assert.equal((await setup.sync()).result.late, undefined);
    await setup.clock.sleep(24 * 3_600_000);
    const { result } = await setup.sync();
    assert.deepEqual([result.outcome, result.windows.imported], ['complete', 1]);
    // 23.9 hours before 11:55, where the first run ended.
    assert.deepEqual(result.late, { activities: 1, hours: 23.9 });
    assert.equal((await setup.database.query(`FROM activities WHERE guid = 'late'`)).length, 1);
    const expected = await importEverything(setup, '2026-03-21T12:00:00Z');
    assert.deepEqual(await contentOf(setup.database), await contentOf(expected));
    const windows = await setup.database.query('SELECT start_at::VARCHAR AS start FROM sync_windows ORDER BY end_at');
    assert.match(String(windows.at(-1)?.['start']), /^2026-03-17 /);
  });

  it('warns if activities are almost as late as the days that it reads again, which --overlap changes', async () => {
    const { marketo, clock, sync } = await createSync();
    const [first] = marketo.exports.activities;
    assert.ok(first);
    const add = (name: string, activityDate: string, writtenAt: string): void => {
      marketo.exports.activities.push({ ...first, marketoGUID: name, leadId: '29', activityDate, writtenAt });
    };
    add('late', '2026-03-17T15:00:00Z', '2026-03-20T20:00:00Z');
    await sync();
    await clock.sleep(24 * 3_600_000);
    const second = await sync();
    assert.deepEqual(second.result.late, { activities: 1, hours: 68.9 });
    assert.ok(
      second.log.includes(
        'Activities that Marketo wrote late: 1, up to 68.9 hours. Each run reads the last 72 hours again: set more days ' +
          'with --overlap.',
      ),
      second.log.join('\n'),
    );
    add('later', '2026-03-16T15:00:00Z', '2026-03-22T00:00:00Z');
    await clock.sleep(24 * 3_600_000);
    assert.equal((await sync()).result.late, undefined);
    await clock.sleep(24 * 3_600_000);
    const fourth = await sync(['--overlap', '10']);
    assert.equal(fourth.result.late?.activities, 1);
    assert.ok(!fourth.log.some((line) => line.startsWith('Activities that')));
  });

  it('finds activities once a week that are later than the days that it reads again', async () => {
    const { marketo, clock, sync } = await createSync();
    const [first] = marketo.exports.activities;
    assert.ok(first);
    const late = { ...first, marketoGUID: 'late', leadId: '29', activityDate: '2026-03-10T12:00:00Z' };
    marketo.exports.activities.push({ ...late, writtenAt: '2026-03-20T20:00:00Z' });
    await sync();
    await clock.sleep(24 * 3_600_000);
    assert.equal((await sync()).result.late, undefined);
    await clock.sleep(6 * 24 * 3_600_000);
    const { result, log } = await sync();
    // The second run ended later, and did not read this day.
    assert.deepEqual(result.late, { activities: 1, hours: 239.9 });
    assert.ok(log.some((line) => line.endsWith('set more days with --overlap.')));
  });

  it('removes people without recent activity with --retain, and keeps their sums', async () => {
    const setup = await createSync();
    const { clock, marketo, database, sync } = setup;
    await sync();
    await clock.sleep(60 * 24 * 3_600_000);
    const [first] = marketo.exports.activities;
    assert.ok(first);
    const send = { activityTypeId: '6', activityDate: '2026-05-18T12:00:00Z', campaignId: '10', actionResult: '' };
    marketo.exports.activities.push({ ...first, ...send, marketoGUID: 'later', leadId: '2900' });
    assert.equal((await sync(['--retain', '1'])).code, 0);
    assert.deepEqual(await database.query('SELECT lead_id FROM records'), [{ lead_id: '2900' }]);
    const [found, expected] = [
      await contentOf(database),
      await contentOf(await importEverything(setup, '2026-05-19T11:55:00Z')),
    ];
    assert.deepEqual([found['rows'], found['bySend']], [expected['rows'], expected['bySend']]);
    await assert.rejects(sync(['--retain', 'all']), /--retain must be a number of months/);
  });

  it('reads fields of the persons in the report', async () => {
    const { database, sync } = await createSync();
    const { code, log } = await sync(['--people-fields', 'country']);
    assert.equal(code, 0, log.join('\n'));
    const people = await database.query(`SELECT DISTINCT field, value FROM people ORDER BY ALL`);
    assert.deepEqual(people, [
      { field: 'country', value: 'France' },
      { field: 'country', value: 'Spain' },
    ]);
    const unknown = await sync(['--people-fields', 'country,shoeSize']);
    assert.equal(unknown.code, 4);
    assert.match(unknown.result.reason ?? '', /no person field shoeSize/);
  });

  it('halves a window whose export fails twice, and reports the hour that fails', async () => {
    const { marketo, database, sync } = await createSync();
    const poison = Date.parse('2026-03-12T03:00:00Z');
    marketo.exports.mustFail = (start, end) => start < poison && poison < end;
    const { code, result } = await sync();
    assert.equal(code, 3);
    assert.match(result.reason ?? '', /exports failed: System error/);
    assert.equal(result.windows.failed, 1);
    const { notes } = await coverageOf(database.path);
    const [gap] = (notes ?? []).filter((note) => note.code === 'gap');
    assert.ok(
      gap?.from && gap.to && Date.parse(gap.from) <= poison && poison <= Date.parse(gap.to),
      JSON.stringify(notes),
    );
    assert.ok(Date.parse(gap.to) - Date.parse(gap.from) <= 3_600_000);
    marketo.exports.mustFail = () => false;
    assert.equal((await sync()).code, 0);
    assert.deepEqual(marketo.violations, []);
  });

  it('lists the planned exports and their cost without a request', async () => {
    const { marketo, sync } = await createSync();
    const first = await sync(['--dry-run']);
    const plan = first.result as unknown as { exports: { from: string; megabytes: unknown }[]; calls: number };
    assert.deepEqual([first.code, marketo.requests.length, plan.exports.length], [0, 0, 3]);
    assert.equal(plan.exports.at(-1)?.from, '2026-03-04T00:00:00Z');
    assert.equal(plan.exports[0]?.megabytes, null);
    assert.match(first.log.join('\n'), /about 9 calls, unknown size/);
    assert.match(first.log.join('\n'), /at least 8 calls, and 1 for each further 200 campaigns/);
    assert.match(first.log.join('\n'), /such as 1,000 calls for 500 emails/);
    assert.match(first.log.at(-1) ?? '', /\nTotal: at least 35 calls, an unknown size and 13 minutes, and two calls/);
  });

  it('keeps the credentials out of its output and its files', async () => {
    const { marketo, database, sync } = await createSync();
    marketo.credentials.clientSecret = 'another';
    const { log, result } = await sync();
    const journal = await readFile(`${database.path}.sync/journal.duckdb`, 'latin1');
    assert.ok(!`${log.join()}${JSON.stringify(result)}${journal}`.includes('the-secret'));
  });
});
