import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { csv, databaseIn, columns } from './support/import.ts';
import { delimited, restResponse } from './support/input-formats.ts';
import type { ExtractRecord, Row, TestDatabase } from './support/import.ts';

const settings = { numRuns: 7, seed: 20261124 };

const botFlag = fc.constantFrom(
  {},
  { 'Is Bot Activity': true, 'Bot Activity Pattern': 'IAB' },
  { 'Is Bot Activity': 'false' },
);
const link = fc.constantFrom(
  {},
  { Link: 'https://example.com/a' },
  { Link: 'mailto:x' },
  { Link: '?mkt_unsubscribe=1' },
);

/** Few keys and few guids, so that activities share records and guids repeat, with the same content or not. */
const activityRecord: fc.Arbitrary<ExtractRecord> = fc.record({
  marketoGUID: fc.integer({ min: 1, max: 60 }).map(String),
  leadId: fc.constantFrom('1', '2', '10'),
  activityDate: fc
    .integer({ min: 0, max: 120 })
    .map((hours) => new Date(1_772_352_000_000 + hours * 3_600_000).toISOString()),
  activityTypeId: fc.constantFrom('6', '6', '6', '7', '7', '8', '27', '10', '11', '11', '9', '9', '1'),
  campaignId: fc.constantFrom('10', '10', '11', ''),
  primaryAttributeValueId: fc.constantFrom('20', '21', '21', 'x'),
  primaryAttributeValue: fc.constantFrom('Invite', 'Été, "2"', ''),
  attributes: fc.oneof(
    fc.constantFrom('', 'null', '[]'),
    fc.tuple(botFlag, link).map((parts) => JSON.stringify(Object.assign({}, ...parts))),
  ),
  actionResult: fc.constantFrom('', '', 'succeeded', 'skipped'),
});

/** An import in which every record is malformed fails, so every file contains this one. */
const valid: ExtractRecord = {
  marketoGUID: '0',
  leadId: '1',
  activityDate: '2026-03-01T08:00:00Z',
  activityTypeId: '7',
  campaignId: '10',
  primaryAttributeValueId: '20',
  primaryAttributeValue: 'Invite',
  attributes: '',
  actionResult: '',
};

const extract = fc.array(activityRecord, { minLength: 1, maxLength: 80 }).map((records) => [...records, valid]);

