import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { LocaleController } from './i18n/locale-controller.ts';
import { ReportLoader, type ShownReport } from './loading/report-loader.ts';
import { TableBuilder, type BuiltTable } from './loading/table-builder.ts';
import type { ReportResponse } from './endpoint/contract.ts';
import { Authorization, type Token } from './endpoint/authorization.ts';
import type { ParsedReport } from './endpoint/parsed-report.ts';
import type { ReportError } from './endpoint/report-error.ts';
import { parseColumns } from './model/columns.ts';
import { waitByTimer, type Wait } from './endpoint/retry.ts';
import { previewModes, type PreviewMode } from './model/preview-mode.ts';
import { dateBases, type DateBasis } from './model/report.ts';
import { formatSort, parseSort } from './model/sort.ts';
import { formatTimeFrame, parseTimeFrame } from './model/time-frame.ts';
import type { ColumnChange } from './table-model/column-change.ts';
import { chosenColumns } from './table-model/visible-columns.ts';
import { saveView, type SavedView } from './table-model/saved-view.ts';
import {
  groupings,
  initialViewState,
  collapsedByDefault,
  withSearch,
  type GroupBy,
  type ViewState,
} from './table-model/view-state.ts';
import { baseStyles } from './ui/base-styles.ts';
import { campaignEmailReportStyles } from './report/report-styles.ts';
import type { Localization } from './ui/cell-formatters.ts';
import { defineElements } from './ui/define-elements.ts';
import { EmailOpener } from './email/email-opener.ts';
import { errorDetail, loadDetail, type CampaignEmailReportEventMap, type ReportListening } from './events.ts';
import type { RenderContext } from './ui/render-context.ts';
import { oneOf, parseLevel, parseTimeZone, parseProperty, parseView, warn } from './property-parsers.ts';
import { renderBody } from './report/report-body.ts';
import { requestSettings, reportSource } from './loading/report-source.ts';
import { failureText, pauseText, renderNotice, renderProgress, statuses, statusOf } from './report/report-status.ts';
import type { ReportTable } from './table/report-table.ts';
import { renderToolbar } from './report/toolbar.ts';
import { loadedText, renderSmallPrint } from './report/report-summary.ts';

