import assert from 'node:assert/strict';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { parseReport } from '../../src/endpoint/parse-report.ts';
import { filterParameters } from '../../src/loading/filter-parameters.ts';
import { formatFilter, type Condition, type Filter } from '../../src/model/filter.ts';
import { runSync } from '../../src/platform/sliced-task.ts';
import { createRowFilter } from '../../src/table-model/filter-rows.ts';
import { initialViewState } from '../../src/table-model/view-state.ts';
import { startReportServer } from './support/report-extract.ts';
import { countsOf, key, sumsOf } from './support/report-rows.ts';
import { getReport, type Report } from './support/server.ts';

let server: Awaited<ReturnType<typeof startReportServer>>;
const zones = ['UTC', 'Europe/Paris', 'America/Los_Angeles'] as const;
const wholes = new Map<string, Report>();

beforeAll(async () => {
  server = await startReportServer();
  for (const timeZone of zones) wholes.set(timeZone, await getReport(server.address, { timeZone }));
});

afterAll(() => server.close());

const operator = fc.constantFrom('>=', '<=', '>', '<', '=' as const);
const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    column: fc.constantFrom('sent', 'delivered', 'opened', 'clicked', 'pending', 'humanOpened'),
    operator,
    value: fc.integer({ min: -1, max: 6 }),
  }),
  fc.record({
    column: fc.constantFrom('openedRate', 'clickedRate', 'clickToOpenRate', 'deliveredRate'),
    operator,
    value: fc.constantFrom(0, 0.25, 0.5, 1 / 3, 2 / 3, 1),
  }),
);

describe('the filter of a page', () => {
  it('keeps the same rows as the element', async () => {
    const whole = wholes.get('UTC') as Report;
    const some = <Value>(values: readonly Value[]) => fc.subarray([...new Set(values)], { maxLength: 2 });
    const folders = whole.rows.flatMap(({ campaignFolder }) => {
      const parts = typeof campaignFolder === 'string' ? `/${campaignFolder.replace(/^\/+/, '')}`.split('/') : [];
      return parts.slice(1).map((_, index) => parts.slice(0, index + 2).join('/'));
    });
    const dates = whole.rows.flatMap(({ firstSentAt, lastActivityAt }) =>
      [firstSentAt, lastActivityAt].map((instant) => String(instant).slice(0, 10)),
    );
    const dated = fc.record({
      column: fc.constantFrom('firstSentAt', 'lastActivityAt'),
      operator,
      value: fc.constantFrom(...dates, '9999-12-31'),
    });
    const filters: fc.Arbitrary<Filter> = fc.record({
      campaigns: some(whole.rows.map(({ campaignId }) => campaignId)),
      folders: some([...folders, '/nowhere']),
      archived: fc.constantFrom('exclude', 'only', undefined),
      conditions: fc.array(fc.oneof(condition, dated), { maxLength: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(filters, fc.constantFrom(...zones), async (filter, timeZone) => {
        const text = formatFilter(filter);
        const parameters = filterParameters(text) as Record<string, string | readonly string[]>;
        const { rows } = wholes.get(timeZone) as Report;
        const report = parseReport({ ...wholes.get(timeZone) });
        const selection = runSync(createRowFilter()(report, { ...initialViewState, filter: text }, undefined));
        const expected = rows.filter((_, index) => selection?.mask[index] !== 0);
        const window = await getReport(server.address, { ...parameters, timeZone, limit: 1000 });
        assert.deepEqual(window.rows.map(key).toSorted(), expected.map(key).toSorted(), text);
        assert.deepEqual(countsOf(window.totals), sumsOf(expected));
        for (const [name, value] of Object.entries(parameters)) {
          assert.deepEqual([window[name]].flat(), [value].flat());
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is ignored without a limit, except a single campaign', async () => {
    const whole = wholes.get('UTC') as Report;
    const ignored = await getReport(server.address, { archived: 'only', folder: '/nowhere', filter: 'sent>1000' });
    assert.deepEqual([ignored.rowCount, ignored['archived']], [whole.rowCount, undefined]);
    assert.equal((await getReport(server.address, { campaign: ['1001', '1002'] })).rowCount, whole.rowCount);
    assert.equal((await getReport(server.address, { campaign: 1001 })).rowCount, 2);
  });
});
