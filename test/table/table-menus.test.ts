import { resetMouse, sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import axe from 'axe-core';
import { expect } from 'chai';
import { activeElement, eventually, ReportPage, type ReportProperties } from '../support/report-page.ts';
import { reportResponse, springAndAutumn } from '../support/report-response.ts';

const report = reportResponse(springAndAutumn, { previewUrl: '/e/{emailId}' });
const columns = 'emailName,sent,opened,clicked';

/** Page object of the menus: finds entries by their text. */
class MenuPage extends ReportPage {
  static async enter(properties: ReportProperties = {}): Promise<MenuPage> {
    const page = new MenuPage(ReportPage.mount({ report, columns, ...properties }).element);
    await page.reaches('ready');
    await page.enterTable();
    return page;
  }

  get labels(): string[] {
    return this.all('[role^=menuitem]')
      .filter((entry) => entry.checkVisibility())
      .map(({ textContent }) => textContent.trim());
  }

  get isOpen(): boolean {
    return this.all('[role=menu]').some((menu) => menu.matches(':popover-open'));
  }

  async opens(): Promise<void> {
    await eventually('the menu', () => this.isOpen && activeElement()?.role?.startsWith('menuitem'));
  }

  async openByKeyboard(target: HTMLElement): Promise<void> {
    target.focus();
    await sendKeys({ press: 'Shift+F10' });
    await this.opens();
  }

  async pick(label: string): Promise<void> {
    const entry = this.all('[role^=menuitem]').find(({ textContent }) => textContent.trim() === label);
    (entry as HTMLElement).click();
    await this.settled();
  }
}

const middleOf = (element: Element): [number, number] => {
  const { left, top, width, height } = element.getBoundingClientRect();
  return [Math.round(left + width / 2), Math.round(top + height / 2)];
};

const touch = (target: Element, type: string) => {
  const [clientX, clientY] = middleOf(target);
  target.dispatchEvent(
    new PointerEvent(type, { pointerType: 'touch', bubbles: true, composed: true, clientX, clientY }),
  );
};

afterEach(async () => {
  ReportPage.clear();
  document.documentElement.removeAttribute('dir');
  await setViewport({ width: 800, height: 600 });
  await resetMouse();
});

describe('menu of a column', () => {
  it('opens by Shift + F10, and sorts', async () => {
    const page = await MenuPage.enter();
    await page.openByKeyboard(page.sortButton('Opened'));
    expect(activeElement()?.textContent.trim()).to.equal('Sort ascending');
    await sendKeys({ press: 'Enter' });
    await page.settled();
    expect(page.element.sort).to.equal('opened');
    expect(page.announcement).to.contain('Opened (ascending)');
    expect(activeElement() === page.sortButton('Opened')).to.equal(true);
    expect(page.isOpen).to.equal(false);
  });

  it('moves the focus by arrow keys, Home, End and first letters', async () => {
    const page = await MenuPage.enter();
    await page.openByKeyboard(page.sortButton('Opened'));
    const focusAfter = async (key: string) => {
      await sendKeys({ press: key });
      return activeElement()?.textContent.trim();
    };
    expect(await focusAfter('ArrowUp')).to.equal('Columns…');
    expect(await focusAfter('ArrowDown')).to.equal('Sort ascending');
    expect(await focusAfter('ArrowDown')).to.equal('Sort descending');
    expect(await focusAfter('h')).to.equal('Hide column');
    expect(await focusAfter('End')).to.equal('Columns…');
    expect(await focusAfter('Home')).to.equal('Sort ascending');
    await sendKeys({ press: 'Escape' });
    expect(page.isOpen).to.equal(false);
    expect(activeElement() === page.sortButton('Opened')).to.equal(true);
  });

  it('opens by a right click, and closes by a press elsewhere', async () => {
    const page = await MenuPage.enter();
    await sendMouse({ type: 'click', position: middleOf(page.header('Sent')), button: 'right' });
    await page.opens();
    expect(page.element.sort).to.equal('-firstSentAt');
    await sendMouse({ type: 'click', position: [2, 2] });
    expect(page.isOpen).to.equal(false);
  });

  it('opens by the button that shows in the header under the pointer', async () => {
    const page = await MenuPage.enter();
    expect(page.all('cer-menu-button').length).to.equal(0);
    await sendMouse({ type: 'move', position: middleOf(page.sortButton('Sent')) });
    const arrow = () =>
      page.header('Sent').querySelector('cer-menu-button')?.shadowRoot?.querySelector('svg') ?? undefined;
    // The handle of the column before is beside it.
    await sendMouse({ type: 'click', position: middleOf(await eventually('the arrow', arrow)) });
    await page.opens();
    expect(page.all('[role=menu]')[0]?.ariaLabel).to.equal('Sent');
    expect(page.element.sort).to.equal('-firstSentAt');
  });

  for (const [lang, width, dir] of [
    ['en', 800, 'ltr'],
    ['fr', 800, 'ltr'],
    ['fr', 360, 'ltr'],
    ['fr', 360, 'rtl'],
  ] as const) {
    it(`has a button that covers no letter of a label, in ${lang} at ${width} pixels, ${dir}`, async () => {
      await setViewport({ width, height: 600 });
      document.documentElement.dir = dir;
      const page = await MenuPage.enter({ lang, columns: 'emailName,firstSentAt,sent,clickToOpenRate' });
      // From right to left, a name column on a phone has no space at its end.
      for (const header of dir === 'rtl' ? page.headers.slice(1) : page.headers) {
        header.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, composed: true }));
        const arrowOf = () => header.querySelector('cer-menu-button')?.shadowRoot?.querySelector('svg');
        await eventually('the button', arrowOf);
        const arrow = arrowOf()!.getBoundingClientRect();
        const label = document.createRange();
        label.selectNodeContents(header.querySelector('button:not(.toggle) > span')!);
        const covered = [...label.getClientRects()].filter(
          ({ left, right, top, bottom }) =>
            left < arrow.right && arrow.left < right && top < arrow.bottom && arrow.top < bottom,
        );
        expect(covered.length, header.textContent).to.equal(0);
        expect(Math.min(arrow.width, arrow.height)).to.be.at.least(4);
      }
    });
  }

  it('has a button in the headers with the pointer and with the focus', async () => {
    const page = await MenuPage.enter();
    const shown = () =>
      page.headers
        .filter((header) => header.querySelector('cer-menu-button'))
        .map((header) => header.dataset['column']);
    await sendMouse({ type: 'move', position: middleOf(page.sortButton('Sent')) });
    await eventually('the button', () => shown().join() === 'sent');
    page.sortButton('Clicked link').focus();
    expect(shown()).to.deep.equal(['sent', 'clicked']);
    await sendMouse({ type: 'move', position: [2, 590] });
    await eventually('no button without the pointer', () => shown().join() === 'clicked');
    (activeElement() as HTMLElement).blur();
    expect(shown()).to.deep.equal([]);
  });

  it('has a button in all headers for fingers, also after the columns have changed', async () => {
    await setViewport({ width: 360, height: 600 });
    const page = await MenuPage.enter({ columns: 'emailName,sent,clicked', sort: '-sent' });
    const buttonIn = (label: string) =>
      page.header(label).querySelector('cer-menu-button')?.shadowRoot?.firstElementChild;
    touch(page.all('tbody td')[0]!, 'pointerover');
    await eventually('the button', () => buttonIn('Sent'));
    touch(page.sortButton('Clicked link'), 'pointerover');
    page.sortButton('Clicked link').click();
    const button = (await eventually('the other button', () => buttonIn('Clicked link'))) as HTMLElement;
    const { width, height } = button.getBoundingClientRect();
    expect(height).to.be.at.least(24);
    expect(width).to.be.at.least(16);
    button.click();
    await page.opens();
    expect(page.all('[role=menu]')[0]?.ariaLabel).to.equal('Clicked link');
    page.element.columns = 'emailName,sent,opened,clicked';
    await page.settled();
    expect(page.headers.every((header) => header.querySelector('cer-menu-button'))).to.equal(true);
  });

  it('has a button in all headers from the beginning where the screen has no hover', async () => {
    const media = window.matchMedia.bind(window);
    window.matchMedia = (query) => media(query === '(hover: none)' ? 'all' : query);
    Object.defineProperty(navigator, 'maxTouchPoints', { configurable: true, value: 5 });
    try {
      const page = ReportPage.mount({ report, columns });
      await page.reaches('ready');
      await eventually('the buttons', () => page.headers.every((header) => header.querySelector('cer-menu-button')));
    } finally {
      window.matchMedia = media;
      Reflect.deleteProperty(navigator, 'maxTouchPoints');
    }
  });

  it('opens by a long press, but not after a move', async () => {
    const page = await MenuPage.enter();
    touch(page.sortButton('Sent'), 'pointerdown');
    touch(page.sortButton('Clicked link'), 'pointermove');
    touch(page.sortButton('Opened'), 'pointerdown');
    await page.opens();
    expect(page.all('[role=menu]')[0]?.ariaLabel).to.equal('Opened');
    const end = new TouchEvent('touchend', { bubbles: true, composed: true, cancelable: true });
    page.sortButton('Opened').dispatchEvent(end);
    expect(end.defaultPrevented).to.equal(true);
  });

  it('hides and moves the column, and keeps the focus in the header', async () => {
    const page = await MenuPage.enter();
    await page.openByKeyboard(page.sortButton('Sent'));
    await page.pick('Move right');
    expect(page.element.columns).to.equal('emailName,opened,sent,clicked');
    expect(activeElement() === page.sortButton('Sent')).to.equal(true);
    await page.openByKeyboard(page.sortButton('Sent'));
    await page.pick('Hide column');
    expect(page.element.columns).to.equal('emailName,opened,clicked');
    expect(activeElement()?.closest('thead') !== null).to.equal(true);
  });

  it('moves the focus to the handle to change the width', async () => {
    const page = await MenuPage.enter();
    await page.openByKeyboard(page.sortButton('Sent'));
    await page.pick('Change width');
    const width = page.header('Sent').offsetWidth;
    await sendKeys({ press: 'ArrowRight' });
    await page.settled();
    expect(page.header('Sent').offsetWidth).to.equal(width + 8);
  });

  it('opens the filter at the range of the column', async () => {
    const page = await MenuPage.enter({ filter: 'clicked>=1' });
    await page.openByKeyboard(page.sortButton('Opened'));
    await page.pick('Filter…');
    await eventually('the field', () => activeElement()?.matches('.value'));
    expect(activeElement()?.closest('[role=group]')?.ariaLabel).to.equal('Opened');
    await sendKeys({ type: '2' });
    await sendKeys({ press: 'Enter' });
    await eventually('the filter', () => page.element.filter === 'clicked>=1;opened>=2');
    await sendKeys({ press: 'Escape' });
    await page.openByKeyboard(page.sortButton('Clicked link'));
    await page.pick('Filter…');
    await eventually('its field', () => activeElement()?.closest('[role=group]')?.ariaLabel === 'Clicked link');
    expect((activeElement() as HTMLInputElement).value).to.equal('1');
  });

  it('opens the column selector', async () => {
    const page = await MenuPage.enter();
    await page.openByKeyboard(page.sortButton('Opened'));
    await page.pick('Columns…');
    await eventually('the selector', () => page.all('[role=dialog]').some((dialog) => dialog.matches(':popover-open')));
  });

  it('leaves the names of headers as they are', async () => {
    const page = await MenuPage.enter();
    page.sortButton('Sent').focus();
    await eventually('the button', () => page.header('Sent').querySelector('cer-menu-button'));
    const { ariaHidden, tabIndex } = page.header('Sent').querySelector('cer-menu-button')!.shadowRoot!
      .firstElementChild as HTMLElement;
    expect([ariaHidden, tabIndex]).to.deep.equal(['true', -1]);
  });

  it('is in French, and has no accessibility violations', async () => {
    const page = await MenuPage.enter({ lang: 'fr' });
    await page.openByKeyboard(page.sortButton('Ouverts'));
    expect(page.labels.slice(0, 3)).to.deep.equal(['Tri croissant', 'Tri décroissant', 'Ajouter au tri']);
    const { violations } = await axe.run(page.element);
    expect(violations.map(({ id }) => id)).to.deep.equal([]);
  });
});

describe('menu of a cell', () => {
  it('explains a figure', async () => {
    const page = await MenuPage.enter();
    const cell = page.all('tbody td.count')[0] as HTMLElement;
    cell.tabIndex = -1;
    await page.openByKeyboard(cell);
    expect(page.labels).to.deep.equal(['Explain this figure', 'Show charts', 'Copy']);
    await page.pick('Explain this figure');
    await eventually('the explanation', () => page.all('[part=formula]').length > 0);
  });

  it('opens an email', async () => {
    const page = await MenuPage.enter();
    let opened = '';
    page.element.addEventListener('email-open', (event) => {
      opened = event.detail.emailName;
      event.preventDefault();
    });
    const link = page.all('tbody button.link')[0] as HTMLElement;
    await page.openByKeyboard(link);
    expect(page.labels).to.deep.equal(['Open email', 'Show charts', 'Copy']);
    await page.pick('Open email');
    expect(opened).not.to.equal('');
  });
});
