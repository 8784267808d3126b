import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { LocaleController } from '../controllers/locale-controller.ts';
import { ReportLoader, type ReportSource, type ShownReport } from '../controllers/report-loader.ts';
import type { ReportResponse } from '../data/contract.ts';
import type { ReportError } from '../data/report-error.ts';
import { dateBases, type DateBasis } from '../model/report.ts';
import { formatSort, parseSort } from '../model/sort.ts';
import { canonicalTimeZone, formatTimeFrame, isTimeZone, parseTimeFrame, resolveTimeFrame } from '../model/time-frame.ts';
import { formatDateRange } from '../text/date-range.ts';
import { expectedColumns, tableOf, type Table } from '../view/table.ts';
import {
  groupings,
  initialViewState,
  sortedBy,
  withAllCampaigns,
  withCampaignToggled,
  type GroupBy,
  type ViewState,
} from '../view/view-state.ts';
import { campaignEmailReportStyles } from './campaign-email-report-styles.ts';
import type { Writing } from './cells.ts';
import type { CampaignEmailReportEventMap, ViewChangeDetail } from './events.ts';
import { failureText, renderFailurePanel, renderNotice, renderPanel, renderProgress, statuses, statusOf } from './report-status.ts';
import type { SortRequest } from './report-table.ts';
import type { TimeFrameRequest } from './time-frame-picker.ts';
import { tokens } from './tokens.ts';

const oneOf = <Text extends string>(texts: readonly Text[]) => (text: string) => texts.find((known) => known === text);

/**
 * How each email of each smart campaign performed: sent, delivered, bounced, opened, clicked, unsubscribed.
 *
 * ```html
 * <campaign-email-report endpoint="/api/report" time-frame="last-30-days"></campaign-email-report>
 * ```
 *
 * A bad value of an attribute or property is never thrown at the page: the default holds, and a warning is logged.
 *
 * @fires {CustomEvent<ReportLoadDetail>} report-load - A whole report is on screen.
 * @fires {CustomEvent<ReportErrorDetail>} report-error - A report could not be loaded, or not whole.
 * @fires {CustomEvent<ViewChangeDetail>} view-change - The reader has chosen another view; not for the host's changes.
 *
 * @cssprop [--cer-accent] - Links, focus and what is selected.
 * @cssprop [--cer-surface] - The ground of the table.
 * @cssprop [--cer-raised] - The ground of what is pointed at.
 * @cssprop [--cer-text] - Text.
 * @cssprop [--cer-muted] - Text of less weight.
 * @cssprop [--cer-hairline] - Lines between rows.
 * @cssprop [--cer-control] - Borders of controls.
 * @cssprop [--cer-negative] - What went wrong.
 * @cssprop [--cer-warning] - What is doubtful.
 * @cssprop [--cer-radius=6px] - Corners.
 * @cssprop [--cer-row-height=36px] - The height of every row: 28px is compact, 44px is roomy.
 *
 * @csspart heading - The title.
 * @csspart toolbar - The line of controls.
 * @csspart time-frame-button - What opens the time-frame picker.
 * @csspart popover - The time-frame picker.
 * @csspart refresh - The button that loads the report again.
 * @csspart small-print - What the figures cover: dates, basis, zone, number of emails, age.
 * @csspart progress - The progress line.
 * @csspart notice - A failure over figures that stay.
 * @csspart panel - What stands in place of the rows: empty, idle, a failure.
 * @csspart scroller - What scrolls the table.
 * @csspart table - The table.
 * @csspart header - A header cell; `sorted` if the table is sorted by it.
 * @csspart row - A row; `campaign`, `email` or `total`.
 * @csspart cell - A cell; `name`, `text`, `flag`, `instant`, `count` or `rate`.
 */
export class CampaignEmailReport extends LitElement {
  static override styles = [tokens, campaignEmailReportStyles];

  /** The URL of the report endpoint, absolute or relative to the page. Without it the element waits. */
  @property() endpoint = '';

  /** A report in the shape of the endpoint's response, to show in place of fetching one. Its own time frame is shown. */
  @property({ attribute: false }) report: ReportResponse | undefined;

  /** Headers, credentials and the like for every request. A change counts from the next request on. */
  @property({ attribute: false }) requestInit: RequestInit | undefined;

