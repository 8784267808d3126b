import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, it, onTestFinished, vi } from 'vitest';
import { toClickHouse } from '../../scripts/warehouse.ts';
import { createSampleDatabase } from '../../tools/sample/create-database.ts';
import {
  activity,
  createDatabase,
  csv,
  databaseIn,
  record,
  type ExtractRecord,
  type TestDatabase,
} from './support/import.ts';
import { randomExtract } from './support/random-extract.ts';
import { getReport, startServer, type Row } from './support/server.ts';
import { startWarehouseServer } from './support/warehouse-server.ts';
import { chooseWarehouses, fill, folder, openDuckDb, type Warehouse } from './support/warehouses.ts';

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
  const insert = (table: string, rows: readonly Record<string, unknown>[]) =>
    warehouse.insert(
      table,
      rows.map((row) => Object.values(row) as (string | number | boolean | null)[]),
    );
  await insert('marketo_activities', activities);
  await insert('marketo_campaigns', campaigns);
  await insert('marketo_emails', emails);
}

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
    const found = await warehouse.report([from, to, timeZone, dateBasis]);
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

/** Activities every half hour around days that begin with two midnights, or without midnight. */
const unusualDays = [
  { timeZone: 'Atlantic/Azores', day: '2026-10-25', before: '2026-10-24' },
  { timeZone: 'America/Sao_Paulo', day: '2018-11-04', before: '2018-11-03' },
];

function unusualExtract(): ExtractRecord[] {
  return unusualDays.flatMap(({ day }, campaign) =>
    Array.from({ length: 96 }, (_, index) => {
      const activityDate = new Date(Date.parse(day) + (index - 48) * 1_800_000).toISOString();
      return record({ leadId: `${index + 1}`, campaignId: `${campaign + 1}`, activityDate });
    }),
  );
}

describe('the views for warehouses', () => {
  for (const [name, open] of Object.entries(chooseWarehouses())) {
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
      await warehouse.storeRecords();
      const rows = await checkReports(warehouse, await serve(database), sampleScopes);
      assert.ok(rows.some(({ openTracked }) => openTracked === false));
      assert.ok(rows.length > 500);
    });

    it(`begin a day with its first midnight, or after a gap, in ${name}`, async () => {
      const [warehouse, database] = [await open(), await createDatabase()];
      const records = unusualExtract();
      await database.importExtracts({ 'a.csv': csv(records) });
      await fill(warehouse, records);
      const requests = unusualDays.flatMap(({ timeZone, day, before }) => [
        { timeZone, dateBasis: 'sent', from: day },
        { timeZone, dateBasis: 'sent', to: before },
      ]);
      assert.equal((await checkReports(warehouse, await serve(database), requests)).length, 6);
    });
  }

  it('are generated for ClickHouse', () => {
    for (const name of ['views.sql', 'report.sql'] as const) {
      assert.equal(readFileSync(join(folder, 'clickhouse', name), 'utf8'), toClickHouse(name), 'Run `npm run docs`.');
    }
  });

  it('have the names of your campaigns, and whether opens are tracked', async () => {
    const warehouse = await openDuckDb();
    const fields = { campaignId: '9', primaryAttributeValueId: '20', primaryAttributeValue: 'Invite', leadId: '1' };
    await fill(warehouse, [activity('send', 0, undefined, fields)]);
    await warehouse.insert('marketo_campaigns', [[9, 'Spring', '/EMEA/2026', false]]);
    await warehouse.insert('marketo_emails', [[20, false]]);
    const [row] = await warehouse.report([null, null, 'UTC', 'first-sent']);
    const { campaignName, campaignFolder, campaignArchived, emailName, openTracked } = row ?? {};
    assert.deepEqual(
      [campaignName, campaignFolder, campaignArchived, emailName, openTracked],
      ['Spring', '/EMEA/2026', false, 'Invite', false],
    );
  });
});

describe('the server of a warehouse', () => {
  it('responds like the service, and refuses invalid parameters', async () => {
    const [records = []] = fc.sample(randomExtract, { numRuns: 1, seed: 3 });
    const database = await createDatabase();
    await database.importExtracts({ 'a.csv': csv(records) });
    const [address, example] = [await serve(database), await startWarehouseServer(records)];
    for (const scope of scopes) {
      const [own, service] = [await getReport(example, scope), await getReport(address, scope)];
      assert.deepEqual(sorted(own.rows), sorted(service.rows));
      for (const name of ['rowCount', 'from', 'to', 'timeZone', 'dateBasis']) assert.equal(own[name], service[name]);
      for (const name of ['asOf', 'dataFrom']) {
        assert.equal(Date.parse(String(own[name])), Date.parse(String(service[name])));
      }
    }
    for (const [name, value] of [
      ...[['from', 'x'] as const, ['from', '2026-02-30'] as const, ['from', '0000-01-01'] as const],
      ...[['to', '2026-02-29'] as const, ['timeZone', 'Mars'] as const, ['timeZone', '+02:00'] as const],
      ['dateBasis', 'x'] as const,
    ]) {
      const response = await fetch(`${example}/api/report?${name}=${encodeURIComponent(value)}`);
      assert.equal(response.status, 400, value);
      assert.equal(((await response.json()) as { parameter: string }).parameter, name);
    }
  });
});
