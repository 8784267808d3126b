import type { ColumnId } from './columns.ts';

/** The formats that `exportData` returns. */
export type ExportFormat = 'csv' | 'xlsx';

/** `all`: every row that matches the search. `expanded`: without the emails of collapsed campaigns. */
export type ExportedRows = 'all' | 'expanded';

/** `locale`: the separator and decimals of the page's language. `international`: comma and decimal point. */
export type CsvStyle = 'locale' | 'international';

/** What to export, and how. */
export interface ExportOptions {
  readonly format: ExportFormat;
  /** The rows, in the order on screen. Default: `all`. */
  readonly rows?: ExportedRows | undefined;
  /** The columns, in order. The name column is always first. Default: the columns on screen. */
  readonly columns?: readonly ColumnId[] | undefined;
  /** The separator and decimals of a CSV file. Default: `locale`. */
  readonly csvStyle?: CsvStyle | undefined;
  /** Cancels the export when it is aborted: the promise is rejected with its reason. */
  readonly signal?: AbortSignal | undefined;
}

/** The detail of `export`: the reader chose an entry of the share menu. Nothing has happened yet. */
export interface ExportDetail {
  /** `copy` is a copy to the clipboard. */
  readonly format: ExportFormat | 'copy' | 'print';
  readonly rows: ExportedRows;
  /** The columns on screen, in order. */
  readonly columns: readonly ColumnId[];
}
