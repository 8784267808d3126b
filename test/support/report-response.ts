import type { ReportResponse, ReportResponseRow } from '../../src/endpoint/contract.ts';

/** A complete and consistent row with 1,000 sent emails. `fields` override its properties. */
export function reportRow(fields: Partial<ReportResponseRow> = {}): ReportResponseRow {
  return {
    campaignId: '1',
    campaignName: 'Spring launch',
    campaignFolder: 'EMEA/2026',
    campaignArchived: false,
    emailId: '11',
    emailName: 'Invite',
    firstSentAt: '2026-11-02T08:00:00Z',
    lastActivityAt: '2026-11-09T17:11:09Z',
    sent: 1000,
    delivered: 950,
    hardBounced: 10,
    softBounced: 20,
    pending: 15,
    aborted: 5,
    opened: 400,
    clicked: 80,
    unsubscribed: 3,
    humanOpened: 310,
    humanClicked: 61,
    ...fields,
  };
}

/** A row of the only email of a campaign, both named after a number. */
export const numberedRow = (id: number, fields: Partial<ReportResponseRow>): ReportResponseRow =>
  reportRow({
    campaignId: String(id),
    campaignName: `Campaign ${id}`,
    emailId: `${id}1`,
    emailName: `Email ${id}`,
    ...fields,
  });

export function reportResponse(rows: ReportResponse['rows'], fields: Partial<ReportResponse> = {}): ReportResponse {
  return {
    version: 1,
    asOf: '2026-11-23T06:00:00Z',
    from: '2026-10-25',
    to: '2026-11-23',
    timeZone: 'Europe/Paris',
    dateBasis: 'first-sent',
    rowCount: rows.length,
    rows,
    ...fields,
  };
}

/** Three emails in two campaigns. They differ in every value that tests sort by. */
export const springAndAutumn: readonly ReportResponseRow[] = [
  reportRow({ emailId: '11', emailName: 'Invite', firstSentAt: '2026-11-02T08:00:00Z' }),
  reportRow({
    emailId: '12',
    emailName: 'Reminder',
    firstSentAt: '2026-11-04T08:00:00Z',
    sent: 500,
    delivered: 490,
    hardBounced: 4,
    softBounced: 6,
    pending: 0,
    aborted: 0,
    opened: 100,
    clicked: 50,
    unsubscribed: 1,
    humanOpened: 90,
    humanClicked: 45,
  }),
  reportRow({
    campaignId: '2',
    campaignName: 'Autumn news',
    campaignFolder: null,
    emailId: '21',
    emailName: 'Élan',
    firstSentAt: '2026-11-10T08:00:00Z',
    sent: 200,
    delivered: 200,
    hardBounced: 0,
    softBounced: 0,
    pending: 0,
    aborted: 0,
    opened: 0,
    clicked: 0,
    unsubscribed: 0,
    humanOpened: 0,
    humanClicked: 0,
  }),
];

/** Any number of different rows in campaigns of `emailsPerCampaign` emails; always the same rows. */
export function manyRows(count: number, emailsPerCampaign = 5): ReportResponseRow[] {
  return Array.from({ length: count }, (_, index) => {
    const campaign = Math.floor(index / emailsPerCampaign);
    const sent = 100 + ((index * 7919) % 5000);
    const delivered = sent - (index % 10);
    const opened = Math.floor(delivered / (2 + (index % 5)));
    return reportRow({
      campaignId: String(1000 + campaign),
      campaignName: `Campaign ${campaign + 1}`,
      emailId: String(10_000 + index),
      emailName: `Email ${index + 1}`,
      firstSentAt: new Date(Date.UTC(2026, 9, 25) + index * 60_000).toISOString(),
      sent,
      delivered,
      hardBounced: sent - delivered,
      softBounced: 0,
      pending: 0,
      aborted: 0,
      opened,
      clicked: Math.floor(opened / 4),
      unsubscribed: index % 3,
      humanOpened: opened,
      humanClicked: Math.floor(opened / 5),
    });
  });
}
