import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import type { NamedView } from '../../src/index.ts';
import { accessibilityViolations } from '../support/accessibility.ts';
import { activeElement, eventually, ReportPage, type ReportProperties } from '../support/report-page.ts';
import { reportResponse, springAndAutumn } from '../support/report-response.ts';
import { pendingTasks } from '../support/waiting.ts';
import { warningsOf } from '../support/warnings.ts';

const report = reportResponse(springAndAutumn);
const views = [
  { name: 'Best clicks', view: { sort: '-clickedRate', columns: 'emailName,sent,clickedRate' } },
  { name: 'Everything', view: { timeFrame: 'all-time' } },
];

class ViewsPage extends ReportPage {
  static async open(properties: ReportProperties = {}): Promise<ViewsPage> {
    const page = new ViewsPage(ReportPage.mount({ report, views, viewStorage: 'local:menu', ...properties }).element);
    await page.reaches('ready');
    return page;
  }

  get opener(): HTMLButtonElement | undefined {
    return this.all('[part~=views-button]')[0] as HTMLButtonElement | undefined;
  }

  get label(): string {
    return this.opener!.querySelector('span')!.textContent.replace(/\s+/g, ' ').trim();
  }

  /** The names of the views in the menu. */
  get offered(): string[] {
    return this.inPanel('li > .entry').map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim());
  }

  get message(): string {
    return this.inPanel('[role=status]')[0]!.textContent;
  }

  inPanel(selector: string): HTMLElement[] {
    return [...this.all('cer-views-panel')[0]!.shadowRoot!.querySelectorAll<HTMLElement>(selector)];
  }

  async openMenu(): Promise<void> {
    this.opener!.click();
    await eventually('the menu', () =>
      this.all('cer-views-panel').some((panel) => panel.shadowRoot?.childElementCount),
    );
    await eventually('the popover', () => this.all(':popover-open').length > 0);
    await this.settled();
  }

  async choose(name: string): Promise<void> {
    await this.openMenu();
    this.inPanel('li > .entry')
      .find(({ textContent }) => textContent.trim().startsWith(name))!
      .click();
    // The browser tells the button in a separate task that the popover is closed.
    await pendingTasks();
    await this.settled();
  }

  async save(name: string): Promise<void> {
    const field = this.inPanel('.save input')[0] as HTMLInputElement;
    field.value = name;
    field.form!.requestSubmit();
    await this.settled();
  }
}

afterEach(() => {
  ReportPage.clear();
  localStorage.clear();
});

