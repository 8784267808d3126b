import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { query } from './ui/decorators.ts';
import { changeColumns } from './columns/change-columns.ts';
import { EmailOpener } from './email/email-opener.ts';
import { Announcer } from './ui/announcer.ts';
import { Authorization } from './endpoint/authorization.ts';
import type { Id } from './endpoint/contract.ts';
import type { ReportError } from './endpoint/report-error.ts';
import type { RetryWait } from './endpoint/retry.ts';
import { reportErrorDetail, reportLoadDetail, viewChangeDetail } from './events.ts';
import { renderFilterChips } from './filter/render-filter.ts';
import type { AutoRefresh } from './loading/auto-refresh.ts';
import type { LoadedReport } from './loading/loaded-report.ts';
import { ReportLoader } from './loading/report-loader.ts';
import { reportSource, requestSettings } from './loading/report-source.ts';
import { TableBuilder } from './loading/table-builder.ts';
import { loadWarnings, logError } from './log-mistakes.ts';
import { failureText, renderNotice } from './report/notices.ts';
import { renderProgress, retryWaitText } from './report/progress.ts';
import { renderReportBody } from './report/report-body.ts';
import { reportStyles } from './report/report-styles.ts';
import { loadedText, renderReportSummary } from './report/report-summary.ts';
import { customStatesOf, setStatus, statusOf } from './report/status.ts';
import { renderToolbar } from './report/toolbar.ts';
import { LaterFeatures, logLoadFailure } from './later-features.ts';
import { renderNothingFound } from './search/render-search.ts';
import { reportRow } from './table-model/report-rows.ts';
import { printTable, renderTable } from './table/render-table.ts';
import type { ReportTable } from './table/report-table.ts';
import { renderedControls } from './toolbar-controls.ts';
import { baseStyles } from './ui/base-styles.ts';
import type { RenderContext } from './ui/render-context.ts';

