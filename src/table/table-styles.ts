import { columnResizeReorderStyles } from './column-resize-reorder-styles.ts';
import { reportTableStyles } from './report-table-styles.ts';
import { showAllRowsStyles } from './show-all-rows-styles.ts';
import { tablePrintStyles } from './table-print-styles.ts';
import { tableRowStyles } from './table-row-styles.ts';

/** The styles of the table, in their order: those of rows come after those of all cells. */
export const tableStyles = [
  columnResizeReorderStyles,
  showAllRowsStyles,
  reportTableStyles,
  tableRowStyles,
  tablePrintStyles,
];
