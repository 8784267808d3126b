import type { ColumnKind } from '../model/columns.ts';
import type { Value } from '../table-model/rows.ts';
import { createLocalTime } from './local-time.ts';

/** The maximum length of a cell in Excel. */
const longestText = 32_767;
const millisecondsPerDay = 86_400_000;
/** The serial number of 1970-01-01 in Excel. */
const epochSerial = 25_569;
/** Excel takes 1900 for a leap year, so that earlier serial numbers mean different dates in different programs. */
const firstReliableSerial = 61;

const styledKinds = ['text', 'flag', 'count', 'rate', 'number', 'instant'] as const;
/** The identifiers of number formats: 3 is `#,##0`, 4 is `#,##0.00`, 14 is the reader's short date. */
const numberFormats: Readonly<Record<ColumnKind, number>> = {
  ...{ text: 0, flag: 0, count: 3, rate: 164, number: 4, instant: 14 },
};

/** The style of texts that wrap, and of headers. */
export const wrappedStyle = styledKinds.length * 2;
export const headerStyle = wrappedStyle + 1;

/** Returns the style of a cell: its number format, bold for campaigns and the total. */
const styleOf = (kind: ColumnKind, isBold: boolean) => styledKinds.indexOf(kind) + (isBold ? styledKinds.length : 0);

const namespace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** The styles of a workbook. */
function stylesXml(): string {
  const format = (kind: ColumnKind, font: number) =>
    `<xf numFmtId="${numberFormats[kind]}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`;
  const formats = [
    ...[0, 1].flatMap((font) => styledKinds.map((kind) => format(kind, font))),
    ...[0, 1].map(
      (font) =>
        `<xf numFmtId="0" fontId="${font}" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>`,
    ),
  ];
  const font = (bold: string) => `<font>${bold}<sz val="11"/><name val="Calibri"/><family val="2"/></font>`;
  return `${xmlHead}<styleSheet xmlns="${namespace}"><numFmts count="1"><numFmt numFmtId="164" formatCode="0.0%"/></numFmts><fonts count="2">${font('')}${font('<b/>')}</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${formats.length}">${formats.join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** Characters that XML cannot hold, and texts that Excel would take for one of its escapes of them. */
// eslint-disable-next-line no-control-regex
const unsafe = /[\0-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[\da-f]{4}_)/gi;
const excelEscape = (character: string) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;

/** Returns a text for XML. Excel writes control characters as `_x000D_`. */
function xmlText(text: string): string {
  return text.replace(unsafe, excelEscape).replace(/[&<>"]/g, (character) => escapes[character] ?? '');
}

/** Returns a text cell. */
export function textCell(text: string, style: number): string {
  const space = /^\s|\s$|[\n\t]/.test(text) ? ' xml:space="preserve"' : '';
  return `<c t="inlineStr" s="${style}"><is><t${space}>${xmlText(text.slice(0, longestText))}</t></is></c>`;
}

/**
 * Returns a function that writes a cell by its type. Dates are in the time zone of the report, as serial numbers, which
 * have none. Unknown values are empty cells.
 */
export function createCellWriter(timeZone: string | undefined, flag: (value: boolean) => string) {
  const localTime = createLocalTime(timeZone);
  const serialOf = (instant: number) => {
    const { year, month, day, hour, minute, second } = localTime(instant);
    return Date.UTC(year, month - 1, day, hour, minute, second) / millisecondsPerDay + epochSerial;
  };
  return (value: Value, kind: ColumnKind, isBold: boolean): string => {
    const style = styleOf(kind, isBold);
    if (typeof value === 'boolean') return textCell(flag(value), style);
    if (typeof value === 'string') return textCell(value, style);
    const number = value !== undefined && kind === 'instant' ? serialOf(value) : value;
    const isKnown = number !== undefined && Number.isFinite(number);
    if (!isKnown || (kind === 'instant' && number < firstReliableSerial)) return `<c s="${style}"/>`;
    return `<c s="${style}"><v>${number}</v></c>`;
  };
}

/** The parts of a sheet around its rows. */
export interface SheetOptions {
  /** The width of each column, in characters. */
  readonly widths: readonly number[];
  /** The number of columns that stay in view; the first row does too, if there are any. */
  readonly frozenColumns: number;
}

/** Returns the start of a sheet, up to its first row. */
export function sheetStart({ widths, frozenColumns }: SheetOptions): string {
  const corner = `${String.fromCharCode(65 + frozenColumns)}2`;
  const pane = `<pane xSplit="${frozenColumns}" ySplit="1" topLeftCell="${corner}" activePane="bottomRight" state="frozen"/>`;
  const columns = widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`);
  return `${xmlHead}<worksheet xmlns="${namespace}"><sheetPr><outlinePr summaryBelow="0"/></sheetPr><sheetViews><sheetView workbookViewId="0">${frozenColumns > 0 ? pane : ''}</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15" outlineLevelRow="1"/><cols>${columns.join('')}</cols><sheetData>`;
}

export const sheetEnd = '</sheetData></worksheet>';

/** The files of a workbook besides its styles and sheets, by path. */
export function workbookFiles(sheetNames: readonly string[]): Readonly<Record<string, string>> {
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const packages = 'http://schemas.openxmlformats.org/package/2006';
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const each = (write: (number: number, name: string) => string) =>
    sheetNames.map((name, index) => write(index + 1, name)).join('');
  const relationships = (content: string) =>
    `${xmlHead}<Relationships xmlns="${packages}/relationships">${content}</Relationships>`;
  const styles = sheetNames.length + 1;
  return {
    '[Content_Types].xml': `${xmlHead}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/>${each((number) => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${type}.worksheet+xml"/>`)}</Types>`,
    '_rels/.rels': relationships(`<Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/>`),
    'xl/workbook.xml': `${xmlHead}<workbook xmlns="${namespace}" xmlns:r="${office}"><sheets>${each((number, name) => `<sheet name="${xmlText(name)}" sheetId="${number}" r:id="rId${number}"/>`)}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationships(
      `${each((number) => `<Relationship Id="rId${number}" Type="${office}/worksheet" Target="worksheets/sheet${number}.xml"/>`)}<Relationship Id="rId${styles}" Type="${office}/styles" Target="styles.xml"/>`,
    ),
    'xl/styles.xml': stylesXml(),
  };
}
