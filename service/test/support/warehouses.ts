import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { PGlite } from '@electric-sql/pglite';
import { onTestFinished } from 'vitest';
import type { ExtractRecord } from './import.ts';

export const folder = join(import.meta.dirname, '../../../warehouse');
export const views = readFileSync(join(folder, 'views.sql'), 'utf8');
const report = readFileSync(join(folder, 'report.sql'), 'utf8');
const clickHouseReport = readFileSync(join(folder, 'clickhouse/report.sql'), 'utf8');

type Value = string | number | boolean | null;

/** A database of a host, with the views and empty tables. */
export interface Warehouse {
  /** Inserts rows. Their values are in the order of the columns. */
  readonly insert: (table: string, rows: readonly (readonly Value[])[]) => Promise<unknown>;
  readonly clear: (table: string) => Promise<unknown>;
  /** Replaces the view of records by their current content. */
  readonly storeRecords: () => Promise<unknown>;
  /** Runs `report.sql` with its parameters: from, to, time zone, date basis. */
  readonly report: (parameters: readonly [string | null, string | null, string, string]) => Promise<Row[]>;
}

type Row = Record<string, unknown>;

/** The tables that the views read, where JSON has this type. */
export const tables = (json: string) => `
  CREATE TABLE marketo_activities (
    marketo_guid text, lead_id bigint, activity_date timestamp, activity_type_id integer, campaign_id bigint,
    primary_attribute_value_id bigint, primary_attribute_value text, action_result text, attributes ${json}
  );
  CREATE TABLE marketo_campaigns (campaign_id bigint, name text, folder text, archived boolean);
  CREATE TABLE marketo_emails (email_id bigint, open_tracked boolean);`;

const literal = (value: Value) => (value === null ? 'NULL' : `'${String(value).replaceAll("'", "''")}'`);

/** An INSERT statement of PostgreSQL and DuckDB. */
export function insertStatement(table: string, rows: readonly (readonly Value[])[]): string {
  const values = rows.map((row) => `(${row.map(literal).join(', ')})`);
  return `INSERT INTO ${table} VALUES ${values.join(',\n')};`;
}

/** The part of a warehouse that PostgreSQL and DuckDB share. */
function standardWarehouse(
  run: (sql: string) => Promise<unknown>,
  stored: 'TABLE' | 'MATERIALIZED VIEW',
): Omit<Warehouse, 'report'> {
  const [, records = ''] = /CREATE OR REPLACE VIEW (report_records AS[^;]*;)/.exec(views) ?? [];
  return {
    insert: (table, rows) => run(insertStatement(table, rows)),
    clear: (table) => run(`DELETE FROM ${table}`),
    storeRecords: () => run(`DROP VIEW report_records; CREATE ${stored} ${records}`),
  };
}

export async function openDuckDb(): Promise<Warehouse> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  onTestFinished(() => {
    connection.closeSync();
    instance.closeSync();
  });
  await connection.run(tables('JSON') + views);
  return {
    ...standardWarehouse((sql) => connection.run(sql), 'TABLE'),
    report: async (parameters) => (await connection.runAndReadAll(report, [...parameters])).getRowObjectsJson(),
  };
}

async function openPostgres(): Promise<Warehouse> {
  const database = new PGlite();
  onTestFinished(() => database.close());
  await database.exec(tables('jsonb') + views);
  return {
    ...standardWarehouse((sql) => database.exec(sql), 'MATERIALIZED VIEW'),
    report: async (parameters) => (await database.query<Row>(report, [...parameters])).rows,
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
    ...standardWarehouse((sql) => Promise.resolve(psql(sql)), 'MATERIALIZED VIEW'),
    report: (parameters) => {
      const prepared = `PREPARE report(text, text, text, text) AS SELECT to_json(report) FROM (${report}) AS report;`;
      const lines = psql(`${prepared} EXECUTE report(${parameters.map(literal).join(', ')});`);
      return Promise.resolve(parseLines(lines));
    },
  };
}

function parseLines(lines: string): Row[] {
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);
}

