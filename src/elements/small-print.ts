import { html, nothing, type TemplateResult } from 'lit';
import type { ShownReport } from '../controllers/report-loader.ts';
import { formatDateRange } from '../text/date-range.ts';
import type { Writing } from './cells.ts';
import type { Frame } from './frame.ts';
import { foundText } from './search.ts';

function countText({ report, windows }: ShownReport, { messages, formats }: Writing): string {
  const { complete, rowCount } = report;
  const length = windows?.rowCount ?? report.length;
  const count = formats.count(length);
  if (windows?.isGrouped) return messages.campaigns(length, count);
  if (complete || rowCount === undefined) return messages.emails(length, count);
  return messages.emailsOf(length, count, formats.count(rowCount));
}

/** What has come, said to those who do not see it. */
export function loadedText(shown: ShownReport, writing: Writing): string {
  const { messages } = writing;
  const { length, window } = shown.report;
  return length === 0 && window?.search
    ? messages.search.nothingFound(window.search)
    : messages.loaded(countText(shown, writing));
}

/** What the figures on screen cover: always theirs, even while others are asked for. */
export function renderSmallPrint(frame: Frame): TemplateResult | typeof nothing {
  const { loader, writing } = frame;
  if (!loader.shown) return nothing;
  const { report, scope } = loader.shown;
  const { messages, formats } = writing;
  const basis = scope.dateBasis === 'sent' ? messages.sent : messages.firstSent;
  const covered = [
    formatDateRange(scope, formats.locale, messages.dates),
    scope.dateBasis ? basis : undefined,
    scope.timeZone?.replaceAll('_', ' '),
  ];
  const asOf = Number.isNaN(report.asOf) ? undefined : messages.dataTo(formats.moment(report.asOf, scope.timeZone));
  // While rows come, the progress line has their number.
  const count = loader.loading && !report.complete ? undefined : countText(loader.shown, writing);
  const phrase = (texts: readonly (string | undefined)[]) => texts.filter((text) => text !== undefined).join(' · ');
  return html`<p class="small-print" part="small-print">
    <bdi>${phrase(covered)}</bdi> <bdi>${phrase([foundText(frame) ?? count, asOf])}</bdi>
    ${loader.renewed && !loader.loading ? html`<bdi>${messages.dataChanged}</bdi>` : nothing}
  </p>`;
}
