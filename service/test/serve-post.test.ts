import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { postedLimit } from '../serve/posted-parameters.ts';
import { startReportServer } from './support/report-extract.ts';
import { getReport, type Report } from './support/server.ts';

let server: Awaited<ReturnType<typeof startReportServer>>;

beforeAll(async () => {
  server = await startReportServer();
});

afterAll(() => server.close());

const post = (body: string, { headers = {}, search = '' } = {}) =>
  fetch(`${server.address}/api/report${search}`, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
    body,
  });

describe('POST /api/report', () => {
  for (const parameters of [
    {},
    {
      from: '2026-03-01',
      to: '2026-03-31',
      timeZone: 'Europe/Paris',
      dateBasis: 'sent',
      sort: '-openedRate,emailName',
    },
    { sort: 'emailName', offset: 1, limit: 2, search: 'été', explain: 1 },
    { limit: 10, filter: ['sent>=2', 'openedRate>0.1'], groupBy: 'campaign' },
    { limit: 10, filter: ['sent>=2'], campaign: [] },
  ]) {
    it(`has the report of GET for ${JSON.stringify(parameters)}`, async () => {
      const response = await post(JSON.stringify(parameters));
      assert.equal(response.status, 200);
      assert.deepEqual(await response.json(), await getReport(server.address, parameters));
    });
  }

  it('takes parameters of the URL, unless the body has them', async () => {
    const search = '?limit=1&sort=emailName';
    const report = (await (await post('{"limit":2,"to":null,"campaign":["",null]}', { search })).json()) as Report;
    assert.deepEqual(report, await getReport(server.address, { limit: 2, sort: 'emailName' }));
  });

  it('ignores fields that hosts add', async () => {
    const response = await post('{"tenant":{"id":7},"tags":[1,{}],"limit":1}');
    assert.equal(response.status, 200);
  });

  it('is never answered with 304', async () => {
    const tag = (await post('{}')).headers.get('etag') ?? '';
    assert.equal((await post('{}', { headers: { 'if-none-match': tag } })).status, 200);
  });

  for (const [title, body, headers, status, detail] of [
    ['text that is no JSON', '{"from":', {}, 400, /JSON/],
    ['an array', '[]', {}, 400, /must be a JSON object/],
    ['an invalid parameter', '{"from":"2026-02-30"}', {}, 400, /^from/],
    ['an object as a parameter', '{"search":"x","limit":{"a":1}}', {}, 400, /^limit/],
    ['text', 'from=2026-01-01', { 'content-type': 'text/plain' }, 415, /Media Type/],
    ['more than it may have', JSON.stringify({ search: 'x'.repeat(postedLimit) }), {}, 413, /too large/],
  ] as const) {
    it(`explains the mistake in ${title}`, async () => {
      const response = await post(body, { headers });
      assert.equal(response.status, status);
      assert.match(response.headers.get('content-type') ?? '', /^application\/problem\+json/);
      assert.match(((await response.json()) as { detail: string }).detail, detail);
    });
  }
});