async function withDatabase(use: (database: TestDatabase) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'import-property-'));
  try {
    await use(databaseIn(directory));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Everything that a reader can see: the report by both date bases and in a time frame, links and as-of date. */
async function everything(database: TestDatabase): Promise<unknown> {
  const frame = ['2026-03-02 00:00:00', '2026-03-04 00:00:00'] as const;
  return {
    all: await database.rows(),
    first: await database.rows('first-sent', ...frame),
    sent: await database.rows('sent', ...frame),
    asOf: await database.query('FROM coverage'),
    links: await database.query(`FROM email_links(21, NULL, 'first-sent', NULL, NULL) ORDER BY ALL`),
  };
}

function checkRow(row: Row): void {
  const {
    sent,
    delivered,
    hardBounced,
    softBounced,
    pending,
    aborted,
    opened,
    clicked,
    unsubscribed,
    humanOpened,
    humanClicked,
    privacyOpened,
  } = row as Record<string, number>;
  const sum = [delivered, hardBounced, softBounced, pending, aborted].reduce<number>(
    (total, count) => total + (count ?? 0),
    0,
  );
  assert.equal(sum, sent);
  for (const [part, whole] of [
    [clicked, opened],
    [opened, delivered],
    [delivered, sent],
    [unsubscribed, opened],
    [humanOpened, opened],
    [humanClicked, clicked],
    [privacyOpened, humanOpened],
  ])
    assert.ok((part ?? 0) <= (whole ?? 0), JSON.stringify(row));
}

describe('an import of random activities', () => {
  it('keeps the invariants of the counts', async () => {
    await fc.assert(
      fc.asyncProperty(extract, (records) =>
        withDatabase(async (database) => {
          const counts = await database.importExtracts({ 'a.csv': csv(records) });
          assert.equal(
            counts.imported + counts.duplicates + counts.conflicts + counts.otherTypes + counts.malformed,
            records.length,
          );
          for (const row of [...(await database.rows()), ...(await database.rows('sent', '2026-03-03 00:00:00'))]) {
            checkRow(row);
          }
        }),
      ),
      settings,
    );
  });

  it('does not depend on repetition, order or the split into files', async () => {
    const orders = extract.chain((records) =>
      fc.tuple(
        fc.constant(records),
        fc.shuffledSubarray(records, { minLength: records.length, maxLength: records.length }),
        fc.integer({ min: 0, max: records.length }),
        fc.boolean(),
      ),
    );
    await fc.assert(
      fc.asyncProperty(orders, ([records, shuffled, cut, forceTolerantReader]) =>
        withDatabase(async (whole) => {
          const { total } = await whole.importExtracts({ 'a.csv': csv(records) });
          const expected = await everything(whole);
          const again = await whole.importExtracts({ 'a.csv': csv(records) });
          assert.deepEqual([again.imported, again.total, await everything(whole)], [0, total, expected]);
          await withDatabase(async (split) => {
            await split.importExtracts({ 'b.csv': csv([...shuffled.slice(cut), valid]) }, { forceTolerantReader });
            const last = await split.importExtracts({
              'c.csv': csv([...shuffled.slice(0, cut), valid], [...columns].reverse()),
              'd.csv': csv(shuffled.slice(cut / 2)),
            });
            assert.deepEqual([last.total, await everything(split)], [total, expected]);
          });
        }),
      ),
      settings,
    );
  });

  it('does not depend on the format of the files', async () => {
    await fc.assert(
      fc.asyncProperty(extract, async (records) => {
        const bare = records.map((each) => ({ ...each, actionResult: '' }));
        const text = csv(bare, columns.slice(0, 8));
        const seen = async (content: string | Buffer): Promise<unknown> => {
          let result: unknown;
          await withDatabase(async (database) => {
            const { total } = await database.importExtracts({ a: content }, { maxMalformed: { share: 1 } });
            result = [total, await everything(database)];
          });
          return result;
        };
        const expected = await seen(text);
        const response = restResponse(bare);
        const formats = [delimited(bare, '\t'), delimited(bare, ';'), response, gzipSync(text), gzipSync(response)];
        for (const content of formats) assert.deepEqual(await seen(content), expected);
      }),
      { ...settings, numRuns: 4 },
    );
  });

  it('reads broken files the same way with DuckDB and with the tolerant reader', async () => {
    const disturbance = fc.tuple(
      fc.nat(),
      fc.constantFrom('"', '""', ',', '\n', '\r\n', '\r', ' ', ' "', '" ', 'x', ''),
    );
    const disturbed = fc.tuple(extract, fc.array(disturbance, { maxLength: 3 })).map(([records, changes]) => {
      let text = csv(records);
      const start = text.indexOf('\n') + 1;
      for (const [place, piece] of changes) {
        const position = start + (place % (text.length - start));
        text = text.slice(0, position) + piece + text.slice(position);
      }
      return text;
    });
    const seen = async (text: string, forceTolerantReader: boolean): Promise<unknown> => {
      let result: unknown;
      await withDatabase(async (database) => {
        const counts = await database
          .importExtracts({ 'a.csv': text }, { forceTolerantReader })
          .catch((error: unknown) => String(error));
        if (typeof counts === 'string') {
          result = counts;
          return;
        }
        const malformed = await database.query('SELECT record, reason, content FROM malformed ORDER BY ALL');
        const activities = await database.query('FROM activities ORDER BY ALL');
        result = { counts, malformed, activities };
      });
      return result;
    };
    await fc.assert(
      fc.asyncProperty(disturbed, async (text) => {
        assert.deepEqual(await seen(text, false), await seen(text, true));
      }),
      { ...settings, numRuns: 15 },
    );
  });
});
