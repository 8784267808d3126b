import type { CampaignEmailReport } from '../../src/index.ts';
import { eventually, ReportPage, type ReportProperties } from '../support/report-page.ts';

/** Page object of the panel that explains a figure. */
export class FigurePage {
  readonly page: ReportPage;

  private constructor(page: ReportPage) {
    this.page = page;
  }

  /** Shows a report with these properties. */
  static async mount(properties: ReportProperties): Promise<FigurePage> {
    const page = ReportPage.mount(properties);
    await page.reaches('ready');
    await page.settled();
    return new FigurePage(page);
  }

  get element(): CampaignEmailReport {
    return this.page.element;
  }

  get dialog(): HTMLElement | undefined {
    return this.page.all('cer-figure-panel')[0]?.shadowRoot?.querySelector<HTMLElement>('[role=dialog]') ?? undefined;
  }

  get isOpen(): boolean {
    return this.dialog?.matches(':popover-open') ?? false;
  }

  /** The visible text of the panel, with plain spaces. */
  get text(): string {
    return this.dialog?.innerText.replace(/\s+/g, ' ').trim() ?? '';
  }

  /** The lines of the calculations, as `−9 were …`. */
  get steps(): string[] {
    return [...(this.dialog?.querySelectorAll('li') ?? [])].map((step) => step.textContent.replace(/\s+/g, ' ').trim());
  }

  /** The cell in the row of a name and in the column of a label. */
  cell(name: string, label: string): HTMLTableCellElement {
    const column = this.page.headers.indexOf(this.page.header(label));
    const rows = this.page.all('tbody tr, tfoot tr') as HTMLTableRowElement[];
    const row = rows.find(({ cells: [head] }) => {
      const names = [...(head?.querySelectorAll('bdi') ?? [])].map(({ textContent }) => textContent);
      return names.includes(name) || (names.length === 0 && head?.firstChild?.textContent === name);
    });
    const cell = row?.cells[column];
    if (!cell) throw new Error(`No cell of ${name} in ${label}`);
    return cell;
  }

  /** Clicks a figure, and waits for the panel. */
  async open(name: string, label: string): Promise<void> {
    this.cell(name, label).click();
    await this.opens();
  }

  async opens(): Promise<void> {
    await eventually('the panel', () => this.isOpen && this.text !== '');
  }

  async closes(): Promise<void> {
    await eventually('no panel', () => !this.isOpen);
  }

  button(name: string): HTMLButtonElement {
    const found = [...(this.dialog?.querySelectorAll('button') ?? [])].find(
      ({ textContent }) => textContent.trim() === name,
    );
    if (!found) throw new Error(`No button ${name}`);
    return found;
  }

  async shows(text: string): Promise<void> {
    await eventually(`“${text}” in the panel: ${this.text}`, () => this.text.includes(text));
  }
}