/** The functions of chDB that tests use: ClickHouse in this process. Its types are not installed with the project. */
interface ChDb {
  readonly Session: new () => {
    query(sql: string, format?: string): string;
    queryBind(sql: string, parameters: object, format: string): string;
    cleanup(): void;
  };
  readonly drainPending: () => Promise<void>;
}

/** The tables that the views read. */
const clickHouseTables = `
  CREATE TABLE marketo_activities (
    marketo_guid String, lead_id Int64, activity_date DateTime64(6, 'UTC'), activity_type_id Int32,
    campaign_id Nullable(Int64), primary_attribute_value_id Nullable(Int64),
    primary_attribute_value Nullable(String), action_result Nullable(String), attributes Nullable(String)
  ) ENGINE = MergeTree ORDER BY lead_id;
  CREATE TABLE marketo_campaigns (campaign_id Int64, name String, folder Nullable(String), archived Nullable(Bool))
    ENGINE = MergeTree ORDER BY campaign_id;
  CREATE TABLE marketo_emails (email_id Int64, open_tracked Bool) ENGINE = MergeTree ORDER BY email_id;`;

/** Opens a ClickHouse of chDB, until the test ends. */
async function openClickHouse(): Promise<Warehouse> {
  const { Session, drainPending } = require('chdb') as ChDb;
  const session = new Session();
  onTestFinished(async () => {
    session.cleanup();
    await drainPending();
  });
  const run = (sql: string) => {
    for (const statement of sql.split(/;$/m)) if (statement.trim() !== '') session.query(statement);
    return Promise.resolve();
  };
  const clickHouseViews = readFileSync(join(folder, 'clickhouse/views.sql'), 'utf8');
  await run(clickHouseTables);
  await run(clickHouseViews);
  const [, records = ''] = /CREATE OR REPLACE VIEW report_records AS([^;]*);/.exec(clickHouseViews) ?? [];
  return {
    insert: (table, rows) => {
      const lines = rows.map((row) => JSON.stringify(row)).join('\n');
      const settings = `SETTINGS date_time_input_format = 'best_effort'`;
      return Promise.resolve(session.query(`INSERT INTO ${table} ${settings} FORMAT JSONCompactEachRow ${lines}`));
    },
    clear: (table) => run(`TRUNCATE TABLE ${table}`),
    storeRecords: () =>
      run(`DROP VIEW report_records;
        CREATE TABLE report_records ENGINE = MergeTree ORDER BY tuple() AS ${records}`),
    report: ([from, to, timeZone, dateBasis]) =>
      Promise.resolve(
        parseLines(session.queryBind(clickHouseReport, { from, to, timeZone, dateBasis }, 'JSONEachRow')),
      ),
  };
}

const require = createRequire(import.meta.url);

function hasChDb(): boolean {
  try {
    require.resolve('chdb');
    return true;
  } catch {
    return false;
  }
}

/** The databases that are installed, and how to open them. */
export function chooseWarehouses(): Readonly<Record<string, () => Promise<Warehouse>>> {
  return {
    DuckDB: openDuckDb,
    'embedded PostgreSQL': openPostgres,
    ...(existsSync(binaries) && { 'PostgreSQL 15': openPostgres15 }),
    ...(hasChDb() && { ClickHouse: openClickHouse }),
  };
}

/** Replaces the activities of a warehouse. */
export async function fill(warehouse: Pick<Warehouse, 'clear' | 'insert'>, records: readonly ExtractRecord[]) {
  await warehouse.clear('marketo_activities');
  await warehouse.insert('marketo_activities', records.map(activityValues));
}

function activityValues(record: ExtractRecord): (string | null)[] {
  const { marketoGUID, leadId, activityDate, activityTypeId, campaignId } = record;
  const { primaryAttributeValueId, primaryAttributeValue, actionResult, attributes } = record;
  const fields = [marketoGUID, leadId, activityDate.replace('Z', ''), activityTypeId, campaignId];
  return [...fields, primaryAttributeValueId, primaryAttributeValue, actionResult, attributes].map((field) =>
    field === '' ? null : field,
  );
}
