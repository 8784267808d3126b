import { expect } from 'chai';
import { describe, it } from 'vitest';
import { parseReport } from '../../src/endpoint/parse-report.ts';
import type { ReportResponseRow } from '../../src/endpoint/contract.ts';
import { runSync } from '../../src/platform/sliced-task.ts';
import { compareReports, type Comparison } from '../../src/table-model/comparison.ts';
import { foldText } from '../../src/table-model/diacritic-folding.ts';
import { createRowFilter } from '../../src/table-model/filter-rows.ts';
import { createComparisonSorter } from '../../src/table-model/sorting/sorting.ts';
import type { Line, Table } from '../../src/table-model/table.ts';
import { initialViewState, type ViewState } from '../../src/table-model/view-state.ts';
import { reportResponse, reportRow } from '../support/report-response.ts';
import { tableOf } from '../support/table-of.ts';

const collator = new Intl.Collator('en');
const collation = {
  ...{ collator, fold: () => foldText, filterRows: createRowFilter },
  createRowSorter: createComparisonSorter,
};

interface Compared {
  readonly comparison: Comparison;
  readonly table: Table;
  /** Returns the line of an email, or of a campaign. */
  readonly line: (name: string) => Line;
}

function compare(
  rows: readonly ReportResponseRow[],
  others: readonly ReportResponseRow[],
  change: Partial<ViewState> = {},
): Compared {
  const view = { ...initialViewState, ...change };
  const [report, other] = [parseReport(reportResponse(rows)), parseReport(reportResponse(others))];
  const comparison = runSync(compareReports(report, other, view, collation));
  runSync(comparison.test(['openedRate', 'clickedRate']));
  const table = tableOf(report, view, collator);
  const line = (name: string) => {
    const lines = Array.from({ length: table.lineCount }, (_, index) => table.lineAt(index) as Line);
    const found = lines.find((each) => each.rows.text.emailName[each.row] === name);
    if (!found) throw new Error(name);
    return found;
  };
  return { comparison, table, line };
}

const invite = (fields: Partial<ReportResponseRow> = {}) => reportRow({ emailName: 'Invite', ...fields });
const reminder = (fields: Partial<ReportResponseRow> = {}) =>
  reportRow({ emailId: '12', emailName: 'Reminder', ...fields });

