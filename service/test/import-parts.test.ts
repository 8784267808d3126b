import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { removeData } from '../remove/remove-data.ts';
import { contentOf } from './support/database-content.ts';
import { activity, createDatabase, csv, type ExtractRecord } from './support/import.ts';
import { randomExtract } from './support/random-extract.ts';

const names = ['Invite', 'Reminder', ''];

const merge = (into: string, ids: readonly number[]): ExtractRecord =>
  activity('merge', 0, { 'Merge IDs': ids }, { leadId: into, campaignId: '', primaryAttributeValueId: into });
const of = (leadId: string, other: ExtractRecord): ExtractRecord => ({ ...other, leadId });
const send = activity('send');
const open = activity('open');
const unsubscribe = activity('unsubscribe', 5, undefined, { campaignId: '' });

/** Imports after which another version of an activity is kept, because people have been merged. */
const overtaken: Readonly<Record<string, readonly (readonly ExtractRecord[])[]>> = {
  'a send, by that of the remaining person': [[of('4', send)], [merge('2', [4]), of('2', send)]],
  'a send, by an earlier version': [[of('4', send), of('5', send)], [merge('9', [4])]],
  'an open without a send': [[of('4', open)], [merge('2', [4]), of('2', open)]],
  'an unsubscribe without a campaign': [
    [of('5', activity('send')), of('3', unsubscribe), of('5', unsubscribe)],
    [merge('9', [3])],
    [of('5', activity('send', 2))],
  ],
};

/** Parts of an extract, in an order that is not that of time. Some activities are in two parts, or have two versions or names. */
const parts = fc
  .tuple(randomExtract, fc.array(fc.nat(), { minLength: 130, maxLength: 130 }))
  .map(([records, numbers]) => {
    const result: ExtractRecord[][] = [[], [], [], [], [], []];
    for (const [index, record] of records.entries()) {
      const number = numbers[index] ?? 0;
      const named = { ...record, primaryAttributeValue: names[number % 3] ?? '' };
      result[number % 6]?.push(named);
      if (number % 7 === 0) result[number % 5]?.push(named);
      if (number % 11 === 0) result[number % 4]?.push({ ...named, leadId: '5' });
    }
    return result.filter((part) => part.length > 0);
  });

describe('imports of parts', () => {
  it('leave the same tables as an import of all', async () => {
    await fc.assert(
      fc.asyncProperty(parts, async (extracts) => {
        const whole = await createDatabase();
        const { total } = await whole.importExtracts({ 'all.csv': csv(extracts.flat()) });
        const database = await createDatabase();
        let last: unknown;
        for (const [index, part] of extracts.entries()) {
          last = (await database.importExtracts({ [`${index}.csv`]: csv(part) })).total;
        }
        assert.deepEqual(last, total);
        assert.deepEqual(await contentOf(database), await contentOf(whole));
      }),
      { numRuns: 8, endOnFailure: true, seed: 20261130 },
    );
  });

  for (const [name, extracts] of Object.entries(overtaken)) {
    it(`leave the same tables if a merge overtakes ${name}`, async () => {
      const whole = await createDatabase();
      await whole.importExtracts({ 'all.csv': csv(extracts.flat()) });
      const database = await createDatabase();
      for (const [index, part] of extracts.entries())
        await database.importExtracts({ [`${index}.csv`]: csv([...part]) });
      assert.deepEqual(await contentOf(database), await contentOf(whole));
    });
  }

  it('leave nothing of an erased person whose activity was overtaken', async () => {
    const database = await createDatabase();
    await database.importExtracts({ 'first.csv': csv([of('4', send)]) });
    await database.importExtracts({ 'second.csv': csv([merge('2', [4]), of('2', send), of('8', activity('send'))]) });
    await database.write('people.csv', 'id\n4\n');
    const people = [join(database.directory, 'people.csv')];
    await removeData({ database: database.path, guids: [], files: [], people, onProgress: () => undefined });
    assert.deepEqual(await database.query('SELECT lead_id::INTEGER AS id FROM records'), [{ id: 8 }]);
  });

  it('leave the same tables after the file of many people is withdrawn', async () => {
    const many = Array.from({ length: 10_001 }, (_, index) =>
      activity('open', 3, undefined, { leadId: `${index + 1}` }),
    );
    const unsubscribe = activity('unsubscribe', 4, undefined, { campaignId: '' });
    const kept = [activity('send'), unsubscribe, activity('send', 1, undefined, { leadId: '7' })];
    const expected = await createDatabase();
    await expected.importExtracts({ 'kept.csv': csv(kept) });
    const database = await createDatabase();
    await database.importExtracts({ 'many.csv': csv(many) });
    await database.importExtracts({ 'kept.csv': csv(kept) });
    await removeData({
      ...{ database: database.path, guids: [], people: [], files: ['1'], onProgress: () => undefined },
    });
    assert.deepEqual(await contentOf(database), await contentOf(expected));
  });
});