describe('views menu', () => {
  it('offers the views of the host, and marks the current one, also when it is changed', async () => {
    const page = await ViewsPage.open({ sort: 'sent' });
    expect(page.label).to.equal('Views');
    await page.choose('Best clicks');
    expect(page.element.view).to.include({ sort: '-clickedRate', columns: 'emailName,sent,clickedRate' });
    expect(page.label).to.equal('Views: Best clicks');
    await page.sortBy('Sent');
    expect(page.label).to.equal('Views: Best clicks *');
    await page.openMenu();
    expect(page.offered).to.deep.equal(['Best clicks (changed)', 'Everything']);
    expect(page.inPanel('[aria-current=true]')).to.have.length(1);
    expect(await accessibilityViolations(page.element)).to.deep.equal([]);
    await page.press('Reset');
    await pendingTasks();
    expect(page.element.view).to.include({ sort: 'sent', columns: null });
    expect(page.label).to.equal('Views');
    await page.choose('Everything');
    expect(page.element.view).to.include({ sort: 'sent', timeFrame: 'all-time' });
  });

  for (const [when, change] of [
    ['the reader has changed the view', (page) => page.sortBy('Clicked link')],
    [
      'the reader has changed the view many times',
      async (page) => {
        const [table] = page.all('cer-report-table');
        for (let count = 0; count < 120; count++)
          table!.dispatchEvent(new CustomEvent('sort-request', { detail: { column: 'sent', isAdditional: false } }));
        await page.settled();
      },
    ],
    [
      'the reader has undone a change',
      async (page) => {
        await page.sortBy('Clicked link');
        await page.sortBy('Sent');
        page.sortButton('Sent').focus();
        await sendKeys({ press: 'Control+Z' });
        await eventually('the change to be undone', () => page.element.sort === '-clicked');
      },
    ],
  ] satisfies [string, (page: ViewsPage) => Promise<void>][]) {
    it(`returns to the view of the host, also if it gets its views when ${when}`, async () => {
      const page = await ViewsPage.open({ views: undefined, viewStorage: undefined, sort: 'opened' });
      await change(page);
      page.element.views = views;
      await eventually('the menu', () => page.opener);
      await page.choose('Everything');
      expect(page.element.view).to.include({ sort: 'opened', timeFrame: 'all-time' });
      await page.openMenu();
      await page.press('Reset');
      await pendingTasks();
      expect(page.element.view).to.include({ sort: 'opened', timeFrame: 'last-30-days' });
    });
  }

  it('saves, replaces, renames and deletes views of the reader, each with undo', async () => {
    const page = await ViewsPage.open({ views: undefined });
    await page.sortBy('Sent');
    await page.openMenu();
    await page.save('Mine');
    expect(page.message).to.equal('Saved “Mine”.');
    expect(page.label).to.equal('Views: Mine');
    await page.press('Rename “Mine”');
    await sendKeys({ type: 'Ours' });
    await sendKeys({ press: 'Enter' });
    await page.settled();
    expect(page.offered).to.deep.equal(['Ours']);
    expect(page.label).to.equal('Views: Ours');
    page.element.sort = 'opened';
    await page.settled();
    await page.press('Replace “Ours” with the view on screen');
    expect(page.message).to.equal('Replaced “Ours”.');
    await page.press('Undo');
    await page.press('Delete “Ours”');
    expect(page.offered).to.deep.equal([]);
    expect(activeElement()).not.to.equal(document.body);
    await page.press('Undo');
    ReportPage.clear();
    const again = await ViewsPage.open({ views: undefined, sort: 'opened' });
    await again.choose('Ours');
    expect(again.element.sort).to.equal('-sent');
  });

  it('keeps the views that another tab has saved, also when a change is undone', async () => {
    const key = 'campaign-email-report.views.menu';
    const view = { version: 1, sort: 'sent' };
    const store = (...names: string[]) =>
      localStorage.setItem(key, JSON.stringify(names.map((name) => ({ name, view }))));
    const stored = () => (JSON.parse(localStorage.getItem(key)!) as NamedView[]).map(({ name }) => name);
    store('First', 'Second');
    const page = await ViewsPage.open({ views: undefined });
    await page.openMenu();
    await page.press('Delete “First”');
    store('Second', 'Other tab');
    await page.press('Undo');
    expect(stored()).to.deep.equal(['First', 'Second', 'Other tab']);
    await page.save('Mine');
    store('First', 'Second', 'Other tab', 'Mine');
    await page.press('Undo');
    // The other tab has replaced “Mine”.
    expect(stored()).to.deep.equal(['First', 'Second', 'Other tab', 'Mine']);
    await page.press('Rename “First”');
    await sendKeys({ type: 'Second' });
    await sendKeys({ press: 'Enter' });
    await page.settled();
    expect(stored()).to.deep.equal(['Second', 'Other tab', 'Mine']);
    await page.press('Undo');
    expect(stored()).to.deep.equal(['First', 'Second', 'Other tab', 'Mine']);
    store('First', 'Late');
    await page.save('Late');
    expect(stored()).to.deep.equal(['First', 'Late']);
  });

  it('is shown only where there is something to offer', async () => {
    const page = await ViewsPage.open({ views: undefined, viewStorage: undefined });
    expect(page.opener).to.equal(undefined);
    page.element.views = views;
    await page.settled();
    await page.openMenu();
    expect(page.inPanel('form')).to.deep.equal([]);
    page.element.controls = 'search';
    await page.settled();
    expect(page.opener).to.equal(undefined);
  });

  it('ignores and logs choices of a view that cannot be read', async () => {
    const warnings = await warningsOf(async () => {
      const page = await ViewsPage.open({ views: [{ name: 'Old', view: { columns: 'spent', sort: 'sent' } }] });
      await page.choose('Old');
      expect(page.element.view).to.include({ sort: 'sent', columns: null });
    });
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.include('the choice "columns" of a view cannot be read');
  });
});
