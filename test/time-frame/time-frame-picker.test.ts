import { emulateMedia, resetMouse, sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import axe from 'axe-core';
import { expect } from 'chai';
import type { TimeFrameRequest } from '../../src/time-frame/time-frame-form.ts';
import { TimeFramePicker } from '../../src/time-frame/time-frame-picker.ts';
import { report as english } from '../../src/i18n/en/report.ts';
import { report as french } from '../../src/i18n/fr/report.ts';
import { eventually, nextPaint } from '../support/waiting.ts';

customElements.define('test-time-frame-picker', TimeFramePicker);

/** The picker as a reader meets it: by role and by label. */
class PickerPage {
  readonly element = new TimeFramePicker();
  readonly requests: TimeFrameRequest[] = [];

  constructor(properties: Partial<TimeFramePicker> = {}) {
    Object.assign(this.element, {
      now: () => new Date('2026-11-23T12:00:00Z'),
      timeZone: 'Europe/Paris',
      locale: 'en-GB',
      messages: english,
      ...properties,
    });
    this.element.addEventListener('time-frame-request', (event) => {
      this.requests.push((event as CustomEvent<TimeFrameRequest>).detail);
    });
  }

  get root(): ShadowRoot {
    return this.element.shadowRoot!;
  }

  /** The shadow root of the form in the popover. */
  get form(): ShadowRoot {
    return this.root.querySelector('cer-time-frame-form')?.shadowRoot as ShadowRoot;
  }

  get options(): NodeListOf<HTMLButtonElement> {
    return this.form.querySelectorAll('[role=option]');
  }

  get button(): HTMLButtonElement {
    return this.root.querySelector('[aria-haspopup=dialog]')!;
  }

  get dialog(): HTMLElement {
    return this.root.querySelector('[role=dialog]')!;
  }

  get isOpen(): boolean {
    return this.dialog.matches(':popover-open');
  }

  /** What the button says, with plain spaces. */
  get buttonText(): string {
    return this.button.textContent.replace(/\s+/g, ' ').trim();
  }

  /** Elements are compared by hand: a failed comparison would write all of them out, which takes minutes. */
  hasFocus(element: Element): boolean {
    const { activeElement } = this.root;
    return (activeElement?.shadowRoot?.activeElement ?? activeElement) === element;
  }

  option(name: string): HTMLButtonElement {
    return named(this.options, name);
  }

  action(name: string): HTMLButtonElement {
    return named(this.form.querySelectorAll<HTMLButtonElement>('form button'), name);
  }

  field(label: string): HTMLInputElement {
    return named(this.form.querySelectorAll('label'), label).control as HTMLInputElement;
  }

  get timeZone(): HTMLSelectElement {
    return named(this.form.querySelectorAll('label'), 'Time zone').control as HTMLSelectElement;
  }

  /** The words that are tied to a field. */
  description(field: Element): string {
    return this.form.getElementById(field.getAttribute('aria-describedby')!)!.textContent.trim();
  }

  async open(): Promise<this> {
    this.button.click();
    await eventually(
      'the form',
      () => ((this.form as ShadowRoot | undefined)?.querySelectorAll('option').length ?? 0) > 100,
    );
    return this;
  }

  async fill(label: string, value: string): Promise<void> {
    this.field(label).value = value;
    this.field(label).dispatchEvent(new Event('input', { bubbles: true }));
    await this.settled();
  }

  /** Resolves when the picker and its form are up to date. */
  async settled(): Promise<void> {
    await this.element.updateComplete;
    await this.root.querySelector('cer-time-frame-form')?.updateComplete;
  }

  async apply(): Promise<void> {
    this.action('Apply').click();
    await this.settled();
  }
}

function named<T extends Element>(elements: Iterable<T>, name: string): T {
  const found = [...elements].filter((element) => element.textContent.trim() === name);
  expect(found.length, name).to.equal(1);
  return found[0]!;
}

async function clickAt(element: Element): Promise<void> {
  const { left, top, width, height } = element.getBoundingClientRect();
  await sendMouse({ type: 'click', position: [Math.round(left + width / 2), Math.round(top + height / 2)] });
}

async function show(properties?: Partial<TimeFramePicker>): Promise<PickerPage> {
  const page = new PickerPage(properties);
  document.body.append(page.element);
  await page.element.updateComplete;
  return page;
}

afterEach(async () => {
  document.body.replaceChildren();
  await resetMouse();
});

describe('the button of the time-frame picker', () => {
  const texts = [
    ['last-30-days', 'Last 30 days · 25 Oct – 23 Nov 2026'],
    ['today', 'Today · 23 Nov 2026'],
    ['last-year', 'Last year · 1 Jan – 31 Dec 2025'],
    ['2025-12-30/2026-01-02', '30 Dec 2025 – 2 Jan 2026'],
    ['2026-10-01/..', 'Since 1 Oct 2026'],
    ['../2026-10-31', 'Until 31 Oct 2026'],
    ['all-time', 'All time'],
  ] as const;
  for (const [timeFrame, text] of texts) {
    it(`says ${text} for ${timeFrame}`, async () => {
      expect((await show({ timeFrame })).buttonText).to.equal(`Time frame ${text}`);
    });
  }

  it('says the same dates in a zone that is already a day further', async () => {
    const page = await show({ timeFrame: '2026-10-01/2026-10-31', timeZone: 'Pacific/Kiritimati' });
    expect(page.buttonText).to.contain('1 – 31 Oct 2026');
  });

  it('speaks French', async () => {
    const page = await show({ locale: 'fr', messages: french });
    expect(page.buttonText).to.equal('Période 30 derniers jours · 25 oct. – 23 nov. 2026');
  });

  it('looks the same once it has been opened', async () => {
    const page = await show();
    const size = () => [page.button.offsetWidth, page.button.offsetHeight];
    const before = size();
    await page.open();
    expect(size()).to.deep.equal(before);
  });

  it('keeps to the Gregorian calendar where a locale has another one', async () => {
    expect((await show({ locale: 'th' })).buttonText).to.contain('2026');
  });
});

describe('the named time frames', () => {
  it('are all offered, the one in use is selected and has the focus', async () => {
    const page = await (await show()).open();
    expect(page.options.length).to.equal(15);
    expect(page.form.querySelectorAll('[aria-selected=true]').length).to.equal(1);
    expect(page.option('Last 30 days').getAttribute('aria-selected')).to.equal('true');
    expect(page.hasFocus(page.option('Last 30 days'))).to.equal(true);
    expect(page.button.getAttribute('aria-expanded')).to.equal('true');
  });

  it('ask for a report at one click, and give the focus back', async () => {
    const page = await (await show()).open();
    page.option('Last quarter').click();
    expect(page.requests).to.deep.equal([
      { timeFrame: 'last-quarter', dateBasis: 'first-sent', timeZone: 'Europe/Paris' },
    ]);
    await page.element.updateComplete;
    expect(page.isOpen).to.equal(false);
    expect(page.hasFocus(page.button)).to.equal(true);
    expect(page.button.getAttribute('aria-expanded')).to.equal('false');
  });

  it('take the date basis and the time zone along that were chosen beside them', async () => {
    const page = await (await show()).open();
    page.field('Each send').click();
    page.timeZone.value = 'UTC';
    page.option('Today').click();
    expect(page.requests).to.deep.equal([{ timeFrame: 'today', dateBasis: 'sent', timeZone: 'UTC' }]);
  });

  it('leave the properties to who owns them', async () => {
    const page = await (await show()).open();
    page.option('Today').click();
    await page.element.updateComplete;
    expect(page.element.timeFrame).to.equal('last-30-days');
    expect(page.buttonText).to.contain('Last 30 days');
  });

  it('are walked by arrow keys and taken by Enter', async () => {
    const page = await (await show()).open();
    const walk = [
      ['ArrowDown', 'Last 90 days'],
      ['ArrowDown', 'This week'],
      ['ArrowUp', 'Last 90 days'],
      ['Home', 'Today'],
      ['ArrowUp', 'Today'],
      ['End', 'All time'],
      ['ArrowDown', 'All time'],
      ['ArrowUp', 'Last year'],
    ] as const;
    for (const [press, name] of walk) {
      await sendKeys({ press });
      expect(page.hasFocus(page.option(name)), press).to.equal(true);
    }
    await sendKeys({ press: 'Enter' });
    expect(page.requests.map(({ timeFrame }) => timeFrame)).to.deep.equal(['last-year']);
    expect(page.hasFocus(page.button)).to.equal(true);
  });

  it('are one stop of the Tab key, from which the next is the first date', async () => {
    const page = await (await show()).open();
    await sendKeys({ press: 'Home' });
    await sendKeys({ press: 'Tab' });
    expect(page.hasFocus(page.field('From'))).to.equal(true);
    await sendKeys({ press: 'Shift+Tab' });
    expect(page.hasFocus(page.option('Today'))).to.equal(true);
  });
});

describe('custom dates', () => {
  it('begin with the dates of the time frame in use', async () => {
    const page = await (await show()).open();
    expect([page.field('From').value, page.field('To').value]).to.deep.equal(['2026-10-25', '2026-11-23']);
  });

  const ranges = [
    ['2026-10-01', '2026-10-31', '2026-10-01/2026-10-31'],
    ['2026-10-01', '', '2026-10-01/..'],
    ['', '2026-10-31', '../2026-10-31'],
    ['', '', 'all-time'],
    ['2024-02-29', '2024-02-29', '2024-02-29/2024-02-29'],
  ] as const;
  for (const [from, to, timeFrame] of ranges) {
    it(`from ${from || 'nothing'} to ${to || 'nothing'} ask for ${timeFrame}`, async () => {
      const page = await (await show()).open();
      await page.fill('From', from);
      await page.fill('To', to);
      await page.apply();
      expect(page.requests).to.deep.equal([{ timeFrame, dateBasis: 'first-sent', timeZone: 'Europe/Paris' }]);
      expect(page.isOpen).to.equal(false);
    });
  }

  it('leave a time frame its name when only something else was changed', async () => {
    const page = await (await show()).open();
    page.field('Each send').click();
    await page.apply();
    expect(page.requests).to.deep.equal([{ timeFrame: 'last-30-days', dateBasis: 'sent', timeZone: 'Europe/Paris' }]);
  });

  it('have the focus where they are in use, and no name is selected', async () => {
    const page = await (await show({ timeFrame: '2026-10-01/..' })).open();
    expect(page.hasFocus(page.field('From'))).to.equal(true);
    expect(page.form.querySelectorAll('[aria-selected=true]').length).to.equal(0);
  });

  it('that end before they start are refused in words until they are mended', async () => {
    const page = await (await show()).open();
    await page.fill('From', '2026-12-01');
    await page.apply();
    const to = page.field('To');
    expect(page.requests).to.deep.equal([]);
    expect(page.isOpen).to.equal(true);
    expect(page.hasFocus(to)).to.equal(true);
    expect(to.getAttribute('aria-invalid')).to.equal('true');
    expect(page.description(to)).to.contain('before the start');

    await page.fill('From', '2026-11-01');
    expect(to.getAttribute('aria-invalid')).to.equal('false');
    expect(page.description(to)).to.equal('');
    await page.apply();
    expect(page.requests.map(({ timeFrame }) => timeFrame)).to.deep.equal(['2026-11-01/2026-11-23']);
  });

  it('that are half typed are refused, not taken for an open side', async () => {
    const page = await (await show()).open();
    page.field('From').focus();
    await sendKeys({ press: 'Backspace' });
    await sendKeys({ press: 'Enter' });
    await page.element.updateComplete;
    expect(page.requests).to.deep.equal([]);
    expect(page.hasFocus(page.field('From'))).to.equal(true);
    expect(page.field('From').getAttribute('aria-invalid')).to.equal('true');
    expect(page.description(page.field('From'))).to.contain('Enter a valid date');
  });

  it('can be typed and sent by keys alone', async () => {
    const page = await (await show({ timeFrame: 'all-time' })).open();
    await sendKeys({ press: 'Tab' });
    await sendKeys({ type: '10012026' });
    await sendKeys({ press: 'Enter' });
    expect(page.requests.map(({ timeFrame }) => timeFrame)).to.deep.equal(['2026-10-01/..']);
  });
});

describe('the time zones', () => {
  it('are all that the browser knows, UTC and the one in use, with their distance from UTC', async () => {
    const page = await (await show({ timeZone: 'Asia/Kolkata' })).open();
    const field = page.timeZone;
    const values = Array.from(field.options, (option) => option.value);
    expect(values).to.include.members(['UTC', 'Asia/Kolkata', ...Intl.supportedValuesOf('timeZone')]);
    expect(new Set(values)).to.have.property('size', values.length);
    expect(field.value).to.equal('Asia/Kolkata');
    expect(field.selectedOptions[0]!.textContent).to.equal('Asia/Kolkata (UTC+05:30)');
    expect(named(field.options, 'America/New York (UTC−05:00)').value).to.equal('America/New_York');
    expect(named(field.options, 'UTC').value).to.equal('UTC');
  });

  it('are asked for with the rest', async () => {
    const page = await (await show()).open();
    page.timeZone.value = 'America/New_York';
    await page.apply();
    expect(page.requests[0]).to.have.property('timeZone', 'America/New_York');
  });
});

describe('the popover of the time-frame picker', () => {
  const expectLeft = async (page: PickerPage) => {
    await eventually(
      'the picker to close',
      () => !page.isOpen && page.root.querySelector('cer-time-frame-form') === null,
    );
    expect(page.requests).to.deep.equal([]);
    expect(page.button.getAttribute('aria-expanded')).to.equal('false');
  };

  it('is closed by Escape, which gives the focus back and forgets what was typed', async () => {
    const page = await (await show()).open();
    await page.fill('From', '2020-01-01');
    await sendKeys({ press: 'Escape' });
    await expectLeft(page);
    expect(page.hasFocus(page.button)).to.equal(true);
    await page.open();
    expect(page.field('From').value).to.equal('2026-10-25');
  });

  it('is closed by Cancel', async () => {
    const page = await (await show()).open();
    page.action('Cancel').click();
    await expectLeft(page);
    expect(page.hasFocus(page.button)).to.equal(true);
  });

  it('is opened and closed by the mouse on its button', async () => {
    const page = await show();
    await clickAt(page.button);
    await eventually('the picker to open', () => page.isOpen);
    await clickAt(page.button);
    await expectLeft(page);
    expect(page.hasFocus(page.button)).to.equal(true);
  });

  it('is closed by a click elsewhere, which gives the focus back', async () => {
    const page = await (await show()).open();
    await sendMouse({ type: 'click', position: [790, 590] });
    await expectLeft(page);
    await eventually('the focus on the button', () => page.hasFocus(page.button));
  });

  it('leaves the focus to what was clicked', async () => {
    const page = await show();
    const other = document.createElement('input');
    other.style.cssText = 'position: fixed; right: 0; bottom: 0';
    document.body.append(other);
    await page.open();
    await clickAt(other);
    await expectLeft(page);
    expect(document.activeElement === other).to.equal(true);
  });

  it('is closed when the Tab key leaves it', async () => {
    const page = await show();
    const next = document.createElement('button');
    next.textContent = 'Next';
    document.body.append(next);
    await page.open();
    page.action('Apply').focus();
    await sendKeys({ press: 'Tab' });
    await expectLeft(page);
    expect(document.activeElement === next).to.equal(true);
  });

  it('is closed when the picker comes back after it was taken away', async () => {
    const page = await (await show()).open();
    page.element.remove();
    document.body.append(page.element);
    await page.element.updateComplete;
    await expectLeft(page);
    await page.open();
    expect(page.isOpen).to.equal(true);
  });

  const corners = ['top: 0; left: 0', 'top: 0; right: 0', 'bottom: 0; left: 0', 'bottom: 0; right: 0'];
  for (const [width, height] of [
    [800, 600],
    [360, 640],
    [800, 300],
  ] as const) {
    it(`stays inside a window of ${width} × ${height}, whatever clips its host`, async () => {
      await setViewport({ width, height });
      for (const corner of corners) {
        const page = await show();
        const host = document.createElement('div');
        host.style.cssText = `position: fixed; ${corner}; overflow: hidden; transform: translateZ(0)`;
        document.body.append(host);
        host.append(page.element);
        await page.open();
        const box = page.dialog.getBoundingClientRect();
        expect(box.left, corner).to.be.at.least(0);
        expect(box.top, corner).to.be.at.least(0);
        expect(box.right, corner).to.be.at.most(width);
        expect(box.bottom, corner).to.be.at.most(height);
        expect(page.dialog.scrollWidth, corner).to.equal(page.dialog.clientWidth);
        host.remove();
      }
      await setViewport({ width: 800, height: 600 });
    });
  }

  it('stays at its button when the page is scrolled', async () => {
    const page = await show();
    document.body.style.height = '3000px';
    page.element.style.cssText = 'display: block; margin-block-start: 100px';
    await page.open();
    const distance = () => page.dialog.getBoundingClientRect().top - page.button.getBoundingClientRect().bottom;
    const before = distance();
    window.scrollTo(0, 60);
    await nextPaint();
    expect(distance()).to.be.closeTo(before, 1);
    window.scrollTo(0, 0);
    document.body.style.height = '';
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has nothing that axe complains of, ${colorScheme}`, async () => {
      await emulateMedia({ colorScheme });
      document.documentElement.style.colorScheme = 'light dark';
      const page = await show();
      const violations = async () =>
        (await axe.run(page.element)).violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
      expect(await violations()).to.deep.equal([]);
      await page.open();
      await page.fill('From', '2026-12-01');
      await page.apply();
      expect(await violations()).to.deep.equal([]);
      await emulateMedia({ colorScheme: 'light' });
    });
  }
});
