import assert from 'node:assert/strict';
import { copyFile, link, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, it } from 'vitest';
import { currentVersion, databaseVersion, hasOtherFormat } from '../database.ts';
import { keepBackup } from '../import/backup.ts';
import { run } from '../import/command.ts';
import { describeDiskFull } from '../import/disk-full.ts';
import { listImportedFiles } from '../remove/imported-file-list.ts';
import { removeData } from '../remove/remove-data.ts';
import { ReportDatabase } from '../serve/report-database.ts';
import { activity, createDatabase, csv, databaseIn, record } from './support/import.ts';
import { createSync } from './support/sync.ts';

/** A database of version 1: only the columns that cannot be derived are complete. */
const version1 = `
  CREATE TABLE activities (guid VARCHAR, lead_id BIGINT, activity_date TIMESTAMP, activity_type UTINYINT,
    campaign_id BIGINT, email_id BIGINT, email_name VARCHAR, attributes VARCHAR, action_result VARCHAR, link VARCHAR,
    is_bot BOOLEAN, bot_pattern VARCHAR);
  CREATE TABLE superseded (guid VARCHAR, lead_id BIGINT, activity_date TIMESTAMP, activity_type UTINYINT,
    campaign_id BIGINT, email_id BIGINT, email_name VARCHAR, attributes VARCHAR, action_result VARCHAR);
  CREATE TABLE records (campaign_id BIGINT, outcome VARCHAR);
  CREATE TABLE record_bot_patterns (pattern VARCHAR);
  CREATE TABLE pairs (campaign_id BIGINT);
  CREATE TABLE email_names (email_id BIGINT PRIMARY KEY, name VARCHAR);
  CREATE TABLE campaigns (campaign_id BIGINT PRIMARY KEY, name VARCHAR, folder_id BIGINT, folder_type VARCHAR);
  CREATE TABLE folders (folder_id BIGINT, folder_type VARCHAR, path VARCHAR, archived BOOLEAN);
  CREATE TABLE emails (email_id BIGINT PRIMARY KEY, name VARCHAR, subject VARCHAR, preheader VARCHAR,
    from_name VARCHAR, from_address VARCHAR, html VARCHAR, text VARCHAR);
  CREATE TABLE malformed (file VARCHAR, record BIGINT, reason VARCHAR, content VARCHAR);
  CREATE TABLE touched_keys (campaign_id BIGINT, email_id BIGINT, lead_id BIGINT);
  CREATE VIEW campaign_folders AS FROM folders;
  CREATE VIEW email_links AS FROM activities;
  CREATE VIEW touched_activities AS FROM activities;
  INSERT INTO activities VALUES
    ('a', 1, '2026-03-01 08:00:00', 6, 10, 20, 'Invite', '{}', NULL, NULL, false, NULL),
    ('b', 1, '2026-03-01 09:00:00', 10, 10, 20, 'Invite', '{"User Agent":"Mozilla/5.0"}', NULL, NULL, false, NULL);
  INSERT INTO superseded VALUES ('a', 1, '2026-03-02', 6, 10, 20, 'Invite', '{}', NULL);
  INSERT INTO campaigns VALUES (10, 'Spring', 5, 'Folder');`;

async function execute(path: string, sql: string): Promise<void> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  await connection.run(sql);
  connection.closeSync();
  instance.closeSync();
}

/** Whether the next import writes a file in another format. */
async function hasOldFormat(path: string): Promise<boolean> {
  const instance = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  const isOther = await hasOtherFormat(connection);
  connection.closeSync();
  instance.closeSync();
  return isOther;
}

