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

/** Handles clicks in the rows, and focuses one that may not be in the document. */
export class RowInteraction {
  readonly #host: RowInteractionHost;

  constructor(host: RowInteractionHost) {
    this.#host = host;
  }

  onClick(event: MouseEvent): void {
    const target = event.target as Element;
    const line = this.#host.recycler.rowAt(target)?.line;
    const column = target.closest<HTMLTableCellElement>('th, td')?.cellIndex ?? 0;
    // A tap on a mark shows its reason, and is no click on the row.
    if (!line || target.closest('.touched')) return;
    // Nothing else handles a click that the host handles itself.
    if (!this.#host.clickRow(line, column)) event.preventDefault();
    else if (target.closest('button')) {
      const key = emailKeyOf(line);
      if (line.emails === undefined) this.#host.openEmail(key);
      else this.#host.toggleCampaign(key.campaignId);
    }
  }

  /** Scrolls to an email and focuses its button. Returns whether the table has it. */
  focusEmail(key: EmailKey): boolean {
    const { recycler, viewport, table } = this.#host;
    const lines = table();
    const index = lines && indexOfLine(lines, viewport.inView.first, key);
    if (index === undefined) return false;
    viewport.reveal(index);
    const button = recycler.rowOfLine(index)?.button;
    button?.focus({ preventScroll: true });
    return button !== undefined;
  }
}
