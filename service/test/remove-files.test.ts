import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, it, vi } from 'vitest';
import { run } from '../remove/command.ts';
import { listImportedFiles } from '../remove/imported-file-list.ts';
import { removeData, type RemoveCounts, type RemoveRequest } from '../remove/remove-data.ts';
import { UsageError } from '../usage-error.ts';
import { BruteForceReport, byKey, comparableRows } from './support/brute-force-report.ts';
import { contentOf } from './support/database-content.ts';
import { activity, createDatabase, csv, record, type TestDatabase } from './support/import.ts';
import { randomExtract } from './support/random-extract.ts';
import { importFilesInto, keptRecords, randomFile, withNames } from './support/random-files.ts';
import { createSync } from './support/sync.ts';

function remove(database: TestDatabase, given: Partial<RemoveRequest>): Promise<RemoveCounts> {
  return removeData({ database: database.path, onProgress: () => undefined, ...given });
}

/** Returns the files of a database, without the time of their import. */
async function filesOf({ path }: TestDatabase) {
  return (await listImportedFiles(path)).map(({ importedAt: _, from: _from, to: _to, ...file }) => file);
}

describe('withdrawing random files that overlap', () => {
  it('leaves the report of the other files', async () => {
    const cases = fc.tuple(
      randomExtract,
      fc.array(randomFile, { minLength: 3, maxLength: 6 }),
      fc.array(fc.nat(), { minLength: 1, maxLength: 2 }),
    );
    await fc.assert(
      fc.asyncProperty(cases, async ([all, random, removals]) => {
        let files = withNames(random);
        const database = await createDatabase();
        await importFilesInto(all, files, (contents) => database.importExtracts(contents));
        for (const number of removals) {
          const withdrawn = files[number % files.length];
          if (!withdrawn || files.length === 1) break;
          files = files.filter((file) => file !== withdrawn);
          const { total } = await remove(database, { files: [withdrawn.name] });
          const expected = await createDatabase();
          await importFilesInto(all, files, (contents) => expected.importExtracts(contents));
          assert.deepEqual(await contentOf(database), await contentOf(expected));
          assert.deepEqual(
            (await filesOf(database)).map(({ file: _, ...rest }) => rest).toSorted(byName),
            (await filesOf(expected)).map(({ file: _, ...rest }) => rest).toSorted(byName),
          );
          assert.deepEqual(total, (await expected.importExtracts({})).total);
          const report = new BruteForceReport(keptRecords(all, files));
          assert.deepEqual(comparableRows(await database.rows()), byKey(report.rows({ basis: 'first-sent' })));
        }
      }),
      { numRuns: 3, endOnFailure: true, seed: 20261129 },
    );
  });
});

function byName(left: { name: string | null }, right: { name: string | null }): number {
  return String(left.name) < String(right.name) ? -1 : 1;
}

