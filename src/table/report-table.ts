import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from '../ui/decorators.ts';
import { nameColumn, type ColumnId } from '../model/columns.ts';
import type { ToolbarControl } from '../model/controls.ts';
import type { EmailKey } from '../model/email.ts';
import { observeResize } from '../platform/resize-observer.ts';
import { warn } from '../platform/warn.ts';
import { shallowEqualArrays } from '../platform/shallow-equal-arrays.ts';
import { noLines, type Lines } from '../table-model/find-lines.ts';
import { firstRowIndex, type Table } from '../table-model/table.ts';
import type { ColumnWidths, ViewState } from '../table-model/view-state.ts';
import { hasDatesBelowNames } from '../table-model/visible-columns.ts';
import { baseStyles } from '../ui/base-styles.ts';
import type { Localization } from '../ui/cell-formatters.ts';
import { ColumnSizer } from './column-widths.ts';
import type { RowFormat } from './row-format.ts';
import { RowFormatCache } from './row-format-cache.ts';
import { RowInteraction } from './row-interaction.ts';
import { RowRecycler } from './row-recycler.ts';
import type { ShowAllRows, TableOnPage } from './show-all-rows.ts';
import { renderSkeleton } from './skeleton.ts';
import { renderTableHeader } from './table-header.ts';
import { renderTableTotal } from './table-total.ts';
import type { RequestDetail } from './table-requests.ts';
import type { TableInteraction } from './table-interaction.ts';
import { tableStyles } from './table-styles.ts';
import { mostLinesWithoutRecycling, TableViewport, type LineRange } from './table-viewport.ts';
import { ShadowElement } from '../ui/shadow-element.ts';

/**
 * The table of a report; before a report has loaded, a skeleton of it.
 *
 * Lit renders the header and the totals. The rows are written directly to the DOM, to keep up with the scroller.
 *
 * @fires {CustomEvent<SortRequest>} sort-request
 * @fires {CustomEvent<ColumnRequest>} column-request - Moves, resizes or hides a column, or sorts by it.
 * @fires {CustomEvent<RowRequest>} row-request - A row was clicked. If canceled, the click has no effect.
 * @fires {CustomEvent<{ campaignId: string }>} campaign-request - Expands or collapses a campaign.
 * @fires {CustomEvent<{ expanded: boolean }>} campaigns-request - Expands or collapses all campaigns.
 * @fires {CustomEvent<EmailKey>} email-request - Opens an email.
 * @fires {CustomEvent<PanelRequest>} panel-request - Explains a figure, or opens a panel of the toolbar.
 * @fires {CustomEvent<LinesRequest>} lines-request - Loads the lines that are in view.
 * @csspart scroller - The scroll container of the table.
 * @csspart table - The table.
 * @csspart header - A header cell; also `sorted` if the table is sorted by its column.
 * @csspart sorted - With `header`: the table is sorted by this column.
 * @csspart toggle-all - The button that expands or collapses all campaigns.
 * @csspart row - A row; also `campaign`, `email`, `total`, `waiting` or `failed`.
 * @csspart campaign - With `row`: a campaign with its subtotals.
 * @csspart email - With `row`: an email.
 * @csspart total - With `row`: the totals.
 * @csspart waiting - With `row`: a row that has not loaded yet.
 * @csspart failed - With `row`: a row that failed to load.
 * @csspart cell - A cell; also `name`, or the kind of its column: `text`, `flag`, `instant`, `count`, `rate` or
 * `number`.
 * @csspart name - With `cell`: the name of a campaign or an email.
 * @csspart text - With `cell`: other text.
 * @csspart flag - With `cell`: yes or no.
 * @csspart instant - With `cell`: a date.
 * @csspart count - With `cell`: a count.
 * @csspart rate - With `cell`: a percentage.
 * @csspart number - With `cell`: a number of an extra column, such as an amount of money.
 * @csspart mark - The mark on a row whose counts contradict each other, or are incomplete.
 * @csspart actions - The actions under a long table: find in all rows.
 */
export class ReportTable extends ShadowElement {
  static override styles = [baseStyles, tableStyles];

  @property({ attribute: false }) table: Table | undefined;
  /** The columns of the skeleton. */
  @property({ attribute: false }) expectedColumns: readonly ColumnId[] = [];
  @property({ attribute: false }) view!: ViewState;
  @property({ attribute: false }) localization!: Localization;
  /** The accessible name of the table. */
  @property({ attribute: false }) caption = '';
  /** Whether the totals are those of all rows. */
  @property({ attribute: false }) complete = true;
  /** Whether the host shows a control of the toolbar, which the menu of a column then offers. */
  declare hasControl?: (control: ToolbarControl) => boolean;
  /** Prints the page. */
  @property({ attribute: false }) print: () => void = () => window.print();