describe('a database of an older version', () => {
  it('is rebuilt by the next import', async () => {
    const database = await createDatabase();
    await execute(database.path, version1);
    const counts = await database.importExtracts({ 'a.csv': csv([activity('send', 1, undefined, { leadId: '2' })]) });
    assert.deepEqual([counts.imported, counts.total.imported, counts.total.conflicts], [1, 3, 1]);
    const [row] = await database.rows();
    const { campaignName, sent, delivered, privacyOpened } = row ?? {};
    assert.deepEqual([campaignName, sent, delivered, privacyOpened], ['Spring', 2, 1, 1]);
    assert.equal((await database.importExtracts({ 'a.csv': csv([activity('send')]) })).imported, 1);
  });

  it('gets the format of new files, which are smaller', async () => {
    const database = await createDatabase();
    await execute(database.path, version1);
    assert.equal(await hasOldFormat(database.path), true);
    await database.importExtracts({});
    assert.equal(await hasOldFormat(database.path), false);
    const fresh = await createDatabase();
    await fresh.importExtracts({ 'a.csv': csv([activity('send')]) });
    assert.equal(await hasOldFormat(fresh.path), false);
  });

  it('of version 2 gets the fields of its people', async () => {
    const database = await createDatabase();
    await database.write('people.csv', 'id,country\n1,France\n');
    await database.importExtracts(
      { 'a.csv': csv([activity('send')]) },
      { people: [`${database.directory}/people.csv`] },
    );
    await execute(database.path, 'DROP TABLE people_filters; UPDATE database_version SET version = 2');
    await database.importExtracts({ 'b.csv': csv([activity('open', 1)]) });
    assert.deepEqual(await database.query('FROM people_filters'), [{ name: 'country', values: ['France'] }]);
    assert.equal((await database.rows())[0]?.['opened'], 1);
  });

  it('of version 4 gets cells', async () => {
    const database = await createDatabase();
    const open = activity('open', 2, { 'Is Bot Activity': true, 'Bot Activity Pattern': 'IAB' });
    await database.importExtracts({ 'a.csv': csv([activity('send', 1), open]) });
    const rows = await database.rows();
    const dropped = ['cells', 'effect_cells', 'pattern_cells'].map((table) => `DROP TABLE ${table}`);
    await execute(
      database.path,
      `${dropped.join('; ')}; ALTER TABLE records DROP COLUMN quarter_hour; UPDATE database_version SET version = 4`,
    );
    await database.importExtracts({});
    assert.deepEqual(await database.rows(), rows);
    assert.deepEqual((await database.query('SELECT * FROM record_bot_patterns')).length, 1);
  });

  it('of version 5 keeps activities whose files are unknown, also if a file that has them is withdrawn', async () => {
    const database = await createDatabase();
    const [send, open] = [activity('send', 1), activity('open', 2)];
    await database.importExtracts({ 'a.csv': csv([send, { ...send, leadId: '2' }, record({ leadId: 'x' })]) });
    const rows = await database.rows();
    await execute(
      database.path,
      `ALTER TABLE activities DROP COLUMN file_set; ALTER TABLE superseded DROP COLUMN file_set;
       ALTER TABLE malformed DROP COLUMN file_id; DROP TABLE imported_files; DROP TABLE file_sets;
       UPDATE database_version SET version = 5`,
    );
    await database.importExtracts({});
    assert.deepEqual(await database.rows(), rows);
    await database.importExtracts({ 'b.csv': csv([send, open]) });
    assert.deepEqual(
      (await listImportedFiles(database.path)).map(({ file, activities }) => [file, activities]),
      [
        [0, 2],
        [1, 2],
      ],
    );
    const request = { database: database.path, onProgress: () => undefined };
    await assert.rejects(removeData({ ...request, files: ['0'] }), /File 0 cannot be withdrawn/);
    const { activities, inOtherFiles, total } = await removeData({ ...request, files: ['b.csv'] });
    assert.deepEqual([activities, inOtherFiles, total.malformed], [1, 1, 1]);
    assert.deepEqual(await database.rows(), rows);
  });

  it('is not served', async () => {
    const { path } = await createDatabase();
    await execute(path, version1);
    const database = new ReportDatabase(path, () => undefined);
    await assert.rejects(
      database.open(),
      /was written by another version of the service\. Run import or sync to update it\.$/,
    );
  });

  it('is refused by an import if it is of a newer version', async () => {
    const database = await createDatabase();
    await database.importExtracts({ 'a.csv': csv([activity('send')]) });
    await execute(database.path, 'UPDATE database_version SET version = 1000');
    const before = await readFile(database.path);
    await assert.rejects(database.importExtracts({}), /was written by a newer version of the service/);
    assert.deepEqual(await readFile(database.path), before);
    assert.deepEqual(await backupsOf(database.directory), []);
  });

  it.each([
    ['6', 'DROP TABLE unassigned_unsubscribes; DROP TABLE known_merges; DROP TABLE activity_totals'],
    [
      '8',
      `CREATE TABLE orphan_keys AS SELECT campaign_id, email_id, lead_id FROM orphan_records;
      CREATE OR REPLACE TABLE unassigned_unsubscribes AS SELECT email_id, lead_id FROM unassigned_unsubscribes`,
    ],
  ])('of version %s gets the tables that imports continue', async (version, statements) => {
    const database = await createDatabase();
    await database.importExtracts({
      'a.csv': csv([
        activity('open', 1),
        activity('send', 0, undefined, { leadId: '2' }),
        activity('unsubscribe', 2, undefined, { leadId: '3', campaignId: '' }),
      ]),
    });
    await execute(
      database.path,
      `${statements}; DROP TABLE orphan_records; UPDATE database_version SET version = ${version}`,
    );
    const { total } = await database.importExtracts({
      'b.csv': csv([activity('send'), activity('send', 0, undefined, { leadId: '3' })]),
    });
    const [row] = await database.rows();
    assert.deepEqual([row?.['sent'], row?.['opened'], row?.['unsubscribed'], total.imported], [3, 2, 1, 5]);
  });

  it('is updated by an import without files, and by a sync', async () => {
    const { path, directory } = await createDatabase();
    await execute(path, version1);
    assert.equal(await run(['--database', path], directory), 0);
    assert.equal(await databaseVersion(path), currentVersion);
    assert.deepEqual(await backupsOf(directory), ['report.duckdb.v1.backup']);
    const updated = await readFile(path);
    assert.equal(await run(['--database', path], directory), 0);
    assert.deepEqual(await readFile(path), updated);
    await assert.rejects(run(['--database', path, '--retain', '24'], directory), /No files to import/);
    await execute(path, 'UPDATE database_version SET version = 1000');
    await assert.rejects(run(['--database', path], directory), /was written by a newer version of the service/);
    const { database, sync } = await createSync();
    await execute(database.path, version1);
    const { code, log } = await sync();
    assert.equal(code, 0);
    assert.ok(
      log.some((line) => line.endsWith(`It is kept as ${database.path}.v1.backup.`)),
      log.join('\n'),
    );
  });
});

