import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { reportFiles, sendsAt } from './support/report-extract.ts';
import { extractOf, getReport, importInto, makeFolder, startServer } from './support/server.ts';

/** A day in a time zone, with its start (included) and end (excluded). */
interface Day {
  readonly zone: string;
  readonly date: string;
  readonly start: string;
  readonly end: string;
  /** The reason why the day is tested. */
  readonly note: string;
}

const days: readonly Day[] = [
  {
    zone: 'Europe/Paris',
    date: '2026-10-25',
    start: '2026-10-24T22:00:00Z',
    end: '2026-10-25T23:00:00Z',
    note: '25 hours',
  },
  {
    zone: 'Europe/Paris',
    date: '2026-03-29',
    start: '2026-03-28T23:00:00Z',
    end: '2026-03-29T22:00:00Z',
    note: '23 hours',
  },
  {
    zone: 'America/Sao_Paulo',
    date: '2018-11-04',
    start: '2018-11-04T03:00:00Z',
    end: '2018-11-05T02:00:00Z',
    note: 'no midnight',
  },
  {
    zone: 'Africa/Cairo',
    date: '2026-04-24',
    start: '2026-04-23T22:00:00Z',
    end: '2026-04-24T21:00:00Z',
    note: 'no midnight',
  },
  {
    zone: 'Asia/Beirut',
    date: '2026-03-29',
    start: '2026-03-28T22:00:00Z',
    end: '2026-03-29T21:00:00Z',
    note: 'no midnight',
  },
  {
    zone: 'America/Havana',
    date: '2025-11-02',
    start: '2025-11-02T04:00:00Z',
    end: '2025-11-03T05:00:00Z',
    note: 'two midnights',
  },
  {
    zone: 'asia/kolkata',
    date: '2026-01-01',
    start: '2025-12-31T18:30:00Z',
    end: '2026-01-01T18:30:00Z',
    note: 'half an hour',
  },
  { zone: 'UTC', date: '2024-02-29', start: '2024-02-29T00:00:00Z', end: '2024-03-01T00:00:00Z', note: 'a leap day' },
  {
    zone: 'Pacific/Kiritimati',
    date: '2025-12-31',
    start: '2025-12-30T10:00:00Z',
    end: '2025-12-31T10:00:00Z',
    note: '14 hours ahead',
  },
];

const justBefore = (instant: string): string => new Date(Date.parse(instant) - 1).toISOString();

/** Campaign 5000 + i is sent just before day i, at its start, at its end, and just after it. */
const sends = days.flatMap(({ start, end }, index) =>
  sendsAt(5000 + index, 100 * index + 10_000, [justBefore(start), start, justBefore(end), end]),
);

let folder: Awaited<ReturnType<typeof makeFolder>>;
let server: Awaited<ReturnType<typeof startServer>>;

beforeAll(async () => {
  folder = await makeFolder();
  const database = await importInto(folder.path, { ...reportFiles, 'days.csv': extractOf(sends, 'day') });
  server = await startServer({ database });
});

afterAll(async () => {
  await server.close();
  await folder.remove();
});

describe('day', () => {
  for (const [index, { zone, date, note }] of days.entries()) {
    it(`${date} in ${zone} (${note}) contains only its own sends`, async () => {
      const rows = async (parameters: Record<string, string>): Promise<number[]> =>
        (
          await getReport(server.address, { timeZone: zone, campaign: 5000 + index, sort: 'emailName', ...parameters })
        ).rows.map((row) => Number(row.emailId) % 100);
      for (const dateBasis of ['first-sent', 'sent']) {
        assert.deepEqual(await rows({ from: date, to: date, dateBasis }), [1, 2]);
        assert.deepEqual(await rows({ from: date, dateBasis }), [1, 2, 3]);
        assert.deepEqual(await rows({ to: date, dateBasis }), [0, 1, 2]);
      }
    });
  }
});

