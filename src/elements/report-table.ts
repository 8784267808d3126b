import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, queryAll, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { columnKind, type ColumnId } from '../model/columns.ts';
import type { Rows } from '../view/rows.ts';
import type { Line, Table } from '../view/table.ts';
import { isOpen, type ViewState } from '../view/view-state.ts';
import { cellText, type Writing } from './cells.ts';
import { sizeColumns } from './column-widths.ts';
import { renderHeader } from './report-header.ts';
import { reportTableStyles } from './report-table-styles.ts';
import { tokens } from './tokens.ts';

/** Up to so many lines all are in the document; of more, those in view and some around them. */
const wholeUpTo = 100;
const linesAround = 12;
const skeletonLines = 8;
/** The header is row 1 of what assistive technology counts. */
const firstLineIndex = 2;

export interface SortRequest {
  readonly column: ColumnId;
  /** Whether the column is to be a further sort key, after those that are there. */
  readonly further: boolean;
}

const keyOf = ({ rows: { text }, row }: Line) => `${text.campaignId[row] ?? ''}\n${text.emailId[row] ?? ''}`;

/**
 * The table of a report, or without one, the shape of the table to come.
 *
 * @fires {CustomEvent<SortRequest>} sort-request
 * @fires {CustomEvent<{ campaignId: string }>} campaign-request - a campaign is to be opened or closed
 * @fires {CustomEvent<{ open: boolean }>} campaigns-request - all campaigns are to be opened or closed
 */
export class ReportTable extends LitElement {
  static override styles = [tokens, reportTableStyles];

  @property({ attribute: false }) table: Table | undefined;
  /** The columns to come, until there is a table. */
  @property({ attribute: false }) expectedColumns: readonly ColumnId[] = [];
  @property({ attribute: false }) view!: ViewState;
  @property({ attribute: false }) writing!: Writing;
  /** The name of the table, for those who do not see it. */
  @property({ attribute: false }) caption = '';
  /** Whether the totals are those of all rows. */
  @property({ attribute: false }) complete = true;

  @state() private firstLine = 0;
  @state() private linesInView = 30;

  @query('.scroller') private readonly scroller!: HTMLElement | null;
  @query('.more') private readonly more!: HTMLElement | null;
  @query('tr[data-line]') private readonly anyLine!: HTMLElement | null;
  @query('table') private readonly tableElement!: HTMLTableElement | null;
  @queryAll('.spacer > td') private readonly spacers!: NodeListOf<HTMLElement>;

  readonly #resize = new ResizeObserver(() => this.#measure());
  #lineHeight = 36;