/** Returns the names of the backups in a directory. */
async function backupsOf(directory: string): Promise<string[]> {
  return (await readdir(directory)).filter((name) => name.endsWith('.backup')).sort();
}

describe('the backup of a database of an older version', () => {
  it('is the old file, beside the new one, and the import says where', async () => {
    const { path, directory, importExtracts } = await createDatabase();
    await execute(path, version1);
    const before = await readFile(path);
    const messages: string[] = [];
    const onProgress = (message: string): number => messages.push(message);
    await importExtracts({ 'a.csv': csv([activity('send')]) }, { onProgress });
    assert.deepEqual(await readFile(`${path}.v1.backup`), before);
    assert.ok(messages.includes('Updating the report records …'));
    assert.ok(messages.some((message) => message.endsWith(`It is kept as ${path}.v1.backup.`)));
    await importExtracts({ 'b.csv': csv([activity('open')]) });
    assert.deepEqual(await backupsOf(directory), ['report.duckdb.v1.backup']);
  });

  it('can be restored', async () => {
    const { path, importExtracts } = await createDatabase();
    await importExtracts({ 'a.csv': csv([activity('send')]) });
    await execute(path, 'UPDATE database_version SET version = 2');
    await importExtracts({ 'b.csv': csv([activity('send', 1, undefined, { leadId: '2' })]) });
    await rm(path);
    await writeFile(path, await readFile(`${path}.v2.backup`));
    assert.equal(await databaseVersion(path), 2);
  });

  it('does not overwrite an earlier one', async () => {
    const { path, directory, importExtracts } = await createDatabase();
    await writeFile(`${path}.v1.backup`, 'an earlier backup');
    await execute(path, version1);
    await importExtracts({ 'a.csv': csv([activity('send')]) });
    assert.equal(await readFile(`${path}.v1.backup`, 'utf8'), 'an earlier backup');
    assert.deepEqual(await backupsOf(directory), ['report.duckdb.v1-2.backup', 'report.duckdb.v1.backup']);
  });

  it('is kept once if an import is interrupted after it', async () => {
    const { path, directory, importExtracts } = await createDatabase();
    await execute(path, version1);
    assert.equal(await keepBackup(path, 1, `${path}.copy`), `${path}.v1.backup`);
    await importExtracts({ 'a.csv': csv([activity('send')]) });
    assert.deepEqual(await backupsOf(directory), ['report.duckdb.v1.backup']);
  });

  it('is a copy where the file system has no hard links', async () => {
    const { path } = await createDatabase();
    await execute(path, version1);
    const backup = await keepBackup(path, 1, `${path}.copy`, { ...operations, link: failing('EPERM') });
    assert.deepEqual(await readFile(backup), await readFile(path));
    assert.notEqual((await stat(backup)).ino, (await stat(path)).ino);
  });

  it('is not left incomplete if the disk is full', async () => {
    const { path, directory } = await createDatabase();
    await execute(path, version1);
    const full = { ...operations, link: failing('EPERM'), copyFile: failing('ENOSPC') };
    await assert.rejects(keepBackup(path, 1, `${path}.copy`, full), /ENOSPC/);
    assert.deepEqual(await backupsOf(directory), []);
    assert.equal(await databaseVersion(path), 1);
  });
});