describe('time zone', () => {
  for (const [given, echoed] of [
    ['europe/PARIS', 'Europe/Paris'],
    ['utc', 'UTC'],
    ['Asia/Kolkata', 'Asia/Kolkata'],
    ['Etc/GMT+5', 'Etc/GMT+5'],
    ['America/Argentina/ComodRivadavia', 'America/Argentina/ComodRivadavia'],
  ] as const) {
    it(`${given} is echoed as ${echoed}`, async () => {
      assert.equal((await getReport(server.address, { timeZone: given }))['timeZone'], echoed);
    });
  }
});

describe('an invalid parameter', () => {
  const invalid: readonly (readonly [parameter: string, query: string])[] = [
    ['from', 'from=2026-02-30'],
    ['from', 'from=2026-13-01'],
    ['from', 'from=2025-02-29'],
    ['from', 'from=2026-1-1'],
    ['from', 'from='],
    ['from', 'from=0000-01-01'],
    ['from', 'from=%2B002026-01-01'],
    ['from', 'from=2026-01-01T00:00:00Z'],
    ['to', 'to=yesterday'],
    ['to', 'to=2026-02-31'],
    ['from', 'from=2026-02-02&to=2026-02-01'],
    ['from', 'from=2026-02-01&from=2026-02-01'],
    ['timeZone', 'timeZone=Mars/Olympus'],
    ['timeZone', 'timeZone=%2B01:00'],
    ['timeZone', 'timeZone=-05:00'],
    ['timeZone', 'timeZone=Z'],
    ['timeZone', 'timeZone='],
    ['dateBasis', 'dateBasis=opened'],
    ['dateBasis', 'dateBasis='],
    ['sort', 'sort=-nothing'],
    ['sort', 'sort=clicked,-clicked'],
    ['sort', 'sort='],
    ['sort', 'sort=clicked,'],
    ['sort', 'sort=clicked%3B+drop+table+records'],
    ['offset', 'offset=-1'],
    ['offset', 'offset=1.5&limit=10'],
    ['limit', 'limit=ten'],
    ['limit', 'limit=-1'],
    ['limit', 'limit=1e3'],
    ['limit', 'limit='],
    ['limit', 'limit=99999999999999999999'],
    ['limit', 'limit=1&limit=2'],
    ['groupBy', 'groupBy=email'],
    ['campaign', 'campaign=spring'],
    ['search', 'search=a&search=b'],
    ['sort', 'sort=sent.low'],
    ['activity', 'activity=all&limit=1'],
    ['rateBase', 'rateBase=delivered&limit=1'],
    ['age', 'age=1d'],
    ['age', 'age='],
    ['age', 'age=24h&age=7d'],
    ['explain', 'explain=true&age=7d'],
  ];
  for (const [parameter, query] of invalid) {
    it(`is named in a problem document: ${query}`, async () => {
      const response = await fetch(`${server.address}/api/report?${query}`);
      const problem = (await response.json()) as Record<string, unknown>;
      assert.equal(response.status, 400);
      assert.match(response.headers.get('content-type') ?? '', /^application\/problem\+json/);
      assert.equal(response.headers.get('etag'), null);
      assert.deepEqual([problem['status'], problem['title'], problem['parameter']], [400, 'Bad Request', parameter]);
      assert.match(String(problem['detail']), new RegExp(`\\b${parameter}\\b`));
    });
  }
});

describe('valid parameters', () => {
  for (const query of [
    'from=2026-02-01&to=2026-02-01',
    'from=0001-01-01&to=9999-12-31&timeZone=Pacific/Kiritimati',
    'unknown=1&unknown=2&__proto__=x&constructor=y',
    'search=',
    'search=%27%3B--%20%22%5C%00&limit=5',
    'sort=-clicked%2C%20campaignName',
    'sort=-openedRate.low,openedRate&activity=person&rateBase=sent',
    'campaign=123456789012345678901234567890',
    'offset=0',
    'limit=0',
    'limit=999999999999999',
  ]) {
    it(`are accepted: ${query}`, async () => {
      const response = await fetch(`${server.address}/api/report?${query}`);
      assert.equal(response.status, 200, await response.text());
    });
  }
});
