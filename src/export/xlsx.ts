import { strToU8, Zip, ZipDeflate } from 'fflate';
import { inSlices, type SlicedTask } from '../platform/sliced-task.ts';
import { rowsPerSlice, type ExportTable } from './export-table.ts';
import { excelRowLimit, sheetCount } from './sheet-count.ts';
import {
  createCellWriter,
  headerStyle,
  sheetEnd,
  sheetStart,
  textCell,
  workbookFiles,
  wrappedStyle,
} from './sheet-xml.ts';

/** A workbook: the table, and the sheet that describes it. */
export interface Workbook {
  readonly table: ExportTable;
  readonly timeZone: string | undefined;
  readonly flag: (value: boolean) => string;
  /** The name of the sheet with the table. Further sheets of a very long table get a number. */
  readonly tableName: string;
  readonly aboutName: string;
  /** Pairs of a label and a text. */
  readonly about: readonly (readonly [label: string, text: string])[];
  readonly onProgress: (rows: number) => void;
  /** For tests. Default: the limit of Excel. */
  readonly rowLimit?: number;
}

/** Creates a compressed archive whose files are written one after the other. */
class Archive {
  readonly chunks: Uint8Array<ArrayBuffer>[] = [];
  readonly #zip = new Zip((error, chunk) => {
    if (error) throw error;
    this.chunks.push(chunk);
  });

  /** Starts a file. Returns a function that adds text to it, and ends it with the last text. */
  start(path: string): (text: string, isLast?: boolean) => void {
    const file = new ZipDeflate(path, { level: 6 });
    this.#zip.add(file);
    return (text, isLast = false) => file.push(strToU8(text), isLast);
  }

  end(): void {
    this.#zip.end();
  }
}

/** The lines by which the widths of text columns are judged. */
const measuredRows = 500;

function widthsOf(table: ExportTable): number[] {
  const { columns, rowCount } = table;
  const widths = columns.map(({ label }) => Math.min(18, Math.max(10, label.length + 2)));
  for (let row = 0; row < Math.min(measuredRows, rowCount); row++) {
    table.rowAt(row).values.forEach((value, place) => {
      if (typeof value === 'string') widths[place] = Math.min(60, Math.max(widths[place] ?? 0, value.length + 2));
    });
  }
  return widths;
}

function* writeTable(archive: Archive, workbook: Workbook): SlicedTask<number> {
  const { table, timeZone, flag, onProgress, rowLimit = excelRowLimit } = workbook;
  const { columns, rowCount } = table;
  const writeCell = createCellWriter(timeZone, flag);
  const frozenColumns = columns[0]?.id === 'campaignName' && columns[1]?.id === 'emailName' ? 2 : 1;
  const start = sheetStart({ widths: widthsOf(table), frozenColumns });
  const header = `<row r="1">${columns.map(({ label }) => textCell(label, headerStyle)).join('')}</row>`;
  const rowXml = (index: number, number: number) => {
    const { kind, isNested, values } = table.rowAt(index);
    const cells = values.map((value, at) => writeCell(value, columns[at]?.kind ?? 'text', kind !== 'email'));
    return `<row r="${number}"${isNested ? ' outlineLevel="1"' : ''}>${cells.join('')}</row>`;
  };
  const sheets = sheetCount(rowCount, rowLimit);
  for (let sheet = 0; sheet < sheets; sheet++) {
    const add = archive.start(`xl/worksheets/sheet${sheet + 1}.xml`);
    add(start + header);
    const first = sheet * (rowLimit - 1);
    const slice = (from: number, to: number) => {
      let xml = '';
      for (let row = from; row < to; row++) xml += rowXml(first + row, row + 2);
      add(xml);
      onProgress(first + to);
    };
    yield* inSlices(Math.min(rowLimit - 1, rowCount - first), slice, rowsPerSlice);
    add(sheetEnd, true);
    yield;
  }
  return sheets;
}

/** Writes a table as an Excel workbook. Returns the parts of the file. */
export function* writeXlsx(workbook: Workbook): SlicedTask<Uint8Array<ArrayBuffer>[]> {
  const archive = new Archive();
  const sheets = yield* writeTable(archive, workbook);
  const { tableName, aboutName, about } = workbook;
  const rows = about.map(
    ([label, text]) => `<row>${textCell(label, headerStyle)}${textCell(text, wrappedStyle)}</row>`,
  );
  archive.start(`xl/worksheets/sheet${sheets + 1}.xml`)(
    sheetStart({ widths: [32, 80], frozenColumns: 0 }) + rows.join('') + sheetEnd,
    true,
  );
  const names = Array.from({ length: sheets }, (_, index) => (index === 0 ? tableName : `${tableName} ${index + 1}`));
  for (const [path, text] of Object.entries(workbookFiles([...names, aboutName]))) archive.start(path)(text, true);
  archive.end();
  return archive.chunks;
}
