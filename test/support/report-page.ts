import type { CampaignEmailReport } from '../../src/index.ts';
import '../../src/define.ts';
import { scenarioNow } from '../../src/testing/testing.ts';
import { eventually } from './waiting.ts';

export { eventually } from './waiting.ts';

/** The current time in tests. */
export const testNow = scenarioNow;

export type ReportProperties = Partial<
  Pick<
    CampaignEmailReport,
    | 'endpoint'
    | 'timeFrame'
    | 'dateBasis'
    | 'timeZone'
    | 'sort'
    | 'groupBy'
    | 'columns'
    | 'search'
    | 'filter'
    | 'report'
    | 'requestInit'
    | 'fetcher'
    | 'now'
    | 'token'
    | 'query'
    | 'method'
    | 'timeFrames'
    | 'minDate'
    | 'maxDate'
    | 'firstDayOfWeek'
    | 'fiscalYearStart'
    | 'messages'
    | 'extraColumns'
    | 'view'
    | 'refreshInterval'
    | 'wait'
    | 'previewMode'
    | 'figures'
    | 'viewStorage'
    | 'viewPrefix'
    | 'views'
    | 'controls'
  > & { lang: string }
>;

/** Every descendant of a root in document order, including those in shadow roots. */
function* everyElement(root: ParentNode): Generator<Element> {
  for (const element of root.children) {
    yield element;
    if (element.shadowRoot) yield* everyElement(element.shadowRoot);
    yield* everyElement(element);
  }
}

/** The header of the name column has a second button, which expands and collapses all campaigns. */
const sortButtonSelector = 'button:not([aria-expanded])';

