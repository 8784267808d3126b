import { CsvScanner } from './csv-record.ts';
import type { CsvDialect } from './csv-record.ts';
import { withoutByteOrderMark } from './tolerant-csv-reader.ts';
import { UnusableFile } from './unusable-file.ts';

export const maximumHeaderBytes = 65_536;

/** The header of a file, and the dialect that it shows. */
export interface CsvHeader extends CsvDialect {
  /** In the order of the file. A column that the import does not use is `undefined`. */
  columns: (string | undefined)[];
  /** The names as the file has them. */
  names: string[];
  /** Only the tolerant CSV reader can read a file whose header is not its first line. */
  hasLinesBeforeHeader: boolean;
}

const separators = [',', '\t', ';'];

/**
 * Reads the header of a file. The separator is the one that gives the most known columns.
 * @param start the first bytes of the file, up to `maximumHeaderBytes`
 * @param knownColumns columns by their names in lower case
 * @returns `undefined` if the file is empty
 */
export function readHeader(start: Buffer, knownColumns: ReadonlyMap<string, string>): CsvHeader | undefined {
  const bytes = withoutByteOrderMark(start);
  let position = 0;
  while (bytes[position] === 0x0a || bytes[position] === 0x0d) position += 1;
  if (position === bytes.length) return undefined;
  const candidates = separators.map((separator) => {
    const dialect = { separator, breaksAtCarriageReturn: true };
    const scanner = new CsvScanner(bytes, dialect, start.length < maximumHeaderBytes);
    const record = scanner.readRecord(position);
    const names = record && record.error === undefined ? scanner.fieldsOf(record).map((name) => name.trim()) : [];
    const end = record?.end ?? bytes.length;
    return {
      separator,
      breaksAtCarriageReturn: bytes[end] === 0x0d && bytes[end + 1] !== 0x0a,
      columns: names.map((name) => knownColumns.get(name.toLowerCase())),
      names,
      hasLinesBeforeHeader: position > 0,
    };
  });
  const known = ({ columns }: CsvHeader): number => new Set(columns.filter((column) => column !== undefined)).size;
  return candidates.reduce((best, each) =>
    known(each) > known(best) || (known(each) === known(best) && each.names.length > best.names.length) ? each : best,
  );
}

const separatorNames: Record<string, string> = { ',': 'comma', '\t': 'tab', ';': 'semicolon' };

/** @throws if a required column is missing, or if a known column occurs twice */
export function checkHeader(name: string, { columns, separator }: CsvHeader, required: readonly string[]): void {
  const missing = required.filter((column) => !columns.includes(column));
  if (missing.length > 0) {
    const found = `separator: ${separatorNames[separator] ?? separator}`;
    throw new UnusableFile(`${name}: the header is missing ${missing.join(', ')} (${found}).`);
  }
  const repeated = columns.find((column, index) => column !== undefined && columns.indexOf(column) !== index);
  if (repeated !== undefined) throw new UnusableFile(`${name}: the header has the column ${repeated} twice.`);
}
