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

async function marksOf(rows: readonly object[], lang = 'en', figures = ''): Promise<Record<string, string>> {
  const page = ReportPage.mount({ lang, figures, report: reportResponse(rows as never) });
  await page.reaches('ready');
  await page.settled();
  const marks = () => page.all('[part=mark]').filter((mark) => mark.checkVisibility());
  const labels = () => page.headers.map(({ textContent }) => textContent).join();
  if (figures) await eventually('the chosen activity', () => labels().includes('Clicked (no bots)'));
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

describe('contradictory counts of chosen activity', () => {
  afterEach(() => ReportPage.clear());

  // Two campaigns of two emails each: their subtotals are checked, too. Everyone unsubscribed through a bot's click.
  const opens = { sent: 100, delivered: 90, opened: 40, humanOpened: 32, privacyOpened: 7, clicked: 30 } as const;
  const consistent = ['1', '2'].map((emailId) => ({
    ...{ campaignId: '1', campaignName: 'Spring', emailId, emailName: `Email ${emailId}` },
    ...{ ...opens, hardBounced: 10, softBounced: 0, pending: 0, aborted: 0, humanClicked: 3, unsubscribed: 35 },
  }));
  const [first] = consistent;
  const contradictory = ['3', '4'].map((emailId) => ({
    ...{ ...first, campaignId: '2', campaignName: 'Autumn', emailId, emailName: `Email ${emailId}`, humanOpened: 41 },
  }));
  const untracked = { ...first, emailId: '5', emailName: 'Email 5', openTracked: false } as const;
  const untrackedOpens = { opened: null, humanOpened: null, privacyOpened: null };

  for (const figures of ['', 'activity=human', 'activity=person', 'activity=person;rateBase=sent']) {
    it(`are those that the endpoint sent, with the figures "${figures}"`, async () => {
      const rows = [...consistent, { ...untracked, ...untrackedOpens }, ...contradictory];
      const marks = await marksOf(rows, 'en', figures);
      expect(marks).to.deep.equal({
        Autumn: 'Opened (no bots) (82) exceeds Opened (80) in the server’s data.',
        'Email 3': 'Opened (no bots) (41) exceeds Opened (40) in the server’s data.',
        'Email 4': 'Opened (no bots) (41) exceeds Opened (40) in the server’s data.',
      });
    });
  }
});
