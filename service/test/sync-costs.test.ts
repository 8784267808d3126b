import assert from 'node:assert/strict';
import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, it } from 'vitest';
import { createDatabase as createReportDatabase } from '../import/create-database.ts';
import { parseCommand } from '../sync/command.ts';
import { planSync } from '../sync/dry-run.ts';
import type { SyncPlan } from '../sync/dry-run.ts';
import { Journal } from '../sync/journal.ts';
import { holdDatabase } from './support/held-database.ts';
import { createDatabase } from './support/import.ts';
import { createSync } from './support/sync.ts';
import type { SyncSetup } from './support/sync.ts';

const day = 86_400_000;
const now = Date.parse('2026-03-20T03:05:00Z');
/** Runs end five minutes before now. */
const end = now - 5 * 60_000;

/** Reads a row of the table of examples in the documentation: a number for each instance. */
async function documented(label: string): Promise<number[]> {
  const text = await readFile(new URL('../../docs/marketo.md', import.meta.url), 'utf8');
  const line = text.split('\n').find((each) => each.startsWith(`| ${label} |`) || each.startsWith(`| **${label}`));
  assert.ok(line, `no row ${label}`);
  return line
    .split('|')
    .slice(2, -1)
    .map((cell) => Number(cell.replaceAll(',', '').trim()));
}

async function change(path: string, statements: readonly string[]): Promise<void> {
  const database = await DuckDBInstance.create(path);
  const connection = await database.connect();
  for (const statement of statements) await connection.run(statement);
  connection.closeSync();
  database.closeSync();
}

/** Plans a run of a database with as many assets as an instance of the documentation. */
async function planOf(instance: number, imported: { days: number; isWideDue: boolean } | undefined): Promise<SyncPlan> {
  const { path } = await createDatabase();
  await createReportDatabase(path, { onProgress: () => undefined });
  const count = async (label: string): Promise<number> => (await documented(label))[instance] ?? NaN;
  const megabytes = (await count('emails sent per month')) / 30 / 1000;
  const timestamp = (instant: number): string => `TIMESTAMP '${new Date(instant).toISOString().slice(0, -1)}'`;
  const programs = await count('programs');
  const statements = [
    `INSERT INTO campaigns (campaign_id) FROM range(${await count('campaigns')})`,
    `INSERT INTO folders (folder_id, folder_type) SELECT *, 'Program' FROM range(${programs})`,
    `INSERT INTO folders (folder_id, folder_type) SELECT *, 'Folder' FROM range(${await count('folders')})`,
    `INSERT INTO emails (email_id) FROM range(${await count('emails')})`,
  ];
  if (imported) {
    const instants = [end - (imported.days + 1) * day, end - day, end - 91 * day, end - day].map(timestamp).join(', ');
    const wideRun = end - (imported.isWideDue ? 7 : 1) * day;
    statements.push(
      `INSERT INTO sync_windows VALUES ('export-1', ${instants}, 1, ${Math.round(megabytes * 1e6 * imported.days)})`,
      `INSERT INTO sync_runs VALUES (${timestamp(wideRun)}, true, ${timestamp(wideRun)})`,
    );
  }
  await change(path, statements);
  const options = ['--instance', 'https://123-ABC-456.mktorest.com'];
  const { request } = await parseCommand(['--database', path, ...options, '--dry-run'], '/');
  return planSync({ ...request, nodes: [] }, now);
}

