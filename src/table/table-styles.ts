import { reportTableStyles } from './report-table-styles.ts';
import { tableHeaderStyles } from './table-header-styles.ts';
import { tablePrintStyles } from './table-print-styles.ts';
import { tableRowStyles } from './table-row-styles.ts';

/** The styles of the table, in their order: those of rows come after those of all cells. */
export const tableStyles = [reportTableStyles, tableHeaderStyles, tableRowStyles, tablePrintStyles];
