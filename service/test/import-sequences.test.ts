import assert from 'node:assert/strict';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import type { DatabaseTotals } from '../import/merge-activities.ts';
import { removeData } from '../remove/remove-data.ts';
import { contentOf } from './support/database-content.ts';
import { activity, createDatabase, csv, type TestDatabase } from './support/import.ts';
import { randomSequences, type Removal, type Step } from './support/random-sequences.ts';

const settings = { numRuns: 1, endOnFailure: true, seed: 20261130 };
const groups = 80;
const removals = ['import', 'import', 'guids', 'import', 'file', 'import', 'people', 'import'] as const;
const retentions = ['import', 'retention', 'import', 'guids', 'retention', 'people', 'import', 'retention'] as const;

/** The tables that an import continues. Without them, it reads all activities. */
const continuedTables = [
  'records',
  'record_bot_patterns',
  'orphan_records',
  'known_merges',
  'unassigned_unsubscribes',
  'activity_totals',
  'pairs',
];

/** Returns the tables and totals that an import derives from all activities of a database. */
async function derivedAgain(database: TestDatabase): Promise<Record<string, unknown>> {
  const copy = await createDatabase();
  await copyFile(database.path, copy.path);
  const instance = await DuckDBInstance.create(copy.path);
  const connection = await instance.connect();
  for (const table of continuedTables) await connection.run(`DELETE FROM ${table}`);
  connection.closeSync();
  instance.closeSync();
  const { total } = await copy.importExtracts({});
  return { ...(await contentOf(copy)), total };
}

async function remove(database: TestDatabase, removal: Removal): Promise<DatabaseTotals> {
  if ('people' in removal) await database.write('erase.csv', ['id', ...removal.people, ''].join('\n'));
  const { total } = await removeData({
    database: database.path,
    guids: 'guids' in removal ? removal.guids : [],
    people: 'people' in removal ? [join(database.directory, 'erase.csv')] : [],
    files: 'file' in removal ? [removal.file] : [],
    onProgress: () => undefined,
  });
  return total;
}

/** Runs the steps, and calls a function with the tables and totals after each. */
async function runSteps(
  database: TestDatabase,
  steps: readonly Step[],
  check: (content: Record<string, unknown>, index: number) => Promise<void>,
): Promise<void> {
  for (const [index, step] of steps.entries()) {
    const total = await runStep(database, step);
    await check({ ...(await contentOf(database)), total }, index);
  }
}

async function runStep(database: TestDatabase, step: Step): Promise<DatabaseTotals> {
  if (!('records' in step)) return remove(database, step);
  const retention = step.isRetaining ? { retainedMonths: 1 } : {};
  return (await database.importExtracts({ [step.file]: csv(step.records) }, retention)).total;
}

