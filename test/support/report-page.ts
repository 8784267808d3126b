import type { CampaignEmailReport } from '../../src/index.ts';
import '../../src/define.ts';
import { scenarioNow } from '../../src/testing/testing.ts';

/** The moment at which tests are set. */
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
    | 'report'
    | 'requestInit'
    | 'fetcher'
    | 'now'
    | 'token'
    | 'wait'
    | 'previewMode'
  > & { lang: string }
>;

/** Every element below a root, those in shadow roots too, in the order of the document. */
function* everyElement(root: ParentNode): Generator<Element> {
  for (const element of root.children) {
    yield element;
    if (element.shadowRoot) yield* everyElement(element.shadowRoot);
    yield* everyElement(element);
  }
}

const isShown = (element: Element) => element.checkVisibility({ visibilityProperty: true });

function nameOf(element: Element): string {
  const label = element.getAttribute('aria-label') ?? element.textContent;
  return label.replace(/\s+/g, ' ').trim();
}

/** Waits until a question has an answer, or fails with what was waited for. */
export async function eventually<Answer>(what: string, ask: () => Answer | undefined | false): Promise<Answer> {
  const end = performance.now() + 5000;
  for (;;) {
    const answer = ask();
    if (answer !== undefined && answer !== false) return answer;
    if (performance.now() > end) throw new Error(`In vain waited for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** A report element as a reader meets it: by roles, labels and texts. */
export class ReportPage {
  readonly element: CampaignEmailReport;

  constructor(element: CampaignEmailReport) {
    this.element = element;
  }

  /**
   * Puts an element into the document, in English, in Paris, at {@link testNow}, with no time between tries, but for
   * what is given.
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
    if (!this.element.shadowRoot) throw new Error('The element has not been upgraded.');
    return this.element.shadowRoot;
  }

  all(selector: string): Element[] {
    return [...everyElement(this.shadow)].filter((element) => element.matches(selector));
  }

  /** Everything that can be read on screen. */
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

  get announcement(): string {
    return this.all('[role=status]').map(nameOf).filter(Boolean).join(' ');
  }

  button(name: string): HTMLButtonElement {
    const found = this.all('button').find((button) => isShown(button) && nameOf(button) === name);
    if (!found) throw new Error(`There is no button "${name}", but: ${this.buttons.join(', ')}`);
    return found as HTMLButtonElement;
  }

  get buttons(): string[] {
    return this.all('button').filter(isShown).map(nameOf);
  }

  is(state: string): boolean {
    return this.element.matches(`:state(${state})`);
  }

  /** Waits for a custom state, and for the controls, which come a moment after the report. */
  async reaches(state: string): Promise<void> {
    await eventually(`the state "${state}"`, () => this.is(state));
    await eventually('the controls', () => this.all('.room').length === 0);
  }

  get headers(): HTMLTableCellElement[] {
    return this.all('thead th') as HTMLTableCellElement[];
  }

  header(label: string): HTMLTableCellElement {
    const found = this.headers.find(
      (header) => nameOf(header.querySelector('button:not(.toggle) > span') ?? header) === label,
    );
    if (!found) throw new Error(`There is no column "${label}", but: ${this.headers.map(nameOf).join(', ')}`);
    return found;
  }

  async sortBy(label: string, { shiftKey = false } = {}): Promise<void> {
    const button = this.header(label).querySelector('button:not(.toggle)');
    button?.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, shiftKey }));
    await this.settled();
  }

  /** The names down the first column, campaigns and emails. */
  get names(): string[] {
    return this.all('tbody th[scope=row] bdi').map(nameOf);
  }

  /** The texts of a row, by the name at its start. */
  row(name: string): string[] {
    const found = this.all('tr').find((row) => {
      const head = row.querySelector('th[scope=row]');
      return head && nameOf(head.querySelector('bdi') ?? head) === name;
    });
    if (!found) throw new Error(`There is no row "${name}", but: ${this.names.join(', ')}`);
    return [...found.querySelectorAll('td')].map(nameOf);
  }

  /** One cell's text, by its row's name and its column's label. */
  cell(name: string, label: string): string | undefined {
    return this.row(name)[this.headers.indexOf(this.header(label)) - 1];
  }

  async press(name: string): Promise<void> {
    this.button(name).click();
    await this.settled();
  }

  async settled(): Promise<void> {
    await this.element.updateComplete;
    for (const part of this.all('*').filter(({ localName }) => localName.startsWith('cer-'))) {
      await (part as unknown as { updateComplete: Promise<unknown> }).updateComplete;
    }
  }
}
