import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { schemaProblems } from '../../test/endpoint/contract-schema.ts';
import { seriesCountIds } from '../../src/model/series-counts.ts';
import { unitsBetween } from '../serve/series-units.ts';
import { parseTimeZone, startOfDay, type TimeZone } from '../serve/time-zone.ts';
import { startReportServer } from './support/report-extract.ts';
import { sumOf } from './support/report-rows.ts';
import { getReport, type Row } from './support/server.ts';

let server: Awaited<ReturnType<typeof startReportServer>>;

beforeAll(async () => {
  server = await startReportServer();
});

afterAll(() => server.close());

function request(query: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${server.address}/api/series?${query}`, init);
}

async function getSeries(query: string): Promise<Record<string, unknown> & { readonly points: readonly Row[] }> {
  const response = await request(query);
  assert.equal(response.status, 200, response.ok ? '' : await response.clone().text());
  const series: unknown = await response.json();
  assert.deepEqual(schemaProblems('SeriesResponse', series), []);
  return series as Record<string, unknown> & { readonly points: readonly Row[] };
}

describe('a series', () => {
  it('has the events of an email by day, and names the applied parameters', async () => {
    assert.deepEqual(
      await getSeries('campaign=1001&email=71&timeZone=pacific/auckland&people=a:(none)&sort=-sent&age=7d'),
      {
        version: 1,
        asOf: '2026-11-20T08:00:00Z',
        ...{ timeZone: 'Pacific/Auckland', dateBasis: 'first-sent', unit: 'day' },
        ...{ campaign: '1001', email: '71', people: 'a:(none)' },
        points: [
          {
            ...{ date: '2026-03-02', sent: 10, delivered: 8, hardBounced: 0, softBounced: 0, opened: 5, clicked: 2 },
            ...{ unsubscribed: 0, humanOpened: 5, humanClicked: 2, privacyOpened: 0 },
          },
        ],
      },
    );
  });

  it('adds up to the counts of the rows that match all filters, in every unit', async () => {
    for (const query of [
      '',
      'from=2026-03-03&to=2026-03-31&dateBasis=sent',
      'folder=/EMEA&search=invite',
      'filter=opened>=5',
      'archived=only',
    ]) {
      const filters = Object.fromEntries(new URLSearchParams(query));
      const { totals } = await getReport(server.address, { ...filters, limit: 1 });
      for (const unit of ['day', 'week', 'month']) {
        const { points, unit: named, filter } = await getSeries(`${query}&unit=${unit}`);
        assert.deepEqual([named, filter], [unit, filters['filter']]);
        for (const id of seriesCountIds) assert.equal(sumOf(points, id), totals[id], `${query} ${unit} ${id}`);
      }
    }
    assert.deepEqual(
      (await getSeries('unit=week&campaign=1005')).points.map(({ date }) => date),
      ['2026-03-09', '2026-04-06'],
    );
    assert.deepEqual((await getSeries('from=2027-01-01')).points, []);
  });

  it('is named in the head of the report, cached, and refused as a report is', async () => {
    assert.equal((await getReport(server.address, { limit: 1 }))['seriesUrl'], 'series');
    const first = await request('unit=month&sort=sent');
    const tag = first.headers.get('etag') ?? '';
    assert.equal(first.headers.get('cache-control'), 'private, no-cache');
    assert.equal((await request('unit=month&sort=-opened', { headers: { 'if-none-match': tag } })).status, 304);
    assert.equal((await request('unit=week', { headers: { 'if-none-match': tag } })).status, 200);
    const head = await request('unit=month', { method: 'HEAD' });
    assert.deepEqual([head.status, head.headers.get('etag')], [200, tag]);
    assert.deepEqual([(await request('', { method: 'POST' })).status], [405]);
    for (const [name, value] of Object.entries({
      unit: 'year',
      campaign: 'x',
      filter: 'sent',
      folder: 'a',
      from: '1',
    })) {
      const response = await request(new URLSearchParams({ [name]: value }).toString());
      assert.deepEqual([response.status, ((await response.json()) as { parameter: string }).parameter], [400, name]);
    }
  });
});

const zone = (name: string): TimeZone => parseTimeZone(name) as TimeZone;

describe('the units of a series', () => {
  it('begin as the days of a time frame do, however clocks change', () => {
    const zones = ['Europe/Paris', 'Africa/Cairo', 'America/Havana', 'America/St_Johns', 'Africa/Casablanca'];
    for (const name of zones) {
      const units = unitsBetween('day', zone(name), Date.UTC(2010, 0, 1), Date.UTC(2011, 11, 31));
      const expected = units.map(({ date }) => ({ date, start: startOfDay(date, zone(name)) }));
      assert.deepEqual(units, expected, name);
    }
    const samoa = unitsBetween('day', zone('Pacific/Apia'), Date.UTC(2011, 11, 29), Date.UTC(2012, 0, 1));
    assert.deepEqual(
      samoa.map(({ date }) => date),
      ['2011-12-28', '2011-12-29', '2011-12-31', '2012-01-01', '2012-01-02'],
    );
  });

  for (const [unit, dates] of [
    ['week', ['2025-12-22', '2025-12-29', '2026-01-05']],
    ['month', ['2025-12-01', '2026-01-01', '2026-02-01']],
  ] as const) {
    it(`contain the first and the last instant: ${unit}`, () => {
      const units = unitsBetween(
        unit,
        zone('Asia/Tokyo'),
        Date.parse('2025-12-28T14:59Z'),
        Date.parse('2026-01-04T14:59:59Z'),
      );
      assert.deepEqual(
        units.map(({ date }) => date),
        dates,
      );
    });
  }
});
