import { formatDateRange } from '../../src/i18n/date-range.ts';
import { unknownText } from '../../src/i18n/formats.ts';
import { nameColumn, type ColumnId, type ColumnKind } from '../../src/model/columns.ts';
import { splitEmailName, visibleName } from '../../src/table-model/email-name.ts';
import { valueOf } from '../../src/table-model/rows.ts';
import type { Line } from '../../src/table-model/table.ts';
import { cellFormatter, columnLabel } from '../../src/ui/cell-formatters.ts';
import type { Language } from './language.ts';
import type { ViewReport } from './report-of-view.ts';

/** The most rows in the text of an email. Few readers scroll further, and the file has all of them. */
const maxRows = 50;

/** A cell with a figure, a date or a text. */
export interface Cell {
  readonly text: string;
  readonly kind: ColumnKind;
  /** Whether the figure is 0, which is less important than others. */
  readonly isZero: boolean;
}

/** Whether the cells of a column are aligned as numbers. */
export function isNumeric(kind: ColumnKind): boolean {
  return kind === 'count' || kind === 'rate' || kind === 'number';
}

/** A row of the table. */
export interface EmailRow {
  readonly kind: 'campaign' | 'email' | 'nested-email' | 'total';
  readonly name: string;
  /** A second line: the number of emails, or the name of the only email. */
  readonly detail: string | undefined;
  readonly cells: readonly Cell[];
}

/** A column after the name column. */
export interface EmailColumn {
  readonly label: string;
  readonly kind: ColumnKind;
  /** Its width in a wide window, in pixels. */
  readonly width: number;
}

/** Everything in an email that is the same for all of its recipients. */
export interface EmailContent {
  readonly language: Language;
  readonly title: string;
  /** The title of the report, above the name of the view; `undefined` without a name. */
  readonly kicker: string | undefined;
  readonly period: string;
  readonly columns: readonly EmailColumn[];
  readonly nameLabel: string;
  readonly rows: readonly EmailRow[];
  /** The number of rows of the view, with those that are cut. */
  readonly rowCount: number;
  readonly total: EmailRow | undefined;
  /** The most important figures of the total. */
  readonly keyFigures: readonly (readonly [label: string, figure: string])[];
  readonly notes: readonly string[];
  readonly coverage: readonly string[];
  /** Describes the attached file. */
  readonly attachmentNote: string | undefined;
  readonly reportUrl: string | undefined;
}

const widths = { text: 130, flag: 80, instant: 90, count: 76, rate: 76, number: 76 } as const;

/** The columns whose totals come first, if the view has them. */
const keyColumns: readonly ColumnId[] = [
  ...['sent', 'deliveredRate', 'openedRate', 'clickedRate', 'clickToOpenRate', 'unsubscribedRate'],
  ...['delivered', 'opened', 'clicked', 'unsubscribed'],
];
const maxKeyFigures = 4;

/** The parts of an email besides its report. */
export interface Surroundings {
  /** The name of the view; `undefined` without one. */
  readonly name: string | undefined;
  readonly reportUrl: string | undefined;
  /** `undefined` without an attached file, `too-large` if it does not fit into an email. */
  readonly file: 'attached' | 'too-large' | undefined;
}

/**
 * Returns the content of an email from the report of a view.
 * @param shownRows the most rows
 */
export function emailContent(
  report: ViewReport,
  language: Language,
  { name, reportUrl, file }: Surroundings,
  shownRows = maxRows,
): EmailContent {
  const { table, localization, dates } = report;
  const { messages, formats, columnSet } = localization;
  const ids = table.columns.filter((id) => id !== nameColumn);
  const toRow = rowWriter(report, ids);
  const lines = Array.from({ length: Math.min(shownRows, table.lineCount) }, (_, index) => table.lineAt(index));
  const rows = lines.filter((line) => line !== undefined).map(toRow.line);
  const hasUnknown = rows.some(({ cells }) => cells.some(({ text }) => text === unknownText));
  const title = name ?? messages.title;
  return {
    language,
    title,
    kicker: title === messages.title ? undefined : messages.title,
    period: formatDateRange(dates, formats.locale, messages.dates),
    nameLabel: columnLabel(nameColumn, table.isGrouped ? 'campaign' : 'none', messages),
    columns: ids.map((id) => ({
      label: columnLabel(id, undefined, messages),
      kind: columnSet.kindOf(id),
      width: widths[columnSet.kindOf(id)],
    })),
    rows,
    rowCount: table.lineCount,
    total: table.matchCount > 0 ? toRow.total() : undefined,
    keyFigures: table.matchCount > 0 ? keyFigures(report, ids) : [],
    notes: [...report.notes, ...(hasUnknown ? [language.own.notAvailable] : [])],
    coverage: coverageOf(report, language),
    attachmentNote: attachmentNote(report, lines.length, file, language),
    reportUrl,
  };
}

