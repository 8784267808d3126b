import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { PGlite } from '@electric-sql/pglite';
import fc from 'fast-check';
import { afterAll, describe, it, onTestFinished, vi } from 'vitest';
import { createSampleDatabase } from '../../tools/sample/create-database.ts';
import { activity, createDatabase, csv, databaseIn, type ExtractRecord, type TestDatabase } from './support/import.ts';
import { randomExtract } from './support/random-extract.ts';
import { getReport, startServer, type Row } from './support/server.ts';

const folder = join(import.meta.dirname, '../../warehouse');
const views = readFileSync(join(folder, 'views.sql'), 'utf8');
const report = readFileSync(join(folder, 'report.sql'), 'utf8');

/** A database of a host, with Marketo's activities. */
interface Warehouse {
  readonly run: (sql: string) => Promise<unknown>;
  readonly rows: (sql: string, parameters: readonly (string | null)[]) => Promise<Record<string, unknown>[]>;
}

const tables = (json: string) => `
  CREATE TABLE marketo_activities (
    marketo_guid text, lead_id bigint, activity_date timestamp, activity_type_id integer, campaign_id bigint,
    primary_attribute_value_id bigint, primary_attribute_value text, action_result text, attributes ${json}
  );
  CREATE TABLE marketo_campaigns (campaign_id bigint, name text, folder text, archived boolean);
  CREATE TABLE marketo_emails (email_id bigint, open_tracked boolean);`;

async function openDuckDb(): Promise<Warehouse> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  onTestFinished(() => {
    connection.closeSync();
    instance.closeSync();
  });
  await connection.run(tables('JSON') + views);
  return {
    run: (sql) => connection.run(sql),
    rows: async (sql, parameters) => (await connection.runAndReadAll(sql, [...parameters])).getRowObjectsJson(),
  };
}

async function openPostgres(): Promise<Warehouse> {
  const database = new PGlite();
  onTestFinished(() => database.close());
  await database.exec(tables('jsonb') + views);
  return {
    run: (sql) => database.exec(sql),
    rows: async (sql, parameters) => (await database.query<Record<string, unknown>>(sql, [...parameters])).rows,
  };
}

/** Where Debian installs PostgreSQL 15. */
const binaries = '/usr/lib/postgresql/15/bin';

