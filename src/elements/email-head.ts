import { html, nothing, type TemplateResult } from 'lit';
import { columnKind, type ColumnId } from '../model/columns.ts';
import type { Email } from '../model/email.ts';
import type { Line } from '../view/table.ts';
import { cellText } from './cells.ts';
import type { EmailWriting } from './email-writing.ts';

/** What an email is called: its subject once that is known, until then its name in the report. */
export function titleOf(email: Email | undefined, { rows, row }: Line, { words }: EmailWriting): string {
  const name = rows.text.emailName[row] ?? '';
  return email?.subject === undefined ? name : email.subject.trim() || words.noSubject;
}

/** Who sent it, and the line that inboxes show beside the subject. */
export function renderSender(email: Email, { words }: EmailWriting): TemplateResult | typeof nothing {
  const { fromName, fromAddress, preheader } = email;
  const isSenderKnown = Boolean(fromName ?? fromAddress);
  if (!isSenderKnown && !preheader) return nothing;
  return html`<p class="sender">
    ${isSenderKnown
      ? html`<span class="note">${words.from}</span> ${fromName ? html`<bdi class="from">${fromName}</bdi>` : nothing}
          ${fromAddress ? html`<bdi class="note">${fromAddress}</bdi>` : nothing}`
      : nothing}
    ${preheader ? html`<bdi class="preheader note">${preheader}</bdi>` : nothing}
  </p>`;
}

/** The row's own figures, those of the table's columns. */
export function renderFigures(line: Line, columns: readonly ColumnId[], writing: EmailWriting): TemplateResult {
  const { messages, controls, words } = writing;
  const shown = columns.filter((column) => ['count', 'rate', 'instant'].includes(columnKind(column)));
  return html`<dl aria-label=${words.figures} part="viewer-figures">
    ${shown.map(
      (column) => html`<div title=${controls?.definitions[column] ?? nothing}>
        <dt>${messages.columns[column]}</dt>
        <dd>${cellText(line.rows, column, line.row, writing)}</dd>
      </div>`,
    )}
  </dl>`;
}
