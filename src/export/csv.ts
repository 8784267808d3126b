import { inSlices, type SlicedTask } from '../platform/sliced-task.ts';
import { neutralizeFormula, type CellTexts } from './cell-text.ts';
import { rowsPerSlice, type ExportTable } from './export-table.ts';

/** Makes spreadsheets read the file as UTF-8. */
const byteOrderMark = '\uFEFF';

/** Writes a table as CSV, by RFC 4180. Returns the parts of the file. */
export function* writeCsv(
  table: ExportTable,
  { separator, write }: CellTexts,
  onProgress: (rows: number) => void,
): SlicedTask<string[]> {
  const needsQuotes = separator === ';' ? /[";\t\r\n]|^\s|\s$/ : /[",\t\r\n]|^\s|\s$/;
  const quote = (text: string) => (needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const { columns, rowCount } = table;
  const lineOf = (texts: readonly string[]) => `${texts.map(quote).join(separator)}\r\n`;
  const parts = [byteOrderMark + lineOf(columns.map(({ label }) => neutralizeFormula(label)))];
  const textsOf = (row: number) =>
    table.rowAt(row).values.map((value, place) => write(value, columns[place]?.kind ?? 'text'));
  const slice = (from: number, to: number) => {
    let part = '';
    for (let row = from; row < to; row++) part += lineOf(textsOf(row));
    parts.push(part);
    onProgress(to);
  };
  yield* inSlices(rowCount, slice, rowsPerSlice);
  return parts;
}