describe('each of several imports', () => {
  it('leaves the same tables as one import of all', async () => {
    await fc.assert(
      fc.asyncProperty(randomSequences(groups, ['import', 'import', 'import', 'import', 'import']), async (steps) => {
        const database = await createDatabase();
        await runSteps(database, steps, async (content, index) => {
          const records = steps.slice(0, index + 1).flatMap((step) => ('records' in step ? step.records : []));
          const whole = await createDatabase();
          const { total } = await whole.importExtracts({ 'all.csv': csv(records) });
          assert.deepEqual(content, { ...(await contentOf(whole)), total });
        });
      }),
      settings,
    );
  });

  it('attributes unsubscribes by sends and merges of all imports', async () => {
    const of = (leadId: number, campaignId: number | '' = '') => ({
      leadId: String(leadId),
      campaignId: String(campaignId),
    });
    const send = (person: number, campaign: number, hours: number) =>
      activity('send', hours, undefined, of(person, campaign));
    const unsubscribe = (person: number, hours: number) => activity('unsubscribe', hours, undefined, of(person));
    const merge = (person: number, ...merged: number[]) =>
      activity('merge', 1, { 'Merge IDs': merged }, { ...of(person), primaryAttributeValueId: String(person) });
    const repeated = (person: number) => [send(person, 1, 1), send(person, 2, 2), send(person, 1, 4)];
    const [lost, moved] = [send(32, 1, 3), send(51, 1, 3)];
    const undone = merge(41, 42);
    const steps = [
      [
        ...[...repeated(11), ...repeated(12), ...repeated(13), unsubscribe(13, 5)],
        ...[send(14, 1, 1), send(14, 2, 2), unsubscribe(14, 5)],
        ...[send(21, 1, 1), send(21, 1, 4), send(22, 2, 2), unsubscribe(22, 3), unsubscribe(22, 5)],
        ...[send(31, 2, 2), lost, unsubscribe(31, 5)],
        ...[send(51, 2, 2), moved, unsubscribe(51, 5)],
        ...[undone, send(41, 1, 1), send(42, 2, 2), unsubscribe(41, 5), unsubscribe(43, 5)],
      ],
      [
        ...[unsubscribe(11, 3), unsubscribe(12, 5)],
        activity('open', 6, undefined, of(13, 2)),
        send(14, 1, 3),
        merge(21, 22),
        ...[{ ...lost, leadId: '30' }, merge(31, 32), { ...moved, leadId: '50' }],
        { ...undone, leadId: '43', primaryAttributeValueId: '43', activityDate: '2026-03-01T00:00:00Z' },
      ],
      [11, 12, 13, 14, 21, 31, 41, 43].map((person) => activity('open', 7, undefined, of(person, 2))),
    ];
    const database = await createDatabase();
    for (const [index, records] of steps.entries()) {
      const whole = await createDatabase();
      await database.importExtracts({ 'a.csv': csv(records) });
      await whole.importExtracts({ 'all.csv': csv(steps.slice(0, index + 1).flat()) });
      assert.deepEqual(await contentOf(database), await contentOf(whole));
    }
    const attributed = await database.query('FROM attributed_unsubscribes ORDER BY lead_id, activity_date');
    assert.deepEqual(
      attributed.map((each) => `${String(each['lead_id'])}: ${String(each['campaign_id'])}`),
      ['11: 2', '12: 1', '13: 1', '14: 1', '21: 2', '21: 1', '31: 2', '41: 1', '43: 2', '51: 2'],
    );
  });

  it('counts the bot patterns of merged people once with the first send', async () => {
    const [database, whole] = [await createDatabase(), await createDatabase()];
    const open = activity('open', 1, { 'Is Bot Activity': true, 'Bot Activity Pattern': 'IAB' }, { leadId: '2' });
    const merge = activity('merge', 2, { 'Merge IDs': [2] }, { primaryAttributeValueId: '1' });
    const later = [merge, activity('send')];
    await database.importExtracts({ 'a.csv': csv([open]) });
    await database.importExtracts({ 'b.csv': csv(later) });
    await whole.importExtracts({ 'all.csv': csv([open, ...later]) });
    assert.deepEqual(await contentOf(database), await contentOf(whole));
  });

  it('leaves the tables of the remaining activities after removals', async () => {
    await fc.assert(
      fc.asyncProperty(randomSequences(groups, removals), async (steps) => {
        const database = await createDatabase();
        await runSteps(database, steps, async (content) => {
          assert.deepEqual(content, await derivedAgain(database));
        });
      }),
      settings,
    );
  });

  it('leaves the tables of the remaining activities if it retains people with recent activity', async () => {
    // Names stay without the activities that gave them.
    const withoutNames = (content: Record<string, unknown>) => ({ ...content, email_names: [], campaign_names: [] });
    await fc.assert(
      fc.asyncProperty(randomSequences(groups, retentions), async (steps) => {
        const database = await createDatabase();
        await runSteps(database, steps, async (content) => {
          assert.deepEqual(withoutNames(content), withoutNames(await derivedAgain(database)));
        });
      }),
      settings,
    );
  });
});
