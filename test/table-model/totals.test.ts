import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { parseReport } from '../../src/endpoint/parse-report.ts';
import { findContradiction } from '../../src/table/explain-contradiction.ts';
import { countIds } from '../../src/model/metrics.ts';
import type { ColumnId } from '../../src/model/columns.ts';
import type { Report } from '../../src/model/report.ts';
import { valueOf } from '../../src/table-model/rows.ts';
import type { Line, Table } from '../../src/table-model/table.ts';
import { initialViewState, withAllCampaigns } from '../../src/table-model/view-state.ts';
import { reportResponse, reportRow, springAndAutumn } from '../support/report-response.ts';
import { tableOf } from '../support/table-of.ts';

const report = parseReport(reportResponse(springAndAutumn));

function tableFor(of: Report): Table {
  const closed = withAllCampaigns({ ...initialViewState, sort: [] }, false);
  return tableOf(of, closed, new Intl.Collator('en'));
}

const totalOf = (of: Report) => tableFor(of).total;

/** The campaigns of a report, by id. */
function campaignsOf(of: Report): Line[] {
  const table = tableFor(of);
  return Array.from({ length: table.lineCount }, (_, index) => table.lineAt(index)!);
}

describe('totals', () => {
  it('compute rates from summed counts, never from averaged rates', () => {
    const total = totalOf(report);
    expect(valueOf(total, 'sent', 0)).to.equal(1700);
    expect(valueOf(total, 'openedRate', 0)).to.equal(500 / 1640);
    expect(valueOf(total, 'clickToOpenRate', 0)).to.equal(130 / 500);
  });

  it('of a campaign sum its emails, with the earliest send and the latest activity', () => {
    const campaigns = campaignsOf(report);
    const values = (column: ColumnId) => campaigns.map(({ rows, row }) => valueOf(rows, column, row));
    expect(values('campaignName')).to.deep.equal(['Spring launch', 'Autumn news']);
    expect(campaigns.map(({ emails }) => emails)).to.deep.equal([2, undefined]);
    expect(values('delivered')).to.deep.equal([1440, 200]);
    expect(values('firstSentAt')).to.deep.equal(['2026-11-02T08:00:00Z', '2026-11-10T08:00:00Z'].map(Date.parse));
    expect(values('lastActivityAt')[0]).to.equal(Date.parse('2026-11-09T17:11:09Z'));
  });

  it('have no rate if the denominator is 0', () => {
    const [, autumn] = campaignsOf(report);
    expect(valueOf(autumn!.rows, 'clickToOpenRate', autumn!.row)).to.be.NaN;
  });

  describe('where opens of some emails are not tracked', () => {
    const outcomes = { hardBounced: 10, softBounced: 0, pending: 0, aborted: 0, unsubscribed: 0 };
    const untracked = {
      openTracked: false,
      ...outcomes,
      sent: 100,
      delivered: 90,
      opened: 4,
      humanOpened: 4,
      clicked: 4,
      humanClicked: 3,
    };
    const of = (rows: object[]) => parseReport({ ...reportResponse([]), rowCount: rows.length, rows });
    const tracked = reportRow();
    const mixed = of([tracked, reportRow({ ...untracked, emailId: '12' })]);

    it('leave them out of opens and of what rates of opens divide', () => {
      const total = totalOf(mixed);
      const value = (column: ColumnId) => valueOf(total, column, 0);
      expect(value('opened')).to.equal(tracked.opened);
      expect(value('openedRate')).to.equal(tracked.opened! / tracked.delivered!);
      expect(value('humanOpenedRate')).to.equal(tracked.humanOpened! / tracked.delivered!);
      expect(value('clickToOpenRate')).to.equal(tracked.clicked! / tracked.opened!);
      expect(value('clicked')).to.equal(tracked.clicked! + 4);
      expect(value('clickedRate')).to.equal((tracked.clicked! + 4) / (tracked.delivered! + 90));
    });

    it('show neither opens nor their rates of such an email, nor of a campaign that has no other', () => {
      expect(valueOf(mixed, 'opened', 1)).to.be.NaN;
      expect(valueOf(mixed, 'openedRate', 1)).to.be.NaN;
      expect(valueOf(mixed, 'clickToOpenRate', 1)).to.be.NaN;
      const rows = ['1', '2'].map((emailId) => reportRow({ ...untracked, emailId }));
      const total = totalOf(of(rows));
      expect([valueOf(total, 'opened', 0), valueOf(total, 'openedRate', 0)]).to.deep.equal([NaN, NaN]);
      expect(valueOf(total, 'clicked', 0)).to.equal(8);
    });

    it('have no opens, which are known, if nothing was delivered of those that are tracked', () => {
      const undelivered = { ...outcomes, sent: 10, delivered: 0, opened: 0, clicked: 0, humanOpened: 0 };
      const values = (rows: object[], column: ColumnId) => valueOf(totalOf(of(rows)), column, 0);
      const two = [reportRow({ ...untracked, emailId: '1' }), reportRow({ ...undelivered, emailId: '2' })];
      expect([values(two, 'opened'), values(two, 'openedRate'), values(two, 'delivered')]).to.deep.equal([0, NaN, 90]);
      const none = [reportRow({ ...untracked, ...undelivered })];
      expect(values(none, 'opened'), 'as in the row of the email').to.be.NaN;
    });

    it('mark no campaign whose untracked clicks exceed the tracked opens', () => {
      const quiet = reportRow({ opened: 1, clicked: 1, unsubscribed: 0, humanOpened: 1, humanClicked: 1 });
      const [campaign] = campaignsOf(of([quiet, reportRow({ ...untracked, emailId: '12' })]));
      expect(findContradiction(campaign!.rows.numbers, campaign!.row)).to.equal(undefined);
    });

    it('count these emails, and tell whether the opens of a campaign are tracked', () => {
      const rows = [untracked, untracked, {}, {}, { openTracked: true }, untracked].map((fields, index) =>
        reportRow({ ...fields, campaignId: String(index >> 1), emailId: String(index) }),
      );
      const { numbers } = totalOf(of(rows));
      expect([numbers['emails']?.[0], numbers['emailsTracked']?.[0]]).to.deep.equal([6, 3]);
      const campaigns = campaignsOf(of(rows));
      const flags = campaigns.map(({ rows: { text }, row }) => text.openTracked[row]);
      expect(flags).to.deep.equal([false, undefined, undefined]);
    });
  });

  it('mark a campaign that has an email that may have begun earlier', () => {
    const marked = [{}, { mayHaveBegunEarlier: true }, { mayHaveBegunEarlier: false }, {}].map((fields, index) =>
      reportRow({ ...fields, campaignId: String(index >> 1), emailId: String(index) }),
    );
    const flags = campaignsOf(parseReport(reportResponse(marked))).map(
      ({ rows, row }) => rows.text.mayHaveBegunEarlier[row],
    );
    expect(flags).to.deep.equal([true, undefined]);
  });

  it('are unknown if one email has no count', () => {
    const lacking = parseReport(reportResponse([reportRow(), reportRow({ emailId: '12', opened: null })]));
    const total = totalOf(lacking);
    expect(valueOf(total, 'opened', 0)).to.be.NaN;
    expect(valueOf(total, 'openedRate', 0)).to.be.NaN;
    expect(valueOf(total, 'clickToOpenRate', 0)).to.be.NaN;
    expect(valueOf(total, 'clickedRate', 0)).to.equal(160 / 1900);
  });

  it('are unknown if the sum is too large to be exact', () => {
    const sent = Number.MAX_SAFE_INTEGER;
    const huge = parseReport(reportResponse([reportRow({ sent }), reportRow({ emailId: '12', sent })]));
    expect(valueOf(totalOf(huge), 'sent', 0)).to.be.NaN;
    expect(valueOf(huge, 'sent', 1)).to.equal(sent);
  });

  it('of all campaigns add up to the report’s totals', () => {
    const row = fc.record({ campaign: fc.integer({ min: 0, max: 5 }), sent: fc.nat(), opened: fc.option(fc.nat()) });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), (rows) => {
        const any = parseReport(
          reportResponse(
            rows.map(({ campaign, sent, opened }, index) =>
              reportRow({ campaignId: campaign, emailId: index, sent, opened }),
            ),
          ),
        );
        const campaigns = campaignsOf(any);
        const total = totalOf(any);
        expect(campaigns.reduce((sum, { emails = 1 }) => sum + emails, 0)).to.equal(rows.length);
        for (const count of countIds) {
          const sum = campaigns.reduce((left, { rows, row }) => left + (rows.numbers[count][row] ?? NaN), 0);
          expect(sum).to.deep.equal(total.numbers[count][0]);
        }
      }),
      { numRuns: 50 },
    );
  });
});
