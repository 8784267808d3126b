import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import schema from '../../schema/report.schema.json' with { type: 'json' };
import { checkEndpoint, type CheckOptions, type CheckResult } from '../../cli/check-endpoint.ts';
import { randomExtract } from '../../service/test/support/random-extract.ts';
import { assets, reportExtract } from '../../service/test/support/report-extract.ts';
import type { ReportResponse } from '../../src/endpoint/contract.ts';
import { extractOf, importInto, makeFolder, startServer } from '../../service/test/support/server.ts';
import { startWarehouseServer } from '../../service/test/support/warehouse-server.ts';

let folder: Awaited<ReturnType<typeof makeFolder>>;
let database: string;

beforeAll(async () => {
  folder = await makeFolder();
  const emails = join(folder.path, 'emails');
  await mkdir(emails);
  await writeFile(join(emails, '71.html'), '<p>Été</p>');
  const options = ['--emails', emails, '--campaigns', `${folder.path}/campaigns.json`];
  const files = { ...assets, 'one.csv': extractOf(reportExtract) };
  database = await importInto(folder.path, files, [...options, '--folders', `${folder.path}/folders.json`]);
});

afterAll(() => folder.remove());

async function check(
  server: Omit<Parameters<typeof startServer>[0], 'database'>,
  options: Partial<CheckOptions> = {},
): Promise<CheckResult> {
  const { address, close } = await startServer({ database, ...server });
  try {
    return await checkEndpoint({
      ...{ endpoint: `${address}/api/report`, method: 'get', timeFrame: 'all-time', timeZone: 'Europe/Paris' },
      ...{ origin: undefined, credentials: {}, now: new Date('2026-11-24T09:00:00Z') },
      ...options,
    });
  } finally {
    await close();
  }
}

const messagesOf = ({ findings }: CheckResult, level: string) =>
  findings.filter((finding) => finding.level === level).map(({ message }) => message);

describe('the check of the service', () => {
  for (const windowSize of [undefined, 8]) {
    it(`finds no mistake in ${windowSize === undefined ? 'whole reports' : 'windows'}`, async () => {
      const origin = 'https://reports.example.com';
      const result = await check({ windowSize, cors: [origin] }, { origin });
      assert.deepEqual([...messagesOf(result, 'error'), ...messagesOf(result, 'warning')], []);
      assert.deepEqual(
        result.missing.map(({ field }) => field),
        ['peopleFilters', 'campaignType', 'program', 'workspace'],
      );
      // The documentation names the most requests.
      assert.ok(result.requests.length > 25 && result.requests.length <= 60, String(result.requests.length));
      const fine = messagesOf(result, 'ok');
      for (const message of [
        'timeZone is honored.',
        'sort=-openedRate is honored.',
        'sort=-openedRate.low is honored.',
        'sort=-opened&activity=human is honored.',
        'sort=-clickedRate&rateBase=sent is honored.',
        'Email 71 can be shown.',
        'The campaigns can be listed.',
        'age=7d is honored.',
        'Series by week add up to the report.',
      ]) {
        assert.ok(fine.includes(message), message);
      }
    });
  }
});

describe('the check of the example for warehouses', () => {
  it('finds no mistake', async () => {
    const [records = []] = fc.sample(randomExtract, { numRuns: 1, seed: 3 });
    const result = await checkEndpoint({
      ...{ endpoint: `${await startWarehouseServer(records)}/api/report`, method: 'get', timeFrame: 'all-time' },
      ...{ timeZone: 'Europe/Paris', origin: undefined, credentials: {}, now: new Date('2026-11-24T09:00:00Z') },
    });
    assert.ok(messagesOf(result, 'ok').includes('timeZone is honored.'));
    assert.deepEqual([...messagesOf(result, 'error'), ...messagesOf(result, 'warning')], []);
  });
});

describe('the fields of the service', () => {
  for (const parameters of ['', '?offset=0&limit=8&explain=1', '?offset=0&limit=8&groupBy=campaign']) {
    it(`are those of the contract: ${parameters || 'whole report'}`, async () => {
      const { address, close } = await startServer({ database });
      const response = await fetch(`${address}/api/report${parameters}`, { headers: { Accept: 'application/json' } });
      const { rows, totals, ...head } = (await response.json()) as ReportResponse;
      await close();
      const { ReportHead, ReportResponseRow } = schema.$defs;
      const unknown = (fields: object, { properties }: { readonly properties: object }) =>
        Object.keys(fields).filter((name) => !(name in properties));
      assert.deepEqual(unknown(head, ReportHead), []);
      assert.deepEqual(unknown(totals ?? {}, ReportResponseRow), []);
      assert.deepEqual(
        rows.flatMap((row) => unknown(row, ReportResponseRow)),
        [],
      );
    });
  }
});
