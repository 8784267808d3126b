import { formatDateRange } from '../../src/i18n/date-range.ts';
import { createCellTexts } from '../../src/export/cell-text.ts';
import { writeCsv } from '../../src/export/csv.ts';
import { fileName } from '../../src/export/file-name.ts';
import { writeXlsx } from '../../src/export/xlsx.ts';
import { runSync } from '../../src/platform/sliced-task.ts';
import type { Language } from './language.ts';
import type { ViewReport } from './report-of-view.ts';

export const fileFormats = ['xlsx', 'csv', 'none'] as const;
export type FileFormat = (typeof fileFormats)[number];

/** A file with all rows of a report. */
export interface ReportFile {
  readonly name: string;
  readonly type: string;
  readonly content: Buffer;
}

const ignore = (): void => undefined;

/** Writes the file of a report, as the element exports it. */
export function reportFile(
  report: ViewReport,
  { exports }: Language,
  title: string,
  format: Exclude<FileFormat, 'none'>,
): ReportFile {
  const { localization, dates, allRows, about } = report;
  const { messages, formats, timeZone } = localization;
  const name = fileName([title, formatDateRange(dates, formats.locale, messages.dates)], format);
  if (format === 'csv') {
    const parts = runSync(writeCsv(allRows, createCellTexts(localization, 'locale'), ignore));
    return { name, type: 'text/csv; charset=utf-8', content: Buffer.from(parts.join('')) };
  }
  const workbook = {
    ...{ table: allRows, timeZone, about, onProgress: ignore },
    flag: (value: boolean) => (value ? messages.yes : messages.no),
    tableName: exports.panel.reportSheet,
    aboutName: exports.panel.aboutSheet,
  };
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return { name, type, content: Buffer.concat(runSync(writeXlsx(workbook))) };
}
