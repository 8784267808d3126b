import type { CellFormatter } from '../ui/cell-formatters.ts';
import type { NameFormat } from './name-cell.ts';
import type { NoteWriter } from './row-notes.ts';

/** How the rows of a table are created and written: the same object for all rows. */
export interface RowFormat extends NameFormat {
  /** A row without text, to clone. */
  readonly template: HTMLTableRowElement;
  /** The formatters of the cells after the name. */
  readonly formatters: readonly CellFormatter[];
  /** How a count and a rate of zero are written: they are muted. */
  readonly zeros: readonly string[];
  /** Writes marks and reasons; `undefined` if no row has any, and until the code has loaded. */
  readonly writeNotes: NoteWriter | undefined;
}