  @query('.scroller') private readonly scroller!: HTMLElement;
  @query('.tooltip') private readonly tooltipElement!: HTMLElement;
  @query('cer-show-all-rows') readonly showAllRows!: Partial<ShowAllRows> | null;
  @query('.missing') private readonly printNote!: HTMLElement;
  @query('.probe') private readonly probe!: HTMLElement;
  @query('table') private readonly tableElement!: HTMLTableElement;
  @query('tbody') private readonly tbody!: HTMLTableSectionElement;

  #stopObserving: (() => void) | undefined;
  readonly #onPage: TableOnPage = {
    table: () => this.tableElement,
    printNote: () => this.printNote,
    viewport: () => this.#viewport,
    print: () => this.print(),
  };
  #recycler: RowRecycler | undefined;
  #viewport: TableViewport | undefined;
  #rows: RowInteraction | undefined;
  #interaction: TableInteraction | undefined;
  #widthInputs: readonly unknown[] = [];
  #columnSizer: ColumnSizer | undefined;
  readonly #rowFormats = new RowFormatCache(this);
  #shown: { readonly lines?: Lines; readonly format?: RowFormat } = {};

  /** The locale in which the controllers of the table load their texts: a BCP 47 tag. */
  get locale(): string {
    return this.localization.formats.locale;
  }

  get #columns(): readonly ColumnId[] {
    return this.table?.columns ?? this.expectedColumns;
  }

  /** Scrolls to an email and focuses it; focuses the table where the email is not in it. */
  focusEmail(key: EmailKey): void {
    if (!this.#rows?.focusEmail(key)) this.focus();
  }

  override focus(): void {
    this.scroller.focus({ preventScroll: true });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#observe();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopObserving?.();
    this.#viewport?.disconnect();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('table')) return;
    const lineCount = this.table?.lineCount ?? 0;
    // The report keeps its height while it has no rows.
    if (lineCount > 0) this.style.flexBasis = '';
    else if (changed.get('table')?.lineCount) this.style.flexBasis = `${this.offsetHeight}px`;
  }

  protected override firstUpdated(): void {
    this.#columnSizer = new ColumnSizer(this.tableElement, this.probe);
    this.#recycler = new RowRecycler(this.tbody);
    this.#viewport = new TableViewport(this.scroller, this.#recycler, (inView) => this.#onView(inView));
    this.#rows = new RowInteraction({
      table: () => this.table,
      recycler: this.#recycler,
      viewport: this.#viewport,
      clickRow: (line, index) => this.#request('row-request', { line, column: this.#columns[index] ?? nameColumn }),
      toggleCampaign: (campaignId) => this.#request('campaign-request', { campaignId }),
      openEmail: (key) => this.#request('email-request', key),
    });
    this.tbody.addEventListener('click', (event) => this.#rows?.onClick(event));
    for (const type of ['pointerover', 'focusin', 'click']) {
      this.scroller.addEventListener(type, (event) => void this.#loadInteraction(event), { once: type !== 'click' });
    }
    if (navigator.maxTouchPoints > 0) void this.#loadInteraction();
    this.#observe();
  }

  protected override updated(): void {
    const { messages, formats, timeZone, extraTexts } = this.localization;
    const { widths, search } = this.view;
    const inputs = [this.#columns.join(), this.table?.total, messages, formats, timeZone, extraTexts, widths];
    if (!shallowEqualArrays(inputs, this.#widthInputs)) {
      this.#widthInputs = inputs;
      this.#sizeColumns(widths);
      requestAnimationFrame(() => this.#interaction?.announceWidths());
    }
    if (this.showAllRows)
      void import('./after-rows.ts').catch((error: unknown) => warn('a part of the table failed to load.', error));
    if (search) void import('./search-marks.ts').then(({ markMatches }) => markMatches(this)).catch(() => undefined);
    this.#show(this.table ?? noLines, this.#rowFormats.get(this.#columns, this.table, this.view, this.localization));
  }

  protected override render(): TemplateResult {
    const { messages, formats } = this.localization;
    const lineCount = this.table?.lineCount ?? 0;
    return html`
      <p class="missing"></p>
      <div class="frame ${hasDatesBelowNames(this.view) ? 'dated' : ''}">
        <div
          class="scroller"
          part="scroller"
          role="group"
          aria-label=${messages.scrollableTable}
          tabindex="0"
          @scroll=${this.#onScroll}
        >
          <table
            part="table"
            role=${this.table?.isGrouped ? 'treegrid' : 'grid'}
            aria-rowcount=${lineCount > 0 ? lineCount + firstRowIndex : 1}
            aria-busy=${String(!this.table)}
          >
            <caption class="hidden">
              ${this.caption}
            </caption>
            <colgroup></colgroup>
            <thead>
              ${this.#renderHeader()}
            </thead>
            <tbody lang=${formats.locale} translate="no"></tbody>
            ${this.table ? nothing : renderSkeleton(this.#columns, this.localization.columnSet)}
            ${this.table && lineCount > 0 ? renderTableTotal(this.table, this.complete, this.localization) : nothing}
          </table>
        </div>
        <div class="more"></div>
        <div class="probe"></div>
      </div>
      ${
        lineCount > mostLinesWithoutRecycling
          ? html`<cer-show-all-rows
              part="actions"
              .table=${this.table}
              .locale=${this.locale}
              .localization=${this.localization}
              .target=${this.#onPage}
            ></cer-show-all-rows>`
          : nothing
      }
      ${lineCount > 0 ? nothing : html`<slot></slot>`}
      <div class="tooltip" popover="manual" aria-hidden="true"></div>
    `;
  }

  #renderHeader(): TemplateResult {
    return renderTableHeader({
      columns: this.#columns,
      canToggleAll: (this.table?.isGrouped ?? false) && this.table?.isWhole !== false,
      view: this.view,
      localization: this.localization,
      describe: this.#interaction?.describe,
      onSort: (column, isAdditional) => this.#request('sort-request', { column, isAdditional }),
      onToggleAll: (expanded) => this.#request('campaigns-request', { expanded }),
    });
  }

  #sizeColumns(widths: ColumnWidths): void {
    this.#columnSizer?.size(this.#columns, this.table, this.localization, widths);
  }

  #show(lines: Lines, format: RowFormat): void {
    if (lines === this.#shown.lines && format === this.#shown.format) return;
    this.#shown = { lines, format };
    this.#interaction?.hideTooltip();
    this.#viewport?.show(lines, format);
  }

  #observe(): void {
    // With rows in the next frame: it may change an observed size then, which an observer must not do synchronously.
    const measure = () => (this.table ? requestAnimationFrame(() => this.#measure()) : this.#measure());
    this.#stopObserving = observeResize(measure, this.scroller, this.tableElement, this.probe);
  }

  #measure(): void {
    if (this.#columnSizer?.readFont() && this.table) this.#sizeColumns(this.view.widths);
    this.#viewport?.measure();
  }

  #onScroll(): void {
    this.#interaction?.hideTooltip();
    this.#viewport?.handleScroll();
  }

  #onView({ first, end }: LineRange): void {
    if (!this.table) return;
    // A table without these buttons is in the document as a whole, and on paper.
    const { requested = 0 } = this.showAllRows ?? { requested: this.table.lineCount };
    this.#request('lines-request', { first: requested ? 0 : first, end: Math.max(end, requested) });
  }

  /** Loads keys, menus and tooltips when the pointer or the focus enters the table; where fingers can, which do not hover, immediately. */
  async #loadInteraction(event?: Event): Promise<void> {
    const target = event?.target;
    const loaded = await import('./table-interaction.ts').catch(() => undefined);
    const [recycler, viewport] = [this.#recycler, this.#viewport];
    if (!loaded || !recycler || !viewport) return;
    this.#interaction ??= new loaded.TableInteraction(this, {
      ...{ recycler, viewport, lines: () => this.table ?? noLines, columns: () => this.#columns },
      localization: () => this.localization,
      ...{ table: () => this.tableElement, scroller: () => this.scroller, tooltip: () => this.tooltipElement },
      preview: (column, width) =>
        this.#sizeColumns(width === undefined ? this.view.widths : { ...this.view.widths, [column]: width }),
      request: (request) => this.#request('column-request', request),
    });
    if (event) this.#interaction.handle(event, target as Element);
  }

  /** Returns `false` if the request was canceled. */
  #request(type: string, detail: RequestDetail): boolean {
    return this.dispatchEvent(new CustomEvent(type, { detail, cancelable: true }));
  }
}