/** Starts a PostgreSQL 15 on a separate socket, until the test ends. */
async function openPostgres15(): Promise<Warehouse> {
  const directory = mkdtempSync(join(tmpdir(), 'warehouse-'));
  // It refuses to run as root.
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  if (nobody.uid) chownSync(directory, nobody.uid, nobody.gid);
  const data = join(directory, 'data');
  const options = { ...nobody, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8', TZ: 'UTC' } } as const;
  const initdb = ['--pgdata', data, '--username', 'host', '--auth', 'trust', '--no-sync', '--locale', 'C.UTF-8'];
  const { status, stderr } = spawnSync(join(binaries, 'initdb'), initdb, options);
  assert.equal(status, 0, stderr);
  const args = ['-D', data, '-k', directory, '-c', 'listen_addresses=', '-c', 'fsync=off'];
  const server = spawn(join(binaries, 'postgres'), args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(server, 'exit');
  onTestFinished(async () => {
    server.kill('SIGINT');
    await ended;
    rmSync(directory, { recursive: true });
  });
  let log = '';
  while (!log.includes('ready to accept connections')) log += String((await once(server.stderr, 'data'))[0]);
  const psql = (sql: string): string => {
    const connection = ['--host', directory, '--username', 'host', '--dbname', 'postgres'];
    const flags = ['--no-psqlrc', '--quiet', '--tuples-only', '--no-align', '--set', 'ON_ERROR_STOP=1'];
    const result = spawnSync('psql', [...connection, ...flags], { ...options, input: sql, maxBuffer: 1e9 });
    assert.equal(result.status, 0, result.stderr);
    return result.stdout;
  };
  psql(tables('jsonb') + views);
  return {
    run: (sql) => Promise.resolve(psql(sql)),
    rows: (sql, parameters) => {
      const values = parameters.map((value) => (value === null ? 'NULL' : `'${value}'`)).join(', ');
      const prepared = `PREPARE report(text, text, text, text) AS SELECT to_json(report) FROM (${sql}) AS report;`;
      const lines = psql(`${prepared} EXECUTE report(${values});`).trim().split('\n');
      return Promise.resolve(
        lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Record<string, unknown>),
      );
    },
  };
}

const text = (value: string) => (value === '' ? 'NULL' : `'${value.replaceAll("'", "''")}'`);

/** Replaces the activities of a warehouse. */
async function fill(warehouse: Warehouse, records: readonly ExtractRecord[]): Promise<void> {
  const values = records.map((record) => {
    const { marketoGUID, leadId, activityDate, activityTypeId, campaignId } = record;
    const { primaryAttributeValueId, primaryAttributeValue, actionResult, attributes } = record;
    const fields = [marketoGUID, leadId, activityDate.replace('Z', ''), activityTypeId, campaignId];
    const others = [primaryAttributeValueId, primaryAttributeValue, actionResult, attributes];
    return `(${[...fields, ...others].map(text).join(', ')})`;
  });
  await warehouse.run(`DELETE FROM marketo_activities; INSERT INTO marketo_activities VALUES ${values.join(',\n')}`);
}

const scopes: readonly Readonly<Record<string, string>>[] = [
  { timeZone: 'UTC', dateBasis: 'first-sent' },
  { timeZone: 'UTC', dateBasis: 'sent', from: '2026-03-02', to: '2026-03-03' },
  { timeZone: 'Asia/Tokyo', dateBasis: 'first-sent', from: '2026-03-02', to: '2026-03-04' },
  { timeZone: 'America/New_York', dateBasis: 'sent', to: '2026-03-02' },
];

const sampleScopes: typeof scopes = [
  { timeZone: 'UTC', dateBasis: 'first-sent' },
  { timeZone: 'America/New_York', dateBasis: 'sent', from: '2026-10-25', to: '2026-11-15' },
];

/** Copies the activities and the assets of a database of the service, without duplicates and malformed records. */
async function copy(database: TestDatabase, warehouse: Warehouse): Promise<void> {
  const activities = await database.query(`
    SELECT
      guid, lead_id, activity_date::VARCHAR, activity_type, campaign_id, email_id, email_name, action_result,
      attributes_object(attributes)
    FROM activities`);
  const campaigns = await database.query('SELECT campaign_id, name, folder, archived FROM campaign_details');
  const emails = await database.query('SELECT email_id, NOT coalesce(is_open_tracking_disabled, false) FROM emails');
  const insert = (table: string, rows: readonly Record<string, unknown>[]) => {
    const values = rows.map((row) => `(${Object.values(row).map(sqlValue).join(', ')})`);
    return warehouse.run(`INSERT INTO ${table} VALUES ${values.join(',\n')};`);
  };
  await insert('marketo_activities', activities);
  await insert('marketo_campaigns', campaigns);
  await insert('marketo_emails', emails);
}

const sqlValue = (value: unknown) => (value === null ? 'NULL' : text(`${value as string | number}`));

/** The fields of a row that a warehouse has. */
function comparable(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { firstSentAt, lastActivityAt, ...rest } = row;
  const others = ['campaignType', 'program', 'workspace', 'hasPreview'];
  return {
    ...Object.fromEntries(Object.entries(rest).filter(([name]) => !others.includes(name))),
    ...{ firstSentAt: Date.parse(String(firstSentAt)), lastActivityAt: Date.parse(String(lastActivityAt)) },
  };
}

const sorted = (rows: readonly Readonly<Record<string, unknown>>[]) =>
  rows
    .map(comparable)
    .toSorted(
      (a, b) => Number(a['campaignId']) - Number(b['campaignId']) || Number(a['emailId']) - Number(b['emailId']),
    );

async function checkReports(
  warehouse: Warehouse,
  address: string,
  requests: readonly Readonly<Record<string, string>>[] = scopes,
): Promise<Row[]> {
  const all: Row[] = [];
  for (const scope of requests) {
    const { rows } = await getReport(address, scope);
    const { from = null, to = null, timeZone = 'UTC', dateBasis = '' } = scope;
    const found = await warehouse.rows(report, [from, to, timeZone, dateBasis]);
    assert.deepEqual(sorted(found), sorted(rows), JSON.stringify(scope));
    all.push(...rows);
  }
  return all;
}

async function serve(database: TestDatabase) {
  const server = await startServer({ database: database.path });
  onTestFinished(server.close);
  return server.address;
}

let sample: Promise<string> | undefined;

/** Imports a generated extract. Returns the directory of its database. */
async function createSample(): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'warehouse-sample-'));
  const log = vi.spyOn(console, 'error').mockReturnValue();
  const options = { activities: 20_000, seed: '7', until: Date.parse('2026-11-23'), directory };
  await createSampleDatabase(join(directory, 'report.duckdb'), options);
  log.mockRestore();
  return directory;
}

afterAll(async () => {
  if (sample) rmSync(await sample, { recursive: true });
});

const databases = [openDuckDb, openPostgres, ...(existsSync(binaries) ? [openPostgres15] : [])];

