import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { run } from '../import/command.ts';
import { UsageError } from '../usage-error.ts';
import { activity, createDatabase, csv, record, type Row, type TestDatabase } from './support/import.ts';
import { scatteredExtract } from './support/random-extract.ts';

/** Reports whose time frames do not cut quarter hours. */
async function reportsOf(database: TestDatabase): Promise<Record<string, Row[]>> {
  const frame = ['2026-03-20 00:00:00', '2026-04-10 18:30:00'] as const;
  return {
    all: await database.rows(),
    first: await database.rows('first-sent', ...frame),
    sent: await database.rows('sent', ...frame),
    day: await database.rowsAtAge(24),
    month: await database.rowsAtAge(28 * 24),
  };
}

/** Months after which all but the latest activities of the tests are old. */
const retainedMonths = 1;

const at = (hours: number) => ({ activityDate: new Date(Date.UTC(2026, 2, 1, hours)).toISOString() });

describe('an import that only retains people with recent activity', () => {
  it('keeps the report as it is, also after later imports', async () => {
    await fc.assert(
      fc.asyncProperty(scatteredExtract, async (records) => {
        const [whole, retained] = [await createDatabase(), await createDatabase()];
        await whole.importExtracts({ 'a.csv': csv(records) });
        await retained.importExtracts({ 'a.csv': csv(records) }, { retainedMonths });
        assert.deepEqual(await reportsOf(retained), await reportsOf(whole));
        const later = ['send', 'delivered', 'click'].map((kind, index) =>
          activity(kind as 'send', 24 * 100 + index, {}, { leadId: '77' }),
        );
        for (const database of [whole, retained]) {
          await database.importExtracts({ 'b.csv': csv(later), 'c.csv': csv(records) });
        }
        assert.deepEqual(await reportsOf(retained), await reportsOf(whole));
        await retained.importExtracts({ 'c.csv': csv(later) }, { retainedMonths });
        assert.deepEqual(await reportsOf(retained), await reportsOf(whole));
      }),
      { numRuns: 3, endOnFailure: true, seed: 20261129 },
    );
  });

  it('removes people without recent activity from all tables, and from the file', async () => {
    const database = await createDatabase();
    const gone = '987654321';
    const old = (kind: 'send' | 'unsubscribe' | 'open', hours: number, fields = {}) =>
      activity(kind, hours, { 'Is Bot Activity': true }, { leadId: gone, ...fields });
    const records = [
      ...[
        old('send', 1),
        old('open', 2),
        old('unsubscribe', 3, { campaignId: '' }),
        old('open', 4, { campaignId: '99' }),
      ],
      record({ leadId: gone, activityDate: '2026-03-01T00:00:00Z', campaignId: 'x' }),
      ...[activity('send', 1), activity('open', 24 * 90), activity('send', 24 * 91, undefined, { leadId: '2' })],
    ];
    await database.write('people.csv', `id,Country\n${gone},Monaco\n1,France\n`);
    const options = { people: [join(database.directory, 'people.csv')], maxMalformed: { share: 1 } };
    await database.importExtracts({ 'a.csv': csv(records) }, options);
    const before = await database.rows();
    assert.equal((await database.importExtracts({}, { retainedMonths })).retired, undefined);
    assert.deepEqual(await database.rows(), before);
    const tables = await database.query('SELECT table_name FROM duckdb_tables() WHERE NOT temporary');
    for (const { table_name: name } of tables) {
      const rows = JSON.stringify(await database.query(`FROM ${String(name)}`));
      assert.ok(!rows.includes(gone) && !rows.includes('Monaco'), `${String(name)}: ${rows}`);
    }
    assert.deepEqual(
      (await database.query('SELECT lead_id FROM records ORDER BY ALL')).map(({ lead_id }) => lead_id),
      ['1', '2'],
    );
    const again = await database.importExtracts({ 'a.csv': csv(records) }, { maxMalformed: { share: 1 } });
    // The database still has the old send of the person who opened the email later.
    assert.deepEqual([again.imported, again.retired, again.duplicates], [0, 4, 3]);
    assert.deepEqual(await database.rows(), before);
  });

  it('counts each record once, and no versions of activities that it has removed', async () => {
    const database = await createDatabase();
    const first = activity('send', 3);
    const recent = activity('send', 24 * 90, undefined, { leadId: '2' });
    await database.importExtracts({ 'a.csv': csv([first]) });
    // The new version is kept, because it is earlier, and removed, because it is old.
    const records = [{ ...first, ...at(1) }, { ...first, ...at(2) }, activity('open', 4), recent];
    const { total, imported, conflicts, retired } = await database.importExtracts(
      { 'b.csv': csv(records) },
      { retainedMonths },
    );
    assert.deepEqual({ imported, conflicts, retired }, { imported: 1, conflicts: 2, retired: 1 });
    assert.deepEqual([total.imported, total.conflicts], [1, 0]);
    assert.deepEqual((await database.importExtracts({})).total, total);
  });

  it('keeps the names of emails and campaigns without activities', async () => {
    const database = await createDatabase();
    const fields = { leadId: '5', primaryAttributeValueId: '30', primaryAttributeValue: 'Old', campaignId: '31' };
    const records = [activity('send', 1, { Campaign: 'Old campaign' }, fields), activity('send', 24 * 100)];
    await database.importExtracts({ 'a.csv': csv(records) }, { retainedMonths });
    const names = async () => (await database.rows()).map(({ emailName, campaignName }) => [emailName, campaignName]);
    assert.deepEqual(await names(), [
      ['Invite', '10'],
      ['Old', 'Old campaign'],
    ]);
    const late = activity('open', 24 * 100, undefined, { ...fields, leadId: '6', primaryAttributeValue: '' });
    await database.importExtracts({ 'b.csv': csv([late]) });
    assert.deepEqual(await names(), [
      ['Invite', '10'],
      ['Old', 'Old campaign'],
    ]);
  });

  it('refuses other values of --retain than months', async () => {
    const { directory, path } = await createDatabase();
    for (const value of ['0', '1.5', '-1', 'x']) {
      const args = ['--database', path, `--retain=${value}`, 'a.csv'];
      await assert.rejects(
        run(args, directory),
        (error) => UsageError.is(error) && /--retain must be/.test(String(error)),
      );
    }
  });
});
