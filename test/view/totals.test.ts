import { expect } from 'chai';
import fc from 'fast-check';
import { parseReport } from '../../src/data/contract.ts';
import { countIds } from '../../src/model/metrics.ts';
import { valueOf } from '../../src/view/rows.ts';
import { groupByCampaign, totalOf } from '../../src/view/totals.ts';
import { reportResponse, reportRow, springAndAutumn } from '../support/report-response.ts';

const report = parseReport(reportResponse(springAndAutumn));

describe('totals', () => {
  it('compute rates from summed counts, never from averaged rates', () => {
    const total = totalOf(report);
    expect(valueOf(total, 'sent', 0)).to.equal(1700);
    expect(valueOf(total, 'openedRate', 0)).to.equal(500 / 1640);
    expect(valueOf(total, 'clickToOpenRate', 0)).to.equal(130 / 500);
  });

  it('of a campaign are those of its emails, with the earliest send and the latest activity', () => {
    const campaigns = groupByCampaign(report);
    expect(campaigns.text.campaignName).to.deep.equal(['Spring launch', 'Autumn news']);
    expect(campaigns.members).to.deep.equal([[0, 1], [2]]);
    expect(valueOf(campaigns, 'delivered', 0)).to.equal(1440);
    expect(valueOf(campaigns, 'firstSentAt', 0)).to.equal(Date.parse('2026-11-02T08:00:00Z'));
    expect(valueOf(campaigns, 'lastActivityAt', 0)).to.equal(Date.parse('2026-11-09T17:11:09Z'));
  });

  it('have no rate where the denominator is 0', () => {
    expect(valueOf(groupByCampaign(report), 'clickToOpenRate', 1)).to.be.NaN;
  });

  it('are unknown, not less, where one email lacks the count', () => {
    const lacking = parseReport(reportResponse([reportRow(), reportRow({ emailId: '12', opened: null })]));
    const total = totalOf(lacking);
    expect(valueOf(total, 'opened', 0)).to.be.NaN;
    expect(valueOf(total, 'openedRate', 0)).to.be.NaN;
    expect(valueOf(total, 'clickToOpenRate', 0)).to.be.NaN;
    expect(valueOf(total, 'clickedRate', 0)).to.equal(160 / 1900);
  });

  it('are unknown where the sum is too large to be exact', () => {
    const sent = Number.MAX_SAFE_INTEGER;
    const huge = parseReport(reportResponse([reportRow({ sent }), reportRow({ emailId: '12', sent })]));
    expect(valueOf(totalOf(huge), 'sent', 0)).to.be.NaN;
    expect(valueOf(huge, 'sent', 1)).to.equal(sent);
  });

  it('of all campaigns add up to the total, whatever the emails', () => {
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
        const campaigns = groupByCampaign(any);
        const total = totalOf(any);
        expect(campaigns.members.flat().sort((a, b) => a - b)).to.deep.equal(rows.map((_, index) => index));
        for (const count of countIds) {
          const sum = campaigns.numbers[count].reduce((left, right) => left + right, 0);
          expect(sum).to.deep.equal(total.numbers[count][0]);
        }
      }),
      { numRuns: 50 },
    );
  });
});
