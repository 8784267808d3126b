import { headerHandsStyles } from './header-hands-styles.ts';
import { HeaderHands, type HeaderHandsHost } from './header-hands.ts';
import { tablePrintStyles } from './table-print-styles.ts';
import { WholeNames } from './whole-names.ts';
import { wholeTableStyles } from './whole-table-styles.ts';
import { WholeTable, type WholeTableHost } from './whole-table.ts';

export interface TableExtrasHost extends HeaderHandsHost, WholeTableHost {
  /** What the whole name is shown in to who comes by keyboard. */
  readonly wholeName: () => HTMLElement;
}

export { tablePrintStyles };

/** Put before those of the table, while those for paper have the last word. */
export const tableExtrasStyles = [headerHandsStyles, wholeTableStyles];

/**
 * What a reader may do with a table beyond reading and sorting it. A table does without until it is loaded, which is a
 * moment after the first rows.
 */
export class TableExtras {
  readonly hands: HeaderHands;
  readonly wholeNames: WholeNames;
  readonly wholeTable: WholeTable;

  constructor(host: TableExtrasHost) {
    this.hands = new HeaderHands(host);
    this.wholeNames = new WholeNames(host.scroller(), host.wholeName());
    this.wholeTable = new WholeTable(host);
  }
}
