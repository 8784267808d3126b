import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { removeData } from '../remove/remove-data.ts';
import { rowSums } from '../store/duckdb-sums.ts';
import { BruteForceReport, byKey, comparableRows, type Scope } from './support/brute-force-report.ts';
import { createDatabase, csv, type TestDatabase } from './support/import.ts';
import { hour, instantText, people, scatteredExtract } from './support/random-extract.ts';

const settings = { endOnFailure: true, seed: 20261129 };
const [day, minute] = [24 * hour, hour / 60];
/** Before 2011, days of some time zones did not begin on a quarter hour. */
const twentyYears = 20 * 365 * day;

/** What each table of cells should contain, from all records. */
const sources = {
  cells: ['NULL', 'INTERVAL 24 HOURS', 'INTERVAL 7 DAYS', 'INTERVAL 28 DAYS'].map(
    (age) => `counts_of('records', ${age})`,
  ),
  effect_cells: [`effects_of('records')`],
  pattern_cells: [`patterns_of('records')`],
};

async function checkCells(database: TestDatabase): Promise<void> {
  for (const [table, parts] of Object.entries(sources)) {
    const differences = await database.query(`
      WITH
        singles AS (${parts.map((part) => `FROM ${part}`).join(' UNION ALL ')}),
        expected AS (
          FROM cells_of('singles', quarter_hour) UNION ALL BY NAME FROM cells_of('singles', NULL::TIMESTAMP)
        ),
        found AS (SELECT * FROM expected WHERE false UNION ALL BY NAME FROM ${table})
      (FROM expected EXCEPT ALL FROM found) UNION ALL (FROM found EXCEPT ALL FROM expected)`);
    assert.deepEqual(differences, [], table);
  }
}

describe('cells', () => {
  it('equal the sums of records after imports, merges and removals', async () => {
    const cases = fc.tuple(
      scatteredExtract,
      fc.nat(),
      fc.uniqueArray(fc.nat({ max: 60 }), { minLength: 1, maxLength: 20 }),
      people,
    );
    await fc.assert(
      fc.asyncProperty(cases, async ([records, cut, removed, erased]) => {
        const database = await createDatabase();
        const position = cut % records.length;
        for (const [index, some] of [records.slice(position), records.slice(0, position), records].entries()) {
          if (some.length > 0) await database.importExtracts({ [`${index}.csv`]: csv(some) });
          await checkCells(database);
        }
        const request = { database: database.path, onProgress: () => undefined };
        await removeData({ ...request, guids: removed.map((number) => `g${number}`), people: [] });
        await checkCells(database);
        await database.write('erase.csv', `id\n${erased}\n`);
        await removeData({ ...request, guids: [], people: [join(database.directory, 'erase.csv')] });
        await checkCells(database);
      }),
      { ...settings, numRuns: 2 },
    );
  });
});

/** A limit of a time frame: which send it is near, and how many milliseconds later. */
const limit = fc.tuple(fc.nat(), fc.constantFrom(-60_000, -1, 0, 1, 1000, 5 * minute));

describe('a report', () => {
  it('equals a direct reading of the rules if its time frame cuts quarter hours, also before 2011', async () => {
    const cases = fc.tuple(
      scatteredExtract,
      fc.constantFrom(0, twentyYears),
      fc.array(fc.tuple(limit, limit), { minLength: 12, maxLength: 12 }),
    );
    await fc.assert(
      fc.asyncProperty(cases, async ([recent, earlier, frames]) => {
        const database = await createDatabase();
        const records = recent.map((record) => ({
          ...record,
          activityDate: instantText(Date.parse(record.activityDate) - earlier),
        }));
        await database.importExtracts({ 'a.csv': csv(records) });
        const expected = new BruteForceReport(records);
        const sends = records.filter(({ activityTypeId }) => activityTypeId === '6');
        const asOf = Math.max(...records.map(({ activityDate }) => Date.parse(activityDate)));
        for (const [index, limits] of frames.entries()) {
          const age = [undefined, 1, 7, 28][index % 4];
          // Also near the send from which records are pending or too young.
          const instantOf = ([send, later]: [number, number]): number =>
            later +
            (send % 4 === 0
              ? asOf - (age ?? 3) * day
              : Date.parse(sends[send % sends.length]?.activityDate ?? '2026-03-01'));
          const [from = 0, to = 0] = limits.map(instantOf).toSorted((a, b) => a - b);
          const scope: Scope = { basis: 'sent', from, to, ...(age && { age: age * day }) };
          const frame = ['sent', instantText(from), instantText(to)] as const;
          const rows = await (age ? database.rowsAtAge(age * 24, ...frame) : database.rows(...frame));
          assert.deepEqual(comparableRows(rows), byKey(expected.rows(scope)), JSON.stringify(scope));
        }
      }),
      { ...settings, numRuns: 6 },
    );
  });

  it.each([
    ['a month', '2026-02-01', '2026-03-01', ['months']],
    ['a month of another time zone', '2026-01-31T22:00Z', '2026-02-28T22:00Z', ['quarter hours']],
    ['a month that has begun', '2026-03-01', '2026-04-01', ['quarter hours', 'records']],
    ['days of two months', '2026-02-27', '2026-03-02', ['quarter hours']],
    ['days of three months', '2026-01-31', '2026-03-02', ['months', 'quarter hours']],
    ['all time since a day', '2026-02-27', undefined, ['months', 'quarter hours', 'records']],
  ])('of %s reads no parts that it cannot have', (_name, from, to, expected) => {
    const [start, end] = [from, to].map((text) => (text === undefined ? undefined : Date.parse(text)));
    const asOf = BigInt(Date.parse('2026-03-20T04:00Z')) * 1000n;
    const sql = rowSums({ asOf, dateBasis: 'sent', start, end, age: undefined, source: 'records' });
    const parts = {
      months: 'quarter_hour IS NULL',
      'quarter hours': 'quarter_hour IS NOT NULL',
      records: 'counts_of(',
    };
    const found = Object.entries(parts).filter(([, text]) => sql.includes(text));
    assert.deepEqual(
      found.map(([name]) => name),
      expected,
    );
  });
});
