import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { removeData } from '../remove/remove-data.ts';
import { run } from '../remove/command.ts';
import { UsageError } from '../usage-error.ts';
import { contentOf } from './support/database-content.ts';
import { activity, createDatabase, csv, record, type ExtractRecord, type TestDatabase } from './support/import.ts';
import { randomExtract } from './support/random-extract.ts';
import { idsOfPersons } from './support/random-people.ts';

function remove(database: TestDatabase, given: { guids?: readonly string[]; people?: readonly string[] }) {
  const people = (given.people ?? []).map((name) => join(database.directory, name));
  return removeData({ database: database.path, guids: given.guids ?? [], people, onProgress: () => undefined });
}

describe('removing activities', () => {
  it('leaves the database as if they had never been imported', async () => {
    const guids = fc.uniqueArray(fc.nat({ max: 60 }), { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(randomExtract, guids, async (records, numbers) => {
        const unwanted = numbers.map((number) => `g${number}`);
        const [database, expected] = [await createDatabase(), await createDatabase()];
        await database.importExtracts({ 'all.csv': csv(records) });
        const kept = records.filter(({ marketoGUID }) => !unwanted.includes(marketoGUID));
        await expected.importExtracts({ 'kept.csv': csv(kept) });
        const { activities, unknownGuids } = await remove(database, { guids: unwanted });
        assert.deepEqual([activities, unknownGuids], [records.length - kept.length, unwanted.length - activities]);
        assert.deepEqual(await contentOf(database), await contentOf(expected));
      }),
      { numRuns: 2, endOnFailure: true, seed: 20261129 },
    );
  });

  it('removes all versions of an activity', async () => {
    const database = await createDatabase();
    const send = activity('send', 1);
    const records = [send, activity('open', 2), { ...send, leadId: '2' }, { ...send, primaryAttributeValue: 'Other' }];
    await database.importExtracts({ 'a.csv': csv(records) });
    await remove(database, { guids: [send.marketoGUID] });
    assert.deepEqual(await database.rows(), []);
    assert.deepEqual(await database.query('SELECT count(*) AS n FROM superseded'), [{ n: 0 }]);
    assert.deepEqual(await database.query('FROM email_names'), [{ email_id: '20', name: 'Invite' }]);
  });
});

describe('erasing people', () => {
  it('leaves the database as if they had never been imported, and later imports do not bring them back', async () => {
    const people = fc.subarray(['1', '2', '3', '4', '5'], { minLength: 1, maxLength: 2 });
    await fc.assert(
      fc.asyncProperty(randomExtract, people, async (records, given) => {
        const [database, expected] = [await createDatabase(), await createDatabase()];
        await database.importExtracts({ 'all.csv': csv(records) });
        const erased = await idsOfPersons(database, given);
        const isKept = ({ leadId }: ExtractRecord) => !erased.includes(leadId);
        await expected.importExtracts({ 'kept.csv': csv(records.filter(isKept)) });
        await database.write('erase.csv', ['id', ...given, ''].join('\n'));
        assert.equal((await remove(database, { people: ['erase.csv'] })).people, given.length);
        assert.deepEqual(await contentOf(database), await contentOf(expected));
        await database.importExtracts({ 'again.csv': csv(records) });
        assert.deepEqual(await contentOf(database), await contentOf(expected));
      }),
      { numRuns: 2, endOnFailure: true, seed: 20261129 },
    );
  });

  it('leaves nothing of them in any table but a salted hash', async () => {
    const database = await createDatabase();
    const erasedId = '987654321';
    const fields = { leadId: erasedId };
    const merge = (leadId: string, ids: number[]) =>
      record({
        leadId,
        activityTypeId: '32',
        campaignId: '',
        primaryAttributeValueId: leadId,
        attributes: JSON.stringify({ 'Merge IDs': ids }),
      });
    const records = [
      ...[activity('send', 1, undefined, fields), activity('open', 2, { 'Is Bot Activity': true }, fields)],
      ...[activity('send', 1), record({ ...fields, activityDate: 'yesterday' })],
      ...[activity('unsubscribe', 3, undefined, { ...fields, campaignId: '' }), merge('7', [Number(erasedId), 8])],
    ];
    const files = {
      'a.csv': csv([...records, activity('send', 1, undefined, { leadId: '5' })]),
      'd.json': JSON.stringify({
        success: true,
        result: [
          { marketoGUID: 'd', leadId: Number(erasedId), activityTypeId: 37, activityDate: '2026-03-20T00:00:00Z' },
        ],
      }),
    };
    await database.write('people.csv', `id,Country\n${erasedId},Monaco\n5,France\n`);
    await database.write('erase.json', JSON.stringify({ success: true, result: [{ id: Number(erasedId) }] }));
    const options = { people: [join(database.directory, 'people.csv')] };
    await database.importExtracts({ 'a.csv': csv(records.slice(0, 4)) });
    await remove(database, { people: ['erase.json'] });
    // The merge of the erased person with another is imported later, like everything else about that person.
    const counts = await database.importExtracts(files, options);
    assert.deepEqual(
      [counts.erased, counts.imported, counts.duplicates, counts.deletions, counts.malformed],
      [3, 2, 1, 1, 1],
    );
    const names = await database.query('SELECT table_name FROM duckdb_tables() WHERE NOT temporary');
    for (const { table_name: name } of names) {
      const rows = JSON.stringify(await database.query(`FROM ${String(name)}`));
      assert.ok(!rows.includes(erasedId) && !rows.includes('Monaco'), `${String(name)}: ${rows}`);
    }
    assert.deepEqual(await database.query('SELECT count(*) AS n, min(length(hash)) AS length FROM erased_people'), [
      { n: 1, length: 64 },
    ]);
    assert.deepEqual(
      (await database.rows()).map(({ sent }) => sent),
      [2],
    );
    assert.deepEqual(await database.query('FROM survivors'), [{ lead_id: '8', person_id: '7' }]);
    assert.deepEqual(await database.query('FROM people_filters'), [{ name: 'Country', values: ['France'] }]);
  });
});

describe('erasing unknown people', () => {
  it('counts them, and says so', async () => {
    const database = await createDatabase();
    await database.importExtracts({ 'a.csv': csv([activity('send')]) });
    await database.write('erase.csv', 'id\n1\n404\n405\n');
    const messages: string[] = [];
    const { activities, people, unknownPeople } = await removeData({
      database: database.path,
      people: [join(database.directory, 'erase.csv')],
      onProgress: (message) => messages.push(message),
    });
    assert.deepEqual([activities, people, unknownPeople], [1, 3, 2]);
    assert.ok(
      messages.includes('The database has nothing of 2 of 3 people: check their ids. Later imports leave them out.'),
    );
  });
});

describe('the remove command', () => {
  it('refuses impossible removals, and leaves the database unchanged', async () => {
    const database = await createDatabase();
    await database.importExtracts({ 'a.csv': csv([activity('send')]) });
    await database.write('bad.csv', 'id\n1\nx\n');
    const args = ['--database', database.path];
    await assert.rejects(run([], database.directory), (error) => UsageError.is(error));
    await assert.rejects(run(args, database.directory), /Nothing to remove: use --file, --guid or --people/);
    await assert.rejects(
      run([...args, '--people', 'bad.csv'], database.directory),
      /bad\.csv: record 2 after the header has no valid id\. Nothing was removed\.$/,
    );
    await database.write('worse.csv', 'id\nx\n1\ny\nz\n');
    await assert.rejects(
      run([...args, '--people', 'worse.csv'], database.directory),
      /record 1 .*, nor have 2 other records\./,
    );
    await database.write('mail.csv', 'mail\na\n');
    for (const name of ['mail.csv', 'missing.csv']) {
      await assert.rejects(run([...args, '--people', name], database.directory), /\. Nothing was removed\.$/);
    }
    await assert.rejects(run(['--database', 'missing', '--guid', 'g'], database.directory), /does not exist/);
    assert.deepEqual((await database.rows()).length, 1);
  });
});