describe('withdrawing a file', () => {
  const [send, open, click] = [activity('send', 1), activity('open', 2), activity('click', 3)];

  it('keeps what other files have, and says how much that is', async () => {
    const database = await createDatabase();
    await database.importExtracts({ 'a.csv': csv([send, open]), 'b.csv': csv([open, click]) });
    assert.deepEqual(await filesOf(database), [
      { file: 1, name: 'a.csv', activities: 2, inNoOtherFile: 1 },
      { file: 2, name: 'b.csv', activities: 2, inNoOtherFile: 1 },
    ]);
    const { activities, files, inOtherFiles } = await remove(database, { files: ['incoming/b.csv'] });
    assert.deepEqual([activities, files, inOtherFiles], [1, 1, 1]);
    const [row] = await database.rows();
    assert.deepEqual([row?.['sent'], row?.['opened'], row?.['clicked']], [1, 1, 0]);
    assert.deepEqual(await filesOf(database), [{ file: 1, name: 'a.csv', activities: 2, inNoOtherFile: 2 }]);
  });

  it('removes activities that only the withdrawn files have', async () => {
    const database = await createDatabase();
    await database.importExtracts({ 'a.csv': csv([send, open]), 'b.csv': csv([open, click]), 'c.csv': csv([click]) });
    const { activities, inOtherFiles } = await remove(database, { files: ['a.csv', '2'] });
    assert.deepEqual([activities, inOtherFiles], [2, 1]);
    assert.deepEqual(await filesOf(database), [{ file: 3, name: 'c.csv', activities: 1, inNoOtherFile: 1 }]);
  });

  it('brings back the version of an activity that another file has', async () => {
    const database = await createDatabase();
    const wrong = { ...send, leadId: '2', activityDate: '2026-02-01T00:00:00Z', primaryAttributeValueId: '21' };
    await database.importExtracts({ 'right.csv': csv([send, open]) });
    const before = await contentOf(database);
    const { total } = await database.importExtracts({ 'wrong.csv': csv([wrong]) });
    assert.equal(total.conflicts, 1);
    assert.deepEqual(
      (await database.rows()).map(({ emailId }) => emailId),
      ['21'],
    );
    const counts = await remove(database, { files: ['wrong.csv'] });
    assert.deepEqual([counts.activities, counts.inOtherFiles, counts.total.conflicts], [0, 1, 0]);
    assert.deepEqual(await contentOf(database), before);
  });

  it('withdraws its malformed records, unless another file has them', async () => {
    const database = await createDatabase();
    const [bad, worse] = [record({ leadId: 'x' }), record({ leadId: 'y' })];
    await database.importExtracts({ 'a.csv': csv([send, bad]), 'b.csv': csv([open, bad, worse]) });
    const { total } = await remove(database, { files: ['b.csv'] });
    assert.equal(total.malformed, 1);
    assert.deepEqual(await database.query('SELECT file FROM malformed'), [{ file: 'a.csv' }]);
  });

  it('withdraws merges of people', async () => {
    const database = await createDatabase();
    const people = [activity('send', 1), activity('send', 1, undefined, { leadId: '2' })];
    const fields = { leadId: '1', campaignId: '', primaryAttributeValueId: '1' };
    await database.importExtracts({
      'a.csv': csv(people),
      'merge.csv': csv([activity('merge', 2, { 'Merge IDs': [2] }, fields)]),
    });
    assert.equal((await database.rows())[0]?.['sent'], 1);
    await remove(database, { files: ['merge.csv'] });
    assert.equal((await database.rows())[0]?.['sent'], 2);
  });

  it('can be imported again', async () => {
    const database = await createDatabase();
    await database.importExtracts({ 'a.csv': csv([send]), 'b.csv': csv([open]) });
    const before = await contentOf(database);
    await remove(database, { files: ['b.csv'] });
    assert.equal((await database.importExtracts({ 'b.csv': csv([open]) })).imported, 1);
    assert.deepEqual(await contentOf(database), before);
  });

  it('says which activities --retain has removed: their sums stay', async () => {
    const database = await createDatabase();
    const [old, recent] = [activity('send', 1, undefined, { leadId: '2' }), activity('send', 24 * 100)];
    const live = activity('open', 24 * 101, undefined, { leadId: '1' });
    await database.importExtracts({ 'a.csv': csv([old, recent]), 'b.csv': csv([live]) }, { retainedMonths: 1 });
    const messages: string[] = [];
    const { activities, retired } = await remove(database, {
      files: ['a.csv'],
      onProgress: (message) => messages.push(message),
    });
    assert.deepEqual([activities, retired], [1, 1]);
    assert.ok(messages.some((message) => /^1 activities were removed by --retain: their sums stay/.test(message)));
    assert.deepEqual(
      (await database.rows()).map(({ sent }) => sent),
      [1],
    );
  });

  it('keeps an activity before the limit of --retain that another file has', async () => {
    const database = await createDatabase();
    const records = [activity('send', 1), activity('open', 24 * 100), activity('send', 1, undefined, { leadId: '2' })];
    await database.importExtracts({ 'a.csv': csv(records) }, { retainedMonths: 1 });
    const { retired, duplicates } = await database.importExtracts({ 'b.csv': csv(records) });
    assert.deepEqual([retired, duplicates], [1, 2]);
    assert.equal((await remove(database, { files: ['a.csv'] })).activities, 0);
    assert.deepEqual(
      (await database.rows()).map(({ sent, opened }) => [sent, opened]),
      [[2, 1]],
    );
  });
});

