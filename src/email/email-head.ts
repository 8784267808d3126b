import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { ColumnId } from '../model/columns.ts';
import { definitionOf } from '../i18n/definitions-controller.ts';
import type { Email } from '../model/email.ts';
import type { Line } from '../table-model/table.ts';
import { observeResize } from '../platform/resize-observer.ts';
import { columnLabel, formatCell } from '../ui/cell-formatters.ts';
import type { EmailLocalization } from './email-localization.ts';

/** Returns the title of an email: its subject, or its name in the report until the subject has loaded. */
export function titleOf(email: Email | undefined, { rows, row }: Line, { emailMessages }: EmailLocalization): string {
  const name = rows.text.emailName[row] ?? '';
  return email?.subject === undefined ? name : email.subject.trim() || emailMessages.noSubject;
}

/** Renders the sender and the preheader, which inboxes show beside the subject. */
export function renderSender(email: Email, { emailMessages }: EmailLocalization): TemplateResult | typeof nothing {
  const { fromName, fromAddress, preheader } = email;
  const isSenderKnown = Boolean(fromName ?? fromAddress);
  if (!isSenderKnown && !preheader) return nothing;
  return html`<p class="sender">
    ${
      isSenderKnown
        ? html`<span class="note">${emailMessages.from}</span>
            ${fromName ? html`<bdi class="from">${fromName}</bdi>` : nothing}
            ${fromAddress ? html`<bdi class="note">${fromAddress}</bdi>` : nothing}`
        : nothing
    }
    ${preheader ? html`<bdi class="preheader note">${preheader}</bdi>` : nothing}
  </p>`;
}

const observedFigures = new WeakSet<Element>();

/** Makes the figures focusable while they overflow, so that they scroll by keyboard, and only then. */
function observeFigures(figures: Element | undefined): void {
  if (!figures || observedFigures.has(figures)) return;
  observedFigures.add(figures);
  const follow = () => {
    if (figures.scrollWidth > figures.clientWidth) figures.setAttribute('tabindex', '0');
    else figures.removeAttribute('tabindex');
  };
  // Only then they are in the document of the report, which may be that of an iframe.
  queueMicrotask(() => observeResize(follow, figures));
}

/** Renders the figures of the email in the table's columns. */
export function renderFigures(
  line: Line,
  columns: readonly ColumnId[],
  localization: EmailLocalization,
): TemplateResult {
  const { messages, emailMessages, definitions, columnSet } = localization;
  const shown = columns.filter((column) => ['count', 'rate', 'number', 'instant'].includes(columnSet.kindOf(column)));
  return html`<dl aria-label=${emailMessages.figures} part="viewer-figures" ${ref(observeFigures)}>
    ${shown.map(
      (column) =>
        html`<div title=${definitionOf(column, definitions) ?? nothing}>
          <dt>${columnLabel(column, undefined, messages)}</dt>
          <dd>${formatCell(line.rows, column, line.row, localization)}</dd>
        </div>`,
    )}
  </dl>`;
}
