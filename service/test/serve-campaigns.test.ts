import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { startReportServer } from './support/report-extract.ts';
import { getReport } from './support/server.ts';

let server: Awaited<ReturnType<typeof startReportServer>>;

beforeAll(async () => {
  server = await startReportServer();
});

afterAll(() => server.close());

describe('the list of campaigns', () => {
  it('is named in the report, and has the campaigns of all time', async () => {
    const { campaignsUrl } = await getReport(server.address, { from: '2026-11-01', to: '2026-11-30' });
    const response = await fetch(new URL(String(campaignsUrl), `${server.address}/api/report?x=1`));
    const { campaigns } = (await response.json()) as { campaigns: Record<string, unknown>[] };
    assert.deepEqual(
      campaigns.find(({ id }) => id === '1002'),
      { id: '1002', name: 'Zebra 100%_off', folder: '/Archive/Old', archived: true, type: null, program: null },
    );
    const { rows } = await getReport(server.address);
    const sent = new Set(rows.map(({ campaignId }) => campaignId));
    assert.deepEqual(campaigns.map(({ id }) => String(id)).sort(), [...sent].sort());
  });

  it('is cached until the next import', async () => {
    const url = `${server.address}/api/campaigns`;
    const etag = (await fetch(url)).headers.get('etag') ?? '';
    assert.equal((await fetch(url, { headers: { 'if-none-match': etag } })).status, 304);
    assert.equal((await fetch(url, { method: 'HEAD' })).headers.get('etag'), etag);
  });

  it('is read only', async () => {
    const response = await fetch(`${server.address}/api/campaigns`, { method: 'POST' });
    assert.equal(response.status, 405);
    assert.match(response.headers.get('content-type') ?? '', /problem\+json/);
  });
});
