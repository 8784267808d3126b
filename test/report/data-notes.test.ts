import { expect } from 'chai';
import type { ReportResponse } from '../../src/endpoint/contract.ts';
import { FakeEndpoint } from '../support/fake-endpoint.ts';
import { eventually, ReportPage } from '../support/report-page.ts';
import { reportResponse, reportRow } from '../support/report-response.ts';

const asOf = new Date(Date.now() - 3_600_000).toISOString();

/** The visible texts of the notes, and of their button. */
function visibleText(page: ReportPage): string {
  const parts = [...(page.all('cer-data-notes')[0]?.shadowRoot?.children ?? [])] as HTMLElement[];
  return parts
    .filter((part) => part.checkVisibility())
    .map(({ innerText }) => innerText.trim())
    .filter(Boolean)
    .join(' ');
}

async function notesOf(fields: Partial<ReportResponse>, lang = 'en'): Promise<string> {
  const page = ReportPage.mount({ lang, report: reportResponse([reportRow()], { asOf, ...fields }) });
  await page.reaches(fields.rows?.length === 0 ? 'empty' : 'ready');
  const text = () => visibleText(page);
  await eventually('notes', () => text() !== '');
  return text();
}

describe('notes about the data', () => {
  afterEach(() => {
    ReportPage.clear();
    document.body.style.inlineSize = '';
  });

  it('say that the data is more than a day old', async () => {
    expect(await notesOf({ asOf: '2026-11-02T06:00:00Z' })).to.equal('This data is more than a day old.');
  });

  it('name gaps, unknown results and orphans, and show unknown codes by their message', async () => {
    const notes = [
      { code: 'gap', from: '2026-10-01T00:00:00Z', to: '2026-10-03T00:00:00Z' },
      { code: 'no-action-result' },
      { code: 'orphans', count: 1 },
      { code: 'late', message: '<b>Clicks</b> are late.' },
      ...[{ code: 'other' }, { code: 'gap', from: 'yesterday' }, { code: 'orphans', count: -5 }, null, 'text'],
    ];
    expect(await notesOf({ notes: notes as never })).to.equal(
      'Activity from Oct 1, 2026, 2:00 AM to Oct 3, 2026, 2:00 AM is missing. Sends that Marketo skipped can’t be told apart and count as sent. 1 entry of the activity log has no send in this data and isn’t counted. <b>Clicks</b> are late.',
    );
  });

  it('begin with the gaps, and show the others on request on a narrow screen', async () => {
    document.body.style.inlineSize = '360px';
    const gap = { code: 'gap', from: '2026-10-01T00:00:00Z', to: '2026-10-03T00:00:00Z' };
    const notes = [{ code: 'no-action-result' }, { code: 'orphans', count: 2 }, gap];
    const page = ReportPage.mount({ report: reportResponse([reportRow()], { asOf, notes }) });
    await page.reaches('ready');
    const missing = 'Activity from Oct 1, 2026, 2:00 AM to Oct 3, 2026, 2:00 AM is missing.';
    await eventually('notes', () => visibleText(page) === `${missing} 2 more notes`);
    await page.press('2 more notes');
    expect(visibleText(page)).to.equal(
      `${missing} Sends that Marketo skipped can’t be told apart and count as sent. 2 entries of the activity log have no send in this data and aren’t counted. Fewer notes`,
    );
    await page.press('Fewer notes');
    expect(visibleText(page)).to.equal(`${missing} 2 more notes`);
  });

  it('replace the rows while there is no data yet', async () => {
    const note = { code: 'no-data', message: 'A sentence of the server.' };
    const page = ReportPage.mount({ report: { ...reportResponse([]), asOf: null, notes: [note] } });
    await page.reaches('empty');
    await eventually('notes', () => visibleText(page) === 'No data yet. The first import hasn’t finished.');
    expect(page.all('cer-data-notes').length).to.equal(1);
    expect(page.text).not.to.include('No emails in this time frame.');
    expect(page.text).not.to.include('Show all time');
  });

  it('still say that there is no data while the report is sorted by a rate', async () => {
    const report = { ...reportResponse([]), asOf: null, notes: [{ code: 'no-data' }] };
    const page = ReportPage.mount({ report, sort: '-openedRate' });
    await page.reaches('empty');
    await eventually('notes', () => visibleText(page) !== '');
    expect(visibleText(page)).to.equal('No data yet. The first import hasn’t finished.');
  });

  it('replace no rows of an empty time frame, even if the end of the data is unknown', async () => {
    const endpoint = new FakeEndpoint();
    const page = ReportPage.mount({ endpoint: '/report', fetcher: endpoint.fetcher });
    await endpoint.answer({ ...reportResponse([]), asOf: null, notes: [{ code: 'orphans', count: 1 }] });
    await page.reaches('empty');
    await eventually('notes', () => visibleText(page).startsWith('1 entry of the activity log'));
    expect(page.text).to.include('No emails in this time frame.');
    expect(page.buttons).to.include('Show all time');
  });

  it('count the sends that are too young at an age', async () => {
    const notesAt = (tooYoung: number, lang = 'en') => notesOf({ age: '7d', rows: [reportRow({ tooYoung })] }, lang);
    expect(await notesAt(12)).to.equal('12 sends are too young to count.');
    expect(await notesAt(1)).to.equal('1 send is too young to count.');
    expect(await notesAt(12, 'fr')).to.equal('12 envois sont trop récents pour être comptés.');
    expect(await notesAt(1, 'fr')).to.equal('1 envoi est trop récent pour être compté.');
  });

  it('are in French', async () => {
    expect(await notesOf({ notes: [{ code: 'orphans', count: 120 }] }, 'fr')).to.equal(
      '120 entrées du journal d’activité ne correspondent à aucun envoi de ces données et ne sont pas comptées.',
    );
  });

  it('follow the range of the data, and are absent without any', async () => {
    const page = ReportPage.mount({
      report: reportResponse([reportRow()], { asOf, dataFrom: '2026-01-05T08:00:00Z' }),
    });
    await page.reaches('ready');
    expect(page.text).to.match(/Data from Jan 5, 2026 through /);
    expect(page.all('cer-data-notes')).to.be.empty;
  });
});
