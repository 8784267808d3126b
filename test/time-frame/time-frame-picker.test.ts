import { emulateMedia, resetMouse, sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import axe from 'axe-core';
import { expect } from 'chai';
import { render } from 'lit';
import type { TimeFrameRequest } from '../../src/time-frame/time-frame-form.ts';
import { report as english } from '../../src/i18n/en/report.ts';
import { report as french } from '../../src/i18n/fr/report.ts';
import type { Messages } from '../../src/i18n/messages.ts';
import { formatTimeFrame, parseTimeFrame } from '../../src/model/time-frame.ts';
import { initialViewState, type ViewState } from '../../src/table-model/view-state.ts';
import { renderTimeFrame } from '../../src/time-frame/render-time-frame.ts';
import type { Localization } from '../../src/ui/cell-formatters.ts';
import { PopoverButton } from '../../src/ui/popover-button.ts';
import type { RenderContext } from '../../src/ui/render-context.ts';
import { eventually, nextPaint } from '../support/waiting.ts';

customElements.define('cer-popover-button', PopoverButton);

interface Choices {
  readonly timeFrames?: RenderContext['timeFrames'];
  readonly timeFrame?: string;
  readonly timeZone?: string;
  readonly locale?: string;
  readonly messages?: Messages;
  readonly calendar?: RenderContext['calendar'];
}

/** Page object of the time frame picker: finds controls by role and label. */
class PickerPage {
  readonly element: PopoverButton;
  readonly requests: Omit<TimeFrameRequest, 'figures'>[] = [];
  figures = '';

  constructor({
    timeFrame = 'last-30-days',
    timeZone = 'Europe/Paris',
    locale = 'en-GB',
    messages = english,
    timeFrames,
    calendar = {},
  }: Choices = {}) {
    const view: ViewState = { ...initialViewState, timeFrame: parseTimeFrame(timeFrame)!, timeZone };
    const context: Partial<RenderContext> = {
      ...{ view, timeZone, locale, calendar, timeFrames, origin: 'endpoint' },
      now: () => new Date('2026-11-23T12:00:00Z'),
      hasControl: () => true,
      localization: { messages } as Localization,
      updateView: (update) => {
        const { timeFrame, dateBasis, timeZone = '', figures } = update(view);
        this.figures = figures;
        this.requests.push({ timeFrame: formatTimeFrame(timeFrame), dateBasis, timeZone });
      },
    };
    const container = document.createElement('div');
    render(renderTimeFrame(context as RenderContext), container);
    this.element = container.querySelector('cer-popover-button')!;
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

  /** The label of the button, with plain spaces. */
  get buttonText(): string {
    return this.button.textContent.replace(/\s+/g, ' ').trim();
  }

  /** Compares elements without an assertion, which would print them when it fails. */
  hasFocus(element: Element): boolean {
    const { activeElement } = this.root;
    return (activeElement?.shadowRoot?.activeElement ?? activeElement) === element;
  }

  option(name: string): HTMLButtonElement {
    return named(this.options, name);
  }

  /** The names of the selected options. */
  get selected(): string[] {
    const options = [...this.options].filter((option) => option.getAttribute('aria-selected') === 'true');
    return options.map(({ textContent }) => textContent.trim());
  }

  /** The first and the last day. */
  get dates(): string[] {
    return [this.field('From').value, this.field('To').value];
  }

  /** Clicks a named time frame. */
  async choose(name: string): Promise<void> {
    this.option(name).click();
    await this.settled();
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

  /** The description of a field. */
  description(field: Element): string {
    return this.form.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent.trim() ?? '';
  }

  async open(): Promise<this> {
    this.button.click();
    await eventually(
      'the form',
      () => this.isOpen && ((this.form as ShadowRoot | undefined)?.querySelectorAll('option').length ?? 0) > 100,
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

async function show(choices?: Choices): Promise<PickerPage> {
  const page = new PickerPage(choices);
  document.body.append(page.element);
  await page.element.updateComplete;
  return page;
}

afterEach(async () => {
  document.body.replaceChildren();
  await resetMouse();
});

describe('time frame picker button', () => {
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
    it(`shows ${text} for ${timeFrame}`, async () => {
      expect((await show({ timeFrame })).buttonText).to.equal(`Time frame ${text}`);
    });
  }

  it('shows the same dates in a time zone that is one day ahead', async () => {
    const page = await show({ timeFrame: '2026-10-01/2026-10-31', timeZone: 'Pacific/Kiritimati' });
    expect(page.buttonText).to.contain('1 – 31 Oct 2026');
  });

  it('has French messages', async () => {
    const page = await show({ locale: 'fr', messages: french });
    expect(page.buttonText).to.equal('Période 30 derniers jours · 25 oct. – 23 nov. 2026');
  });

  it('looks the same after it has been opened', async () => {
    const page = await show();
    const size = () => [page.button.offsetWidth, page.button.offsetHeight];
    const before = size();
    await page.open();
    expect(size()).to.deep.equal(before);
  });

  it('uses the Gregorian calendar in every locale', async () => {
    expect((await show({ locale: 'th' })).buttonText).to.contain('2026');
  });
});

describe('named time frames', () => {
  it('are all listed, with the current one selected and focused', async () => {
    const page = await (await show()).open();
    expect(page.options.length).to.equal(15);
    expect(page.form.querySelectorAll('[aria-selected=true]').length).to.equal(1);
    expect(page.option('Last 30 days').getAttribute('aria-selected')).to.equal('true');
    expect(page.hasFocus(page.option('Last 30 days'))).to.equal(true);
    expect(page.button.getAttribute('aria-expanded')).to.equal('true');
  });

  it('fill in their dates, and request a report with Apply, which returns the focus', async () => {
    const page = await (await show()).open();
    await page.choose('Last quarter');
    expect(page.requests).to.deep.equal([]);
    expect(page.selected).to.deep.equal(['Last quarter']);
    expect(page.dates).to.deep.equal(['2026-07-01', '2026-09-30']);
    await page.apply();
    expect(page.requests).to.deep.equal([
      { timeFrame: 'last-quarter', dateBasis: 'first-sent', timeZone: 'Europe/Paris' },
    ]);
    await page.element.updateComplete;
    expect(page.isOpen).to.equal(false);
    expect(page.hasFocus(page.button)).to.equal(true);
    expect(page.button.getAttribute('aria-expanded')).to.equal('false');
  });

  it('are requested with the chosen date basis and time zone', async () => {
    const page = await (await show()).open();
    page.field('Each send').click();
    await page.fill('Time zone', 'UTC');
    await page.choose('Today');
    await page.apply();
    expect(page.requests).to.deep.equal([{ timeFrame: 'today', dateBasis: 'sent', timeZone: 'UTC' }]);
  });

  it('have the dates of the chosen time zone', async () => {
    const page = await (await show()).open();
    await page.choose('Today');
    expect(page.dates).to.deep.equal(['2026-11-23', '2026-11-23']);
    await page.fill('Time zone', 'Pacific/Kiritimati');
    expect(page.dates).to.deep.equal(['2026-11-24', '2026-11-24']);
    expect(page.selected).to.deep.equal(['Today']);
  });

  it('are not chosen any more when one of their dates changes', async () => {
    const page = await (await show()).open();
    await page.choose('Last month');
    await page.fill('To', '2026-10-15');
    expect(page.selected).to.deep.equal([]);
    await page.apply();
    expect(page.requests.map(({ timeFrame }) => timeFrame)).to.deep.equal(['2026-10-01/2026-10-15']);
  });

  it('are chosen again when their dates are entered again', async () => {
    const page = await (await show()).open();
    await page.choose('Last month');
    await page.fill('To', '2026-10-15');
    await page.fill('To', '2026-10-31');
    expect(page.selected).to.deep.equal(['Last month']);
    await page.apply();
    expect(page.requests.map(({ timeFrame }) => timeFrame)).to.deep.equal(['last-month']);
  });

  it('are not applied instead of a date that is incomplete', async () => {
    const page = await (await show()).open();
    await page.choose('All time');
    page.field('From').focus();
    await sendKeys({ type: '12' });
    await page.apply();
    expect(page.requests).to.deep.equal([]);
    expect(page.description(page.field('From'))).to.equal('Enter a valid date.');
  });

  it('replace dates that are invalid', async () => {
    const page = await (await show()).open();
    await page.fill('From', '2027-01-01');
    await page.apply();
    expect(page.description(page.field('To'))).to.contain('before the start date');
    await page.choose('Last 7 days');
    expect(page.description(page.field('To'))).to.equal('');
    await page.apply();
    expect(page.requests.map(({ timeFrame }) => timeFrame)).to.deep.equal(['last-7-days']);
  });

  it('apply on a double click', async () => {
    const page = await (await show()).open();
    await page.choose('Yesterday');
    page.option('Yesterday').dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
    await page.settled();
    expect(page.requests.map(({ timeFrame }) => timeFrame)).to.deep.equal(['yesterday']);
    expect(page.isOpen).to.equal(false);
  });

  it('stay as they are until the report has the new ones', async () => {
    const page = await (await show()).open();
    await page.choose('Today');
    await page.apply();
    expect(page.buttonText).to.contain('Last 30 days');
  });

  it('are navigated by arrow keys and applied with Enter', async () => {
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

  it('are reached by a first letter and across columns', async () => {
    const page = await (await show()).open();
    const walk = [
      ['y', 'Yesterday'],
      ['ArrowRight', 'Last week'],
      ['ArrowRight', 'Last week'],
      ['ArrowLeft', 'Yesterday'],
    ] as const;
    for (const [press, name] of walk) {
      await sendKeys({ press });
      expect(page.hasFocus(page.option(name)), press).to.equal(true);
    }
  });

  it('are one tab stop before the first date', async () => {
    const page = await (await show()).open();
    await sendKeys({ press: 'Home' });
    await sendKeys({ press: 'Tab' });
    expect(page.hasFocus(page.field('From'))).to.equal(true);
    await sendKeys({ press: 'Shift+Tab' });
    expect(page.hasFocus(page.option('Today'))).to.equal(true);
  });
});

describe('custom dates', () => {
  it('start as the dates of the current time frame', async () => {
    const page = await (await show()).open();
    expect(page.dates).to.deep.equal(['2026-10-25', '2026-11-23']);
  });

  const ranges = [
    ['2026-10-01', '2026-10-31', '2026-10-01/2026-10-31'],
    ['2026-10-01', '', '2026-10-01/..'],
    ['', '2026-10-31', '../2026-10-31'],
    ['', '', 'all-time'],
    ['2024-02-29', '2024-02-29', '2024-02-29/2024-02-29'],
  ] as const;
  for (const [from, to, timeFrame] of ranges) {
    it(`from ${from || 'nothing'} to ${to || 'nothing'} request ${timeFrame}`, async () => {
      const page = await (await show()).open();
      await page.fill('From', from);
      await page.fill('To', to);
      await page.apply();
      expect(page.requests).to.deep.equal([{ timeFrame, dateBasis: 'first-sent', timeZone: 'Europe/Paris' }]);
      expect(page.isOpen).to.equal(false);
    });
  }

  it('keep a named time frame if only other fields change', async () => {
    const page = await (await show()).open();
    page.field('Each send').click();
    await page.apply();
    expect(page.requests).to.deep.equal([{ timeFrame: 'last-30-days', dateBasis: 'sent', timeZone: 'Europe/Paris' }]);
  });

  it('keep a named time frame that is not offered', async () => {
    const page = await (await show({ timeFrames: ['today'] })).open();
    await page.fill('Compare with', 'previous-year');
    await page.apply();
    expect(page.requests.map(({ timeFrame }) => timeFrame)).to.deep.equal(['last-30-days']);
  });

  it('are compared with a period, or with other dates once they are valid', async () => {
    const other = await (await show()).open();
    await other.fill('Compare with', 'previous-year');
    await other.choose('Last 7 days');
    await other.apply();
    expect(other.figures).to.equal('compare=previous-year');
    const page = await (await show()).open();
    await page.fill('Compare with', 'dates');
    await page.choose('Last 7 days');
    await page.apply();
    expect(page.requests.length).to.equal(0);
    expect(page.hasFocus(page.field('Compare from'))).to.equal(true);
    await page.apply();
    expect(page.requests.length).to.equal(0);
    expect(page.description(page.field('Compare from'))).to.equal('Enter a valid date.');
    expect(page.hasFocus(page.field('Compare from'))).to.equal(true);
    await page.fill('Compare from', '2026-02-01');
    await page.fill('Compare to', '2026-01-31');
    expect(page.description(page.field('Compare to'))).to.equal(
      'The end date is before the start date. Change one of them.',
    );
    await page.fill('Compare from', '2026-01-01');
    expect(page.description(page.field('Compare to'))).to.equal('');
    await page.apply();
    expect(page.figures).to.equal('compare=2026-01-01/2026-01-31');
  });

  it('are applied together with the comparison, which may be chosen before or after them', async () => {
    const page = await (await show()).open();
    const positions = ['Compare with', 'From'].map((label) => page.field(label).getBoundingClientRect());
    expect(positions[0]!.top).to.be.below(page.option('Today').getBoundingClientRect().top);
    expect(positions[0]!.top).to.be.at.most(positions[1]!.top);
    await sendKeys({ press: 'Shift+Tab' });
    expect(page.hasFocus(page.field('Compare with'))).to.equal(true);
    await page.fill('Compare with', 'previous-period');
    await sendKeys({ press: 'Tab' });
    expect(page.hasFocus(page.option('Last 30 days'))).to.equal(true);
    await page.choose('Last month');
    await page.apply();
    expect([page.requests[0]?.timeFrame, page.figures]).to.deep.equal(['last-month', 'compare=previous-period']);
    const other = await (await show()).open();
    await other.choose('Last week');
    await other.fill('Compare with', 'previous-year');
    expect(other.selected).to.deep.equal(['Last week']);
    await other.apply();
    expect([other.requests[0]?.timeFrame, other.figures]).to.deep.equal(['last-week', 'compare=previous-year']);
  });

  it('have the focus when they are in use', async () => {
    const page = await (await show({ timeFrame: '2026-10-01/..' })).open();
    expect(page.hasFocus(page.field('From'))).to.equal(true);
    expect(page.form.querySelectorAll('[aria-selected=true]').length).to.equal(0);
  });

  it('show an error while the end is before the start', async () => {
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

  it('show an error while a date is incomplete', async () => {
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

  it('have a year of this century if two digits are typed', async () => {
    const page = await (await show({ timeFrame: 'all-time' })).open();
    page.field('From').focus();
    await sendKeys({ type: '100126' });
    await sendKeys({ press: 'Enter' });
    expect(page.requests.map(({ timeFrame }) => timeFrame)).to.deep.equal(['2026-10-01/..']);
  });

  it('to compare with are within the limits of the host', async () => {
    const page = await (await show({ calendar: { minDate: '2026-01-10', maxDate: '2026-12-31' } })).open();
    await page.fill('Compare with', 'dates');
    const fields = ['Compare from', 'Compare to'].map((label) => page.field(label));
    expect(fields.map(({ min, max }) => [min, max])).to.deep.equal(Array(2).fill(['2026-01-10', '2026-12-31']));
    await page.fill('Compare from', '2026-01-01');
    await page.fill('Compare to', '2026-01-31');
    await page.apply();
    expect(page.requests.length).to.equal(0);
    expect(page.description(page.field('Compare from'))).to.equal('Dates available: 10 Jan – 31 Dec 2026.');
    await page.fill('Compare from', '2026-01-10');
    expect(page.description(page.field('Compare from'))).to.equal('');
    await page.apply();
    expect(page.figures).to.equal('compare=2026-01-10/2026-01-31');
  });

  it('to compare with have an error at the one that is missing', async () => {
    const page = await (await show()).open();
    await page.fill('Compare with', 'dates');
    const [from, to] = [page.field('Compare from'), page.field('Compare to')];
    await page.fill('Compare from', '2026-01-01');
    await page.apply();
    const invalid = () => [from, to].map((field) => field.getAttribute('aria-invalid'));
    expect(page.requests.length).to.equal(0);
    expect(invalid()).to.deep.equal(['false', 'true']);
    expect([from, to].map((field) => page.description(field))).to.deep.equal(['', 'Enter a valid date.']);
    expect(page.hasFocus(to)).to.equal(true);
    await page.fill('Compare to', '2025-12-31');
    expect(page.description(to)).to.contain('before the start');
    await page.fill('Compare to', '2026-01-31');
    expect(invalid()).to.deep.equal(['false', 'false']);
    await page.fill('Compare from', '');
    await page.apply();
    expect(invalid()).to.deep.equal(['true', 'false']);
    expect(page.hasFocus(from)).to.equal(true);
  });

  it('have a year of this century also to compare with', async () => {
    const page = await (await show()).open();
    await page.fill('Compare with', 'dates');
    const [from, to] = [page.field('Compare from'), page.field('Compare to')] as HTMLInputElement[];
    from!.focus();
    await sendKeys({ type: '010126' });
    to!.focus();
    expect(from!.value).to.equal('2026-01-01');
    await sendKeys({ type: '013126' });
    await sendKeys({ press: 'Enter' });
    expect(page.figures).to.equal('compare=2026-01-01/2026-01-31');
  });

  it('can be entered and applied by keyboard', async () => {
    const page = await (await show({ timeFrame: 'all-time' })).open();
    await sendKeys({ press: 'Tab' });
    await sendKeys({ type: '10012026' });
    await sendKeys({ press: 'Enter' });
    expect(page.requests.map(({ timeFrame }) => timeFrame)).to.deep.equal(['2026-10-01/..']);
  });
});

describe('time zones', () => {
  it('list the zones of the browser, UTC and the current one, with their UTC offsets', async () => {
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

  it('are requested with the dates', async () => {
    const page = await (await show()).open();
    page.timeZone.value = 'America/New_York';
    await page.apply();
    expect(page.requests[0]).to.have.property('timeZone', 'America/New_York');
  });
});

describe('time frame picker popover', () => {
  const expectLeft = async (page: PickerPage) => {
    await eventually(
      'the picker to close',
      () => !page.isOpen && page.root.querySelector('cer-time-frame-form') === null,
    );
    expect(page.requests).to.deep.equal([]);
    expect(page.button.getAttribute('aria-expanded')).to.equal('false');
  };

  it('closes on Escape, returns the focus and discards the input', async () => {
    const page = await (await show()).open();
    await page.fill('From', '2020-01-01');
    await sendKeys({ press: 'Escape' });
    await expectLeft(page);
    expect(page.hasFocus(page.button)).to.equal(true);
    await page.open();
    expect(page.field('From').value).to.equal('2026-10-25');
  });

  it('closes on Cancel', async () => {
    const page = await (await show()).open();
    page.action('Cancel').click();
    await expectLeft(page);
    expect(page.hasFocus(page.button)).to.equal(true);
  });

  it('opens and closes on a click of its button', async () => {
    const page = await show();
    await clickAt(page.button);
    await eventually('the picker to open', () => page.isOpen);
    await clickAt(page.button);
    await expectLeft(page);
    expect(page.hasFocus(page.button)).to.equal(true);
  });

  it('closes on a click outside and returns the focus', async () => {
    const page = await (await show()).open();
    await sendMouse({ type: 'click', position: [790, 590] });
    await expectLeft(page);
    await eventually('the focus on the button', () => page.hasFocus(page.button));
  });

  it('leaves the focus on a control that was clicked', async () => {
    const page = await show();
    const other = document.createElement('input');
    other.style.cssText = 'position: fixed; right: 0; bottom: 0';
    document.body.append(other);
    await page.open();
    await clickAt(other);
    await expectLeft(page);
    expect(document.activeElement === other).to.equal(true);
  });

  it('closes when Tab leaves it', async () => {
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

  it('is closed when the picker returns to the document', async () => {
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
    it(`fits a viewport of ${width} × ${height}, even in a clipped container`, async () => {
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

  it('keeps its comparison and its buttons in view on a phone', async () => {
    await setViewport({ width: 360, height: 640 });
    const page = await (await show()).open();
    const { top, bottom } = page.dialog.getBoundingClientRect();
    for (const control of [page.field('Compare with'), page.option('Last month'), page.action('Apply')]) {
      const box = control.getBoundingClientRect();
      expect(box.top).to.be.at.least(top);
      expect(box.bottom).to.be.at.most(bottom);
    }
    page.dialog.scrollTo(0, 1e6);
    expect(page.action('Apply').getBoundingClientRect().bottom).to.be.at.most(bottom);
    await setViewport({ width: 800, height: 600 });
  });

  it('stays next to its button when the page scrolls', async () => {
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
    it(`has no axe violations in the ${colorScheme} color scheme`, async () => {
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
