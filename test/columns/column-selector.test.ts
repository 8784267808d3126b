import { emulateMedia, resetMouse, sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { accessibilityViolations } from '../support/accessibility.ts';
import { activeElement, eventually, ReportPage, type ReportProperties } from '../support/report-page.ts';
import { reportResponse, reportRow, springAndAutumn } from '../support/report-response.ts';
import { nextPaint } from '../support/waiting.ts';

const report = reportResponse(springAndAutumn);

const textOf = (element: Element) => element.textContent.replace(/\s+/g, ' ').trim();
const focusedName = () => activeElement()?.getAttribute('aria-label') ?? '';

/** Page object of the column selector. */
class SelectorPage extends ReportPage {
  static async show(properties: ReportProperties = {}): Promise<SelectorPage> {
    const page = new SelectorPage(ReportPage.mount({ report, ...properties }).element);
    await page.reaches('ready');
    return page;
  }

  /** The elements of a part of the element. */
  within(part: string, selector: string): Element[] {
    return this.all(part).flatMap((element) => [...element.shadowRoot!.querySelectorAll(selector)]);
  }

  /** The buttons. */
  get targets(): Element[] {
    const parts = ['.columns-button', 'cer-column-list', 'cer-column-order'];
    return parts.flatMap((part) => this.within(part, 'button, label'));
  }

  get opener(): HTMLButtonElement {
    return this.all('[part~=columns-button]')[0] as HTMLButtonElement;
  }

  get isOpen(): boolean {
    return this.opener.getAttribute('aria-expanded') === 'true';
  }

  async open(): Promise<this> {
    this.opener.click();
    await eventually('the list of columns', () => this.within('cer-column-order', 'li').length > 0);
    await eventually('the focus', () => this.hasFocus(this.field));
    return this;
  }

  /** Compares elements without an assertion, which would print them when it fails. */
  hasFocus(element: Element): boolean {
    return activeElement() === element;
  }

  get field(): HTMLInputElement {
    return this.within('cer-column-list', '[type=search]')[0] as HTMLInputElement;
  }

  get groups(): string[] {
    return this.within('cer-column-list', '.groups legend').map(textOf);
  }

  get labels(): string[] {
    return this.within('cer-column-list', '.groups label').map(textOf);
  }

  box(label: string): HTMLInputElement {
    const found = this.within('cer-column-list', 'label').find((element) => textOf(element) === label);
    if (!found) throw new Error(`There is no column "${label}", but: ${this.labels.join(', ')}`);
    return found.querySelector('input')!;
  }

  async toggle(label: string): Promise<void> {
    this.box(label).click();
    await this.settled();
  }

  get order(): string[] {
    return this.within('cer-column-order', '.name').map(textOf);
  }

  orderRow(label: string): HTMLElement {
    return this.within('cer-column-order', 'li').find(
      (row) => textOf(row.querySelector('.name')!) === label,
    ) as HTMLElement;
  }

  get headerLabels(): string[] {
    return this.headers.map((header) => textOf(header.querySelector('button:not([aria-expanded]) > span')!));
  }
}

const atFirst = [
  'Campaign / email',
  'First sent',
  'Sent',
  'Delivered',
  'Hard bounced',
  'Soft bounced',
  'Pending',
  'Opened',
  '% opened',
  'Clicked link',
  '% clicked',
  'Click-to-open rate',
  'Unsubscribed',
];

afterEach(async () => {
  ReportPage.clear();
  document.documentElement.dir = '';
  await resetMouse();
});

describe('column selector', () => {
  it('lists every column of the report in groups, with definitions', async () => {
    const page = await (await SelectorPage.show()).open();
    expect(page.groups).to.deep.equal(['Campaign and email', 'Counts', 'Rates', 'Bots and privacy proxies', 'Dates']);
    expect(page.labels).to.have.length(28);
    expect(page.labels).to.include.members(['Folder', '% hard bounced', '% clicked (no bots)', 'Last activity']);
    const described = page.box('Sent').getAttribute('aria-describedby');
    expect(textOf(page.within('cer-column-list', `#${described}`)[0]!)).to.equal(
      'People the campaign sent this email to. Repeated sends count once.',
    );
    expect(page.text).to.include('13 of 28 shown');
  });

  it('says how many people columns without bots leave out', async () => {
    const rows = [reportRow({ opened: 400, humanOpened: 310, clicked: 60, humanClicked: 48 })];
    const page = await (await SelectorPage.show({ report: reportResponse(rows) })).open();
    expect(page.within('cer-column-list', 'fieldset > .definition').map(textOf)).to.include(
      'Without bots: excludes 90 of 400 people who opened and 12 of 60 who clicked. Click a figure of opens or clicks to see how many are by bots.',
    );
  });

  it('omits columns without values and rates that need them', async () => {
    const rows = [reportRow({ humanOpened: null, humanClicked: null, aborted: null })];
    const page = await (await SelectorPage.show({ report: reportResponse(rows) })).open();
    expect(page.groups).not.to.include('Bots and privacy proxies');
    expect(page.labels).not.to.include('Aborted');
    expect(page.labels).not.to.include('% aborted');
  });

  it('lists columns once that without bots are the same, except those in use', async () => {
    const twice = ['Opened (no bots)', '% opened (no bots)', 'Clicked (no bots)', '% clicked (no bots)'];
    const page = await (await SelectorPage.show({ figures: 'activity=human' })).open();
    const listed = () => page.labels.filter((label) => twice.includes(label));
    await eventually('each column once', () => listed().length === 4);
    expect(listed()).to.have.members(twice);
    expect(page.text).to.include('13 of 24 shown');
    page.element.columns = 'emailName,sent,opened,humanOpened';
    page.element.sort = '-humanClicked';
    await page.settled();
    expect(listed().sort()).to.deep.equal([...twice, 'Opened (no bots)', 'Clicked (no bots)'].sort());
  });

  it('shows and hides a column immediately and fires view-change', async () => {
    const page = await SelectorPage.show();
    const told: string[] = [];
    page.element.addEventListener('view-change', (event) =>
      told.push((event as CustomEvent<{ columns: string }>).detail.columns),
    );
    await page.open();
    await page.toggle('% delivered');
    expect(page.headerLabels.slice(3, 5)).to.deep.equal(['Delivered', '% delivered']);
    expect(page.cell('Invite', '% delivered')).to.equal('95.0%');
    await page.toggle('Sent');
    expect(page.headerLabels).not.to.include('Sent');
    expect(told).to.have.length(2);
    expect(told[1]).to.equal(page.element.columns);
    expect(page.element.columns).to.match(/^emailName,firstSentAt,delivered,deliveredRate,hardBounced,/);
    expect(page.element.hasAttribute('columns')).to.equal(false);
  });

  it('keeps the name column and at least one other', async () => {
    const page = await (await SelectorPage.show({ columns: 'emailName,sent,opened' })).open();
    expect(page.box('Campaign / email').disabled).to.equal(true);
    expect(page.box('Sent').disabled).to.equal(false);
    await page.toggle('Opened');
    expect(page.box('Sent').disabled).to.equal(true);
    await page.toggle('Opened');
    expect(page.box('Sent').disabled).to.equal(false);
  });

  it('filters columns by name or definition, ignoring case and diacritics', async () => {
    const page = await (await SelectorPage.show({ lang: 'fr' })).open();
    await sendKeys({ type: 'DEFINITIF' });
    await page.settled();
    expect(page.labels).to.deep.equal(['Hard bounces']);
    page.field.select();
    await sendKeys({ type: 'robot' });
    await page.settled();
    expect(page.labels).to.deep.equal([
      'Ouverts hors robots',
      '% ouverts hors robots',
      'Clics hors robots',
      'Taux de clics hors robots',
    ]);
    page.field.select();
    await sendKeys({ type: 'xyz' });
    await page.settled();
    expect(page.labels).to.deep.equal([]);
    expect(page.announcement).to.include('Aucune colonne ne correspond à « xyz ».');
  });

  it('finds rates in French by the names that email marketers use', async () => {
    const page = await (await SelectorPage.show({ lang: 'fr' })).open();
    const found: [string, string | undefined][] = [];
    for (const type of ['taux d’ouverture', 'taux de réactivité', 'click-to-open', 'taux de clics']) {
      page.field.select();
      await sendKeys({ type });
      await page.settled();
      found.push([type, page.labels[0]]);
    }
    expect(found).to.deep.equal([
      ['taux d’ouverture', '% ouverts'],
      ['taux de réactivité', 'Ratio clic/ouverture'],
      ['click-to-open', 'Ratio clic/ouverture'],
      ['taux de clics', 'Taux de clics'],
    ]);
  });

  it('shows the first results of a search, however far the list had scrolled', async () => {
    const page = await (await SelectorPage.show()).open();
    const groups = page.all('.groups')[0]!;
    groups.scrollTop = 200;
    expect(groups.scrollTop).to.equal(200);
    page.field.focus();
    await sendKeys({ type: 'e' });
    await page.settled();
    expect(groups.scrollTop).to.equal(0);
  });

  it('clears the filter on Escape and closes on the next Escape', async () => {
    const page = await (await SelectorPage.show()).open();
    await sendKeys({ type: 'bounced' });
    await sendKeys({ press: 'Escape' });
    await page.settled();
    expect(page.field.value).to.equal('');
    expect(page.labels).to.have.length(28);
    expect(page.isOpen).to.equal(true);
    await sendKeys({ press: 'Escape' });
    await eventually('the popover to close', () => !page.isOpen);
    await eventually('the focus on the button', () => page.hasFocus(page.opener));
  });

  it('resets the columns to their default and announces it', async () => {
    const page = await (await SelectorPage.show({ columns: 'sent,opened' })).open();
    await page.press('Reset');
    expect(page.headerLabels).to.deep.equal(atFirst);
    expect(page.announcement).to.include('Columns reset to default.');
  });

  it('announces nothing when a checkbox changes', async () => {
    const page = await (await SelectorPage.show()).open();
    const before = page.announcement;
    await page.toggle('Sent');
    expect(page.announcement).to.equal(before);
  });
});

describe('column order in the selector', () => {
  it('matches the table and starts with the name column', async () => {
    const page = await (await SelectorPage.show()).open();
    expect(page.order).to.deep.equal(atFirst);
    expect(textOf(page.orderRow('Campaign / email'))).to.include('always first');
    expect(page.orderRow('Campaign / email').querySelector('button')).to.equal(null);
  });

  it('changes by keyboard, is announced and keeps the focus', async () => {
    const page = await (await SelectorPage.show()).open();
    page.button('Move Opened up').focus();
    await sendKeys({ press: 'Enter' });
    await page.settled();
    expect(page.announcement).to.include('Opened moved to position 7 of 13.');
    expect(focusedName()).to.equal('Move Opened up');
    await sendKeys({ press: 'Alt+ArrowUp' });
    await sendKeys({ press: 'Alt+ArrowUp' });
    await page.settled();
    expect(page.announcement).to.include('Opened moved to position 5 of 13.');
    expect(focusedName()).to.equal('Move Opened up');
    await sendKeys({ press: 'Alt+ArrowDown' });
    await page.settled();
    expect(page.announcement).to.include('Opened moved to position 6 of 13.');
    expect(page.headerLabels[5]).to.equal('Opened');
    expect(page.order).to.deep.equal(page.headerLabels);
  });

  // The runner fails on the warning of Lit about a second update.
  it('changes in one update, and focuses a button that a click did not focus, as in Safari', async () => {
    const page = await (await SelectorPage.show({ columns: 'emailName,sent,delivered,opened' })).open();
    page.orderRow('Opened').querySelector<HTMLButtonElement>('[data-direction=up]')!.click();
    await page.settled();
    expect(page.order).to.deep.equal(['Campaign / email', 'Sent', 'Opened', 'Delivered']);
    expect(focusedName()).to.equal('Move Opened up');
  });

  it('is one tab stop with arrow-key navigation', async () => {
    const page = await (await SelectorPage.show()).open();
    page.box('First sent').focus();
    page.box('Last activity').focus();
    await sendKeys({ press: 'Tab' });
    expect(focusedName()).to.equal('Move First sent up');
    await sendKeys({ press: 'ArrowDown' });
    expect(focusedName()).to.equal('Move Sent up');
    await sendKeys({ press: 'Tab' });
    expect(focusedName()).to.equal('Move Sent down');
    await sendKeys({ press: 'ArrowUp' });
    await sendKeys({ press: 'ArrowUp' });
    expect(focusedName()).to.equal('Move First sent down');
    await sendKeys({ press: 'Tab' });
    expect(textOf(activeElement()!)).to.equal('Reset');
  });

  it('does not move a column before the names or past the end', async () => {
    const page = await (await SelectorPage.show()).open();
    expect(page.button('Move First sent up').getAttribute('aria-disabled')).to.equal('true');
    expect(page.button('Move Unsubscribed down').getAttribute('aria-disabled')).to.equal('true');
    page.button('Move First sent up').focus();
    await sendKeys({ press: 'Alt+ArrowUp' });
    await page.press('Move Unsubscribed down');
    expect(page.order).to.deep.equal(atFirst);
  });

  async function drag(page: SelectorPage, label: string, rows: number, { drop = true } = {}): Promise<void> {
    const { left, top, height } = page.orderRow(label).getBoundingClientRect();
    const [x, y] = [Math.round(left + 12), Math.round(top + height / 2)];
    await sendMouse({ type: 'move', position: [x, y] });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: [x, y + Math.sign(rows) * 6] });
    await sendMouse({ type: 'move', position: [x, Math.round(y + rows * height)] });
    await nextPaint();
    if (!drop) await sendKeys({ press: 'Escape' });
    await sendMouse({ type: 'up' });
    await page.settled();
  }

  it('changes when a row is dragged', async () => {
    const page = await (await SelectorPage.show()).open();
    await drag(page, 'Sent', 2);
    expect(page.headerLabels.slice(1, 6)).to.deep.equal([
      'First sent',
      'Delivered',
      'Hard bounced',
      'Sent',
      'Soft bounced',
    ]);
    expect(page.announcement).to.include('Sent moved to position 5 of 13.');
    await drag(page, 'Sent', -9);
    expect(page.headerLabels.slice(0, 3)).to.deep.equal(['Campaign / email', 'Sent', 'First sent']);
    expect(page.order).to.deep.equal(page.headerLabels);
  });

  it('stays the same when Escape cancels a drag, and the popover stays open', async () => {
    const page = await (await SelectorPage.show()).open();
    await drag(page, 'Sent', 2, { drop: false });
    expect(page.order).to.deep.equal(atFirst);
    expect(page.isOpen).to.equal(true);
  });
});

