import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { ColumnId } from '../model/columns.ts';
import { definitionOf } from '../i18n/definitions-controller.ts';
import type { Email } from '../model/email.ts';
import { splitEmailName } from '../table-model/email-name.ts';
import type { Line } from '../table-model/table.ts';
import { observeResize } from '../platform/resize-observer.ts';
import { columnLabel, formatCell } from '../ui/cell-formatters.ts';
import type { EmailLocalization } from './email-localization.ts';

/** Returns the title of an email: its subject, or its name in the report until the subject has loaded. */
export function titleOf(email: Email | undefined, { rows, row }: Line, { emailMessages }: EmailLocalization): string {
  const name = rows.text.emailName[row] ?? '';
  return email?.subject === undefined ? name : email.subject.trim() || emailMessages.noSubject;
}

/** Renders the campaign and the email. Like the table, it shows the part of the email's name that its campaign does not. */
export function renderNames({ rows, row }: Line): TemplateResult {
  const { campaignName, emailName, program } = rows.text;
  const name = emailName[row] ?? '';
  const [, rest] = splitEmailName(name, [campaignName[row], program[row]]);
  return html`<p class="note" title=${rest === name ? nothing : name}>
    <bdi>${campaignName[row]}</bdi> › <bdi>${rest}</bdi>
  </p>`;
}

/** Renders the sender and the preheader, which inboxes show beside the subject. */
export function renderSender(email: Email, { emailMessages }: EmailLocalization): TemplateResult {
  const { fromName, fromAddress, preheader } = email;
  return html`${
    (fromName ?? fromAddress)
      ? html`<p>
          <span class="note">${emailMessages.from}</span>
          ${fromName ? html`<bdi class="from">${fromName}</bdi>` : nothing}
          ${fromAddress ? html`<bdi class="note">${fromAddress}</bdi>` : nothing}
        </p>`
      : nothing
  }
  ${preheader ? html`<p class="note"><bdi>${preheader}</bdi></p>` : nothing}`;
}

const observed = new WeakSet<Element>();

/** Makes an element focusable while it overflows, so that it scrolls by keyboard, and only then. */
export function observeOverflow(element: Element | undefined): void {
  if (!element || observed.has(element)) return;
  observed.add(element);
  const follow = () => {
    const { clientWidth, clientHeight, scrollWidth, scrollHeight } = element;
    if (scrollWidth > clientWidth || scrollHeight > clientHeight) element.setAttribute('tabindex', '0');
    else element.removeAttribute('tabindex');
  };
  // Only then it is in the document of the report, which may be that of an iframe.
  queueMicrotask(() => observeResize(follow, element));
}

/** Renders the figures of the email in the table's columns. */
export function renderFigures(
  line: Line,
  columns: readonly ColumnId[],
  localization: EmailLocalization,
): TemplateResult {
  const { messages, emailMessages, definitions, columnSet } = localization;
  const shown = columns.filter((column) => ['count', 'rate', 'number', 'instant'].includes(columnSet.kindOf(column)));
  return html`<dl aria-label=${emailMessages.figures} part="viewer-figures" ${ref(observeOverflow)}>
    ${shown.map(
      (column) =>
        html`<div title=${definitionOf(column, definitions) ?? nothing}>
          <dt>${columnLabel(column, undefined, messages)}</dt>
          <dd>${formatCell(line.rows, column, line.row, localization)}</dd>
        </div>`,
    )}
  </dl>`;
}
