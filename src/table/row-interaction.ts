import type { EmailKey } from '../model/email.ts';
import { emailKeyOf, indexOfLine } from '../table-model/find-lines.ts';
import type { Line, Table } from '../table-model/table.ts';
import type { RowRecycler } from './row-recycler.ts';
import type { TableViewport } from './table-viewport.ts';

export interface RowInteractionHost {
  readonly table: () => Table | undefined;
  readonly recycler: RowRecycler;
  readonly viewport: TableViewport;
  /** Tells the host about a click. Returns `false` if the host handles it itself. */
  readonly clickRow: (line: Line, columnIndex: number) => boolean;
  readonly toggleCampaign: (campaignId: string) => void;
  readonly openEmail: (key: EmailKey) => void;
}

const hasButton = (line: Line | undefined) => line !== undefined && (line.emails !== undefined || line.hasPreview);

/** Handles clicks and keys in the rows, which may not be in the document. */
export class RowInteraction {
  readonly #host: RowInteractionHost;

  constructor(host: RowInteractionHost) {
    this.#host = host;
  }

  onClick(event: MouseEvent): void {
    const target = event.target as Element;
    const line = this.#host.recycler.rowAt(target)?.line;
    const column = target.closest<HTMLTableCellElement>('th, td')?.cellIndex ?? 0;
    if (!line || !this.#host.clickRow(line, column) || !target.closest('button')) return;
    const key = emailKeyOf(line);
    if (line.emails === undefined) this.#host.openEmail(key);
    else this.#host.toggleCampaign(key.campaignId);
  }

  /** Tab moves to the next row that has a button, even if that row is not in the document. */
  onKeyDown(event: KeyboardEvent): void {
    const { recycler, viewport, table } = this.#host;
    const row = recycler.rowAt(event.target as Element);
    const lines = table();
    if (!row || !lines) return;
    if (event.key === 'Enter' || event.key === ' ') viewport.reveal(row.index);
    if (event.key !== 'Tab') return;
    const step = event.shiftKey ? -1 : 1;
    let index = row.index + step;
    while (index >= 0 && index < lines.lineCount && !hasButton(lines.lineAt(index))) index += step;
    if (this.#focusLine(index)) event.preventDefault();
  }

  /** Scrolls to an email and focuses it. Returns whether the table has it. */
  focusEmail(key: EmailKey): boolean {
    const table = this.#host.table();
    const index = table && indexOfLine(table, this.#host.viewport.inView.first, key);
    return index !== undefined && this.#focusLine(index);
  }

  /** Scrolls to a line and focuses its button. Returns whether it has one. */
  #focusLine(index: number): boolean {
    const { recycler, viewport, table } = this.#host;
    if (index < 0 || index >= (table()?.lineCount ?? 0)) return false;
    viewport.reveal(index);
    const button = recycler.rowOfLine(index)?.button;
    button?.focus({ preventScroll: true });
    return button !== undefined;
  }
}
