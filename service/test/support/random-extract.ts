import fc from 'fast-check';
import type { ExtractRecord } from './import.ts';

/** The start of random extracts. */
export const start = Date.UTC(2026, 2, 1);
export const hour = 3_600_000;

const attributes = fc
  .record({
    'Is Bot Activity': fc.constantFrom(undefined, true, false, 'TRUE', 'False', 'x'),
    'Bot Activity Pattern': fc.constantFrom(undefined, 'IAB'),
    'User Agent': fc.constantFrom(undefined, 'Mozilla/5.0', 'Mozilla/5.0 (X11)'),
    Link: fc.constantFrom(
      undefined,
      ' https://example.com/a',
      'https://example.com/a',
      'mailto:x',
      '?a&mkt_unsubscribe=1#b',
    ),
  })
  .map((each) => JSON.stringify(each));

/** The people of random extracts. */
export const people = fc.constantFrom('1', '2', '3', '4', '5');

/** Few keys, so that activities share records. */
const emailActivity = fc.record({
  leadId: people,
  // Many activities at the same hour: ties.
  hours: fc.oneof(fc.integer({ min: 0, max: 200 }), fc.constantFrom(0, 24, 72, 168)),
  activityTypeId: fc.constantFrom('6', '6', '6', '7', '7', '8', '27', '27', '10', '10', '11', '11', '9', '9'),
  campaignId: fc.constantFrom('9', '10', ''),
  primaryAttributeValueId: fc.constantFrom('20', '20', '21'),
  attributes,
  actionResult: fc.constantFrom('', 'succeeded', 'succeeded', 'skipped'),
});

const merge = fc
  .record({
    leadId: people,
    hours: fc.integer({ min: 0, max: 5 }),
    merged: fc.array(people, { minLength: 1, maxLength: 2 }),
  })
  .map(({ leadId, hours, merged }) => ({
    ...{ leadId, hours, activityTypeId: '32', campaignId: '', primaryAttributeValueId: leadId, actionResult: '' },
    attributes: JSON.stringify({ 'Merge IDs': merged.map(Number) }),
  }));

/** Sends and reactions of up to five people, and merges of them. */
export const randomExtract: fc.Arbitrary<ExtractRecord[]> = fc
  .tuple(fc.array(emailActivity, { minLength: 20, maxLength: 120 }), fc.array(merge, { maxLength: 5 }))
  .map(([activities, merges]) =>
    [...activities, ...merges].map(({ hours, ...fields }, index) => ({
      ...fields,
      marketoGUID: `g${index}`,
      activityDate: new Date(start + hours * hour).toISOString(),
      primaryAttributeValue: 'Invite',
    })),
  );

/** Activities at any second of four months, many of them in the same quarter hour. */
export const scatteredExtract: fc.Arbitrary<ExtractRecord[]> = fc
  .tuple(randomExtract, fc.array(fc.nat(), { minLength: 130, maxLength: 130 }))
  .map(([records, numbers]) =>
    records.map((record, index) => {
      const number = numbers[index] ?? 0;
      const seconds = (number % 4) * 25 * 86_400 + (number % 60) * 60 + (number % 3);
      return { ...record, activityDate: instantText(Date.parse(record.activityDate) + seconds * 1000) };
    }),
  );

export function instantText(instant: number): string {
  return new Date(instant).toISOString();
}
