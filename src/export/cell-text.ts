import type { ColumnKind } from '../model/columns.ts';
import type { CsvStyle } from '../model/export-options.ts';
import type { Value } from '../table-model/rows.ts';
import type { Localization } from '../ui/cell-formatters.ts';
import { createLocalTime, isoDate } from './local-time.ts';

/** How the cells of a text file are written. */
export interface CellTexts {
  readonly separator: ';' | ',';
  /** Returns the text of a cell as a spreadsheet reads it; an empty text for an unknown value. */
  readonly write: (value: Value, kind: ColumnKind) => string;
}

/** The first characters by which a spreadsheet takes a text for a formula, some in Japanese only. Source: OWASP, CSV injection. */
const formulaStart = /^[=+\-@＝＋－＠\t\r\n]/;

/**
 * Puts an apostrophe before a text that a spreadsheet would run as a formula. Removes NUL characters, as LibreOffice does: a
 * formula can follow them.
 */
export function neutralizeFormula(text: string): string {
  const withoutNul = text.replaceAll('\0', '');
  return formulaStart.test(withoutNul) ? `'${withoutNul}` : withoutNul;
}

/** Whether a language writes decimals with a comma. Its spreadsheets then separate fields with semicolons. */
export function hasDecimalComma(locale: string): boolean {
  const parts = new Intl.NumberFormat(locale).formatToParts(1.5);
  return parts.find(({ type }) => type === 'decimal')?.value === ',';
}

/**
 * Creates the texts of cells. Numbers have no grouping separators. Rates are percentages with one decimal, as on screen.
 * Dates are `YYYY-MM-DD` in the time zone of the report.
 */
export function createCellTexts({ formats, messages, timeZone }: Localization, style: CsvStyle): CellTexts {
  const hasComma = style === 'locale' && hasDecimalComma(formats.locale);
  const withDecimals = (text: string) => (hasComma ? text.replace('.', ',') : text);
  const percent = new Intl.NumberFormat('en', {
    ...{ style: 'percent', useGrouping: false, minimumFractionDigits: 1, maximumFractionDigits: 1 },
  } as const);
  const localTime = createLocalTime(timeZone);
  return {
    separator: hasComma ? ';' : ',',
    write(value, kind) {
      if (value === undefined || Number.isNaN(value)) return '';
      if (typeof value === 'string') return neutralizeFormula(value);
      if (typeof value === 'boolean') return value ? messages.yes : messages.no;
      if (kind === 'rate') return withDecimals(percent.format(value));
      return kind === 'instant' ? isoDate(localTime(value)) : withDecimals(String(value));
    },
  };
}
