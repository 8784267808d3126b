import { expect } from 'chai';
import type { ReportResponse } from '../../src/endpoint/contract.ts';
import { parseCampaigns } from '../../src/endpoint/fetch-campaigns.ts';
import { fetchReport } from '../../src/endpoint/fetch-report.ts';
import { ReportError } from '../../src/endpoint/report-error.ts';
import type { Wait } from '../../src/endpoint/retry.ts';
import { scenarioEndpoint, scenarioFetcher, scenarios, type ScenarioId } from '../../src/testing/testing.ts';
import { pendingTasks } from '../support/waiting.ts';

/** The error kinds of scenarios that fail. */
const failures: Partial<Record<ScenarioId, string>> = {
  incomplete: 'incomplete',
  'truncated-stream': 'incomplete',
  'sign-in': 'sign-in',
  forbidden: 'forbidden',
  'bad-request': 'http',
  'not-found': 'http',
  'server-error': 'http',
  unavailable: 'http',
  network: 'network',
};
const endless = new Set<ScenarioId>(['loading', 'half-way', 'timeout', 'too-many-requests']);
const long = new Set<ScenarioId>(['slow', 'streaming']);

/** Retries without a delay, except that a delay which the endpoint asks for never ends. */
const wait: Wait = (milliseconds) => (milliseconds < 5000 ? Promise.resolve() : new Promise(() => undefined));

function load(id: ScenarioId, { reload = false, signal }: { reload?: boolean; signal?: AbortSignal } = {}) {
  const request = {
    endpoint: new URL(scenarioEndpoint(id), 'http://127.0.0.1/page').href,
    timeZone: 'Europe/Paris',
    dateBasis: 'first-sent' as const,
    sort: [],
    fetcher: scenarioFetcher,
    reload,
  };
  return fetchReport(request, { signal, wait });
}

async function kindOf(loading: Promise<unknown>): Promise<string> {
  try {
    await loading;
    return 'loaded';
  } catch (error) {
    if (error instanceof ReportError) return error.kind;
    throw error;
  }
}

describe('scenarios', () => {
  for (const { id, title, group } of scenarios) {
    if (endless.has(id) || long.has(id)) continue;
    const expected = failures[id] ?? (id.includes('breach') || group === 'Errors' ? 'contract' : 'loaded');
    it(`end as expected: ${title}, ${expected}`, async () => {
      expect(await kindOf(load(id))).to.equal(expected);
    });
  }

  for (const id of endless) {
    it(`include ${id}, which ends only when it is aborted`, async () => {
      const caller = new AbortController();
      const loading = load(id, { signal: caller.signal });
      expect(await Promise.race([loading, pendingTasks().then(() => 'pending')])).to.equal('pending');
      caller.abort(new Error('left'));
      expect(await loading.catch((error: unknown) => (error as Error).message)).to.equal('left');
    });
  }

  it('include stale, which fails only on a refresh', async () => {
    expect(await kindOf(load('stale'))).to.equal('loaded');
    expect(await kindOf(load('stale', { reload: true }))).to.equal('http');
  });

  it('return the same report every time', async () => {
    const bodies = await Promise.all(
      [1, 2].map(async () => (await scenarioFetcher('http://127.0.0.1/scenario/ten-thousand/report')).text()),
    );
    expect(bodies[0]).to.have.length.above(1_000_000);
    expect(bodies[0]).to.equal(bodies[1]);
  });

  it('include the emails of a report', async () => {
    const response = await scenarioFetcher('http://127.0.0.1/scenario/email-plain-text/emails/50001?any=thing');
    expect(await response.json())
      .to.include({ id: '50001' })
      .and.not.have.property('html');
  });

  it('include all campaigns, also those that are not in the report', async () => {
    const read = async (resource: string): Promise<unknown> =>
      (await scenarioFetcher(`http://127.0.0.1/scenario/campaigns/${resource}`)).json();
    const report = (await read('report?from=2026-11-01&to=2026-11-24')) as ReportResponse;
    expect(report.campaignsUrl).to.equal('campaigns');
    const campaigns = parseCampaigns(await read('campaigns'));
    const ids = new Set(campaigns.map(({ id }) => id));
    expect(report.rows.every(({ campaignId }) => ids.has(String(campaignId)))).to.equal(true);
    expect(ids.size).to.be.above(new Set(report.rows.map(({ campaignId }) => campaignId)).size);
    expect(campaigns.some(({ archived }) => archived === true)).to.equal(true);
  });

  it('include emails without open tracking, and a gap in the data', async () => {
    const gap = (await (await scenarioFetcher('http://127.0.0.1/scenario/data-gap/report')).json()) as ReportResponse;
    expect(gap.notes?.map(({ code }) => code)).to.deep.equal(['gap']);
    const { rows } = (await (
      await scenarioFetcher('http://127.0.0.1/scenario/untracked-opens/report')
    ).json()) as ReportResponse;
    const open = rows.filter(({ openTracked }) => openTracked === false);
    expect(open).to.have.length(6);
    for (const { opened, clicked, unsubscribed } of open) expect(opened).to.equal((clicked ?? 0) + (unsubscribed ?? 0));
  });

  it('return the requested page', async () => {
    const address = 'http://127.0.0.1/scenario/windows/report?search=oslo&sort=-sent&offset=10&limit=5';
    const window = (await (await scenarioFetcher(address)).json()) as ReportResponse;
    expect(window).to.include({ offset: 10, limit: 5, sort: '-sent', search: 'oslo' });
    expect(window.rowCount).to.be.within(100, 1000);
    const sent = window.rows.map((row) => row.sent);
    expect(sent)
      .to.have.length(5)
      .and.deep.equal(sent.toSorted((one, other) => other - one));
    expect(window.rows.every(({ campaignName }) => campaignName.includes('Oslo'))).to.equal(true);
  });

  it('reject an unknown scenario', async () => {
    const failed = await scenarioFetcher('http://127.0.0.1/scenario/constructor/report').catch(
      (error: unknown) => error,
    );
    expect(failed).to.be.an.instanceof(TypeError);
  });
});