/**
 * How each email of each smart campaign performed: sent, delivered, bounced, opened, clicked, unsubscribed.
 *
 * ```html
 * <campaign-email-report endpoint="/api/report" time-frame="last-30-days"></campaign-email-report>
 * ```
 *
 * The element takes the font, the text colour's scheme and the width of its place, and lets no style in or out. Also
 * where a page unsets everything, `* { all: unset }`, it stays whole; `* { all: unset !important }` unsets what stands
 * in its slots, too, which nothing can prevent.
 *
 * A bad value of an attribute or property is never thrown at the page: the default holds, and a warning is logged.
 *
 * @fires {CustomEvent<ReportLoadDetail>} report-load - A whole report is on screen. `detail`: `rowCount`, `asOf`, what it
 * covers (`from`, `to`, `timeZone`, `dateBasis`), and `warnings` for your log.
 * @fires {CustomEvent<ReportErrorDetail>} report-error - A report could not be loaded, or not whole. `detail`: `kind`
 * (`network`, `timeout`, `http`, `sign-in`, `forbidden`, `contract`, `incomplete`), an English `message` for your log, the
 * HTTP `status`, the `problems` where the answer breaks the contract, and the `error` itself. Also logged as a warning. Where
 * the reader stops loading there is neither event; `:state(loading)` ends.
 * @fires {CustomEvent<ViewChangeDetail>} view-change - The reader has chosen another view; not for the host's changes.
 * `detail`: `view` to keep, and what it comes to as text: `timeFrame`, `dateBasis`, `timeZone`, `sort`, `groupBy`,
 * `columns`, `search`.
 * @fires {CustomEvent<EmailOpenDetail>} email-open - An email is about to be shown, and nothing of it is fetched yet;
 * cancel it to show it yourself. `detail`: `campaignId`, `emailId`, `emailName`, and the `counts` of its row.
 * @fires {CustomEvent<EmailLinkDetail>} email-link - A link of an email was pressed. The element never opens it: it copies
 * its address, unless this is canceled. `detail`: `url`, `campaignId`, `emailId`.
 *
 * @slot heading - Words in place of the title. `heading-level` says which level they are of. With words of its own the
 * report is a landmark of the page, of that name.
 * @slot toolbar - Controls of the page's own, among those of the report.
 * @slot empty - In place of the words where there is nothing to show.
 * @slot error - In place of the words where nothing could be loaded; `report-error` says why, `refresh()` tries again.
 * @slot preview - What to show in place of an email; fill it when `email-open` fires.
 *
 * @cssprop [--cer-accent] - Links, focus and what is selected.
 * @cssprop [--cer-surface] - The ground of the table.
 * @cssprop [--cer-raised] - The ground of what is pointed at.
 * @cssprop [--cer-header] - The ground of the table's header.
 * @cssprop [--cer-selected] - The ground of what is selected.
 * @cssprop [--cer-on-accent] - Text on the accent.
 * @cssprop [--cer-text] - Text.
 * @cssprop [--cer-muted] - Text of less weight.
 * @cssprop [--cer-hairline] - Lines between rows.
 * @cssprop [--cer-control] - Borders of controls.
 * @cssprop [--cer-positive] - What went well.
 * @cssprop [--cer-negative] - What went wrong.
 * @cssprop [--cer-warning] - What is doubtful.
 * @cssprop [--cer-shadow] - Under what floats over the page.
 * @cssprop [--cer-font] - The font's family; the page's without it.
 * @cssprop [--cer-radius] - Corners.
 * @cssprop [--cer-space] - The padding of cells to both sides, and of the lines above the table: 8px is compact, 16px is roomy.
 * @cssprop [--cer-control-height] - The height of buttons and fields; where pointers are coarse, at least 44px.
 * @cssprop [--cer-max-height] - How tall it may grow before the rows scroll, where the element's own height does not say so before.
 * @cssprop [--cer-row-height] - The height of every row: 28px is compact, 44px is roomy; where the element is narrower than 560px, at least 44px, as names take two lines.
 *
 * @cssstate idle - There is no endpoint yet.
 * @cssstate loading - The first report is on its way.
 * @cssstate refreshing - Another report is on its way; the one before is on screen.
 * @cssstate ready - A whole report is on screen.
 * @cssstate empty - A report without any email.
 * @cssstate error - There is no report, and no figure on screen.
 * @cssstate incomplete - Less than the whole report is on screen.
 * @cssstate stale - The figures on screen are older: newer ones could not be had.
 *
 * @csspart report - All of it.
 * @csspart heading - The title.
 * @csspart toolbar - The line of controls.
 * @csspart refresh - The button that loads the report again.
 * @csspart small-print - What the figures cover: dates, basis, zone, number of emails, age.
 * @csspart progress - The progress line.
 * @csspart pause - In its place, where the endpoint has asked for a pause: how long still.
 * @csspart stop - The button that gives up loading.
 * @csspart retry - The button that tries again.
 * @csspart notice - A failure over figures that stay.
 * @csspart panel - What stands in place of the rows: empty, idle, a failure.
 */
export class CampaignEmailReport extends LitElement {
  /** The version of the package, to tell which one holds the name where a page loads two. */
  static readonly version = '0.1.0';

  static override styles = [baseStyles, campaignEmailReportStyles];

  /** @ignore */
  declare addEventListener: ReportListening<this>;
  /** @ignore */
  declare removeEventListener: ReportListening<this>;

  /** The URL of the report endpoint, absolute or relative to the page. Without it the element waits. */
  @property() endpoint = '';

  /**
   * A report in the shape of the endpoint's response, to show in place of fetching one. Its own time context is shown. A
   * `ParsedReport` is such a report read already.
   */
  @property({ attribute: false }) report: ReportResponse | ParsedReport | undefined;

  /** Headers, credentials and the like for every request. A change counts from the next request on. */
  @property({ attribute: false }) requestInit: RequestInit | undefined;

  /** A function in place of `fetch`. A change counts from the next request on. */
  @property({ attribute: false }) fetcher: typeof fetch | undefined;

