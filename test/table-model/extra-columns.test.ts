import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import type { ReportResponseRow } from '../../src/endpoint/contract.ts';
import { parseReport } from '../../src/endpoint/parse-report.ts';
import { parseColumns } from '../../src/model/columns.ts';
import type { ColumnSchema } from '../../src/model/extra-columns.ts';
import type { Report } from '../../src/model/report.ts';
import { parseSort } from '../../src/model/sort.ts';
import { runSync } from '../../src/platform/sliced-task.ts';
import { ExtraColumnSet } from '../../src/table-model/extra-column-set.ts';
import { reportRow as plainRow } from '../../src/table-model/report-rows.ts';
import { valueOf } from '../../src/table-model/rows.ts';
import { readView, saveView } from '../../src/table-model/saved-view.ts';
import { FastSorter } from '../../src/table-model/sorting/fast-sorter.ts';
import { createComparisonSorter } from '../../src/table-model/sorting/sorting.ts';
import type { Line, Table } from '../../src/table-model/table.ts';
import {
  initialViewState,
  withAllCampaigns,
  withSearch,
  withSort,
  type ViewState,
} from '../../src/table-model/view-state.ts';
import { offeredColumns, shownColumns } from '../../src/table-model/visible-columns.ts';
import { reportResponse, reportRow } from '../support/report-response.ts';
import { tableOf } from '../support/table-of.ts';

const schemas: readonly ColumnSchema[] = [
  { id: 'leads', kind: 'count', hasTotal: true },
  { id: 'won', kind: 'count', hasTotal: true },
  { id: 'winRate', kind: 'rate', rate: { numerator: 'won', denominator: 'leads' }, hasTotal: true },
  { id: 'leadRate', kind: 'rate', rate: { numerator: 'leads', denominator: 'delivered' }, hasTotal: true },
  { id: 'revenue', kind: 'number', hasTotal: true },
  { id: 'score', kind: 'number', hasTotal: false },
  { id: 'owner', kind: 'text', hasTotal: false },
  { id: 'reviewedAt', kind: 'instant', hasTotal: false },
];
const columnSet = new ExtraColumnSet(schemas);
const collator = new Intl.Collator('en', { numeric: true });
const view: ViewState = { ...withAllCampaigns(initialViewState, false), columnSet, sort: [] };

interface OwnFields {
  readonly leads?: number | null;
  readonly won?: number | null;
  readonly revenue?: number | null;
  readonly score?: number | null;
  readonly owner?: string | null;
  readonly reviewedAt?: string | null;
}

const rowWith = (own: OwnFields, fields: Partial<ReportResponseRow> = {}): ReportResponseRow => ({
  ...reportRow(fields),
  ...own,
});
const reportOf = (rows: readonly ReportResponseRow[]): Report => parseReport(reportResponse(rows), columnSet);
const tableFor = (report: Report, of: ViewState = view): Table => tableOf(report, of, collator);
const linesOf = (table: Table): Line[] => Array.from({ length: table.lineCount }, (_, index) => table.lineAt(index)!);
const values = ({ rows, row }: Line, ...ids: string[]) => ids.map((id) => valueOf(rows, id, row, columnSet));