/** The focused element, even in nested shadow roots. */
export function activeElement(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

const isShown = (element: Element) => element.checkVisibility({ visibilityProperty: true });

function nameOf(element: Element): string {
  const label = element.getAttribute('aria-label') ?? element.textContent;
  return label.replace(/\s+/g, ' ').trim();
}

/** Page object of a report element: finds elements by role, label and text, as a user does. */
export class ReportPage {
  readonly element: CampaignEmailReport;

  constructor(element: CampaignEmailReport) {
    this.element = element;
  }

  /**
   * Adds an element to the document. By default it is in English and in the time zone of Paris, its clock shows
   * {@link testNow}, and it retries without a delay.
   */
  static mount(properties: ReportProperties = {}, parent: ParentNode & Node = document.body): ReportPage {
    const element = document.createElement('campaign-email-report');
    const wait = () => Promise.resolve();
    Object.assign(element, { lang: 'en', timeZone: 'Europe/Paris', now: () => testNow, wait }, properties);
    parent.append(element);
    return new ReportPage(element);
  }

  static clear(): void {
    document.body.replaceChildren();
    document.documentElement.lang = 'en';
  }

  private get shadow(): ShadowRoot {
    if (!this.element.shadowRoot) throw new Error('The element is not upgraded');
    return this.element.shadowRoot;
  }

  /** All elements that match a selector, including those in nested shadow roots. */
  all(selector: string): Element[] {
    return [...everyElement(this.shadow)].filter((element) => element.matches(selector));
  }

  /** All visible text. */
  get text(): string {
    const ownText = (element: Element) =>
      [...element.childNodes].filter((node) => node instanceof Text).map((node) => node.data);
    return this.all(':not(style)')
      .filter(isShown)
      .flatMap(ownText)
      .map((text) => text.trim())
      .filter(Boolean)
      .join(' ');
  }

  /** The texts of all live regions. */
  get announcement(): string {
    return this.all('[role=status]').map(nameOf).filter(Boolean).join(' ');
  }

  button(name: string): HTMLButtonElement {
    const found = this.all('button').find((button) => isShown(button) && nameOf(button) === name);
    if (!found) throw new Error(`No button "${name}" among: ${this.buttons.join(', ')}`);
    return found as HTMLButtonElement;
  }

  get buttons(): string[] {
    return this.all('button').filter(isShown).map(nameOf);
  }

  /** Whether the element has a custom state. */
  is(state: string): boolean {
    return this.element.matches(`:state(${state})`);
  }

  /** Waits for a custom state, and until all parts of the element are defined. */
  async reaches(state: string): Promise<void> {
    await eventually(`the state "${state}"`, () => this.is(state));
    await eventually('the parts', () => this.all(':not(:defined)').length === 0);
  }

  /** Moves the pointer into the table, and waits for the code of drags and header keys. */
  async enterTable(): Promise<void> {
    this.scroller.dispatchEvent(new PointerEvent('pointerover', { pointerType: 'mouse' }));
    await eventually('the widths of columns', () => this.all('[role=separator][aria-valuetext]').length > 0);
  }

  /** The cell with the focus: the texts of its row's header and of its column's header. */
  get focusedCell(): readonly [row: string, column: string] | undefined {
    const cell = activeElement()?.closest<HTMLTableCellElement>('th, td');
    const nameIn = (header: Element | undefined) =>
      header ? nameOf(header.querySelector(`bdi, ${sortButtonSelector} > span`) ?? header) : '';
    return cell ? [nameIn(cell.closest('tr')?.cells[0]), nameIn(this.headers[cell.cellIndex])] : undefined;
  }

  /** The elements in the table that Tab reaches. */
  get tabStops(): Element[] {
    return [this.scroller, ...this.all('table, table button, table [tabindex]')].filter(
      (element) => (element as HTMLElement).tabIndex >= 0,
    );
  }

  /** Waits until a text is visible. */
  async shows(text: string): Promise<void> {
    await eventually(`the text "${text}"`, () => this.text.includes(text));
  }

  get headers(): HTMLTableCellElement[] {
    return this.all('thead th') as HTMLTableCellElement[];
  }

  header(label: string): HTMLTableCellElement {
    const found = this.headers.find(
      (header) => nameOf(header.querySelector(`${sortButtonSelector} > span`) ?? header) === label,
    );
    if (!found) throw new Error(`No column "${label}" among: ${this.headers.map(nameOf).join(', ')}`);
    return found;
  }

  async sortBy(label: string, { shiftKey = false } = {}): Promise<void> {
    const click = new MouseEvent('click', { bubbles: true, composed: true, shiftKey });
    this.sortButton(label).dispatchEvent(click);
    await this.settled();
  }

  /** The button in a column header that sorts by the column. */
  sortButton(label: string): HTMLButtonElement {
    const found = this.header(label).querySelector<HTMLButtonElement>(sortButtonSelector);
    if (!found) throw new Error(`No sort button in the column "${label}"`);
    return found;
  }

  /** The buttons that expand and collapse campaigns, in the order of the rows. */
  get campaigns(): HTMLButtonElement[] {
    return this.all('tbody button[aria-expanded]') as HTMLButtonElement[];
  }

  campaign(name: string): HTMLButtonElement {
    const found = this.campaigns.find((button) => nameOf(button.querySelector('bdi') ?? button) === name);
    if (!found) throw new Error(`No campaign "${name}" among: ${this.campaigns.map(nameOf).join(', ')}`);
    return found;
  }

  /** The element that scrolls the table. */
  get scroller(): HTMLElement {
    const [found] = this.all('[part~=scroller]');
    if (!found) throw new Error('There is no table');
    return found as HTMLElement;
  }

  /** The names of campaigns and emails in the first column. */
  get names(): string[] {
    return this.all('tbody th[scope=row] bdi').map(nameOf);
  }

  /** The texts of the cells after the name in a row. */
  row(name: string): string[] {
    const found = this.all('tr').find((row) => {
      const head = row.querySelector('th[scope=row]');
      const names = [...(head?.querySelectorAll('bdi') ?? [])].map(nameOf);
      return head && (names.length > 0 ? names : [nameOf(head)]).includes(name);
    });
    if (!found) throw new Error(`No row "${name}" among: ${this.names.join(', ')}`);
    return [...found.querySelectorAll('td')].map(nameOf);
  }

  /** The text of the cell in a row and a column. */
  cell(name: string, label: string): string | undefined {
    return this.row(name)[this.headers.indexOf(this.header(label)) - 1];
  }

  async press(name: string): Promise<void> {
    this.button(name).click();
    await this.settled();
  }

  /** Resolves when the element and its parts have rendered. */
  async settled(): Promise<void> {
    await this.element.updateComplete;
    for (const part of this.all('*').filter(({ localName }) => localName.startsWith('cer-'))) {
      await (part as unknown as { updateComplete: Promise<unknown> }).updateComplete;
    }
  }
}
