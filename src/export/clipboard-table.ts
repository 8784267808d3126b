import { inSlices, type SlicedTask } from '../platform/sliced-task.ts';
import { neutralizeFormula, type CellTexts } from './cell-text.ts';
import { rowsPerSlice, type ExportTable } from './export-table.ts';

/** A table in the two forms that programs paste: mail programs take the first, spreadsheets either. */
export interface ClipboardTable {
  readonly html: string;
  /** Tab-separated values. */
  readonly text: string;
  /** The number of rows, without the header and the total. */
  readonly rowCount: number;
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (character) => escapes[character] ?? '');

/** Writes a table for the clipboard. Cells have the same texts as in a CSV file, without tabs and line breaks. */
export function* writeClipboardTable(
  table: ExportTable,
  { write }: CellTexts,
  onProgress: (rows: number) => void,
): SlicedTask<ClipboardTable> {
  const { columns, rowCount } = table;
  const html: string[] = [];
  const text: string[] = [];
  const add = (texts: readonly string[], tag: 'th' | 'td') => {
    const cells = texts.map((cell) => cell.replace(/[\t\r\n]+/g, ' '));
    const htmlCells = cells.map((cell, place) => {
      const isNumber = !['text', 'flag'].includes(columns[place]?.kind ?? 'text');
      return `<${tag}${isNumber ? ' align="right"' : ''}>${escapeHtml(cell)}</${tag}>`;
    });
    html.push(`<tr>${htmlCells.join('')}</tr>`);
    text.push(cells.join('\t'));
  };
  add(
    columns.map(({ label }) => neutralizeFormula(label)),
    'th',
  );
  const slice = (from: number, to: number) => {
    for (let row = from; row < to; row++) {
      const { values } = table.rowAt(row);
      add(
        values.map((value, place) => write(value, columns[place]?.kind ?? 'text')),
        'td',
      );
    }
    onProgress(to);
  };
  yield* inSlices(rowCount, slice, rowsPerSlice);
  return {
    html: `<meta charset="utf-8"><table>${html.join('')}</table>`,
    text: text.join('\r\n'),
    rowCount: rowCount - 1,
  };
}