describe('extra columns in totals', () => {
  const count = fc.option(fc.integer({ min: 0, max: 1e6 }), { nil: null, freq: 20 });
  const anyRow = fc.record({ campaign: fc.integer({ min: 0, max: 4 }), leads: count, won: count, delivered: count });

  it('divide sums in rates, of campaigns and of all rows, and are unknown if one value is', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { minLength: 1, maxLength: 30 }), (rows) => {
        const all = rows.map(({ campaign, leads, won, delivered }, index) =>
          rowWith({ leads, won }, { campaignId: campaign, emailId: index, delivered }),
        );
        const sum = (of: typeof rows, id: 'leads' | 'won' | 'delivered') =>
          of.reduce((total, row) => total + (row[id] ?? NaN), 0);
        const rate = (numerator: number, denominator: number) => (denominator > 0 ? numerator / denominator : NaN);
        const expected = (of: typeof rows) => [
          sum(of, 'leads'),
          rate(sum(of, 'won'), sum(of, 'leads')),
          rate(sum(of, 'leads'), sum(of, 'delivered')),
        ];
        const table = tableFor(reportOf(all));
        const total = ['leads', 'winRate', 'leadRate'].map((id) => valueOf(table.total, id, 0, columnSet));
        expect(total).to.deep.equal(expected(rows));
        for (const line of linesOf(table)) {
          const campaign = line.rows.text.campaignId[line.row];
          const own = rows.filter((row) => String(row.campaign) === campaign);
          expect(values(line, 'leads', 'winRate', 'leadRate')).to.deep.equal(expected(own));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('sum numbers, and keep a count exact', () => {
    const two = [
      rowWith({ revenue: 1e300, leads: Number.MAX_SAFE_INTEGER }),
      rowWith({ revenue: -1.5, leads: 1 }, { emailId: '12' }),
    ];
    const { total } = tableFor(reportOf(two));
    expect(valueOf(total, 'revenue', 0, columnSet)).to.equal(1e300);
    expect(valueOf(total, 'leads', 0, columnSet)).to.be.NaN;
  });

  it('of a campaign have the value that its emails share, if there is no sum', () => {
    const shared = { owner: 'Ana', score: -2.5, reviewedAt: '2026-11-05T10:00:00Z' };
    const ids = ['owner', 'score', 'reviewedAt'];
    const of = (second: OwnFields) => {
      const rows = [rowWith(shared), rowWith(second, { emailId: '12' })];
      return values(linesOf(tableFor(reportOf(rows)))[0]!, ...ids);
    };
    expect(of(shared)).to.deep.equal(['Ana', -2.5, Date.parse(shared.reviewedAt)]);
    expect(of({ owner: 'Zoé', score: 1, reviewedAt: '2026-11-06T10:00:00Z' })).to.deep.equal([undefined, NaN, NaN]);
    expect(of({})).to.deep.equal([undefined, NaN, NaN]);
  });
});

describe('extra columns in sorts', () => {
  const anyRow = fc.record({
    leads: fc.option(fc.integer({ min: 0, max: 3 }), { nil: null }),
    won: fc.option(fc.integer({ min: 0, max: 3 }), { nil: null }),
    revenue: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: null }),
    score: fc.option(fc.integer({ min: -3, max: 3 }), { nil: null }),
    owner: fc.option(fc.constantFrom('Ana', 'Élise', 'elise', 'Zoé', ''), { nil: null }),
  });
  const anySort = fc
    .tuple(
      fc.uniqueArray(fc.constantFrom(...schemas.map(({ id }) => id)), { minLength: 1, maxLength: 3 }),
      fc.boolean(),
    )
    .map(([ids, descending]) => ids.map((column) => ({ column, descending })));

  it('have the same order in the fast sorter and by comparison', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 40 }), anySort, (rows, sort) => {
        const report = reportOf(rows.map((own, index) => rowWith(own, { emailId: index })));
        const compared = runSync(
          createComparisonSorter(report, collator).sort(report.numbers, sort, undefined, columnSet),
        );
        const fast = runSync(new FastSorter(report, collator).sort(report.numbers, sort, undefined, columnSet));
        expect([...fast]).to.deep.equal([...compared]);
      }),
      { numRuns: 200 },
    );
  });

  it('start with the highest number and with A', () => {
    expect(withSort(view, 'revenue', false).sort).to.deep.equal(parseSort('-revenue', columnSet));
    expect(withSort(view, 'owner', false).sort).to.deep.equal(parseSort('owner', columnSet));
  });

  it('are unknown in a report that was read without them', () => {
    const report = parseReport(reportResponse([reportRow(), reportRow({ emailId: '12' })]));
    for (const { id } of schemas) {
      const sort = [{ column: id, descending: true }];
      expect([
        ...runSync(new FastSorter(report, collator).sort(report.numbers, sort, undefined, columnSet)),
      ]).to.deep.equal([0, 1]);
      expect(tableFor(report, { ...view, sort, groupBy: 'none' }).lineCount).to.equal(2);
    }
  });
});

describe('extra columns of a view', () => {
  const report = reportOf([
    rowWith({ leads: 1, owner: 'Élise' }),
    rowWith({ leads: 2 }, { campaignId: '2', emailId: '21' }),
  ]);

  it('are offered if a row has a value, and rates if both counts have', () => {
    expect(offeredColumns(report, columnSet).slice(-3)).to.deep.equal(['leads', 'leadRate', 'owner']);
  });

  it('follow the default columns', () => {
    expect(shownColumns(view, report).slice(-4)).to.deep.equal(['unsubscribed', 'leads', 'leadRate', 'owner']);
    const chosen = parseColumns('owner,sent', columnSet);
    expect(shownColumns({ ...view, columns: chosen }, report)).to.deep.equal(['emailName', 'owner', 'sent']);
    expect(parseColumns('owner,sent')).to.equal(undefined);
  });

  it('are searched if they are texts', () => {
    const names = linesOf(tableFor(report, withSearch(view, 'elise'))).map(({ rows, row }) => rows.text.emailId[row]);
    expect(names).to.deep.equal(['11']);
  });

  it('survive a saved view', () => {
    const chosen: ViewState = {
      ...view,
      columns: ['emailName', 'owner'],
      sort: [{ column: 'leadRate', descending: true }],
      widths: { owner: 90 },
    };
    const saved: unknown = JSON.parse(JSON.stringify(saveView(chosen)));
    expect(readView(saved, view)).to.deep.equal(chosen);
    expect(readView(saved, initialViewState)).to.equal(undefined);
  });

  it('are fields of plain rows', () => {
    const [line] = linesOf(tableFor(report, { ...view, groupBy: 'none' }));
    expect(plainRow(line!, columnSet)).to.include({ leads: 1, leadRate: 1 / 950, owner: 'Élise', revenue: null });
  });
});
