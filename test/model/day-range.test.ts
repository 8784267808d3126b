import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { dayRange } from '../../src/model/day-range.ts';

const cases: [date: string, zone: string, start: string, end: string, why: string][] = [
  ['2026-11-05', 'UTC', '2026-11-05T00:00Z', '2026-11-06T00:00Z', 'UTC'],
  ['2026-11-05', 'Europe/Paris', '2026-11-04T23:00Z', '2026-11-05T23:00Z', 'east of UTC'],
  ['2026-11-05', 'America/Los_Angeles', '2026-11-05T08:00Z', '2026-11-06T08:00Z', 'west of UTC'],
  ['2026-11-05', 'Asia/Kathmandu', '2026-11-04T18:15Z', '2026-11-05T18:15Z', 'an offset with minutes'],
  ['2026-10-25', 'Europe/Paris', '2026-10-24T22:00Z', '2026-10-25T23:00Z', 'a day of 25 hours'],
  ['2026-03-29', 'Europe/Paris', '2026-03-28T23:00Z', '2026-03-29T22:00Z', 'a day of 23 hours'],
  ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00Z', '2018-11-05T02:00Z', 'a day that starts at 1:00'],
  ['2026-11-01', 'America/Havana', '2026-11-01T04:00Z', '2026-11-02T05:00Z', 'midnight twice'],
  ['2011-12-31', 'Pacific/Apia', '2011-12-30T10:00Z', '2011-12-31T10:00Z', 'the day after one that was skipped'],
];

describe('the instants of a day', () => {
  for (const [date, zone, start, end, why] of cases) {
    it(`follow the time zone: ${why}`, () => {
      const range = dayRange(date, zone);
      const iso = (instant: number) => new Date(instant).toISOString().replace(':00.000Z', 'Z');
      assert.deepEqual([iso(range.start), iso(range.end)], [start, end]);
    });
  }
});
