import { html, nothing, type TemplateResult } from 'lit';
import { formatDateRange } from '../i18n/date-range.ts';
import type { BuiltTable, LoadedReport } from '../loading/loaded-report.ts';
import type { Report } from '../model/report.ts';
import { isJsonObject } from '../platform/json-object.ts';
import type { Localization } from '../ui/cell-formatters.ts';
import { isOld, matchCountText, notesOf, type RenderContext } from '../ui/render-context.ts';

/** Returns the number of emails or campaigns of a report, and how many have loaded if not all. */
function countText({ report, pages }: LoadedReport, { messages, formats }: Localization): string {
  const { complete, rowCount } = report;
  const length = pages?.rowCount ?? report.length;
  const count = formats.count(length);
  if (pages?.isGrouped) return messages.campaigns(length, count);
  if (complete || rowCount === undefined) return messages.emails(length, count);
  return messages.emailsOf(length, count, formats.count(rowCount));
}

/** Returns the announcement that a report has loaded. */
export function loadedText(loaded: LoadedReport, localization: Localization): string {
  const { messages, formats } = localization;
  const { length, window } = loaded.report;
  if (length === 0 && window?.search) return messages.search.nothingFound(window.search);
  const period = formatDateRange(loaded.scope, formats.locale, messages.dates);
  return messages.loaded(period, countText(loaded, localization));
}

/** Returns how many emails match the search or the filter, or how many there are. */
function matchText(context: RenderContext, displayed: BuiltTable): string {
  const { view, localization } = context;
  const { matchCount, emailCount } = displayed.table;
  const found = matchCountText(context);
  if (found !== undefined) return found;
  if (!view.filter || displayed.loaded.pages) return countText(displayed.loaded, localization);
  const { messages, formats } = localization;
  return messages.emailsOf(matchCount, formats.count(matchCount), formats.count(emailCount));
}

/** Renders the conditions of the filter. Few reports have one. */
function renderFilter(context: RenderContext) {
  if (!context.view.filter) return nothing;
  void import('./filter-summary.ts').catch(() => undefined);
  return html`<cer-filter-summary .context=${context}></cer-filter-summary>`;
}

/** Whether nothing has been imported yet. The notes, which say so, replace the rows. */
export const hasNoData = (report: Report): boolean =>
  report.length === 0 && notesOf(report).some((note) => isJsonObject(note) && note['code'] === 'no-data');

/** Renders what readers should know about the data. Few reports have anything of it. */
export function renderNotes(context: RenderContext, report: Report) {
  // Sorted by a rate, chance can decide the order.
  const isByRate = context.view.sort[0]?.column.endsWith('Rate');
  if (!notesOf(report).length && !isOld(report, context) && !report.head['age'] && !isByRate) return nothing;
  void import('./data-notes.ts').catch(() => undefined);
  return html`<cer-data-notes .context=${context}></cer-data-notes>`;
}

/** Renders the coverage of the report on screen, even while another one loads. */
export function renderReportSummary(context: RenderContext): TemplateResult | typeof nothing {
  const { displayed, localization, isLoading, wasReloaded } = context;
  if (!displayed) return nothing;
  const { report, scope } = displayed.loaded;
  const { messages, formats } = localization;
  const basis = scope.dateBasis === 'sent' ? messages.sentInPeriod : messages.firstSentInPeriod;
  const coverage = [
    formatDateRange(scope, formats.locale, messages.dates),
    scope.dateBasis ? basis : undefined,
    scope.timeZone?.replaceAll('_', ' '),
  ];
  const asOf = Number.isNaN(report.asOf)
    ? undefined
    : messages.dataThrough(
        formats.moment(report.asOf, scope.timeZone),
        report.dataFrom ? formats.day(report.dataFrom, scope.timeZone) : '',
      );
  // While rows arrive, the progress bar shows their number.
  const count = isLoading && !report.complete ? undefined : matchText(context, displayed);
  const join = (texts: readonly (string | undefined)[]) => texts.filter((text) => text !== undefined).join(' · ');
  return html`<p class="small-print" part="small-print" translate="no">
    <bdi .textContent=${join(coverage)}></bdi>
    <bdi
      ><span .textContent=${count ?? ''}></span>${renderFilter(context)}<span
        .textContent=${join([count && '', asOf])}
      ></span
    ></bdi>
    ${wasReloaded && !isLoading ? html`<bdi>${messages.dataChanged}</bdi>` : nothing}
    ${hasNoData(report) ? nothing : renderNotes(context, report)}
  </p>`;
}
