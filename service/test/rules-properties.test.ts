import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import fc from 'fast-check';
import { BruteForceReport, byKey, comparableRows, type Scope } from './support/brute-force-report.ts';
import { createDatabase, csv } from './support/import.ts';
import type { ExtractRecord, Row, TestDatabase } from './support/import.ts';
import { hour, randomExtract, start } from './support/random-extract.ts';

const settings = { numRuns: 8, endOnFailure: true, seed: 20261128 };

async function linksOf(database: TestDatabase, campaign: string, email: string): Promise<unknown[]> {
  const rows = await database.query(`FROM email_links(${email}, ${campaign}, 'first-sent', NULL, NULL)`);
  return rows.map(({ url, reason, ...counts }) => [url, reason !== null, ...Object.values(counts)]);
}

async function checkReports(database: TestDatabase, records: readonly ExtractRecord[]): Promise<void> {
  const expected = new BruteForceReport(records);
  const [from, to] = [start + 24 * hour, start + 72 * hour];
  const text = (instant: number): string => new Date(instant).toISOString().slice(0, 19).replace('T', ' ');
  const scopes: [Scope, Promise<Row[]>][] = [
    [{ basis: 'first-sent' }, database.rows()],
    [{ basis: 'first-sent', from, to }, database.rows('first-sent', text(from), text(to))],
    [{ basis: 'sent', from, to }, database.rows('sent', text(from), text(to))],
    ...[24, 72, 168].map((hours): [Scope, Promise<Row[]>] => [
      { basis: 'first-sent', age: hours * hour },
      database.rowsAtAge(hours),
    ]),
  ];
  for (const [scope, rows] of scopes) {
    assert.deepEqual(comparableRows(await rows), byKey(expected.rows(scope)), JSON.stringify(scope));
  }
  const sorted = (links: unknown[]): unknown[] => links.toSorted((a, b) => (String(a) < String(b) ? -1 : 1));
  for (const { campaignId, emailId } of expected.rows({ basis: 'first-sent' })) {
    const [campaign, email] = [String(campaignId), String(emailId)];
    assert.deepEqual(sorted(await linksOf(database, campaign, email)), sorted(expected.links(campaign, email)));
  }
}

describe('the report of random activities', () => {
  it('equals a direct reading of the rules, however the activities are split into imports', async () => {
    await fc.assert(
      fc.asyncProperty(fc.tuple(randomExtract, fc.nat()), async ([records, cut]) => {
        const database = await createDatabase();
        const position = cut % records.length;
        await database.importExtracts({ 'a.csv': csv(records.slice(position)) });
        await database.importExtracts({ 'b.csv': csv(records.slice(0, position)) });
        await checkReports(database, records);
      }),
      settings,
    );
  });

  it('never has smaller counts at a greater age', async () => {
    await fc.assert(
      fc.asyncProperty(randomExtract, async (records) => {
        const database = await createDatabase();
        await database.importExtracts({ 'a.csv': csv(records) });
        const [young, old] = await Promise.all([24, 7 * 24].map((hours) => database.rowsAtAge(hours)));
        for (const [index, row] of (old ?? []).entries()) {
          const earlier = young?.[index] ?? {};
          const count = (name: string, from = row): number => Number(from[name]);
          assert.deepEqual([earlier['campaignId'], earlier['emailId']], [row['campaignId'], row['emailId']]);
          assert.ok(count('privacyOpened') <= count('humanOpened'));
          const states = ['delivered', 'hardBounced', 'softBounced', 'pending', 'aborted'].map((name) => count(name));
          assert.equal(
            count('sent'),
            states.reduce((sum, state) => sum + state, 0),
          );
          if (count('tooYoung') !== count('tooYoung', earlier)) continue;
          for (const name of ['opened', 'clicked', 'unsubscribed', 'humanOpened', 'humanClicked'])
            assert.ok(count(name, earlier) <= count(name), name);
        }
      }),
      { ...settings, numRuns: 3 },
    );
  });
});
