import { expect } from 'chai';
import { eventually, ReportPage, type ReportProperties } from '../support/report-page.ts';
import { manyRows, reportResponse, reportRow } from '../support/report-response.ts';
import { pendingTasks } from '../support/waiting.ts';

const rows = [
  reportRow({
    campaignId: '1',
    campaignName: 'Straße',
    campaignFolder: '/Straßen',
    emailId: '1',
    emailName: 'Straße.Rue',
  }),
  reportRow({
    campaignId: '1',
    campaignName: 'Straße',
    campaignFolder: '/Straßen',
    emailId: '2',
    emailName: 'Straße.Road',
  }),
  reportRow({
    campaignId: '2',
    campaignName: 'Road show',
    campaignFolder: '/Other',
    emailId: '3',
    emailName: 'Invite',
  }),
];

/** The marked texts, from top to bottom. */
function marks(): string[] {
  const ranges = [...(CSS.highlights.get('cer-match') ?? [])].map((range) => {
    const live = document.createRange();
    live.setStart(range.startContainer, range.startOffset);
    live.setEnd(range.endContainer, range.endOffset);
    return live;
  });
  return ranges.map(String);
}

async function marksAre(...expected: readonly string[]): Promise<void> {
  await eventually(`the marks ${expected.join()}`, () => marks().join() === expected.join()).catch(() => {
    expect(marks()).to.deep.equal(expected);
  });
}

async function show(properties: ReportProperties): Promise<ReportPage> {
  const page = ReportPage.mount({
    report: reportResponse(rows),
    columns: 'emailName,campaignFolder,sent',
    ...properties,
  });
  await page.reaches('ready');
  return page;
}

afterEach(async () => {
  ReportPage.clear();
  await marksAre();
});

describe('marks of matches', () => {
  it('are in campaigns, emails and folders, also where a letter folds to two', async () => {
    const page = await show({ search: 'STRASSE' });
    await marksAre(...Array<string>(6).fill('Straße'));
    const names = page.all('tbody th').map(({ textContent }) => textContent);
    page.element.search = 'ro';
    await marksAre('Ro', 'Ro');
    page.element.search = '';
    await marksAre();
    expect(page.all('tbody th').map(({ textContent }) => textContent)).to.include.members(names);
  });

  it('follow the rows that the reader scrolls to', async () => {
    const page = await show({
      report: reportResponse(manyRows(1204)),
      groupBy: 'none',
      search: 'email',
      columns: 'emailName,sent',
    });
    const inDocument = () => page.all('tbody tr[aria-rowindex]').length;
    await eventually('the marks', () => marks().length === inDocument());
    const [before] = page.names;
    page.scroller.scrollTop = 20_000;
    await eventually('other rows', () => page.names[0] !== before);
    await eventually('their marks', () => marks().length === inDocument());
    expect(new Set(marks())).to.have.lengthOf(1);
  });

  it('keep their color when other styles load', async () => {
    const page = await show({ search: 'show' });
    await marksAre('show');
    const color = () =>
      getComputedStyle(page.all('tbody th bdi')[0] as Element, '::highlight(cer-match)').backgroundColor;
    const before = color();
    expect(before).not.to.equal('rgba(0, 0, 0, 0)');
    page.all('thead th')[1]?.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, composed: true }));
    await eventually(
      'the styles of handles',
      () => getComputedStyle(page.all('.handle')[1] as Element).position === 'absolute',
    );
    expect(color()).to.equal(before);
  });

  it('end with a report that is removed while it follows a search', async () => {
    const page = await show({ search: 'show' });
    await marksAre('show');
    page.element.search = 'invite';
    page.element.remove();
    await pendingTasks();
    expect(marks()).to.deep.equal([]);
  });

  it('of two reports are independent', async () => {
    await show({ search: 'show' });
    const other = await show({ search: 'invite' });
    await marksAre('show', 'Invite');
    other.element.remove();
    await marksAre('show');
  });
});