describe('the costs in the documentation', () => {
  for (const [instance, name] of ['small', 'medium', 'large'].entries()) {
    const expectPlan = async (plan: SyncPlan, rows: [exports: string, calls: string], contents = 0): Promise<void> => {
      const [exports, calls] = await Promise.all(rows.map(documented));
      assert.deepEqual([plan.exports.length, plan.calls + contents], [exports?.[instance], calls?.[instance]]);
    };
    const isAbout = async (value: number | null, label: string): Promise<void> => {
      const expected = (await documented(label))[instance] ?? NaN;
      assert.ok(value !== null && Math.abs(value - expected) < 0.02 * expected, `${label}: ${value}, not ${expected}`);
    };

    it(`are those of a dry run in a ${name} instance`, async () => {
      const first = await planOf(instance, undefined);
      const emails = (await documented('emails sent in the last 90 days'))[instance] ?? NaN;
      const firstCalls = 'calls of the first sync, those for contents included';
      await expectPlan(first, ['First sync of 90 days', firstCalls], 2 * emails);
      const daily = (await documented('megabytes of a day: sends per month ÷ 30 ÷ 1,000'))[instance] ?? NaN;
      await isAbout(daily * 90, 'megabytes of the first sync');
      await isAbout(Math.ceil((daily * 90) / 500 - 0.01), 'days of the first sync, with 500 MB a day');

      const night = await planOf(instance, { days: 90, isWideDue: false });
      await expectPlan(night, ['Each night', 'calls of a night without contents']);
      await isAbout(night.megabytes, 'megabytes of a night');

      const wide = await planOf(instance, { days: 90, isWideDue: true });
      await expectPlan(wide, ['Once a week instead', 'calls of that night without contents']);
      await isAbout(wide.megabytes, 'megabytes of that night');
      await isAbout(wide.days, 'days of that run, with 500 MB a day');
    });
  }
});

/** Syncs, forgets the contents of emails 20 and 21, and keeps those of 20, and a new version of 22, in the journal. */
async function syncWithContentsToRead(): Promise<
  SyncSetup & { journal: string; contentCalls: () => Promise<unknown> }
> {
  const setup = await createSync();
  const { database, sync } = setup;
  await sync(['--since', '2026-03-14']);
  await change(database.path, ['DELETE FROM sync_emails WHERE email_id IN (20, 21)']);
  const journal = await Journal.open(database.path);
  for (const id of ['20', '22']) await journal.addContent({ id, updatedAt: '2026-03-20T00:00:00Z+0000', files: [] });
  journal.close();
  const contentCalls = async (): Promise<unknown> =>
    ((await sync(['--since', '2026-03-14', '--dry-run'])).result as unknown as SyncPlan).contentCalls;
  return { ...setup, journal: journal.pathOf('journal.duckdb'), contentCalls };
}

/** Returns the names and contents of all files of a directory. */
async function filesOf(directory: string): Promise<[name: string, content: string][]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const paths = entries.map(({ parentPath, name }) => join(parentPath, name)).toSorted();
  return Promise.all(
    paths.map(async (path): Promise<[string, string]> => [path, await readFile(path, 'base64').catch(() => '')]),
  );
}

describe('a dry run', () => {
  it('plans no calls for contents that the journal keeps, but those for emails without any', async () => {
    const { contentCalls } = await syncWithContentsToRead();
    assert.equal(await contentCalls(), 2);
  });

  it('changes no file, with and without a journal', async () => {
    const { database, journal, contentCalls } = await syncWithContentsToRead();
    const before = await filesOf(database.directory);
    assert.equal(await contentCalls(), 2);
    assert.deepEqual(await filesOf(database.directory), before);
    await rm(`${database.path}.sync`, { recursive: true });
    assert.equal(await contentCalls(), 4);
    assert.ok(!(await filesOf(database.directory)).some(([name]) => name === journal));
  });

  it('reads no journal without all tables, which a kill has left', async () => {
    const { journal, contentCalls } = await syncWithContentsToRead();
    // The tables are created in order: without the last one, others may be missing, too.
    await change(journal, ['DROP TABLE wide_read']);
    assert.equal(await contentCalls(), 4);
  });

  it('does not need the lock of sync', async () => {
    const { journal, contentCalls } = await syncWithContentsToRead();
    await holdDatabase(journal, 'READ_ONLY');
    assert.equal(await contentCalls(), 2);
  });

  it('plans the contents of all emails without any while a sync runs', async () => {
    const { journal, contentCalls } = await syncWithContentsToRead();
    await holdDatabase(journal);
    assert.equal(await contentCalls(), 4);
  });

  it('estimates at least the calls of the run, and not many more', async () => {
    const { clock, marketo, sync } = await createSync();
    await sync();
    await clock.sleep(day);
    const plan = (await sync(['--dry-run'])).result as unknown as SyncPlan;
    const before = marketo.requests.length;
    const { result } = await sync();
    assert.equal(result.calls, marketo.requests.length - before);
    assert.equal(result.windows.imported, plan.exports.length);
    // Marketo completes an export in this test after three polls instead of six.
    assert.equal(plan.calls, result.calls + 3);
  });
});