  get #columns(): readonly ColumnId[] {
    return this.table?.columns ?? this.expectedColumns;
  }

  /** The lines in the document, from `first` up to but not including `end`. */
  get #window(): { first: number; end: number } {
    const length = this.table?.lineCount ?? 0;
    if (length <= wholeUpTo) return { first: 0, end: length };
    const end = Math.min(length, this.firstLine + this.linesInView + linesAround);
    return { first: Math.max(0, Math.min(this.firstLine, length - this.linesInView) - linesAround), end };
  }

  protected override firstUpdated(): void {
    if (this.scroller) this.#resize.observe(this.scroller);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (this.tableElement && (changed.has('table') || changed.has('expectedColumns') || changed.has('writing'))) {
      sizeColumns(this.tableElement, this.#columns, this.table?.total, this.writing);
    }
    const { first, end } = this.#window;
    const below = (this.table?.lineCount ?? 0) - end;
    [first, below].forEach((lines, index) => {
      const spacer = this.spacers[index];
      if (spacer) spacer.style.blockSize = `${lines * this.#lineHeight}px`;
    });
    this.#measure();
  }

  protected override render(): TemplateResult {
    const { messages, formats } = this.writing;
    const columns = this.#columns;
    return html`
      <div
        class="scroller"
        part="scroller"
        role="region"
        aria-label=${messages.scroller}
        tabindex="0"
        @scroll=${this.#measure}
      >
        <table
          part="table"
          lang=${formats.locale}
          aria-rowcount=${(this.table?.lineCount ?? skeletonLines) + firstLineIndex}
          aria-busy=${this.table ? 'false' : 'true'}
        >
          <caption>
            ${this.caption}
          </caption>
          <colgroup>
            ${columns.map(() => html`<col />`)}
          </colgroup>
          <thead>
            ${this.#renderHeader()}
          </thead>
          <tbody>
            ${this.table ? this.#renderLines(this.table) : this.#renderSkeleton(columns)}
          </tbody>
          ${this.table && this.table.lineCount > 0 ? this.#renderTotal(this.table) : nothing}
        </table>
      </div>
      <div class="more" hidden></div>
    `;
  }

  #renderHeader(): TemplateResult {
    return renderHeader({
      columns: this.#columns,
      isGrouped: this.table?.isGrouped ?? false,
      view: this.view,
      writing: this.writing,
      onSort: (column, further) => this.#request('sort-request', { column, further }),
      onCampaigns: (open) => this.#request('campaigns-request', { open }),
    });
  }

  #renderLines(table: Table): TemplateResult {
    const { first, end } = this.#window;
    const lines = Array.from({ length: end - first }, (_, place) => ({ line: table.lineAt(first + place), index: first + place }));
    const spacer = html`<tr class="spacer" aria-hidden="true">
      <td colspan=${table.columns.length}></td>
    </tr>`;
    return html`
      ${spacer}
      ${repeat(
        lines,
        ({ line, index }) => (line ? keyOf(line) : index),
        ({ line, index }) => (line ? this.#renderLine(table, line, index) : nothing),
      )}
      ${spacer}
    `;
  }

  #renderLine(table: Table, line: Line, index: number): TemplateResult {
    const { rows, row } = line;
    const kind = line.emails === undefined ? 'email' : 'campaign';
    return html`<tr
      part="row ${kind}"
      class=${kind}
      data-line=${index}
      aria-rowindex=${index + firstLineIndex}
    >
      ${table.columns.map((column, place) =>
        place === 0
          ? this.#renderName(table, line)
          : this.#renderCell(rows, column, row),
      )}
    </tr>`;
  }

  #renderName(table: Table, { rows, row, emails, isContradictory }: Line): TemplateResult {
    const { messages, formats } = this.writing;
    const name = rows.text.emailName[row] ?? '';
    if (emails === undefined) {
      return html`<th scope="row" part="cell name" class="name ${table.isGrouped ? 'nested' : ''}">
        <div class="line">
          <bdi title=${name}>${name}</bdi>
          ${isContradictory
            ? html`<span class="mark" part="mark" role="img" aria-label=${messages.contradiction} title=${messages.contradiction}
                >!</span
              >`
            : nothing}
        </div>
      </th>`;
    }
    const campaignId = rows.text.campaignId[row] ?? '';
    return html`<th scope="row" part="cell name" class="name">
      <button
        type="button"
        class="line toggle"
        aria-expanded=${String(isOpen(this.view, campaignId))}
        @click=${() => this.#request('campaign-request', { campaignId })}
      >
        <bdi title=${name}>${name}</bdi>
        <span class="size"
          ><span aria-hidden="true">${formats.count(emails)}</span
          ><span class="hidden">, ${messages.emailsInCampaign(emails, formats.count(emails))}</span></span
        >
      </button>
    </th>`;
  }

  #renderCell(rows: Rows, column: ColumnId, row: number): TemplateResult {
    const kind = columnKind(column);
    const text = cellText(rows, column, row, this.writing);
    return html`<td class=${kind} part="cell ${kind}">
      ${kind === 'text' ? html`<bdi title=${text}>${text}</bdi>` : text}
    </td>`;
  }

  #renderTotal(table: Table): TemplateResult {
    const { messages } = this.writing;
    const [, ...columns] = table.columns;
    return html`<tfoot>
      <tr part="row total" aria-rowindex=${table.lineCount + firstLineIndex}>
        <th scope="row" class="name" part="cell name">${this.complete ? messages.total : messages.totalSoFar}</th>
        ${columns.map((column) => {
          const kind = columnKind(column);
          const isFigure = kind === 'count' || kind === 'rate';
          return html`<td class=${kind} part="cell ${kind}">
            ${isFigure ? cellText(table.total, column, 0, this.writing) : nothing}
          </td>`;
        })}
      </tr>
    </tfoot>`;
  }

  #renderSkeleton(columns: readonly ColumnId[]): TemplateResult[] {
    return Array.from(
      { length: skeletonLines },
      () => html`<tr class="skeleton" aria-hidden="true">
        ${columns.map((column, place) => html`<td class=${place === 0 ? 'name' : columnKind(column)}><span></span></td>`)}
      </tr>`,
    );
  }

  #measure(): void {
    const { scroller, more, anyLine } = this;
    if (!scroller || !more) return;
    const aside = Math.abs(scroller.scrollLeft);
    scroller.classList.toggle('aside', aside > 0);
    more.hidden = aside + scroller.clientWidth >= scroller.scrollWidth - 1;
    if (!anyLine || (this.table?.lineCount ?? 0) <= wholeUpTo) return;
    this.#lineHeight = anyLine.offsetHeight || this.#lineHeight;
    this.linesInView = Math.ceil(scroller.clientHeight / this.#lineHeight);
    this.firstLine = Math.floor(scroller.scrollTop / this.#lineHeight);
  }

  #request(type: string, detail: SortRequest | { campaignId: string } | { open: boolean }): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
