import { headerHandsStyles } from './column-resize-reorder-styles.ts';
import { ColumnResizeReorder, type ColumnResizeReorderHost } from './column-resize-reorder.ts';
import { tablePrintStyles } from './table-print-styles.ts';
import { OverflowTooltip } from './overflow-tooltip.ts';
import { wholeTableStyles } from './show-all-rows-styles.ts';
import { ShowAllRows, type ShowAllRowsHost } from './show-all-rows.ts';

export interface TableExtrasHost extends ColumnResizeReorderHost, ShowAllRowsHost {
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
  readonly hands: ColumnResizeReorder;
  readonly wholeNames: OverflowTooltip;
  readonly wholeTable: ShowAllRows;

  constructor(host: TableExtrasHost) {
    this.hands = new ColumnResizeReorder(host);
    this.wholeNames = new OverflowTooltip(host.scroller(), host.wholeName());
    this.wholeTable = new ShowAllRows(host);
  }
}
