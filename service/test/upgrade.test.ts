import assert from 'node:assert/strict';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, it } from 'vitest';
import { ReportDatabase } from '../serve/report-database.ts';
import { activity, createDatabase, csv } from './support/import.ts';

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

  it('is not served', async () => {
    const { path } = await createDatabase();
    await execute(path, version1);
    const database = new ReportDatabase(path, () => undefined);
    await assert.rejects(
      database.open(),
      /was written by another version of the service\. Import into it to update it\.$/,
    );
  });

  it('is refused by an import if it is of a newer version', async () => {
    const database = await createDatabase();
    await database.importExtracts({ 'a.csv': csv([activity('send')]) });
    await execute(database.path, 'UPDATE database_version SET version = 1000');
    await assert.rejects(database.importExtracts({}), /was written by a newer version of the service/);
  });
});
