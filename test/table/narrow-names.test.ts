import { setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { eventually, ReportPage } from '../support/report-page.ts';
import { reportResponse, reportRow } from '../support/report-response.ts';
import { nextPaint } from '../support/waiting.ts';

/** The longest words that are usual in names. */
const words = ['Announcement', 'Confirmation', 'Ankündigung', 'Registration', 'Réengagement'];
const report = reportResponse(
  words.map((emailName, index) => reportRow({ emailId: String(index), emailName, campaignName: 'Spring launch' })),
);

const campaignName = 'Spring launch for distributors';
const ofProgram = reportResponse(
  ['Invite', 'Reminder'].map((name, index) =>
    reportRow({ emailId: String(index), emailName: `${campaignName}.${name}`, campaignName }),
  ),
);

/** The visible names of each row: that of a campaign, an email, or both. */
const visibleNames = (page: ReportPage) =>
  page
    .all('tbody tr')
    .map((row) => [...row.querySelectorAll('th bdi')].map(({ lastChild }) => lastChild?.textContent))
    .filter(({ length }) => length > 0);

/** The boxes of the lines of a text. */
function linesOf(element: Element): DOMRect[] {
  const range = document.createRange();
  range.selectNodeContents(element);
  const rects = [...range.getClientRects()].filter(({ width }) => width > 0);
  return rects.filter(({ top }, index) => index === 0 || top !== rects[index - 1]!.top);
}

describe('names on a phone', () => {
  before(() => {
    document.body.style.font = '14px/1.5 system-ui, sans-serif';
  });

  afterEach(async () => {
    ReportPage.clear();
    await setViewport({ width: 800, height: 600 });
  });

  after(() => {
    document.body.style.font = '';
  });

  for (const width of [360, 320]) {
    it(`do not break usual words at ${width} px, and show all of their letters`, async () => {
      await setViewport({ width, height: 740 });
      const page = ReportPage.mount({ report });
      await page.reaches('ready');
      await eventually('dates below names', () => page.all('tbody .date').length > 0);
      await nextPaint();
      const names = page.all('tbody .nested bdi');
      expect(names.map(({ textContent }) => textContent)).to.have.members(words);
      for (const name of names) {
        const lines = linesOf(name);
        expect(lines, name.textContent).to.have.length(1);
        const { top, bottom } = name.getBoundingClientRect();
        // Descenders, as in g, are in the box that cuts a longer name.
        expect([lines[0]!.top >= top - 1, lines[0]!.bottom <= bottom + 1], name.textContent).to.eql([true, true]);
      }
    });
  }

  it('of a flat list have the campaign above the rest of the email’s name', async () => {
    await setViewport({ width: 360, height: 740 });
    const page = ReportPage.mount({ report: ofProgram, groupBy: 'none' });
    await page.reaches('ready');
    await eventually('dates below names', () => page.all('tbody .date').length > 0);
    expect(visibleNames(page)[0]).to.deep.equal(['Spring launch for distributors', 'Invite']);
    const [campaign, email] = page.all('tbody tr:first-child .name bdi').map((name) => name.getBoundingClientRect());
    expect(email!.top).to.be.at.least(campaign!.bottom - 1);
  });
});

describe('names of a flat list', () => {
  afterEach(() => ReportPage.clear());

  it('do not repeat the campaign, which is beside them', async () => {
    const page = ReportPage.mount({ report: ofProgram, groupBy: 'none' });
    await page.reaches('ready');
    expect(visibleNames(page)).to.deep.equal([['Invite'], ['Reminder']]);
    expect(page.all('tbody th .link, tbody th bdi')[0]?.textContent).to.equal('Spring launch for distributors.Invite');
    page.element.columns = 'emailName,sent';
    await page.settled();
    expect(visibleNames(page)[0]).to.deep.equal(['Spring launch for distributors.Invite']);
  });
});
