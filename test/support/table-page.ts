import { parseReport } from '../../src/endpoint/parse-report.ts';
import type { ReportTable } from '../../src/table/report-table.ts';
import type { ShowAllRows } from '../../src/table/show-all-rows.ts';
import type { LinesRequest } from '../../src/table/table-requests.ts';
import { builtInColumns } from '../../src/model/columns.ts';
import { createFormats } from '../../src/i18n/formats.ts';
import { report as messages } from '../../src/i18n/en/report.ts';
import type { Line, Table } from '../../src/table-model/table.ts';
import { initialViewState } from '../../src/table-model/view-state.ts';
import '../../src/define.ts';
import { reportResponse, reportRow } from './report-response.ts';
import { eventually, nextPaint } from './waiting.ts';

const columns = ['emailName', 'campaignName', 'sent', 'delivered', 'openedRate'] as const;
const { numbers, text } = parseReport(reportResponse([reportRow()]));

/** Line `index` of a long table: an email `E1`, `E2` and so on that can be opened. */
function emailLine(index: number): Line {
  const emailName = `E${index + 1}`;
  return {
    rows: { length: 1, numbers, text: { ...text, emailId: [emailName], emailName: [emailName] } },
    row: 0,
    emails: undefined,
    hasPreview: true,
  };
}

/** A table with any number of lines. `isHere` tells which of them have loaded. */
export function longTable(lineCount: number, isHere: (index: number) => boolean = () => true): Table {
  return {
    columns,
    isGrouped: false,
    hasNotes: false,
    total: { length: 1, numbers, text },
    lineCount,
    matchCount: lineCount,
    emailCount: lineCount,
    lineAt: (index) => (index >= 0 && index < lineCount && isHere(index) ? emailLine(index) : undefined),
  };
}

/** Page object of the table without a report around it, 600 pixels high. */
export class TablePage {
  readonly element: ReportTable;
  /** The lines that the table requested, oldest first. */
  readonly requests: LinesRequest[] = [];

  private constructor(element: ReportTable) {
    this.element = element;
  }

  static async mount(table: Table): Promise<TablePage> {
    const element = document.createElement('cer-report-table');
    const localization = { messages, formats: createFormats('en'), timeZone: 'UTC', columnSet: builtInColumns };
    Object.assign(element, { table, view: { ...initialViewState, groupBy: 'none' }, localization, caption: 'Long' });
    element.style.maxBlockSize = '600px';
    const page = new TablePage(element);
    element.addEventListener('lines-request', (event) =>
      page.requests.push((event as CustomEvent<LinesRequest>).detail),
    );
    // The report is the container whose width the styles of the table depend on.
    const report = document.createElement('section');
    report.style.containerType = 'inline-size';
    report.append(element);
    document.body.append(report);
    await page.isReady();
    // It loads for a table that is taller than an element can be.
    await import('../../src/table/virtual-scroll-mapper.ts');
    await nextPaint();
    return page;
  }

  async show(table: Table): Promise<void> {
    this.element.table = table;
    await this.isReady();
  }

  /** Waits for the table, and for the buttons under a long one, which load later. */
  async isReady(): Promise<void> {
    await this.element.updateComplete;
    if (!this.allRows) return;
    await customElements.whenDefined('cer-show-all-rows');
    await this.allRows.updateComplete;
  }

  /** The buttons under a long table. */
  get allRows(): ShowAllRows | null {
    return this.shadow.querySelector('cer-show-all-rows');
  }

  get shadow(): ShadowRoot {
    return this.element.shadowRoot as ShadowRoot;
  }

  get scroller(): HTMLElement {
    return this.shadow.querySelector('[part=scroller]') as HTMLElement;
  }

  /** The rows in the document, including those that are still loading. */
  get rows(): HTMLTableRowElement[] {
    return [...this.shadow.querySelectorAll<HTMLTableRowElement>('tbody tr[aria-rowindex]')];
  }

  row(name: string): HTMLTableRowElement | undefined {
    return this.rows.find((row) => row.cells[0]?.textContent === name);
  }

  button(name: string): HTMLButtonElement | undefined {
    const roots = [
      this.shadow,
      ...[...this.shadow.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? []),
    ];
    const buttons = roots.flatMap((root) => [...root.querySelectorAll('button')]);
    return buttons.find(({ textContent }) => textContent.trim() === name);
  }

  /** The name of the focused row. */
  get focused(): string | undefined {
    return this.shadow.activeElement?.closest('tbody tr')?.querySelector('th')?.textContent;
  }

  /** The number of the row and of the column of the cell with the focus, as assistive technology reads them. */
  get focusedCell(): readonly [row: number, column: number] | undefined {
    const cell = this.shadow.activeElement?.closest('th, td');
    return cell ? [Number(cell.closest('tr')?.ariaRowIndex), Number(cell.ariaColIndex)] : undefined;
  }

  /** Focuses the table as Tab does, and waits for the code of its keys. */
  async enter(): Promise<void> {
    this.scroller.focus();
    await eventually('the focus in a cell', () => this.focusedCell !== undefined);
  }

  /** The edges of the area between the header and the totals. */
  get view(): { top: number; bottom: number } {
    const top = this.shadow.querySelector('thead')?.querySelector('th')?.getBoundingClientRect().bottom ?? 0;
    const bottom = this.shadow.querySelector('tfoot th')?.getBoundingClientRect().top ?? 0;
    return { top, bottom };
  }

  /** The names of the visible rows from top to bottom. Throws an error if there is a gap or an overlap. */
  get seen(): string[] {
    const { top, bottom } = this.view;
    const boxes = this.rows
      .map((row) => ({ name: row.cells[0]?.textContent ?? '', box: row.getBoundingClientRect() }))
      .filter(({ box }) => box.bottom > top + 1 && box.top < bottom - 1)
      .sort((one, other) => one.box.top - other.box.top);
    boxes.reduce((end, { name, box }, place) => {
      if (place === 0 ? box.top > top + 1 : Math.abs(box.top - end) > 1)
        throw new Error(`Gap or overlap above ${name}`);
      return box.bottom;
    }, 0);
    if ((boxes.at(-1)?.box.bottom ?? 0) < bottom - 1) throw new Error('Gap below the last row');
    return boxes.map(({ name }) => name);
  }

  /** Scrolls, and waits until the rows are painted. */
  async scrollTo(top: number): Promise<void> {
    this.scroller.scrollTop = top;
    await nextPaint();
  }
}
