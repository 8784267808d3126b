import { expect } from 'chai';
import { reportResponse } from '../support/report-response.ts';
import { eventually, ReportPage } from '../support/report-page.ts';

const [good, bad, unequal] = [
  {
    campaignId: '1',
    campaignName: 'Spring',
    emailId: '1',
    emailName: 'Invite',
    sent: 20_000,
    delivered: 900,
    opened: 300,
  },
  {
    campaignId: '1',
    campaignName: 'Spring',
    emailId: '2',
    emailName: 'Reminder',
    sent: 812,
    delivered: 9999,
    opened: 300,
  },
  {
    ...{ campaignId: '2', campaignName: 'Autumn', emailId: '3', emailName: 'Save the date', sent: 100, delivered: 90 },
    ...{ hardBounced: 1, softBounced: 1, pending: 1, aborted: 1 },
  },
] as const;

async function marksOf(rows: readonly object[], lang = 'en'): Promise<Record<string, string>> {
  const page = ReportPage.mount({ lang, report: reportResponse(rows as never) });
  await page.reaches('ready');
  await page.settled();
  const marks = () => page.all('[part=mark]').filter((mark) => mark.checkVisibility());
  // The code of marks loads when a row has one.
  await eventually('the marks', () => marks().length > 0);
  return Object.fromEntries(
    marks().map((mark) => [
      mark.closest('tr')?.querySelector('bdi')?.textContent ?? '',
      mark.ariaLabel?.replaceAll(/\s/g, ' ') ?? '',
    ]),
  );
}

describe('contradictory counts', () => {
  afterEach(() => ReportPage.clear());

  it('are marked with an explanation', async () => {
    const marks = await marksOf([good, bad, unequal]);
    expect(marks).to.deep.equal({
      Reminder: 'Delivered (9,999) exceeds Sent (812) in the server’s data.',
      Autumn: 'Delivered, bounced, pending and aborted don’t add up to sent in the server’s data.',
    });
  });

  it('are marked on a campaign if its subtotals contradict', async () => {
    const marks = await marksOf([{ ...good, sent: 1000 }, bad]);
    expect(marks['Spring']).to.equal('Delivered (10,899) exceeds Sent (1,812) in the server’s data.');
  });

  it('are explained in French', async () => {
    const marks = await marksOf([good, bad], 'fr');
    expect(marks).to.deep.equal({
      Reminder: '« Délivrés » (9 999) dépasse « Envoyés » (812) dans les données du serveur.',
    });
  });
});
