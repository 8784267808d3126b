import { expect } from 'chai';
import { eventually, ReportPage } from '../support/report-page.ts';
import { reportResponse, reportRow, springAndAutumn } from '../support/report-response.ts';

const report = reportResponse(springAndAutumn);

describe('report', () => {
  afterEach(() => ReportPage.clear());

  it('shows campaigns with subtotals, their emails and the totals', async () => {
    const page = ReportPage.mount({ report });
    await page.reaches('ready');
    expect(page.names).to.deep.equal(['Autumn news', 'Élan', 'Spring launch', 'Reminder', 'Invite']);
    expect(page.cell('Invite', 'Sent')).to.equal('1,000');
    expect(page.cell('Spring launch', 'Sent')).to.equal('1,500');
    expect(page.cell('Total', 'Sent')).to.equal('1,700');
    expect(page.cell('Total', '% opened')).to.equal('30.5%');
    expect(page.cell('Spring launch', 'First sent')).to.equal('Nov 2, 2026');
  });

  it('shows a dash for rates without a denominator and for unknown counts', async () => {
    const rows = [
      ...springAndAutumn,
      reportRow({ campaignId: '3', campaignName: 'Third', emailId: '31', emailName: 'Half', opened: null }),
    ];
    const page = ReportPage.mount({ report: reportResponse(rows) });
    await page.reaches('ready');
    expect(page.cell('Élan', 'Click-to-open rate')).to.equal('–');
    for (const name of ['Half', 'Third', 'Total']) {
      expect(page.cell(name, 'Opened'), name).to.equal('–');
      expect(page.cell(name, '% opened'), name).to.equal('–');
      expect(page.cell(name, 'Click-to-open rate'), name).to.equal('–');
    }
    expect(page.cell('Total', 'Clicked link')).to.equal('210');
  });

  it('shows the period, the number of emails and the time of the data', async () => {
    const page = ReportPage.mount({ report });
    await page.reaches('ready');
    expect(page.text).to.match(/Oct 25\s–\sNov 23, 2026 · emails first sent in this period · Europe\/Paris/);
    expect(page.text).to.match(/3 emails · Data through Nov 23, 2026, 7:00\sAM/);
  });

  it('shows dates in the time zone of the report', async () => {
    const rows = [reportRow({ firstSentAt: '2026-11-02T23:30:00Z' })];
    for (const [timeZone, day] of [
      ['America/Los_Angeles', 'Nov 2, 2026'],
      ['Europe/Paris', 'Nov 3, 2026'],
      ['Pacific/Auckland', 'Nov 3, 2026'],
    ] as const) {
      const page = ReportPage.mount({ report: reportResponse(rows, { timeZone }) });
      await page.reaches('ready');
      expect(page.cell('Invite', 'First sent'), timeZone).to.equal(day);
    }
  });

  it('has French messages, formats and plurals', async () => {
    const page = ReportPage.mount({ report, lang: 'fr' });
    await page.reaches('ready');
    const labels = [
      'Envoyés',
      'Délivrés',
      'Hard bounces',
      'Soft bounces',
      'En attente',
      'Ouverts',
      'Lien cliqué',
      'Désabonnés',
    ];
    for (const label of labels) expect(page.header(label), label).to.exist;
    expect(page.cell('Spring launch', 'Envoyés')).to.match(/^1\s500$/);
    expect(page.cell('Total', '% ouverts')).to.match(/^30,5\s%$/);
    expect(page.text).to.include('3 e‑mails');
    const none = ReportPage.mount({ report: reportResponse([]), lang: 'fr-CA' });
    await none.reaches('empty');
    expect(none.text).to.include('0 e‑mail ·');
  });

  it('shows names that contain HTML as text', async () => {
    const names = ['<img src=x onerror="fail()">', '${alert(1)}', '"><script>1</script>', '\u202Etxt.exe'];
    const rows = names.map((emailName, emailId) => reportRow({ emailId, emailName, campaignName: '<b>Bold</b>' }));
    const page = ReportPage.mount({ report: reportResponse(rows) });
    await page.reaches('ready');
    for (const name of [...names, '<b>Bold</b>']) expect(page.names).to.include(name);
    expect(page.all('img, script, b')).to.be.empty;
  });

  it('marks an email with contradictory counts and shows them unchanged', async () => {
    const page = ReportPage.mount({ report: reportResponse([reportRow({ opened: 100, clicked: 500 })]) });
    await page.reaches('ready');
    expect(page.cell('Invite', 'Clicked link')).to.equal('500');
    expect(page.cell('Invite', 'Click-to-open rate')).to.equal('500.0%');
    const marks = () => page.all('[role=img]').map(({ ariaLabel }) => ariaLabel);
    await eventually('the mark', () => marks().join().includes('exceeds'));
  });

  it('never shows raw values such as null or NaN', async () => {
    const lacking = { campaignId: 1, campaignName: 'C', emailId: 2, emailName: '', sent: 0 };
    const bare = { version: 1 as const, rows: [lacking] };
    for (const groupBy of ['campaign', 'none'] as const) {
      const page = ReportPage.mount({ report: bare, groupBy });
      await page.reaches('ready');
      expect(page.text).not.to.match(/undefined|NaN|null|\[object|Invalid|function/);
      expect(page.headers.map((header) => header.textContent.trim())).to.have.length(groupBy === 'none' ? 3 : 2);
    }
  });

  it('has an empty state that offers all time', async () => {
    const given = ReportPage.mount({ report: reportResponse([]) });
    await given.reaches('empty');
    expect(given.text).to.include('No emails in this time frame.');
    const fetched = ReportPage.mount({
      endpoint: '/r',
      fetcher: () => Promise.resolve(Response.json(reportResponse([]))),
    });
    await fetched.reaches('empty');
    await fetched.press('Show all time');
    expect(fetched.element.timeFrame).to.equal('all-time');
  });

  it('hides the time frame picker for a report of the host', async () => {
    const page = ReportPage.mount({ report });
    await page.reaches('ready');
    expect(page.all('.time-frame-button')).to.be.empty;
    page.element.report = undefined;
    page.element.endpoint = '/r';
    await page.settled();
    expect(page.all('.time-frame-button')).to.have.length(1);
  });
});