  /** A function in place of `fetch`. A change counts from the next request on. */
  @property({ attribute: false }) fetcher: typeof fetch | undefined;

  /** The clock, for tests and stories. */
  @property({ attribute: false }) now: () => Date = () => new Date();

  readonly #internals = this.attachInternals();
  readonly #locale = new LocaleController(this);
  readonly #loader = new ReportLoader(this, {
    source: () => this.#source(),
    now: () => this.now(),
    onLoad: (shown) => this.#onLoad(shown),
    onError: (error) => this.#onError(error),
  });
  #view: ViewState = initialViewState;
  #announcement = '';
  #table: { readonly inputs: readonly unknown[]; readonly table: Table } | undefined;

  /**
   * A name such as `last-30-days`, or two dates, both included and either of them open: `2026-10-01/2026-10-31`,
   * `2026-10-01/..`. A name is resolved anew at every request.
   */
  @property({ attribute: 'time-frame' })
  get timeFrame(): string {
    return formatTimeFrame(this.#view.timeFrame);
  }
  set timeFrame(value: string | null | undefined) {
    const timeFrame = this.#take('time-frame', value, parseTimeFrame) ?? initialViewState.timeFrame;
    this.#view = { ...this.#view, timeFrame };
  }

  /** What the dates select: emails `first-sent` in them, or what was `sent` in them. */
  @property({ attribute: 'date-basis' })
  get dateBasis(): DateBasis {
    return this.#view.dateBasis;
  }
  set dateBasis(value: DateBasis | null | undefined) {
    const dateBasis = this.#take('date-basis', value, oneOf(dateBases)) ?? initialViewState.dateBasis;
    this.#view = { ...this.#view, dateBasis };
  }

  /** The IANA name of the zone in which dates are days. The browser's by default. */
  @property({ attribute: 'time-zone' })
  get timeZone(): string {
    return this.#view.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  }
  set timeZone(value: string | null | undefined) {
    const parse = (text: string) => (isTimeZone(text) ? canonicalTimeZone(text) : undefined);
    this.#view = { ...this.#view, timeZone: this.#take('time-zone', value, parse) };
  }

  /** Column ids in the order of their weight, `-` for descending: `-clicked,campaignName`. */
  @property()
  get sort(): string {
    return formatSort(this.#view.sort);
  }
  set sort(value: string | null | undefined) {
    this.#view = { ...this.#view, sort: this.#take('sort', value, parseSort) ?? initialViewState.sort };
  }

  /** `campaign`: each campaign with its subtotals and its emails under it. `none`: emails alone. */
  @property({ attribute: 'group-by' })
  get groupBy(): GroupBy {
    return this.#view.groupBy;
  }
  set groupBy(value: GroupBy | null | undefined) {
    const groupBy = this.#take('group-by', value, oneOf(groupings)) ?? initialViewState.groupBy;
    this.#view = { ...this.#view, groupBy };
  }

  /** Loads the report again, past the browser's cache. Settled when that has ended, well or not. */
  async refresh(): Promise<void> {
    await this.#loader.refresh();
  }

  /** Nothing is shown before its words are here. */
  protected override async scheduleUpdate(): Promise<void> {
    await this.#locale.ready;
    await super.scheduleUpdate();
  }

  protected override render(): TemplateResult {
    const { messages, locale } = this.#locale;
    const writing = this.#writing;
    const { loading, progress, shown } = this.#loader;
    return html`
      <section part="report" aria-labelledby="heading" aria-busy=${loading ? 'true' : 'false'} lang=${locale}>
        <div class="toolbar" part="toolbar">
          <h2 id="heading" part="heading">${messages.title}</h2>
          ${this.report
            ? nothing
            : html`<cer-time-frame-picker
                exportparts="time-frame-button, time-frame-dates, popover, option, selected, field, apply, cancel"
                .timeFrame=${this.timeFrame}
                .dateBasis=${this.dateBasis}
                .timeZone=${this.timeZone}
                .now=${this.now}
                .locale=${locale}
                .messages=${messages.timeFrame}
                @time-frame-request=${this.#onTimeFrameRequest}
              ></cer-time-frame-picker>`}
          ${this.endpoint && !this.report ? this.#renderRefresh() : nothing}
        </div>
        ${shown ? this.#renderSmallPrint(shown, writing) : nothing}
        ${loading ? renderProgress(progress, writing, () => this.#loader.stop()) : nothing}
        ${this.#renderNotice(writing)} ${this.#renderBody(writing)}
        <div class="hidden" role="status">${this.#announcement}</div>
      </section>
    `;
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const status = statusOf(this.#loader);
    for (const state of statuses) this.#internals.states[state === status ? 'add' : 'delete'](state);
  }

  get #writing(): Writing {
    const { messages, formats } = this.#locale;
    return { messages, formats, timeZone: this.#loader.shown?.scope.timeZone ?? this.timeZone };
  }

  #renderRefresh(): TemplateResult {
    const label = this.#locale.messages.refresh;
    return html`<button
      type="button"
      class="icon"
      part="refresh"
      aria-label=${label}
      title=${label}
      @click=${() => void this.refresh()}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M13 8a5 5 0 1 1-1.5-3.6M13 2v3h-3" /></svg>
    </button>`;
  }

  /** What the figures on screen cover: always theirs, even while others are asked for. */
  #renderSmallPrint({ report, scope }: ShownReport, writing: Writing): TemplateResult {
    const { messages, formats } = writing;
    const basis = scope.dateBasis === 'sent' ? messages.sent : messages.firstSent;
    const covered = [
      formatDateRange(scope, formats.locale, messages.timeFrame),
      scope.dateBasis ? basis : undefined,
      scope.timeZone?.replaceAll('_', ' '),
    ];
    const count = formats.count(report.length);
    const emails =
      report.complete || report.rowCount === undefined
        ? messages.emails(report.length, count)
        : messages.emailsOf(report.length, count, formats.count(report.rowCount));
    const asOf = Number.isNaN(report.asOf) ? undefined : messages.dataTo(formats.moment(report.asOf, scope.timeZone));
    const phrase = (texts: readonly (string | undefined)[]) => texts.filter((text) => text !== undefined).join(' · ');
    return html`<p class="small-print" part="small-print">
      <span>${phrase(covered)}</span> <span>${phrase([emails, asOf])}</span>
    </p>`;
  }

  #renderNotice(writing: Writing): TemplateResult | typeof nothing {
    const { shown, error, loading } = this.#loader;
    if (!shown || !error || loading) return nothing;
    const { messages, formats } = writing;
    const still = shown.report.complete
      ? messages.stale(
          formats.moment(shown.loadedAt, this.timeZone),
          formats.age(shown.loadedAt, this.now().getTime()),
        )
      : messages.incompleteStays;
    return renderNotice(error, still, writing, () => void this.refresh());
  }

  #renderBody(writing: Writing): TemplateResult {
    const { shown, error, loading } = this.#loader;
    const { messages } = writing;
    if (!shown && !loading) {
      return error
        ? renderFailurePanel(error, writing, () => void this.refresh())
        : renderPanel(messages.idle, nothing);
    }
    const isOld = loading && shown?.report.complete;
    return html`
      <cer-report-table
        class=${isOld ? 'old' : ''}
        exportparts="scroller, table, header, sorted, row, campaign, email, total, cell, name, text, flag, instant, count, rate, mark, toggle-all"
        .table=${shown && this.#tableOf(shown)}
        .expectedColumns=${expectedColumns(this.groupBy)}
        .view=${this.#view}
        .writing=${writing}
        .caption=${messages.caption(shown ? formatDateRange(shown.scope, writing.formats.locale, messages.timeFrame) : '')}
        .complete=${shown?.report.complete ?? true}
        @sort-request=${this.#onSortRequest}
        @campaign-request=${this.#onCampaignRequest}
        @campaigns-request=${this.#onCampaignsRequest}
      ></cer-report-table>
      ${shown?.report.length === 0 && !loading ? this.#renderEmpty(writing) : nothing}
    `;
  }

  #renderEmpty({ messages }: Writing): TemplateResult {
    const isAllTime = this.#view.timeFrame === 'all-time' || this.report !== undefined;
    return renderPanel(
      messages.empty,
      isAllTime
        ? nothing
        : html`<button type="button" class="action" @click=${() => this.#choose({ ...this.#view, timeFrame: 'all-time' })}>
            ${messages.showAllTime}
          </button>`,
    );
  }

  #tableOf({ report }: ShownReport): Table {
    const { sort, groupBy, open, exceptions } = this.#view;
    const { collator } = this.#locale;
    const inputs = [report, sort, groupBy, open, exceptions, collator];
    if (!this.#table || this.#table.inputs.some((input, index) => input !== inputs[index])) {
      this.#table = { inputs, table: tableOf(report, this.#view, collator) };
    }
    return this.#table.table;
  }

  #source(): ReportSource | undefined {
    if (this.report) return { given: this.report };
    if (!this.endpoint) return undefined;
    const { endpoint, timeFrame, timeZone, dateBasis } = this;
    return {
      key: JSON.stringify([endpoint, timeFrame, timeZone, dateBasis]),
      request: () => ({
        endpoint: new URL(endpoint, this.ownerDocument.baseURI).href,
        ...resolveTimeFrame(this.#view.timeFrame, this.now(), timeZone, this.#locale.locale),
        timeZone,
        dateBasis,
        sort: this.#view.sort,
        requestInit: this.requestInit,
        fetcher: this.fetcher,
      }),
    };
  }

  #onLoad({ report, scope }: ShownReport): void {
    const { messages, formats } = this.#locale;
    this.#announcement = messages.loaded(messages.emails(report.length, formats.count(report.length)));
    const contradictions = report.contradictions.map(
      (row) => `rows[${row}]: the counts of email ${report.text.emailId[row] ?? ''} contradict each other`,
    );
    this.#emit('report-load', {
      ...scope,
      rowCount: report.length,
      asOf: Number.isNaN(report.asOf) ? null : new Date(report.asOf),
      warnings: contradictions,
    });
  }

  #onError(error: ReportError): void {
    this.#announcement = failureText(error, this.#writing);
    const { kind, message, status, problems } = error;
    this.#emit('report-error', { kind, message, status, problems, error });
  }

  #onTimeFrameRequest({ detail }: CustomEvent<TimeFrameRequest>): void {
    const timeFrame = parseTimeFrame(detail.timeFrame) ?? this.#view.timeFrame;
    this.#choose({ ...this.#view, timeFrame, dateBasis: detail.dateBasis, timeZone: detail.timeZone });
  }

  #onSortRequest({ detail }: CustomEvent<SortRequest>): void {
    const { messages, formats } = this.#locale;
    this.#choose(sortedBy(this.#view, detail.column, detail.further));
    const keys = this.#view.sort.map(
      ({ column, descending }) =>
        `${messages.columns[column]} (${descending ? messages.sortDescending : messages.sortAscending})`,
    );
    this.#announcement = messages.sortedBy(formats.list(keys));
  }

  #onCampaignRequest({ detail }: CustomEvent<{ campaignId: string }>): void {
    this.#view = withCampaignToggled(this.#view, detail.campaignId);
    this.requestUpdate();
  }

  #onCampaignsRequest({ detail }: CustomEvent<{ open: boolean }>): void {
    this.#view = withAllCampaigns(this.#view, detail.open);
    this.requestUpdate();
  }

  /** The reader's choice: the host is told. */
  #choose(view: ViewState): void {
    this.#view = view;
    this.requestUpdate();
    const { timeFrame, dateBasis, timeZone, sort, groupBy } = this;
    this.#emit('view-change', { timeFrame, dateBasis, timeZone, sort, groupBy } satisfies ViewChangeDetail);
  }

  #emit<Type extends keyof CampaignEmailReportEventMap>(
    type: Type,
    detail: CampaignEmailReportEventMap[Type]['detail'],
  ): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** Reads what the host set; `undefined` where that is nothing, or nothing that can be understood. */
  #take<Value>(name: string, value: unknown, parse: (text: string) => Value | undefined): Value | undefined {
    if (value === null || value === undefined || value === '') return undefined;
    const parsed = typeof value === 'string' ? parse(value) : undefined;
    if (parsed === undefined) {
      console.warn(`campaign-email-report: ${name} cannot be ${JSON.stringify(value)}; the default holds.`);
    }
    return parsed;
  }
}
