import assert from 'node:assert/strict';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { removeData } from '../remove/remove-data.ts';
import { contentOf } from './support/database-content.ts';
import { createDatabase, csv, type TestDatabase } from './support/import.ts';
import { randomSequences, type Removal, type Step } from './support/random-sequences.ts';

const settings = { numRuns: 1, endOnFailure: true, seed: 20261130 };
const groups = 40;
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

/** Returns the tables that an import derives from all activities of a database. */
async function derivedAgain(database: TestDatabase): Promise<Record<string, unknown>> {
  const copy = await createDatabase();
  await copyFile(database.path, copy.path);
  const instance = await DuckDBInstance.create(copy.path);
  const connection = await instance.connect();
  for (const table of continuedTables) await connection.run(`DELETE FROM ${table}`);
  connection.closeSync();
  instance.closeSync();
  await copy.importExtracts({});
  return contentOf(copy);
}

async function remove(database: TestDatabase, removal: Removal): Promise<void> {
  if ('people' in removal) await database.write('erase.csv', ['id', ...removal.people, ''].join('\n'));
  await removeData({
    database: database.path,
    guids: 'guids' in removal ? removal.guids : [],
    people: 'people' in removal ? [join(database.directory, 'erase.csv')] : [],
    files: 'file' in removal ? [removal.file] : [],
    onProgress: () => undefined,
  });
}

/** Runs the steps, and calls a function after each. */
async function runSteps(
  database: TestDatabase,
  steps: readonly Step[],
  check: (index: number) => Promise<void>,
): Promise<void> {
  for (const [index, step] of steps.entries()) {
    if ('records' in step) {
      const retention = step.isRetaining ? { retainedMonths: 1 } : {};
      await database.importExtracts({ [step.file]: csv(step.records) }, retention);
    } else {
      await remove(database, step);
    }
    await check(index);
  }
}

describe('each of several imports', () => {
  it('leaves the same tables as one import of all', async () => {
    await fc.assert(
      fc.asyncProperty(randomSequences(groups, ['import', 'import', 'import', 'import', 'import']), async (steps) => {
        const database = await createDatabase();
        await runSteps(database, steps, async (index) => {
          const records = steps.slice(0, index + 1).flatMap((step) => ('records' in step ? step.records : []));
          const whole = await createDatabase();
          await whole.importExtracts({ 'all.csv': csv(records) });
          assert.deepEqual(await contentOf(database), await contentOf(whole));
        });
      }),
      settings,
    );
  });

  it('leaves the tables of the remaining activities after removals', async () => {
    await fc.assert(
      fc.asyncProperty(randomSequences(groups, removals), async (steps) => {
        const database = await createDatabase();
        await runSteps(database, steps, async () => {
          assert.deepEqual(await contentOf(database), await derivedAgain(database));
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
        await runSteps(database, steps, async () => {
          assert.deepEqual(withoutNames(await contentOf(database)), withoutNames(await derivedAgain(database)));
        });
      }),
      settings,
    );
  });
});