/**
 * Shows how each email of each smart campaign performed: sent, delivered, bounced, opened, clicked and unsubscribed.
 *
 * ```html
 * <campaign-email-report endpoint="/api/report" time-frame="last-30-days"></campaign-email-report>
 * ```
 *
 * The element inherits fonts, line height, letter and word spacing, direction, `color-scheme`, `visibility` and
 * `pointer-events`, and no other styles. Its styles are encapsulated in shadow DOM, and hold even where a page resets
 * everything with `* { all: unset }`. (`* { all: unset !important }` also resets slotted content, which no element can
 * prevent.)
 *
 * The element never throws because of an invalid attribute or property: it uses the default and logs a warning.
 *
 * @fires {CustomEvent<ReportLoadDetail>} report-load - A complete report is on screen. `detail`: `rowCount`, `asOf`, the
 * coverage (`from`, `to`, `timeZone`, `dateBasis`), and `warnings` for your log.
 * @fires {CustomEvent<ReportErrorDetail>} report-error - A report failed to load, or part of it did. `detail`: `kind`
 * (`network`, `timeout`, `http`, `sign-in`, `forbidden`, `contract`, `incomplete`), an English `message` for your log,
 * the HTTP `status`, the `problems` where the response breaks the contract, and the `error`. It is also logged as a
 * warning. Not fired when the reader stops loading; `:state(loading)` ends.
 * @fires {CustomEvent<ViewChangeDetail>} view-change - The reader has changed the view. Not fired for the host's own
 * changes. `detail`: the whole `view`, and as text `timeFrame`, `dateBasis`, `timeZone`, `sort`, `groupBy`, `columns`,
 * `search`, `filter` and `figures`.
 * @fires {CustomEvent<RowClickDetail>} row-click - The reader clicked a row, anywhere, before anything else happens.
 * Cancel it to keep a campaign as it is, and an email closed. `detail`: the `row` as `getRows()` returns it, and the id
 * of the `column`.
 * @fires {CustomEvent<EmailOpenDetail>} email-open - An email is about to open; nothing of it has been fetched yet.
 * Cancel it to show the email yourself. `detail`: `campaignId`, `emailId`, `emailName`, and the `counts` of its row.
 * @fires {CustomEvent<EmailLinkDetail>} email-link - The reader clicked a link of an email. The element never opens it:
 * it copies the address, unless you cancel the event. `detail`: `url`, `campaignId`, `emailId`.
 * @fires {CustomEvent<ExportDetail>} export - The reader chose an entry of the share menu. Cancel it to export the report
 * yourself. `detail`: `format` (`copy`, `csv`, `xlsx`, `print`), `rows` (`all`, `expanded`), and the `columns` on screen.
 *
 * @slot heading - Replaces the title. `heading-level` sets its level. With a custom heading the report is a landmark of
 * that name.
 * @slot toolbar - Your own controls, before the button that loads the report again.
 * @slot empty - Replaces the message for a report without rows.
 * @slot error - Replaces the message for a report that failed to load. `report-error` has the reason; call `refresh()`
 * to try again.
 * @slot preview - Replaces the email in the viewer. Fill it when `email-open` fires.
 *
 * @cssprop [--cer-accent] - Links, focus rings and selected items.
 * @cssprop [--cer-surface] - Background of the table.
 * @cssprop [--cer-raised] - Hover background.
 * @cssprop [--cer-header] - Background of the table header.
 * @cssprop [--cer-selected] - Background of selected items.
 * @cssprop [--cer-on-accent] - Text on the accent color.
 * @cssprop [--cer-text] - Text.
 * @cssprop [--cer-muted] - Secondary text.
 * @cssprop [--cer-hairline] - Lines between rows.
 * @cssprop [--cer-control] - Borders of controls.
 * @cssprop [--cer-positive] - Positive values.
 * @cssprop [--cer-negative] - Negative values.
 * @cssprop [--cer-warning] - Warnings.
 * @cssprop [--cer-match] - Background of search matches.
 * @cssprop [--cer-shadow] - Shadow of popovers and dialogs.
 * @cssprop [--cer-font] - Font family. Inherited from the page by default.
 * @cssprop [--cer-radius] - Border radius.
 * @cssprop [--cer-space] - Inline padding: 8px is compact, 16px is roomy. By default, 8px in cells below 1400px.
 * @cssprop [--cer-control-height] - Height of buttons and fields; at least 44px where the pointer is coarse.
 * @cssprop [--cer-max-height] - Height up to which the report grows with its rows. Not used where the page gives the
 * element a height.
 * @cssprop [--cer-row-height] - Height of every row: 28px is compact, 44px is roomy. Where the element is narrower than
 * 560px, names take two lines and rows are at least 44px high.
 *
 * @cssstate idle - The element has no endpoint and no report.
 * @cssstate loading - The first report is loading.
 * @cssstate refreshing - A report is loading while another one is on screen.
 * @cssstate ready - A complete report is on screen.
 * @cssstate empty - The report has no rows.
 * @cssstate error - The report failed to load; no figures are on screen.
 * @cssstate incomplete - Only a part of the report is on screen.
 * @cssstate stale - An older report is on screen, because a newer one failed to load.
 *
 * @csspart report - The whole report.
 * @csspart heading - The title.
 * @csspart toolbar - The title and the controls.
 * @csspart refresh - The button that loads the report again.
 * @csspart small-print - The coverage of the figures: dates, basis, time zone, number of emails, last update.
 * @csspart progress - The progress line.
 * @csspart pause - The countdown that replaces the progress line while the endpoint asks for a wait.
 * @csspart stop - The button that stops loading.
 * @csspart retry - The button that tries again.
 * @csspart notice - A failure or another message above figures that stay on screen.
 * @csspart panel - The message that replaces the rows: no data, no endpoint, or a failure.
 */
