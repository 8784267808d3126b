/** The text below a table that has more rows than the document. */
export interface ShowAllRowsMessages {
  /** `keys`: those that open find in page, such as `Ctrl+F`; missing on touch screens. */
  readonly showAll: (rows: string, keys?: string) => string;
  readonly showFirst: (rows: string, total: string, keys?: string) => string;
  readonly showAllHint: string;
  readonly showVisible: string;
  readonly cancel: string;
  readonly preparing: (rows: string, total: string) => string;
  readonly ready: (rows: string) => string;
  /** Follows {@link ready}, and is printed above a table, if rows have failed to load. */
  readonly notLoaded: (count: number, formatted: string) => string;
  /** Printed above a table if only some of its rows are printed. */
  readonly printedRange: (first: string, last: string, total: string) => string;
}