describe('the list of imported files', () => {
  it('has a file once that is imported again, and twice if its content has changed', async () => {
    const database = await createDatabase();
    const [first, second] = [activity('send', 1), activity('send', 2, undefined, { leadId: '2' })];
    await database.importExtracts({ 'a.csv': csv([first]) });
    await database.importExtracts({ 'a.csv': csv([first]) });
    assert.deepEqual(await filesOf(database), [{ file: 1, name: 'a.csv', activities: 1, inNoOtherFile: 1 }]);
    await database.importExtracts({ 'a.csv': csv([first, second]) });
    assert.deepEqual(await filesOf(database), [
      { file: 1, name: 'a.csv', activities: 1, inNoOtherFile: 0 },
      { file: 2, name: 'a.csv', activities: 2, inNoOtherFile: 1 },
    ]);
    await assert.rejects(
      remove(database, { files: ['a.csv'] }),
      /Several files are named a\.csv: 1 \(.*, 2 \(.*--file 1/,
    );
    await remove(database, { files: ['2'] });
    assert.deepEqual(await filesOf(database), [{ file: 1, name: 'a.csv', activities: 1, inNoOtherFile: 1 }]);
  });

  it('omits files without activities, and such files cannot be withdrawn', async () => {
    const database = await createDatabase();
    const deletion = record({ activityTypeId: '37' });
    await database.write('people.csv', 'id,Country\n1,France\n');
    const options = { people: [join(database.directory, 'people.csv')] };
    await database.importExtracts({ 'a.csv': csv([activity('send')]), 'd.csv': csv([deletion]) }, options);
    assert.deepEqual(await filesOf(database), [{ file: 1, name: 'a.csv', activities: 1, inNoOtherFile: 1 }]);
    for (const name of ['d.csv', 'people.csv', 'missing.csv', '7']) {
      await assert.rejects(
        remove(database, { files: [name] }),
        /No activity file .* was imported\. --list-files lists those that were\. Assets, people and deletions cannot be withdrawn\./,
      );
    }
    assert.equal((await database.query('FROM deletions')).length, 1);
  });

  it('is printed by the command, one file per line', async () => {
    const database = await createDatabase();
    await database.importExtracts({ 'a.csv': csv([activity('send', 8), activity('open', 9)]) });
    const print = vi.spyOn(console, 'log').mockReturnValue();
    const args = ['--database', database.path, '--list-files'];
    assert.equal(await run(args, database.directory), 0);
    const [[line] = []] = print.mock.calls;
    print.mockRestore();
    assert.deepEqual(JSON.parse(String(line)), {
      ...{ file: 1, name: 'a.csv', importedAt: '2026-12-01T00:00:00Z', activities: 2, inNoOtherFile: 2 },
      ...{ from: '2026-03-01T08:00:00Z', to: '2026-03-01T09:00:00Z' },
    });
    await assert.rejects(run([...args, '--file', 'a.csv'], database.directory), (error) => UsageError.is(error));
    await assert.rejects(run(['--database', 'missing', '--list-files'], database.directory), /does not exist/);
  });
});

describe('withdrawing an export of sync', () => {
  it('leaves a gap that the next sync closes', async () => {
    const { database, sync } = await createSync();
    await sync();
    // The second sync reads further, so its data ends later.
    const contentWithoutEnd = async () => ({ ...(await contentOf(database)), coverage: [] });
    const before = await contentWithoutEnd();
    const windows = await database.query('FROM sync_windows ORDER BY start_at');
    const { file, inNoOtherFile } = (await listImportedFiles(database.path))[1] ?? {};
    const messages: string[] = [];
    const counts = await remove(database, {
      files: [String(file)],
      onProgress: (message) => messages.push(message),
    });
    assert.deepEqual([counts.activities > 0, counts.activities], [true, inNoOtherFile]);
    assert.equal((await database.query('FROM sync_windows')).length, windows.length - 1);
    assert.ok(
      messages.some((message) =>
        /^The next sync reads the activities from 2026-03-\S+Z to 2026-03-\S+Z again, except those of times that other exports have\.$/.test(
          message,
        ),
      ),
      messages.join('\n'),
    );
    assert.notDeepEqual(await contentWithoutEnd(), before);
    assert.equal((await sync()).result.outcome, 'complete');
    assert.deepEqual(await contentWithoutEnd(), before);
  });
});