const operations = { copyFile, link, rename };

function failing(code: string): () => Promise<never> {
  return () => Promise.reject(Object.assign(new Error(`${code}: failed`), { code }));
}

describe('an import on a full disk', () => {
  it('names the disk, the state of the database and the remedy', () => {
    const failure = describeDiskFull(new Error('ENOSPC: no space left on device, copyfile'), '/data/report.duckdb');
    assert.match(String(failure), /The disk of \/data\/report\.duckdb is full.* is unchanged\. Free some space:/);
    const other = new Error('EACCES: permission denied');
    assert.equal(describeDiskFull(other, '/data/report.duckdb'), other);
  });
});

describe('an import into a file that is no database of the service', () => {
  it('is refused, and leaves the file as it is', async () => {
    const { directory } = await createDatabase();
    const path = `${directory}/report.duckdb`;
    const cases: [string, () => Promise<void>, RegExp][] = [
      [
        'another program',
        () => execute(path, 'CREATE TABLE customers (id INTEGER)'),
        /has the tables of another program/,
      ],
      ['a text file', () => writeFile(path, 'a text'.repeat(1000)), /report\.duckdb is not a database\. Name another/],
      ['an empty file', () => writeFile(path, ''), /report\.duckdb is not a database\. Name another file\.$/],
    ];
    for (const [name, create, message] of cases) {
      await create();
      const before = await readFile(path);
      await assert.rejects(databaseIn(directory).importExtracts({}), message, name);
      assert.deepEqual(await readFile(path), before, name);
      await rm(path);
    }
  });
});
