import { html, nothing, type TemplateResult } from 'lit';
import type { ShownReport } from '../loading/report-loader.ts';
import { formatDateRange } from '../i18n/date-range.ts';
import type { Localization } from '../ui/cell-formatters.ts';
import type { RenderContext } from '../ui/render-context.ts';
import { foundText } from '../search/search.ts';

function countText({ report, windows }: ShownReport, { messages, formats }: Localization): string {
  const { complete, rowCount } = report;
  const length = windows?.rowCount ?? report.length;
  const count = formats.count(length);
  if (windows?.isGrouped) return messages.campaigns(length, count);
  if (complete || rowCount === undefined) return messages.emails(length, count);
  return messages.emailsOf(length, count, formats.count(rowCount));
}

/** What has come, said to those who do not see it. */
export function loadedText(shown: ShownReport, localization: Localization): string {
  const { messages } = localization;
  const { length, window } = shown.report;
  return length === 0 && window?.search
    ? messages.search.nothingFound(window.search)
    : messages.loaded(countText(shown, localization));
}

/** What the figures on screen cover: always theirs, even while others are asked for. */
export function renderSmallPrint(context: RenderContext): TemplateResult | typeof nothing {
  const { loader, localization } = context;
  if (!loader.shown) return nothing;
  const { report, scope } = loader.shown;
  const { messages, formats } = localization;
  const basis = scope.dateBasis === 'sent' ? messages.sent : messages.firstSent;
  const covered = [
    formatDateRange(scope, formats.locale, messages.dates),
    scope.dateBasis ? basis : undefined,
    scope.timeZone?.replaceAll('_', ' '),
  ];
  const asOf = Number.isNaN(report.asOf) ? undefined : messages.dataTo(formats.moment(report.asOf, scope.timeZone));
  // While rows come, the progress line has their number.
  const count = loader.loading && !report.complete ? undefined : countText(loader.shown, localization);
  const phrase = (texts: readonly (string | undefined)[]) => texts.filter((text) => text !== undefined).join(' · ');
  return html`<p class="small-print" part="small-print">
    <bdi>${phrase(covered)}</bdi> <bdi>${phrase([foundText(context) ?? count, asOf])}</bdi>
    ${loader.renewed && !loader.loading ? html`<bdi>${messages.dataChanged}</bdi>` : nothing}
  </p>`;
}
