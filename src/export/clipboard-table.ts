import { inSlices, type SlicedTask } from '../platform/sliced-task.ts';
import { neutralizeFormula, type CellTexts } from './cell-text.ts';
import { rowsPerSlice, type ExportTable } from './export-table.ts';

/**
 * A table in the two forms that programs paste: mail programs take the first, spreadsheets either. Each is in parts, as
 * to join those of a long table takes too long.
 */
export interface ClipboardTable {
  readonly html: string[];
  /** Tab-separated values. */
  readonly text: string[];
  /** The number of rows, without the header and the total. */
  readonly rowCount: number;
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (character) => escapes[character] ?? '');

/** Replaces tabs and line breaks, which would begin another cell or row of the text. */
const inOneCell = (text: string) => text.replace(/[\t\r\n]+/g, ' ');

/** Encloses a cell that begins with a quotation mark. A spreadsheet reads until the next one, even in another row. */
const quoteCell = (cell: string) => (cell.startsWith('"') ? `"${cell.replaceAll('"', '""')}"` : cell);
const textRow = (cells: readonly string[]) => cells.map(quoteCell).join('\t');

/** Writes a table for the clipboard. Cells have the same texts as in a CSV file, without tabs and line breaks. */
export function* writeClipboardTable(
  table: ExportTable,
  { write }: CellTexts,
  onProgress: (rows: number) => void,
): SlicedTask<ClipboardTable> {
  const { columns, rowCount } = table;
  const alignments = columns.map(({ kind }) => (['text', 'flag'].includes(kind) ? '' : ' align="right"'));
  const toHtml = (cells: readonly string[], tag: 'th' | 'td') =>
    `<tr>${cells.map((cell, place) => `<${tag}${alignments[place] ?? ''}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>`;
  const labels = columns.map(({ label }) => inOneCell(neutralizeFormula(label)));
  const html = [`<meta charset="utf-8"><table>${toHtml(labels, 'th')}`];
  const text = [textRow(labels)];
  const slice = (from: number, to: number) => {
    let [rowsAsHtml, rowsAsText] = ['', ''];
    for (let row = from; row < to; row++) {
      const { values } = table.rowAt(row);
      const cells = values.map((value, place) => inOneCell(write(value, columns[place]?.kind ?? 'text')));
      rowsAsHtml += toHtml(cells, 'td');
      rowsAsText += `\r\n${textRow(cells)}`;
    }
    html.push(rowsAsHtml);
    text.push(rowsAsText);
    onProgress(to);
  };
  yield* inSlices(rowCount, slice, rowsPerSlice);
  html.push('</table>');
  return { html, text, rowCount: rowCount - 1 };
}