describe('column selector popover', () => {
  it('closes on a click outside', async () => {
    const page = await (await SelectorPage.show()).open();
    await sendMouse({ type: 'click', position: [4, 590] });
    await eventually('the popover to close', () => !page.isOpen);
    await eventually('the focus on the button', () => page.hasFocus(page.opener));
  });

  it('stays open and in place while columns are shown and hidden', async () => {
    const page = await (await SelectorPage.show()).open();
    const box = () => page.within('.columns-button', '[popover]')[0]!.getBoundingClientRect();
    const { top, height } = box();
    for (const label of ['Sent', 'Folder', 'Last activity']) await page.toggle(label);
    expect([box().top, box().height]).to.deep.equal([top, height]);
    expect(page.isOpen).to.equal(true);
  });

  for (const [width, height] of [
    [360, 640],
    [800, 400],
  ] as const) {
    it(`fits a viewport of ${width} × ${height} with targets of at least 24 px`, async () => {
      await setViewport({ width, height });
      const page = await (await SelectorPage.show({ lang: 'fr' })).open();
      if (width < 600) {
        expect(page.order).to.have.length(13);
        await page.press('Ordre');
      }
      const { left, top, right, bottom } = page.within('.columns-button', '[popover]')[0]!.getBoundingClientRect();
      expect([left >= 0, top >= 0, right <= width, bottom <= height]).to.deep.equal([true, true, true, true]);
      for (const target of page.targets) {
        const box = target.getBoundingClientRect();
        if (box.width > 0) expect(Math.min(box.width, box.height), textOf(target)).to.be.at.least(24);
      }
      const row = page.orderRow('Envoyés').getBoundingClientRect();
      expect([row.left >= left, row.right <= right]).to.deep.equal([true, true]);
      await setViewport({ width: 800, height: 600 });
    });
  }

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const lang of ['en', 'fr']) {
      it(`has no axe violations in the ${colorScheme} color scheme, ${lang}`, async () => {
        document.documentElement.style.cssText = 'color-scheme: light dark; background: light-dark(#fff, #15181e)';
        await emulateMedia({ colorScheme });
        const page = await (await SelectorPage.show({ lang })).open();
        expect(await accessibilityViolations(page.element)).to.deep.equal([]);
        await emulateMedia({ colorScheme: 'light' });
        document.documentElement.style.cssText = '';
      });
    }
  }
});