  /**
   * Gives the value of the `Authorization` header, or a promise of it. Asked for the endpoint's own origin alone, once
   * for requests that run at once, and once more after a 401.
   */
  @property({ attribute: false }) token: Token | undefined;

  /** The clock, for tests and stories. */
  @property({ attribute: false }) now: () => Date = () => new Date();

  /** Waits before a request is made again, for tests and stories. */
  @property({ attribute: false }) wait: Wait = waitByTimer;

  readonly #internals = this.attachInternals();
  readonly #authorization = new Authorization(() => this.token);
  readonly #locale = new LocaleController(this);
  readonly #loader = new ReportLoader(this, {
    source: () => reportSource(this, this.#view, this.#locale.locale, this.#authorization),
    now: () => this.now(),
    wait: (milliseconds, signal) => this.wait(milliseconds, signal),
    onPause: (pause) => this.#announce(pause ? pauseText(pause, this.now(), this.#localization) : ''),
    onLoad: (shown) => this.#onLoad(shown),
    onError: (error) => this.#onError(error),
  });
  readonly #arranger = new TableBuilder<ShownReport>(this);
  readonly #emails = new EmailOpener(this, {
    table: () => this.#arranged?.table,
    tellOpen: (detail) => this.#emit('email-open', detail, { cancelable: true }),
    tellLink: (detail) => this.#emit('email-link', detail, { cancelable: true }),
    focus: ({ campaignId, emailId }) => this.tableElement?.focusEmail(campaignId, emailId),
  });
  #view: ViewState = initialViewState;
  #previewMode: PreviewMode = 'document';
  #headingLevel = 2;
  #announcement = '';
  /** Comes with the controls. */
  #changeColumns: ((context: RenderContext, change: ColumnChange) => void) | undefined;

  /**
   * Two dates, both included and either of them open, `2026-10-01/2026-10-31` or `2026-10-01/..`; or a name: `today`,
   * `yesterday`, `this-week`, `last-week`, `last-7-days`, `last-14-days`, `last-30-days`, `last-90-days`, `this-month`,
   * `last-month`, `this-quarter`, `last-quarter`, `this-year`, `last-year`, `all-time`. A name is resolved anew at every
   * request.
   * @default 'last-30-days'
   */
  @property({ attribute: 'time-frame' })
  get timeFrame(): string {
    return formatTimeFrame(this.#view.timeFrame);
  }
  set timeFrame(value: string | null | undefined) {
    const timeFrame = parseProperty('time-frame', value, parseTimeFrame) ?? initialViewState.timeFrame;
    this.#view = { ...this.#view, timeFrame };
  }

  /**
   * What the dates select: emails `first-sent` in them, or what was `sent` in them.
   * @default 'first-sent'
   */
  @property({ attribute: 'date-basis' })
  get dateBasis(): DateBasis {
    return this.#view.dateBasis;
  }
  set dateBasis(value: DateBasis | null | undefined) {
    const dateBasis = parseProperty('date-basis', value, oneOf(dateBases)) ?? initialViewState.dateBasis;
    this.#view = { ...this.#view, dateBasis };
  }

  /** The IANA name of the zone in which dates are days. The browser's by default. */
  @property({ attribute: 'time-zone' })
  get timeZone(): string {
    return this.#view.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  }
  set timeZone(value: string | null | undefined) {
    this.#view = { ...this.#view, timeZone: parseProperty('time-zone', value, parseTimeZone) };
  }

  /**
   * Column ids in the order of their weight, `-` for descending: `-clicked,campaignName`. The ids are those that the
   * endpoint's `sort` takes.
   * @default '-firstSentAt'
   */
  @property()
  get sort(): string {
    return formatSort(this.#view.sort);
  }
  set sort(value: string | null | undefined) {
    this.#view = { ...this.#view, sort: parseProperty('sort', value, parseSort) ?? initialViewState.sort };
  }

  /**
   * `campaign`: each campaign with its subtotals and its emails under it. `none`: emails alone.
   * @default 'campaign'
   */
  @property({ attribute: 'group-by' })
  get groupBy(): GroupBy {
    return this.#view.groupBy;
  }
  set groupBy(value: GroupBy | null | undefined) {
    const groupBy = parseProperty('group-by', value, oneOf(groupings)) ?? initialViewState.groupBy;
    this.#view = { ...this.#view, groupBy };
  }

  /**
   * The ids of the columns to show, in order: `emailName,sent,opened,openedRate`. The column of names is always there,
   * and first; a column that the report does not offer is not shown. The ids are those of `sort`.
   */
  @property()
  get columns(): string {
    return chosenColumns(this.#view).join(',');
  }
  set columns(value: string | null | undefined) {
    this.#view = { ...this.#view, columns: parseProperty('columns', value, parseColumns) };
  }

  /**
   * What the names of campaigns or emails contain, whatever their case and accents; nothing for all.
   * @default ''
   */
  @property()
  get search(): string {
    return this.#view.search;
  }
  set search(value: string | null | undefined) {
    this.#view = withSearch(this.#view, parseProperty('search', value, String) ?? '');
  }

  /**
   * `page`: an email is shown as the page of its own that the endpoint has (`previewPageUrl`), which a strict policy of
   * the host does not reach. `document`: as a document made here.
   * @default 'document'
   */
  @property({ attribute: 'preview-mode' })
  get previewMode(): PreviewMode {
    return this.#previewMode;
  }
  set previewMode(value: PreviewMode | null | undefined) {
    this.#previewMode = parseProperty('preview-mode', value, oneOf(previewModes)) ?? 'document';
  }

  @query('cer-report-table') private readonly tableElement!: ReportTable | null;

  /**
   * All that is chosen, by the host and by the reader, as plain JSON: to keep, and to set again. What it does not mention
   * stays as it is; one that is broken, or of a newer version, is ignored with a warning.
   */
  @property({ attribute: false })
  get view(): SavedView {
    return saveView(this.#view);
  }
  set view(value: SavedView | null | undefined) {
    this.#view = parseView(value, this.#view);
  }

  /**
   * The level of the report's heading in the page, from 1 to 6.
   * @default 2
   */
  @property({ attribute: 'heading-level' })
  get headingLevel(): number {
    return this.#headingLevel;
  }
  set headingLevel(value: number | string | null | undefined) {
    this.#headingLevel =
      parseProperty('heading-level', typeof value === 'number' ? `${value}` : value, parseLevel) ?? 2;
  }

  /** Loads the report again, past the browser's cache. Settled when that has ended, well or not. */
  async refresh(): Promise<void> {
    await this.#loader.refresh();
  }

  /** An attribute that a host renders anew, unchanged, takes nothing back from the reader. */
  override attributeChangedCallback(name: string, before: string | null, value: string | null): void {
    if (value !== before) super.attributeChangedCallback(name, before, value);
  }

  /** Nothing is shown before its words are here. Properties that were set before the upgrade count from then on. */
  protected override shouldUpdate(): boolean {
    return this.#locale.hasWords;
  }

  /** Settled when what is asked for is on screen, if that is here; many rows take some time to be put in order. */
  protected override async getUpdateComplete(): Promise<boolean> {
    await this.#locale.ready;
    await super.getUpdateComplete();
    await this.#arranger.ready;
    return await super.getUpdateComplete();
  }

  protected override willUpdate(): void {
    this.#loader.shown?.windows?.open(collapsedByDefault(this.#view).toggledCampaignIds);
  }

  protected override render(): TemplateResult {
    const context = this.#context;
    return html`
      <section
        part="report"
        role=${this.querySelector(':scope > [slot=heading]') ? nothing : 'group'}
        aria-labelledby="heading"
        aria-busy=${context.loader.loading ? 'true' : 'false'}
        lang=${context.locale}
        @slotchange=${() => this.requestUpdate()}
      >
        ${renderToolbar(context)} ${renderSmallPrint(context)} ${renderProgress(context)} ${renderNotice(context)}
        ${renderBody(context)} ${this.#renderPreview(context)}
        <div class="hidden" role="status">${this.#announcement}</div>
      </section>
    `;
  }

  protected override firstUpdated(): void {
    void this.#loadControls();
  }

  async #loadControls(): Promise<void> {
    try {
      const { changeColumns, controlElements, loadControlMessages, quickTexts } = await import('./controls.ts');
      defineElements(controlElements);
      this.#changeColumns = changeColumns;
      this.#locale.addControls(loadControlMessages, quickTexts);
    } catch (error) {
      warn(`the controls could not be loaded: ${String(error)}`);
    }
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const status = statusOf(this.#context.loader);
    for (const state of statuses) this.#internals.states[state === status ? 'add' : 'delete'](state);
  }

  #renderPreview(context: RenderContext) {
    const { previewMode: mode, wait } = this;
    return this.#emails.render({
      ...context,
      mode,
      wait,
      shown: context.loader.shown,
      requestSettings: requestSettings(this, this.#authorization),
    });
  }

  get #localization(): Localization {
    const { messages, controls, formats } = this.#locale;
    return { messages, controls, formats, timeZone: this.#arranged?.shown.scope.timeZone ?? this.timeZone };
  }

  get #context(): RenderContext {
    const { error, fault, failedAt, renewed, progress, pause, loading } = this.#loader;
    const arranged = this.#arranged;
    const shown = arranged?.shown;
    const isArranging = !arranged && this.#loader.shown !== undefined;
    return {
      view: this.#view,
      localization: this.#localization,
      locale: this.#locale.locale,
      timeZone: this.timeZone,
      now: this.now,
      headingLevel: this.headingLevel,
      loader: { shown, error, fault, failedAt, renewed, progress, pause, loading: loading || isArranging },
      table: arranged?.table,
      source: this.report ? 'given' : this.endpoint ? 'endpoint' : undefined,
      updateView: this.#choose,
      changeColumns: (change) => this.#changeColumns?.(this.#context, change),
      openEmail: (key) => this.#emails.open(key),
      refresh: () => void this.refresh(),
      retry: () => void this.#loader.retry(),
      stop: () => this.#loader.stop(),
      showLines: (first, end) => this.#loader.showLines(first, end),
    };
  }

  /** What is on screen: what is loaded, when it is in order; until then what was there stays, with all that is said of it. */
  get #arranged(): BuiltTable<ShownReport> | undefined {
    const { shown } = this.#loader;
    if (shown?.windows) return { shown, table: shown.windows.table(this.#view) };
    return this.#arranger.build(shown, this.#view, this.#locale.collator);
  }

  #onLoad(shown: ShownReport): void {
    const loaded = loadedText(shown, this.#localization);
    this.#announce(this.#loader.renewed ? `${this.#locale.messages.dataChanged}. ${loaded}` : loaded);
    this.#emit('report-load', loadDetail(shown));
  }

  #onError(error: ReportError): void {
    warn(error.message);
    this.#announce(failureText(error, this.#loader.failedAt, this.#localization));
    this.#emit('report-error', errorDetail(error));
  }

  /** The reader's choice, and nobody else's: the host is told, and no attribute is written. */
  readonly #choose: RenderContext['updateView'] = (change, said) => {
    this.#view = change(this.#view);
    if (said) this.#announce(said(this.#view));
    this.requestUpdate();
    const { timeFrame, dateBasis, timeZone, sort, groupBy, columns, search, view } = this;
    this.#emit('view-change', { timeFrame, dateBasis, timeZone, sort, groupBy, columns, search, view });
  };

  /** Said once to those who cannot see it; the same words again are only heard if the text differs in something. */
  #announce(text: string): void {
    this.#announcement = text && text === this.#announcement ? `${text}\u00a0` : text;
    this.requestUpdate();
  }

  #emit<Type extends keyof CampaignEmailReportEventMap>(
    type: Type,
    detail: CampaignEmailReportEventMap[Type]['detail'],
    options?: EventInit,
  ): boolean {
    return this.dispatchEvent(new CustomEvent(type, { ...options, detail }));
  }
}

/** What a host may set. The types for frameworks are made of it. */
export type CampaignEmailReportProperties = Partial<Omit<CampaignEmailReport, keyof LitElement | 'refresh'>>;
