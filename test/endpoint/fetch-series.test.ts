import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { ContractError } from '../../src/endpoint/contract-error.ts';
import { fetchSeries, parseSeries } from '../../src/endpoint/fetch-series.ts';

const point = (date: string, fields: Record<string, unknown> = {}) => ({ date, sent: 1, opened: 1, ...fields });
const response = (points: unknown, fields: Record<string, unknown> = {}) => ({
  ...{ version: 1, unit: 'day', points },
  ...fields,
});

describe('parseSeries', () => {
  it('reads days with gaps, and counts that are missing', () => {
    const series = parseSeries(
      response([point('2026-11-01'), point('2026-11-05', { opened: null, clicked: 2 })], {
        asOf: '2026-11-23T06:00:00Z',
      }),
    );
    assert.deepEqual(
      series.days.map(({ date, sent, opened, clicked }) => [date, sent, opened, clicked]),
      [
        ['2026-11-01', 1, 1, 0],
        ['2026-11-05', 1, 0, 2],
      ],
    );
    assert.deepEqual([...series.offered], ['sent', 'opened', 'clicked']);
    assert.equal(series.asOf, Date.parse('2026-11-23T06:00:00Z'));
  });

  it('reads a series without days', () => {
    assert.deepEqual(parseSeries(response([])).days, []);
  });

  const breaches: readonly (readonly [name: string, body: unknown, message: RegExp])[] = [
    ['no object', [], /^body: expected an object/],
    ['another version', response([], { version: 2 }), /^version: expected 1, got 2/],
    ['another unit', response([], { unit: 'week' }), /^unit: expected "day", as requested, got "week"/],
    ['no points', response(undefined), /^points: expected an array/],
    ['a point that is no object', response([1]), /^points\[0\]: expected an object/],
    [
      'a repeated day',
      response([point('2026-11-01'), point('2026-11-01')]),
      /^points\[1\].date: expected a date after 2026-11-01/,
    ],
    [
      'unordered days',
      response([point('2026-11-02'), point('2026-11-01')]),
      /^points\[1\].date: expected a date after 2026-11-02/,
    ],
    ['an impossible day', response([point('2026-02-30')]), /^points\[0\].date/],
    ['an instant', response([point('2026-11-01T00:00:00Z')]), /^points\[0\].date/],
    ['a day of another era', response([point('0001-01-01')]), /^points\[0\].date: expected a date from 2000-01-01/],
    [
      'a negative count',
      response([point('2026-11-01', { sent: -1 })]),
      /^points\[0\].sent: expected a non-negative integer, got -1/,
    ],
    [
      'a huge count',
      response([point('2026-11-01', { clicked: 1e300 })]),
      /^points\[0\].clicked: expected a non-negative integer/,
    ],
    ['a count that is text', response([point('2026-11-01', { sent: '1' })]), /^points\[0\].sent/],
  ];
  for (const [name, body, message] of breaches) {
    it(`refuses ${name}`, () => {
      assert.throws(
        () => parseSeries(body),
        (error) => error instanceof ContractError && message.test(error.message),
      );
    });
  }
});

describe('fetchSeries', () => {
  it('requests days from the URL, relative to the response, with the parameters', async () => {
    const urls: string[] = [];
    const fetcher = (input: RequestInfo | URL) => {
      urls.push(new Request(input).url);
      return Promise.resolve(Response.json(response([])));
    };
    const request = {
      endpoint: 'https://example.com/api/report?a=1',
      fetcher,
      base: 'v2/report',
      link: 'series?zone=1',
    };
    await fetchSeries({ ...request, parameters: { campaign: ['1 2'], people: ['a:b', 'a:c'], search: [] } });
    assert.deepEqual(urls, [
      'https://example.com/api/v2/series?zone=1&campaign=1+2&people=a%3Ab&people=a%3Ac&unit=day',
    ]);
  });

  it('refuses a URL of another kind', async () => {
    const request = { endpoint: 'https://example.com/api/report', base: '', link: 'javascript:alert(1)' };
    await assert.rejects(fetchSeries(request), { kind: 'contract' });
  });
});