describe('compareReports', () => {
  it('compares emails, campaigns and totals with the same in the other report', () => {
    const { comparison, line } = compare(
      [invite({ opened: 400 }), reminder({ opened: 300 })],
      [reminder({ opened: 290 }), invite({ opened: 200 }), reportRow({ campaignId: '9', emailId: '91', opened: 5 })],
    );
    expect(comparison.figure(line('Invite'), 'opened')).to.include({ value: 400, other: 200, verdict: undefined });
    expect(comparison.figure(line('Reminder'), 'opened')).to.include({ value: 300, other: 290 });
    expect(comparison.figure(line('Spring launch'), 'opened')).to.include({ value: 700, other: 490 });
    expect(comparison.figure(undefined, 'opened')).to.include({ value: 700, other: 495 });
    expect(comparison.figure(undefined, 'openedRate')?.otherCounts).to.deep.equal([495, 3 * 950]);
    expect(comparison).to.include({ newEmails: 0, goneEmails: 1, commonEmails: 2 });
  });

  it('tells whether the difference of a rate is real', () => {
    const { comparison, line } = compare(
      [invite({ opened: 400 }), reminder({ opened: 300 })],
      [invite({ opened: 300 }), reminder({ opened: 299 })],
    );
    expect(comparison.figure(line('Invite'), 'openedRate')).to.include({ verdict: 'real', tests: 2 });
    expect(comparison.figure(line('Reminder'), 'openedRate')).to.include({ verdict: 'not-told', tests: 2 });
    expect(comparison.figure(line('Spring launch'), 'openedRate')).to.include({ verdict: 'real', tests: 1 });
    expect(comparison.figure(line('Invite'), 'unsubscribedRate')?.verdict, 'not yet tested').to.equal('not-told');
  });

  it('compares a campaign with itself where its only email shares its row', () => {
    const inCampaign = (campaignId: string, fields: Partial<ReportResponseRow>) =>
      reportRow({ campaignId, emailId: `${campaignId}1`, emailName: `Email ${campaignId}`, ...fields });
    const own = ['1', '2', '3', '4'].map((id) => inCampaign(id, { opened: 400 }));
    const others = [
      inCampaign('1', { opened: 300 }),
      inCampaign('2', { emailId: '29', opened: 200 }),
      inCampaign('3', { opened: 100 }),
      inCampaign('3', { emailId: '39', opened: 150 }),
    ];
    const { comparison, line } = compare(own, others);
    const opened = (name: string) => comparison.figure(line(name), 'opened');
    expect(opened('Email 1')).to.include({ value: 400, other: 300, hasOtherEmails: false });
    expect(opened('Email 2'), 'another email').to.include({ value: 400, other: 200, hasOtherEmails: true });
    expect(opened('Email 3'), 'more emails').to.include({ value: 400, other: 250, hasOtherEmails: true });
    expect(opened('Email 4'), 'another campaign').to.equal(undefined);
    expect(comparison.figure(line('Email 2'), 'openedRate')).to.include({ verdict: 'real', tests: 3 });
    expect(['Email 2', 'Email 4'].map((name) => comparison.isNew(line(name)))).to.deep.equal([false, true]);
    expect(comparison.campaigns).to.deep.equal({ compared: ['1', '2', '3'], count: 4 });
    // Without rows of campaigns, each row is an email.
    const emails = compare(own, others, { groupBy: 'none' });
    expect(emails.comparison.figure(emails.line('Email 3'), 'opened')).to.include({ other: 100 });
    expect(emails.comparison.isNew(emails.line('Email 2'))).to.equal(true);
    expect(emails.comparison.campaigns).to.deep.equal({ compared: ['1', '3'], count: 4 });
  });

  it('compares an only email with itself if the filter leaves none of its campaign in the other report', () => {
    const { comparison, line } = compare([invite({ opened: 400 })], [invite({ opened: 100 })], {
      filter: 'opened>=300',
    });
    expect(comparison.figure(line('Invite'), 'opened')).to.include({ value: 400, other: 100, hasOtherEmails: false });
    expect(comparison.campaigns).to.deep.equal({ compared: ['1'], count: 1 });
  });

  it('is stricter the more rows are compared', () => {
    // The difference of the first email has a p-value of 0.03.
    const rows = (opened: number) =>
      Array.from({ length: 20 }, (_, index) =>
        reportRow({ emailId: String(index), emailName: `E${index}`, opened: index === 0 ? opened : 400 }),
      );
    const many = compare(rows(446), rows(400));
    expect(many.comparison.figure(many.line('E0'), 'openedRate')).to.include({ verdict: 'not-told', tests: 20 });
    const one = compare(rows(446).slice(0, 1), rows(400).slice(0, 1));
    expect(one.comparison.figure(one.line('E0'), 'openedRate')).to.include({ verdict: 'real', tests: 1 });
  });

  it('marks emails that the other report does not have', () => {
    const { comparison, line } = compare([invite(), reminder()], [invite()]);
    expect(comparison.isNew(line('Reminder'))).to.equal(true);
    expect(comparison.isNew(line('Invite'))).to.equal(false);
    expect(comparison.figure(line('Reminder'), 'opened')).to.equal(undefined);
    expect(comparison).to.include({ newEmails: 1, goneEmails: 0, commonEmails: 1 });
  });

  it('sums the emails that match search and filter in each report', () => {
    const filtered = compare(
      [invite({ opened: 400 }), reminder({ opened: 300 })],
      [invite({ opened: 100 }), reminder({ opened: 310 })],
      { filter: 'opened>=300' },
    );
    expect(filtered.comparison.figure(undefined, 'opened')).to.include({ value: 700, other: 310 });
    // The email has a figure in both, even if it does not match.
    expect(filtered.comparison.figure(filtered.line('Invite'), 'opened')).to.include({ value: 400, other: 100 });
    const searched = compare([invite(), reminder()], [invite({ opened: 1 }), reminder()], { search: 'invite' });
    expect(searched.comparison.figure(undefined, 'opened')).to.include({ value: 400, other: 1 });
  });

  it('does not test unknown, contradictory or empty rates', () => {
    for (const other of [{ opened: null }, { opened: 2000 }, { delivered: 0, opened: 0, clicked: 0 }]) {
      const { comparison, line } = compare([invite()], [invite(other)]);
      expect(comparison.figure(line('Invite'), 'openedRate'), JSON.stringify(other)).to.include({
        verdict: 'untested',
      });
    }
  });

  it('has the same result with the table on screen and an earlier comparison as without them', () => {
    const campaigns = ['1', '2', '3'];
    const rowsOf = (factor: number) =>
      campaigns.flatMap((campaignId, place) => [
        invite({ campaignId, emailId: `${place}1`, opened: (place + 2) * 100 * factor }),
        reminder({ campaignId, emailId: `${place}2`, opened: 310 + place }),
      ]);
    const report = parseReport(reportResponse(rowsOf(2)));
    const [earlier, another] = [rowsOf(1), rowsOf(1.5).slice(2)].map((rows) => parseReport(reportResponse(rows)));
    let before: Comparison | undefined;
    for (const [other, change] of [
      [earlier, {}],
      [earlier, { filter: 'opened>=400' }],
      [another, { search: 'invite' }],
      [another, { groupBy: 'none' }],
      [earlier, { groupBy: 'none', filter: 'opened<500' }],
      [earlier, { expandedByDefault: false }],
    ] as const) {
      const view = { ...initialViewState, ...change };
      const table = tableOf(report, view, collator);
      const compareWith = (known: Parameters<typeof compareReports>[4]) => {
        const comparison = runSync(compareReports(report, other!, view, collation, known));
        runSync(comparison.test(['openedRate']));
        return comparison;
      };
      const [fresh, quick] = [compareWith({}), compareWith({ table, before })];
      before = quick;
      const lines = [undefined, ...Array.from({ length: table.lineCount }, (_, index) => table.lineAt(index))];
      const figuresOf = (comparison: Comparison) =>
        lines.map((line) => [comparison.figure(line, 'opened'), comparison.figure(line, 'openedRate')]);
      expect(figuresOf(quick), JSON.stringify(change)).to.deep.equal(figuresOf(fresh));
      const { newEmails, goneEmails, commonEmails, campaigns } = quick;
      expect(fresh).to.deep.include({ newEmails, goneEmails, commonEmails, campaigns });
    }
  });

  it('compares totals only if a report is a window of a longer one', () => {
    const response = (opened: number) => {
      const [row] = [invite({ opened })];
      return reportResponse([row], {
        ...{ offset: 0, limit: 1, sort: '-firstSentAt', rowCount: 900 },
        totals: { sent: 90_000, delivered: 80_000, opened },
      });
    };
    const [report, other] = [parseReport(response(40_000)), parseReport(response(30_000))];
    const comparison = runSync(compareReports(report, other, initialViewState, collation));
    expect(comparison.figure(undefined, 'openedRate')).to.include({ value: 0.5, other: 0.375, verdict: 'real' });
    expect(comparison.hasRows).to.equal(false);
    expect(comparison.hasTotals).to.equal(true);
  });
});
