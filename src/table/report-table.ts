import { adoptStyles, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { columnKind, type ColumnId } from '../model/columns.ts';
import { shallowEqualArrays } from '../platform/shallow-equal-arrays.ts';
import type { ColumnChange } from '../table-model/column-change.ts';
import type { Line, Table } from '../table-model/table.ts';
import { isExpanded, type ColumnWidths, type ViewState } from '../table-model/view-state.ts';
import { baseStyles } from '../ui/base-styles.ts';
import { cellText, type Localization } from '../ui/cell-formatters.ts';
import { sizeColumns } from './column-widths.ts';
import { warn } from '../property-parsers.ts';
import { renderHeader } from './table-header.ts';
import { reportTableStyles } from './report-table-styles.ts';
import { indexOfEmail, RowRecycler, type Lines } from './row-recycler.ts';
import type { TableExtras } from './table-extras.ts';
import { blankRow, firstRowIndex, rowStyleOf, type RowStyle } from './table-row.ts';
import { tableRowStyles } from './table-row-styles.ts';
import { TableViewport, wholeUpTo, type LineRange } from './table-viewport.ts';

/** The table to come, before anything of it is here. */
const skeleton: Lines = { lineCount: 8, lineAt: () => undefined };
/** Milliseconds between two words on which lines are in view. */
const pace = 100;

const isPressable = (line: Line | undefined) => line !== undefined && (line.emails !== undefined || line.hasPreview);

export interface SortRequest {
  readonly column: ColumnId;
  /** Whether the column is to be a further sort key, after those that are there. */
  readonly further: boolean;
}

/** An email of a campaign. */
export interface EmailRequest {
  readonly campaignId: string;
  readonly emailId: string;
}

/** Lines from `first` up to but not including `end`. */
export type LinesRequest = LineRange;

/**
 * The table of a report, or without one, the shape of the table to come.
 *
 * Lit draws what surrounds the rows. The rows are written by hand, as they must keep up with the scroller.
 *
 * @fires {CustomEvent<SortRequest>} sort-request
 * @fires {CustomEvent<ColumnChange>} column-request - a column is to be moved, or made wider or narrower
 * @fires {CustomEvent<{ campaignId: string }>} campaign-request - a campaign is to be opened or closed
 * @fires {CustomEvent<{ open: boolean }>} campaigns-request - all campaigns are to be opened or closed
 * @fires {CustomEvent<EmailRequest>} email-request - an email is to be shown
 * @fires {CustomEvent<LinesRequest>} lines-request - these lines are in view, and wanted if they are not here yet
 * @csspart scroller - What scrolls the table.
 * @csspart table - The table.
 * @csspart header - A header cell; also `sorted` if the table is sorted by it.
 * @csspart sorted - With `header`: of a column that the table is sorted by.
 * @csspart toggle-all - The button that opens or closes all campaigns.
 * @csspart row - A row; also `campaign`, `email`, `total`, or `waiting` or `failed`.
 * @csspart campaign - With `row`: a campaign with its subtotals.
 * @csspart email - With `row`: an email.
 * @csspart total - With `row`: the totals.
 * @csspart waiting - With `row`: one whose figures are not here yet.
 * @csspart failed - With `row`: one whose figures could not be had.
 * @csspart cell - A cell; also `name`, or the kind of its column: `text`, `flag`, `instant`, `count` or `rate`.
 * @csspart name - With `cell`: the names of campaigns and emails.
 * @csspart text - With `cell`: other names.
 * @csspart flag - With `cell`: yes or no.
 * @csspart instant - With `cell`: a date.
 * @csspart count - With `cell`: a count.
 * @csspart rate - With `cell`: a percentage.
 * @csspart mark - What marks an email or a campaign whose counts contradict each other.
 * @csspart actions - What a long table offers under its rows.
 */
export class ReportTable extends LitElement {
  static override styles = [baseStyles, reportTableStyles, tableRowStyles];

  @property({ attribute: false }) table: Table | undefined;
  /** The columns to come, until there is a table. */
  @property({ attribute: false }) expectedColumns: readonly ColumnId[] = [];
  @property({ attribute: false }) view!: ViewState;
  @property({ attribute: false }) localization!: Localization;
  /** The name of the table, for those who do not see it. */
  @property({ attribute: false }) caption = '';
  /** Whether the totals are those of all rows. */
  @property({ attribute: false }) complete = true;
  /** Prints the page. */
  @property({ attribute: false }) print: () => void = () => window.print();

  @query('.scroller') private readonly scroller!: HTMLElement;
  @query('.more') private readonly more!: HTMLElement;
  @query('.whole-name') private readonly wholeName!: HTMLElement;
  @query('table') private readonly tableElement!: HTMLTableElement;
  @query('tbody') private readonly tbody!: HTMLTableSectionElement;

  /** What came after the table. */
  @state() extras: TableExtras | undefined;

  /** In the next frame: what is measured may change what is observed, which an observer must not do at once. */
  readonly #resize = new ResizeObserver(() => requestAnimationFrame(() => this.#measure()));
  #body: RowRecycler | undefined;
  #viewport: TableViewport | undefined;
  #extrasLoaded: Promise<void> | undefined;
  /** What the widths of columns were found from. */
  #sized: readonly unknown[] = [];
  #style: { readonly inputs: readonly unknown[]; readonly style: RowStyle } | undefined;
  #shown: { readonly lines?: Lines; readonly style?: RowStyle } = {};
  #asked: LinesRequest = { first: 0, end: 0 };
  #pause: ReturnType<typeof setTimeout> | undefined;

  get #columns(): readonly ColumnId[] {
    return this.table?.columns ?? this.expectedColumns;
  }

  /** Scrolls to an email and gives it the focus; the table gets it where there is no such email. */
  focusEmail(campaignId: string, emailId: string): void {
    const near = this.#viewport?.seen.first ?? 0;
    const index = this.table && indexOfEmail(this.table, near, { campaignId, emailId });
    if (index === undefined || !this.#focusLine(index)) this.scroller.focus({ preventScroll: true });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('beforeprint', this.#notePrinted);
    if (this.hasUpdated) this.#observe();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('beforeprint', this.#notePrinted);
    this.#resize.disconnect();
    this.#viewport?.drop();
    this.extras?.wholeTable.drop();
    clearTimeout(this.#pause);
    this.#pause = undefined;
  }

  protected override firstUpdated(): void {
    this.#body = new RowRecycler(this.tbody);
    this.#viewport = new TableViewport(this.scroller, this.#body, (seen) => this.#onView(seen));
    this.#observe();
    this.#extrasLoaded = this.#loadExtras();
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    await super.getUpdateComplete();
    await this.#extrasLoaded;
    return await super.getUpdateComplete();
  }

  async #loadExtras(): Promise<void> {
    try {
      const { TableExtras, tableExtrasStyles, tablePrintStyles } = await import('./table-extras.ts');
      adoptStyles(this.renderRoot as ShadowRoot, [
        ...tableExtrasStyles,
        ...ReportTable.elementStyles,
        tablePrintStyles,
      ]);
      this.extras = new TableExtras({
        columns: () => this.#columns,
        localization: () => this.localization,
        table: () => this.tableElement,
        scroller: () => this.scroller,
        wholeName: () => this.wholeName,
        printedPart: () => this.renderRoot.querySelector('.missing') as HTMLElement,
        viewport: () => this.#viewport,
        preview: (column, width) =>
          this.#sizeColumns(width === undefined ? this.view.widths : { ...this.view.widths, [column]: width }),
        request: (change) => this.#request('column-request', change),
        print: () => this.print(),
        requestUpdate: () => this.requestUpdate(),
      });
    } catch (error) {
      warn(`what the table offers beyond sorting could not be loaded: ${String(error)}`);
    }
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('table') || changed.has('extras')) this.extras?.wholeTable.renew(this.table?.lineCount ?? 0);
  }

  protected override updated(): void {
    const { messages, controls, formats, timeZone } = this.localization;
    const sized = [
      this.#columns.join(),
      this.table?.total,
      messages,
      controls,
      formats,
      timeZone,
      this.view.widths,
      this.extras,
    ];
    if (!shallowEqualArrays(sized, this.#sized)) {
      this.#sized = sized;
      this.#sizeColumns(this.view.widths);
      this.extras?.hands.updated();
    }
    this.#show(this.table ?? skeleton, this.#rowStyle());
  }

  protected override render(): TemplateResult {
    const { messages, formats } = this.localization;
    const lineCount = this.table?.lineCount ?? 0;
    const rowCount = lineCount > 0 ? lineCount + firstRowIndex : 1;
    return html`
      <p class="missing"></p>
      <div class="frame">
        <div
          class="scroller"
          part="scroller"
          role="group"
          aria-label=${messages.scroller}
          tabindex="0"
          @scroll=${this.#onScroll}
        >
          <table
            part="table"
            lang=${formats.locale}
            aria-rowcount=${rowCount}
            aria-busy=${this.table ? 'false' : 'true'}
          >
            <caption class="hidden">
              ${this.caption}
            </caption>
            <colgroup></colgroup>
            <thead>
              ${this.#renderHeader()}
            </thead>
            <tbody @click=${this.#onClick} @keydown=${this.#onKeydown}></tbody>
            ${this.table && lineCount > 0 ? this.#renderTotal(this.table) : nothing}
          </table>
        </div>
        <div class="more" hidden></div>
      </div>
      ${
        lineCount > wholeUpTo
          ? html`<div class="actions" part="actions">${this.extras?.wholeTable.render(this.localization)}</div>`
          : nothing
      }
      <div class="whole-name" popover="manual" aria-hidden="true"></div>
    `;
  }

  #renderHeader(): TemplateResult {
    return renderHeader({
      columns: this.#columns,
      isGrouped: (this.table?.isGrouped ?? false) && this.table?.isWhole !== false,
      view: this.view,
      localization: this.localization,
      resizeReorder: this.extras?.hands,
      onSort: (column, further) => this.#request('sort-request', { column, further }),
      onCampaigns: (open) => this.#request('campaigns-request', { open }),
    });
  }

  #sizeColumns(widths: ColumnWidths): void {
    sizeColumns(this.tableElement, this.#columns, this.table, this.localization, widths);
  }

  #renderTotal(table: Table): TemplateResult {
    const { messages } = this.localization;
    const [, ...columns] = table.columns;
    return html`<tfoot>
      <tr part="row total" aria-rowindex=${table.lineCount + firstRowIndex}>
        <th scope="row" class="name" part="cell name">${this.complete ? messages.total : messages.totalSoFar}</th>
        ${columns.map((column) => {
          const kind = columnKind(column);
          const isFigure = kind === 'count' || kind === 'rate';
          return html`<td class=${kind} part="cell ${kind}">
            ${isFigure ? cellText(table.total, column, 0, this.localization) : nothing}
          </td>`;
        })}
      </tr>
    </tfoot>`;
  }

  /** The style of rows stays the same object while it says the same, as others have every row written anew. */
  #rowStyle(): RowStyle {
    const { view, localization } = this;
    const isGrouped = this.table?.isGrouped ?? false;
    const columns = this.#columns.join();
    const inputs = [
      columns,
      isGrouped,
      localization.messages,
      localization.controls,
      localization.formats,
      localization.timeZone,
      view.expandedByDefault,
      view.toggledCampaignIds,
    ];
    const last = this.#style;
    if (last && shallowEqualArrays(inputs, last.inputs)) return last.style;
    const blank = last?.inputs[0] === columns ? last.style.blank : blankRow(this.#columns);
    const style = rowStyleOf(this.#columns, blank, {
      isGrouped,
      localization,
      isExpanded: (campaignId) => isExpanded(view, campaignId),
    });
    this.#style = { inputs, style };
    return style;
  }

  #show(lines: Lines, style: RowStyle): void {
    if (lines === this.#shown.lines && style === this.#shown.style) return;
    this.#shown = { lines, style };
    const focused = this.#body?.focused;
    this.extras?.wholeNames.forget();
    this.#viewport?.show(lines, style);
    if (focused && !this.#body?.focused) (focused.button ?? this.scroller).focus({ preventScroll: true });
  }

  #observe(): void {
    this.#resize.observe(this.scroller);
    this.#resize.observe(this.tableElement);
  }

  #measure(): void {
    this.#viewport?.measure();
    this.#shade();
  }

  #onScroll(): void {
    this.#shade();
    this.extras?.wholeNames.forget();
    this.#viewport?.scrolled();
  }

  /** Says by shadows that there is more to the sides. */
  #shade(): void {
    const { scroller, more } = this;
    const aside = Math.abs(scroller.scrollLeft);
    scroller.classList.toggle('aside', aside > 0);
    more.hidden = aside + scroller.clientWidth >= scroller.scrollWidth - 1;
  }

  #onClick(event: MouseEvent): void {
    const target = event.target as Element;
    const line = target.closest('button') ? this.#body?.rowAt(target)?.line : undefined;
    if (!line) return;
    const campaignId = line.rows.text.campaignId[line.row] ?? '';
    if (line.emails !== undefined) this.#request('campaign-request', { campaignId });
    else this.#request('email-request', { campaignId, emailId: line.rows.text.emailId[line.row] ?? '' });
  }

  /** Tab goes to the next row that can be pressed, in the document or not. */
  #onKeydown(event: KeyboardEvent): void {
    const row = this.#body?.rowAt(event.target as Element);
    if (!row || !this.table) return;
    if (event.key === 'Enter' || event.key === ' ') this.#viewport?.reveal(row.index);
    if (event.key !== 'Tab') return;
    const step = event.shiftKey ? -1 : 1;
    let index = row.index + step;
    while (index >= 0 && index < this.table.lineCount && !isPressable(this.table.lineAt(index))) index += step;
    if (this.#focusLine(index)) event.preventDefault();
  }

  /** Whether the line could be given the focus. */
  #focusLine(index: number): boolean {
    if (!this.table || index < 0 || index >= this.table.lineCount) return false;
    this.#viewport?.reveal(index);
    const button = this.#body?.rowOfLine(index)?.button;
    button?.focus({ preventScroll: true });
    return button !== undefined;
  }

  /** Tells which lines are in view: at once, then at a pace. */
  #onView({ first, end }: LineRange): void {
    const whole = this.extras?.wholeTable.wanted ?? 0;
    const wanted = { first: whole > 0 ? 0 : first, end: Math.max(end, whole) };
    if (!this.table || (wanted.first === this.#asked.first && wanted.end === this.#asked.end)) return;
    if (this.#pause !== undefined) return;
    this.#asked = wanted;
    this.#request('lines-request', wanted);
    this.#pause = setTimeout(() => {
      this.#pause = undefined;
      if (this.#viewport) this.#onView(this.#viewport.seen);
    }, pace);
  }

  readonly #notePrinted = () => {
    this.#viewport?.complete();
    this.extras?.wholeTable.notePrinted();
  };

  #request(
    type: string,
    detail: ColumnChange | SortRequest | { campaignId: string } | { open: boolean } | EmailRequest | LinesRequest,
  ): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
