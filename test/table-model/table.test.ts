import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { parseReport } from '../../src/endpoint/parse-report.ts';
import { builtInColumns } from '../../src/model/columns.ts';
import { parseSort } from '../../src/model/sort.ts';
import type { Line, Table } from '../../src/table-model/table.ts';
import { valueOf } from '../../src/table-model/rows.ts';
import {
  initialViewState,
  withSort,
  withAllCampaigns,
  withCampaignToggled,
  type ViewState,
} from '../../src/table-model/view-state.ts';
import { manyRows, reportResponse, reportRow, springAndAutumn } from '../support/report-response.ts';
import { tableOf } from '../support/table-of.ts';

const collator = new Intl.Collator('en', { numeric: true });
const report = parseReport(reportResponse(springAndAutumn));

const sortedView = (sort: string, fields: Partial<ViewState> = {}): ViewState => ({
  ...initialViewState,
  sort: parseSort(sort) ?? [],
  ...fields,
});

/** The names in the first column. */
function names(table: Table): (string | undefined)[] {
  return linesOf(table).map(({ rows: { text }, row, isOnlyEmail }) =>
    isOnlyEmail ? `${text.campaignName[row]} · ${text.emailName[row]}` : text.emailName[row],
  );
}

function linesOf(table: Table): Line[] {
  return Array.from({ length: table.lineCount }, (_, index) => table.lineAt(index)!);
}

const cases: [sort: string, names: string[]][] = [
  ['-firstSentAt', ['Autumn news · Élan', 'Spring launch', 'Reminder', 'Invite']],
  ['-sent', ['Spring launch', 'Invite', 'Reminder', 'Autumn news · Élan']],
  ['sent', ['Autumn news · Élan', 'Spring launch', 'Reminder', 'Invite']],
  ['emailName', ['Autumn news · Élan', 'Spring launch', 'Invite', 'Reminder']],
  ['-campaignName', ['Spring launch', 'Invite', 'Reminder', 'Autumn news · Élan']],
  ['-clickToOpenRate', ['Spring launch', 'Reminder', 'Invite', 'Autumn news · Élan']],
  ['clickToOpenRate', ['Spring launch', 'Invite', 'Reminder', 'Autumn news · Élan']],
  ['campaignFolder', ['Spring launch', 'Invite', 'Reminder', 'Autumn news · Élan']],
  ['-campaignFolder', ['Spring launch', 'Invite', 'Reminder', 'Autumn news · Élan']],
];