export class CampaignEmailReport extends LaterFeatures {
  /** The version of the package, to tell which copy defined the tag where a page loads two. */
  static readonly version = '0.1.0';

  static override styles = [baseStyles, reportStyles];

  @query('cer-report-table') private readonly tableElement!: ReportTable | null;
  readonly #states = customStatesOf(this);
  readonly #authorization = new Authorization(() => this.token);
  readonly #source = () =>
    reportSource(this, this.viewState, {
      ...{ locale: this.locale.locale, authorization: this.#authorization, calendar: this.calendar },
      figures: this.figureSettings?.parameters(this.viewState),
    });
  readonly #loader = new ReportLoader(this, {
    source: this.#source,
    now: () => this.now(),
    wait: (milliseconds, signal) => this.wait(milliseconds, signal),
    onRetryWait: (wait) => this.#onRetryWait(wait),
    onLoad: (loaded) => void this.#onLoad(loaded),
    onError: (error) => this.#onError(error),
  });
  readonly #tableBuilder = new TableBuilder(this);
  readonly #emails = new EmailOpener(this, {
    emitOpen: (detail) => this.emit('email-open', detail, { cancelable: true }),
    emitLink: (detail) => this.emit('email-link', detail, { cancelable: true }),
    focusRow: (key) => this.tableElement?.focusEmail(key),
  });
  #autoRefresh: AutoRefresh | undefined;
  #loadingAutoRefresh: Promise<void> | undefined;
  readonly #announcer = new Announcer(this);
  /** @internal */
  protected override context!: RenderContext;

  /**
   * Loads the report again, bypassing the browser's cache. Resolves when the new report is on screen, and also if loading
   * has failed.
   */
  async refresh(): Promise<void> {
    await this.updateComplete;
    await this.#loader.refresh();
    await this.updateComplete;
  }

  /**
   * Opens an email of the report in the viewer, as a click on its name does: `email-open` fires first. Its campaign may
   * be collapsed. Returns `false` if no report has loaded, or if the report has no such email with a preview.
   */
  openEmail(campaignId: Id, emailId: Id): boolean {
    const key = { campaignId: String(campaignId), emailId: String(emailId) };
    return this.#emails.open(key, this.#loader.loaded?.report);
  }

  /** Closes the viewer, if it is open. The row of its email gets the focus. */
  closeEmail(): void {
    this.#emails.close();
  }

  /** Resolves when the current report and view are on screen; a large table takes a moment to build. */
  protected override async getUpdateComplete(): Promise<boolean> {
    await super.getUpdateComplete();
    await this.#tableBuilder.ready;
    return await super.getUpdateComplete();
  }

  /** Not in `willUpdate`, which comes before the loader's `hostUpdate`: a load that starts there must be in the context. */
  protected override update(changed: PropertyValues<this>): void {
    this.#loader.loaded?.pages?.follow(this.viewState);
    this.context = this.#createContext();
    const { displayed } = this.context;
    this.#emails.follow(displayed?.table, displayed?.loaded.report);
    super.update(changed);
  }

  protected override nextFocus(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('[part=retry]') ?? this.tableElement;
  }

  protected override render(): TemplateResult {
    const { context, previewMode: mode, wait } = this;
    return html`
      <section
        part="report"
        role=${this.querySelector(':scope > [slot=heading]') ? nothing : 'group'}
        aria-labelledby="heading"
        aria-busy=${String(context.isLoading)}
        lang=${this.locale.messagesLocale}
        @slotchange=${() => this.requestUpdate()}
      >
        ${renderToolbar(context, renderedControls)} ${renderReportSummary(context)} ${renderFilterChips(context)}
        ${this.figureSettings?.renderOverview(context)} ${renderProgress(context)} ${renderNotice(context)}
        ${renderReportBody(context, renderTable, renderNothingFound(context))}
        ${this.#emails.render(context, { mode, wait, requestSettings: requestSettings(this, this.#authorization) })}
        <div class="hidden" role="status">${this.#announcer.text}</div>
      </section>
    `;
  }

  protected override updated(): void {
    // Few hosts set an interval.
    if (this.refreshInterval > 0)
      void (this.#loadingAutoRefresh ??= import('./loading/auto-refresh.ts').then(({ AutoRefresh }) => {
        this.#autoRefresh = new AutoRefresh(this, () => this.#loader.isLoading);
      }, logLoadFailure));
    setStatus(this.#states, statusOf(this.context));
  }

  #createContext(): RenderContext {
    const { progress, retryWait, failure, failedAt, pageError, wasReloaded, isLoading } = this.#loader;
    const { loaded, view } = this.withFigures(this.#loader.loaded);
    // Until the table of a new report is ready, the previous report stays with its table.
    const displayed = loaded?.pages
      ? { loaded, table: loaded.pages.table(view) }
      : this.#tableBuilder.build(loaded, view, this.locale.collator);
    return {
      localization: this.localize(displayed?.loaded, view),
      ...{ locale: this.locale.locale, timeZone: this.timeZone, now: this.now, headingLevel: this.headingLevel },
      ...{ view, calendar: this.calendar, timeFrames: this.offeredTimeFrames },
      origin: this.report ? 'property' : this.endpoint ? 'endpoint' : 'none',
      hasControl: (control) => this.shownControls?.includes(control) ?? true,
      displayed,
      isLoading: isLoading || (loaded !== undefined && !displayed),
      ...{ progress, retryWait, failure, failedAt, pageError, wasReloaded },
      updateView: this.#updateView,
      changeColumns: (change) => changeColumns(this.context, change),
      clickRow: (line, column) =>
        this.emit('row-click', { row: reportRow(line, view.columnSet), column }, { cancelable: true }),
      openEmail: (key) => this.#emails.open(key, displayed?.loaded.report),
      openPanel: ({ detail }) =>
        void import('./open-panel.ts')
          .then(({ openPanel }) => openPanel(this, detail, () => this.context))
          .catch(logLoadFailure),
      refresh: () => void this.refresh(),
      retry: () => void this.#loader.retry(),
      stop: () => this.#loader.stop(),
      loadLines: (first, end) => this.#loader.loadLines(first, end),
      ...{ source: this.#source, shareTargets: this.shareTargets, viewKeeper: this.viewKeeper },
      startExport: (detail) => this.emit('export', detail, { cancelable: true }),
      print: () => printTable(this.tableElement),
    };
  }

  #onRetryWait(wait: RetryWait | undefined): void {
    this.#announcer.announce(wait ? retryWaitText(wait, this.now(), this.localize(this.#loader.loaded)) : '');
  }

  async #onLoad(loaded: LoadedReport): Promise<void> {
    const text = loadedText(loaded, this.localize(loaded));
    if (!this.#autoRefresh?.isRefreshing)
      this.#announcer.announce(this.#loader.wasReloaded ? `${this.locale.messages.dataChanged}. ${text}` : text);
    const mistakes = await loadWarnings(this, loaded.report, this.viewState.columnSet);
    if (this.#loader.loaded === loaded) this.emit('report-load', reportLoadDetail(loaded, mistakes));
  }

  #onError(error: ReportError): void {
    logError(this, error);
    if (error.kind === 'sign-in') void this.followSignIn(this.#loader, this.#authorization);
    const localization = this.localize(this.#loader.loaded);
    this.#announcer.announce(failureText(error, this.#loader.failedAt, localization));
    this.emit('report-error', reportErrorDetail(error));
  }

  readonly #updateView: RenderContext['updateView'] = (update, announcement) => {
    this.changeView(update);
    if (announcement) this.#announcer.announce(announcement(this.viewState));
    this.requestUpdate();
    this.emit('view-change', viewChangeDetail(this));
  };
}