function attachmentNote(
  { allRows, table }: ViewReport,
  shown: number,
  file: Surroundings['file'],
  { own, formats }: Language,
): string | undefined {
  // The last row is the total.
  const rowCount = allRows.rowCount - 1;
  if (file === 'too-large') return own.fileTooLarge;
  if (table.lineCount > shown) {
    const [first, all] = [formats.count(shown), formats.count(table.lineCount)];
    return file === 'attached' ? own.cut(first, all) : own.cutWithoutFile(first, all);
  }
  return file === 'attached' ? own.attached(rowCount, formats.count(rowCount)) : undefined;
}

/** Returns the coverage as texts: `Time zone: Europe/Paris`. */
function coverageOf({ coverage, table, localization }: ViewReport, { own }: Language): string[] {
  const { messages, formats } = localization;
  const { matchCount, emailCount } = table;
  const count =
    matchCount === emailCount
      ? messages.emails(emailCount, formats.count(emailCount))
      : messages.emailsOf(matchCount, formats.count(matchCount), formats.count(emailCount));
  return [count, ...coverage.map(([label, text]) => `${label}${own.colon}${text}`)];
}

function keyFigures({ table, localization }: ViewReport, ids: readonly ColumnId[]) {
  return keyColumns
    .filter((id) => ids.includes(id))
    .slice(0, maxKeyFigures)
    .map((id) => {
      const figure = cellFormatter(id, localization)(table.total, 0);
      return [columnLabel(id, undefined, localization.messages), figure] as const;
    });
}

/** Returns functions that write the rows of a table. */
function rowWriter({ table, allRows, localization }: ViewReport, ids: readonly ColumnId[]) {
  const { messages, formats, columnSet } = localization;
  const formatters = ids.map((id) => ({ id, format: cellFormatter(id, localization) }));
  const cellsOf = ({ rows, row }: Pick<Line, 'rows' | 'row'>): Cell[] =>
    formatters.map(({ id, format }) => ({
      text: format(rows, row),
      kind: columnSet.kindOf(id),
      isZero: valueOf(rows, id, row, columnSet) === 0,
    }));
  const nameOf = (line: Line): Pick<EmailRow, 'kind' | 'name' | 'detail'> => {
    const { row, emails, isOnlyEmail } = line;
    const { text } = line.rows;
    const campaign = visibleName(text.campaignName[row], text.campaignId[row]);
    if (emails !== undefined) {
      const detail = allRows.coverageOf(line) ?? messages.emails(emails, formats.count(emails));
      return { kind: 'campaign', name: campaign, detail };
    }
    const email = visibleName(text.emailName[row], text.emailId[row]);
    if (!table.isGrouped) return { kind: 'email', name: email, detail: undefined };
    const [, rest] = splitEmailName(email, [text.campaignName[row], text.program[row]]);
    if (isOnlyEmail) return { kind: 'campaign', name: campaign, detail: rest };
    return { kind: 'nested-email', name: rest, detail: undefined };
  };
  return {
    line: (line: Line): EmailRow => ({ ...nameOf(line), cells: cellsOf(line) }),
    total: (): EmailRow => ({
      ...{ kind: 'total', name: messages.total, detail: allRows.coverage },
      cells: cellsOf({ rows: table.total, row: 0 }).map((cell, index) =>
        columnSet.hasTotal(ids[index] ?? '') ? cell : { ...cell, text: '' },
      ),
    }),
  };
}
