import type { ColumnId } from '../model/columns.ts';
import type { ColumnMessages } from './column-messages.ts';
import type { ContradictionText } from './contradiction-text.ts';
import type { SearchMessages } from './search-messages.ts';
import type { TimeFrameMessages } from './time-frame-messages.ts';

/** What is said about lines that are not in the document, as they are not in view. */
export interface WholeTableMessages {
  readonly showAll: (rows: string) => string;
  readonly showFirst: (rows: string, total: string) => string;
  readonly why: string;
  readonly showFew: string;
  readonly print: string;
  readonly cancel: string;
  readonly preparing: (rows: string, total: string) => string;
  readonly ready: (rows: string) => string;
  /** On paper, where not all rows are. */
  readonly printedPart: (first: string, last: string, total: string) => string;
}

/**
 * The words, in one language, of what a report is chosen with, and of what explains it; loaded with the controls.
 * A report that is only shown and sorted needs none of them.
 */
export interface ControlMessages {
  readonly timeFrame: TimeFrameMessages;
  readonly columnChoice: ColumnMessages;
  readonly search: SearchMessages;
  /** What a column counts, in a sentence. */
  readonly definitions: Readonly<Record<ColumnId, string>>;
  readonly contradiction: ContradictionText;
  readonly sortHint: string;
  readonly wholeTable: WholeTableMessages;
}
