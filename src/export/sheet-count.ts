/** The number of rows of a sheet in Excel, with its header. */
export const excelRowLimit = 1_048_576;

/** Returns the number of sheets that a table needs. */
export function sheetCount(rowCount: number, rowLimit = excelRowLimit): number {
  return Math.max(1, Math.ceil(rowCount / (rowLimit - 1)));
}