describe('the views for warehouses', () => {
  for (const open of databases) {
    const name = open.name.slice('open'.length);

    it(`give the report of the service for random activities in ${name}`, async () => {
      const warehouse = await open();
      let count = 0;
      await fc.assert(
        fc.asyncProperty(randomExtract, async (records) => {
          const database = await createDatabase();
          await database.importExtracts({ 'a.csv': csv(records) });
          await fill(warehouse, records);
          count += (await checkReports(warehouse, await serve(database))).length;
        }),
        { numRuns: 4, endOnFailure: true, seed: 20261129 },
      );
      assert.ok(count > 20);
    });

    it(`give the report of the service for a generated extract in ${name}, with stored records`, async () => {
      const warehouse = await open();
      sample ??= createSample();
      const database = databaseIn(await sample);
      await copy(database, warehouse);
      const stored = name === 'DuckDb' ? 'TABLE' : 'MATERIALIZED VIEW';
      const [, records = ''] = /CREATE OR REPLACE VIEW (report_records AS[^;]*;)/.exec(views) ?? [];
      await warehouse.run(`DROP VIEW report_records; CREATE ${stored} ${records}`);
      const rows = await checkReports(warehouse, await serve(database), sampleScopes);
      assert.ok(rows.some(({ openTracked }) => openTracked === false));
      assert.ok(rows.length > 500);
    });
  }

  it('have the names of your campaigns, and whether opens are tracked', async () => {
    const warehouse = await openDuckDb();
    const fields = { campaignId: '9', primaryAttributeValueId: '20', primaryAttributeValue: 'Invite', leadId: '1' };
    await fill(warehouse, [activity('send', 0, undefined, fields)]);
    await warehouse.run(`
      INSERT INTO marketo_campaigns VALUES (9, 'Spring', '/EMEA/2026', false);
      INSERT INTO marketo_emails VALUES (20, false);`);
    const [row] = await warehouse.rows(report, [null, null, 'UTC', 'first-sent']);
    const { campaignName, campaignFolder, campaignArchived, emailName, openTracked } = row ?? {};
    assert.deepEqual(
      [campaignName, campaignFolder, campaignArchived, emailName, openTracked],
      ['Spring', '/EMEA/2026', false, 'Invite', false],
    );
  });
});

/** Inside the project, so that Express is found by its name. */
const scratch = join(import.meta.dirname, '../../.cache/warehouse-server');

/** Replaces node-postgres, which needs a server: its pool queries an embedded database. */
const fakePg = `
  import { readFileSync } from 'node:fs';
  import { PGlite } from '@electric-sql/pglite';
  const database = new PGlite();
  await database.exec(readFileSync('setup.sql', 'utf8'));
  export default { Pool: class { query = (sql, values) => database.query(sql, values); } };`;

/** Starts the example of a server on the activities. Returns its address. */
async function startExample(records: readonly ExtractRecord[]): Promise<string> {
  let setup = tables('jsonb') + views;
  await fill({ run: (sql) => Promise.resolve((setup += sql)), rows: () => Promise.resolve([]) }, records);
  const files: Readonly<Record<string, string>> = {
    'node_modules/pg/package.json': '{ "name": "pg", "type": "module", "exports": "./pg.js" }',
    'node_modules/pg/pg.js': fakePg,
    'package.json': '{ "type": "module" }',
    'setup.sql': setup,
    'report.sql': report,
    'server.js': readFileSync(join(folder, 'server.js'), 'utf8'),
    'start.js': `import { app } from './server.js';
      const server = app.listen(0, '127.0.0.1', () => console.log(server.address().port));`,
  };
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(scratch, name)), { recursive: true });
    writeFileSync(join(scratch, name), content);
  }
  const server = spawn(process.execPath, ['start.js'], { cwd: scratch, stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => {
    server.kill();
    rmSync(scratch, { recursive: true });
  });
  const [port] = (await once(server.stdout, 'data')) as [Buffer];
  return `http://127.0.0.1:${port.toString().trim()}`;
}

describe('the server of a warehouse', () => {
  it('responds like the service, and refuses invalid parameters', async () => {
    const [records = []] = fc.sample(randomExtract, { numRuns: 1, seed: 3 });
    const database = await createDatabase();
    await database.importExtracts({ 'a.csv': csv(records) });
    const [address, example] = [await serve(database), await startExample(records)];
    for (const scope of scopes) {
      const [own, service] = [await getReport(example, scope), await getReport(address, scope)];
      assert.deepEqual(sorted(own.rows), sorted(service.rows));
      for (const name of ['rowCount', 'from', 'to', 'timeZone', 'dateBasis']) assert.equal(own[name], service[name]);
      for (const name of ['asOf', 'dataFrom']) {
        assert.equal(Date.parse(String(own[name])), Date.parse(String(service[name])));
      }
    }
    for (const [name, value] of Object.entries({ from: '2026-02-30x', to: 'x', timeZone: 'Mars', dateBasis: 'x' })) {
      const response = await fetch(`${example}/api/report?${name}=${value}`);
      assert.equal(response.status, 400);
      assert.equal(((await response.json()) as { parameter: string }).parameter, name);
    }
  });
});
