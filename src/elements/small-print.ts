import { html, nothing, type TemplateResult } from 'lit';
import { formatDateRange } from '../text/date-range.ts';
import type { Frame } from './frame.ts';
import { foundText } from './search.ts';

/** What the figures on screen cover: always theirs, even while others are asked for. */
export function renderSmallPrint(frame: Frame): TemplateResult | typeof nothing {
  const { loader, writing } = frame;
  if (!loader.shown) return nothing;
  const { report, scope, windows } = loader.shown;
  const { messages, formats } = writing;
  const basis = scope.dateBasis === 'sent' ? messages.sent : messages.firstSent;
  const covered = [
    formatDateRange(scope, formats.locale, messages.dates),
    scope.dateBasis ? basis : undefined,
    scope.timeZone?.replaceAll('_', ' '),
  ];
  const length = windows?.rowCount ?? report.length;
  const count = formats.count(length);
  const emails =
    windows?.isGrouped
      ? messages.campaigns(length, count)
      : report.complete || report.rowCount === undefined
        ? messages.emails(length, count)
        : messages.emailsOf(length, count, formats.count(report.rowCount));
  const asOf = Number.isNaN(report.asOf) ? undefined : messages.dataTo(formats.moment(report.asOf, scope.timeZone));
  const phrase = (texts: readonly (string | undefined)[]) => texts.filter((text) => text !== undefined).join(' · ');
  return html`<p class="small-print" part="small-print">
    <span>${phrase(covered)}</span> <span>${phrase([foundText(frame) ?? emails, asOf])}</span>
    ${loader.renewed && !loader.loading ? html`<span>${messages.dataChanged}</span>` : nothing}
  </p>`;
}