describe('table', () => {
  for (const [sort, expected] of cases) {
    it(`sorts campaigns by subtotal and the emails in each campaign by ${sort}`, () => {
      expect(names(tableOf(report, sortedView(sort), collator))).to.deep.equal(expected);
    });
  }

  it('sorts all emails together without grouping', () => {
    const table = tableOf(report, sortedView('emailName', { groupBy: 'none' }), collator);
    expect(names(table)).to.deep.equal(['Élan', 'Invite', 'Reminder']);
    expect(table.columns.slice(0, 2)).to.deep.equal(['emailName', 'campaignName']);
  });

  it('uses the next sort key for ties', () => {
    const rows = ['b', 'a', 'c'].map((emailName, index) =>
      reportRow({ emailId: index, emailName, sent: index === 2 ? 2000 : 1000 }),
    );
    const table = tableOf(
      parseReport(reportResponse(rows)),
      sortedView('-sent,emailName', { groupBy: 'none' }),
      collator,
    );
    expect(names(table)).to.deep.equal(['c', 'a', 'b']);
  });

  it('sorts names by the collation of the locale, with numeric order', () => {
    const rows = ['Wave 10', 'zebra', 'Wave 9', 'Äpfel', 'apple'].map((emailName, emailId) =>
      reportRow({ emailId, emailName }),
    );
    const plain = (locale: string) =>
      names(
        tableOf(
          parseReport(reportResponse(rows)),
          sortedView('emailName', { groupBy: 'none' }),
          new Intl.Collator(locale, { numeric: true }),
        ),
      );
    expect(plain('de')).to.deep.equal(['Äpfel', 'apple', 'Wave 9', 'Wave 10', 'zebra']);
    expect(plain('sv')).to.deep.equal(['apple', 'Wave 9', 'Wave 10', 'zebra', 'Äpfel']);
  });

  it('omits columns without values and rates that need them', () => {
    const rows = springAndAutumn.map((row) => ({ ...row, clicked: null, pending: null }));
    const { columns } = tableOf(parseReport(reportResponse(rows)), initialViewState, collator);
    expect(columns).to.include.members(['sent', 'opened', 'openedRate']);
    expect(columns).not.to.include.members(['clicked']);
    for (const column of ['clickedRate', 'clickToOpenRate', 'pending']) expect(columns).not.to.include(column);
  });

  it('expands and collapses one campaign or all of them', () => {
    const closedOne = withCampaignToggled(initialViewState, '1');
    expect(names(tableOf(report, closedOne, collator))).to.deep.equal(['Autumn news · Élan', 'Spring launch']);
    expect(names(tableOf(report, withCampaignToggled(closedOne, '1'), collator))).to.have.length(4);
    const closed = withAllCampaigns(closedOne, false);
    expect(names(tableOf(report, closed, collator))).to.deep.equal(['Autumn news · Élan', 'Spring launch']);
    expect(names(tableOf(report, withCampaignToggled(closed, '1'), collator))).to.include('Invite');
  });

  it('shows a campaign with one email as one line during a search', () => {
    const found = tableOf(report, { ...initialViewState, search: 'invite' }, collator);
    expect(names(found)).to.deep.equal(['Spring launch', 'Invite']);
    const only = tableOf(report, { ...initialViewState, search: 'autumn' }, collator);
    expect(names(only)).to.deep.equal(['Autumn news · Élan']);
    expect(linesOf(only)[0]?.emails).to.equal(undefined);
  });

  it('keeps unknown values last in both directions and for any order of the rows', () => {
    const base = manyRows(24, 3).map((row, index) => ({ ...row, opened: index % 4 === 0 ? null : (index % 3) * 10 }));
    fc.assert(
      fc.property(
        fc.shuffledSubarray(base, { minLength: base.length }),
        fc.constantFrom(...builtInColumns.ids),
        fc.boolean(),
        (rows, column, descending) => {
          const view = sortedView(`${descending ? '-' : ''}${column}`, { groupBy: 'none' });
          const table = tableOf(parseReport(reportResponse(rows)), view, collator);
          const inOrder = tableOf(parseReport(reportResponse(base)), view, collator);
          const ids = (of: Table) => linesOf(of).map(({ rows: { text }, row }) => text.emailId[row]);
          expect(ids(table)).to.deep.equal(ids(inOrder));
          const unknown = linesOf(table).map(({ rows, row }) => {
            const value = valueOf(rows, column, row);
            return value === undefined || Number.isNaN(value);
          });
          expect(unknown).to.deep.equal([...unknown].sort((a, b) => Number(a) - Number(b)));
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('sorting by a header', () => {
  it('starts descending for numbers and ascending for names, then reverses', () => {
    const bySent = withSort(initialViewState, 'sent', false);
    expect(bySent.sort).to.deep.equal(parseSort('-sent'));
    expect(withSort(bySent, 'sent', false).sort).to.deep.equal(parseSort('sent'));
    expect(withSort(bySent, 'emailName', false).sort).to.deep.equal(parseSort('emailName'));
  });

  it('adds a sort key and reverses it in its place', () => {
    const two = withSort(sortedView('-sent'), 'emailName', true);
    expect(two.sort).to.deep.equal(parseSort('-sent,emailName'));
    expect(withSort(two, 'sent', true).sort).to.deep.equal(parseSort('sent,emailName'));
    expect(withSort(two, 'emailName', false).sort).to.deep.equal(parseSort('emailName'));
  });
});
