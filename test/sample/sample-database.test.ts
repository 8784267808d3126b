import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it, vi } from 'vitest';
import { createServer } from '../../service/serve/server.ts';
import type { ReportResponse, ReportResponseCampaign } from '../../src/endpoint/contract.ts';
import { createSampleDatabase } from '../../tools/sample/create-database.ts';

describe('the report of a sample', () => {
  let directory: string;
  let close: () => Promise<unknown>;
  let read: (query: string) => Promise<ReportResponse>;

  beforeAll(async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    directory = await mkdtemp(join(tmpdir(), 'sample-'));
    const database = join(directory, 'report.duckdb');
    const until = Date.parse('2026-11-24');
    await createSampleDatabase(database, {
      activities: 30_000,
      seed: 'test',
      until,
      directory: join(directory, 'sample'),
    });
    const server = await createServer({ database });
    const address = await server.listen({ host: '127.0.0.1', port: 0 });
    close = () => server.close();
    read = async (query) => (await (await fetch(`${address}/api/report?${query}`)).json()) as ReportResponse;
  }, 120_000);
  afterAll(async () => {
    vi.restoreAllMocks();
    await close();
    await rm(directory, { recursive: true });
  });

  const sum = (
    rows: readonly ReportResponseCampaign[],
    count: (row: ReportResponseCampaign) => number | null | undefined,
  ): number => rows.reduce((total, row) => total + (count(row) ?? 0), 0);

  it('notes the gap in the data, sends without a result and reactions whose sends are not in the data', async () => {
    const { notes, dataFrom } = await read('');
    assert.deepEqual(
      notes?.map(({ code }) => code),
      ['no-action-result', 'orphans', 'gap'],
    );
    const gap = notes.find(({ code }) => code === 'gap');
    assert.deepEqual([gap?.from, gap?.to], ['2026-11-01T20:00:00Z', '2026-11-02T02:00:00Z']);
    assert.ok(dataFrom?.startsWith('2025-09-30'), String(dataFrom));
  });

  it('offers countries, industries and domains of people, some of whom were deleted', async () => {
    const { peopleFilters, rows } = await read('');
    assert.deepEqual(
      peopleFilters?.map(({ name }) => name),
      ['country', 'domain', 'industry'],
    );
    assert.ok(['France', '(none)'].every((country) => peopleFilters[0]?.values?.includes(country)));
    const french = await read('people=country:France');
    const visible = await read('deleted=hide');
    const all = sum(rows, ({ sent }) => sent);
    assert.ok(sum(french.rows, ({ sent }) => sent) > all / 20 && sum(french.rows, ({ sent }) => sent) < all / 2);
    assert.ok(sum(visible.rows, ({ sent }) => sent) < all);
  });

  it('has a case for each feature in the last 30 days', async () => {
    const { rows } = await read('from=2026-10-26&to=2026-11-24&explain=1');
    const cases: Record<string, (row: ReportResponseCampaign) => boolean | undefined> = {
      'a batch campaign': (row) => row.campaignType === 'batch',
      'a trigger campaign': (row) => row.campaignType === 'trigger',
      'a program': (row) => row.campaignFolder?.endsWith(`/${row.program}`),
      'an archived campaign': (row) => row.campaignArchived === true,
      'another workspace': (row) => row.workspace === 'France',
      'an email without open tracking': (row) => row.openTracked === false,
      'few people': (row) => row.sent < 10,
      'all pending': (row) => row.pending === row.sent,
      'opens through a privacy proxy': (row) => Number(row.privacyOpened) > 0,
      'bots with a pattern': (row) => Number(row.explain?.botPatterns?.['IAB']) > 0,
      'unmarked opens': (row) => Number(row.explain?.opensUnmarked) > 0,
      'bounces of delivered emails': (row) => Number(row.explain?.bouncesOverridden) > 0,
      'skipped sends': (row) => Number(row.explain?.sendsSkipped) > 0,
      'repeated sends': (row) => Number(row.explain?.sendsMerged) > 0,
    };
    const missing = Object.entries(cases).filter(([, isCase]) => !rows.some(isCase));
    assert.deepEqual(
      missing.map(([name]) => name),
      [],
    );
  });

  it('has campaigns without a program, and unsubscribes that were logged without a campaign', async () => {
    const { rows } = await read('explain=1');
    assert.ok(rows.some((row) => row.program === null && row.campaignFolder?.endsWith('/Always on')));
    assert.ok(sum(rows, (row) => row.explain?.unsubscribesAttributed) > 0);
  });

  it('has triggers that may have begun before the data', async () => {
    const { rows } = await read('');
    assert.ok(rows.some((row) => row.mayHaveBegunEarlier && row.campaignType === 'trigger'));
  });

  it('has emails that were sent in two months in a row', async () => {
    const [october, november] = await Promise.all([
      read('from=2026-10-01&to=2026-10-31&dateBasis=sent'),
      read('from=2026-11-01&to=2026-11-24&dateBasis=sent'),
    ]);
    const keyOf = (row: ReportResponseCampaign): string => `${row.campaignId} ${row.emailId}`;
    const earlier = new Set(october.rows.map(keyOf));
    assert.ok(november.rows.filter((row) => earlier.has(keyOf(row))).length > 10);
  });
});
