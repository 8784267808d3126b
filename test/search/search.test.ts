import { emulateMedia, sendKeys, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { accessibilityViolations } from '../support/accessibility.ts';
import { eventually, ReportPage, type ReportProperties } from '../support/report-page.ts';
import { manyRows, reportResponse, springAndAutumn } from '../support/report-response.ts';
import { pendingTasks, withFakeTimers } from '../support/waiting.ts';

const report = reportResponse(springAndAutumn);

async function show(properties: ReportProperties = {}): Promise<ReportPage> {
  const page = ReportPage.mount({ report, ...properties });
  await page.reaches('ready');
  return page;
}

const fieldOf = (page: ReportPage) => page.all('[part~=search]')[0] as HTMLInputElement;
const hasFocus = (page: ReportPage) => fieldOf(page).matches(':focus');

async function type(page: ReportPage, text: string): Promise<void> {
  fieldOf(page).focus();
  fieldOf(page).select();
  await sendKeys({ type: text });
  await eventually(`a search for "${text}"`, () => page.element.search === text);
  await page.settled();
}

afterEach(() => ReportPage.clear());

describe('search', () => {
  it('filters by email and campaign name, ignoring case and diacritics', async () => {
    const page = await show();
    await type(page, 'elan');
    await eventually('the match alone', () => page.names.join() === 'Autumn news,Élan');
    await type(page, 'SPRING');
    await eventually('the campaign', () => page.names.join() === 'Spring launch,Reminder,Invite');
  });

  it('shows the number of matches and announces it when typing pauses', async () => {
    const page = await show({ report: reportResponse(manyRows(1204)) });
    expect(page.text).to.include('1,204 emails');
    await type(page, 'email 120');
    await eventually('the count', () => page.text.includes('6 of 1,204 emails match'));
    await eventually('the announcement', () => page.announcement.includes('6 of 1,204 emails match'));
  });

  it('computes the totals of the matches', async () => {
    const page = await show();
    await type(page, 'reminder');
    await eventually('the total', () => page.cell('Total', 'Sent') === '500');
  });

  it('expands a campaign with matches and collapses it when it is cleared', async () => {
    const page = await show();
    await page.press('Collapse all');
    await type(page, 'invite');
    await eventually('the match', () => page.names.join() === 'Spring launch,Invite');
    await sendKeys({ press: 'Escape' });
    await eventually('all campaigns, closed', () => page.names.join() === 'Autumn news,Élan,Spring launch');
  });

  it('replaces the rows with a message and a clear button if nothing matches', async () => {
    const page = await show();
    await type(page, 'zzz');
    await eventually('the sentence', () => page.text.includes('No results for “zzz”.'));
    expect(page.names).to.deep.equal([]);
    const panel = page.all('[part=panel] button')[0] as HTMLButtonElement;
    panel.click();
    await eventually('all rows', () => page.names.length === 5);
    expect(fieldOf(page).value).to.equal('');
  });

  it('is cleared by its button, which is hidden while the field is empty', async () => {
    const page = await show();
    expect(page.buttons).not.to.include('Clear search');
    await type(page, 'invite');
    await page.press('Clear search');
    expect(page.element.search).to.equal('');
    expect(hasFocus(page)).to.equal(true);
    expect(page.buttons).not.to.include('Clear search');
  });

  it('is cleared by Escape, which reaches the page only if the field is empty', async () => {
    const page = await show();
    const heard: string[] = [];
    const hear = (event: KeyboardEvent) => heard.push(event.key);
    document.addEventListener('keydown', hear);
    await type(page, 'invite');
    heard.length = 0;
    await sendKeys({ press: 'Escape' });
    expect(page.element.search).to.equal('');
    expect(heard).to.deep.equal([]);
    await sendKeys({ press: 'Escape' });
    expect(heard).to.deep.equal(['Escape']);
    document.removeEventListener('keydown', hear);
  });

  it('searches immediately on Enter', async () => {
    const page = await show();
    fieldOf(page).focus();
    await sendKeys({ type: 'élan' });
    await sendKeys({ press: 'Enter' });
    expect(page.element.search).to.equal('élan');
  });

  it('fires one view-change event when typing pauses, and sets no attribute', async () => {
    const page = await show();
    const searches: string[] = [];
    page.element.addEventListener('view-change', ({ detail }) => searches.push(detail.search));
    await withFakeTimers(async (timers) => {
      fieldOf(page).focus();
      await sendKeys({ type: 'invite' });
      expect(searches).to.deep.equal([]);
      timers.advance(200);
    });
    expect(searches).to.deep.equal(['invite']);
    expect(page.element.hasAttribute('search')).to.equal(false);
  });

  for (const [what, move] of [
    ['moves in the document', (page: ReportPage) => document.body.append(page.element)],
    [
      'is removed and returns later',
      async (page: ReportPage) => {
        page.element.remove();
        await page.settled();
        document.body.append(page.element);
      },
    ],
  ] as const) {
    it(`keeps text and searches for it when the element ${what} while the reader types`, async () => {
      const page = await show();
      await withFakeTimers(async (timers) => {
        // Not by keys: Chromium fires a change event when a focused field is removed, other browsers do not.
        fieldOf(page).value = 'reminder';
        fieldOf(page).dispatchEvent(new InputEvent('input'));
        timers.advance(100);
        await move(page);
        timers.advance(200);
      });
      expect(fieldOf(page).value).to.equal('reminder');
      await eventually('the match', () => page.names.join() === 'Spring launch,Reminder');
    });
  }

  it('shows the search that the host sets while the element is removed', async () => {
    const page = await show();
    page.element.remove();
    page.element.search = 'invite';
    await page.settled();
    document.body.append(page.element);
    await eventually('the match', () => page.names.join() === 'Spring launch,Invite');
    await pendingTasks();
    expect([page.element.search, fieldOf(page).value]).to.deep.equal(['invite', 'invite']);
  });

  it('can be set by the host without an event', async () => {
    const page = await show();
    const told: string[] = [];
    page.element.addEventListener('view-change', ({ detail }) => told.push(detail.search));
    page.element.setAttribute('search', 'reminder');
    await eventually('the match', () => page.names.join() === 'Spring launch,Reminder');
    expect(fieldOf(page).value).to.equal('reminder');
    page.element.removeAttribute('search');
    await eventually('all rows', () => page.names.length === 5);
    expect(told).to.deep.equal([]);
  });

  it('has French messages', async () => {
    const page = await show({ lang: 'fr' });
    expect(fieldOf(page).getAttribute('aria-label')).to.equal('Rechercher une campagne ou un e‑mail');
    await type(page, 'invite');
    await eventually('the count', () => page.text.includes('1 e‑mail sur 3 correspond'));
    await type(page, 'zzz');
    await eventually('the sentence', () => /Aucun résultat pour «\szzz\s»\./.test(page.text));
  });

  it('looks like a button in a narrow toolbar and expands on use', async () => {
    await setViewport({ width: 360, height: 640 });
    const page = await show();
    const width = () => fieldOf(page).getBoundingClientRect().width;
    expect(width()).to.be.within(24, 48);
    const [heading, refresh] = [page.all('[part=heading]')[0]!, page.all('[part=columns-button]')[0]!];
    expect(heading.getBoundingClientRect().bottom).to.be.at.most(refresh.getBoundingClientRect().top);
    expect(fieldOf(page).getBoundingClientRect().top).to.be.below(refresh.getBoundingClientRect().top - 24);
    fieldOf(page).focus();
    expect(width()).to.be.above(250);
    await type(page, 'invite');
    fieldOf(page).blur();
    expect(width()).to.be.above(250);
    await setViewport({ width: 800, height: 600 });
  });

  for (const [width, lines] of [
    [1200, 1],
    [800, 2],
  ] as const) {
    it(`is on one line with all controls at ${width} pixels`, async () => {
      await setViewport({ width, height: 640 });
      const page = await show({
        endpoint: '/report',
        report: undefined,
        fetcher: () => Promise.resolve(Response.json(report)),
      });
      const box = (selector: string) => page.all(selector)[0]!.getBoundingClientRect();
      const controls = ['cer-search-field', '.time-frame-button', '.columns-button', '[part=refresh]'];
      const middles = controls.map((selector) => box(selector).top + box(selector).height / 2);
      expect(Math.max(...middles) - Math.min(...middles)).to.be.below(2);
      expect(box('cer-search-field').top > box('[part=heading]').bottom).to.equal(lines === 2);
      expect(box('[part=refresh]').right).to.be.above(width - 40);
      await setViewport({ width: 800, height: 600 });
    });
  }

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has no axe violations in the ${colorScheme} color scheme`, async () => {
      document.documentElement.style.cssText = 'color-scheme: light dark; background: light-dark(#fff, #15181e)';
      await emulateMedia({ colorScheme });
      const page = await show();
      await type(page, 'invite');
      expect(await accessibilityViolations(page.element)).to.deep.equal([]);
      await type(page, 'zzz');
      expect(await accessibilityViolations(page.element)).to.deep.equal([]);
      await emulateMedia({ colorScheme: 'light' });
      document.documentElement.style.cssText = '';
    });
  }
});
