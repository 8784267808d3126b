import type { ReactiveElement } from 'lit';
import { formatDateRange } from '../i18n/date-range.ts';
import type { ColumnId } from '../model/columns.ts';
import type { CsvStyle, ExportFormat, ExportOptions, ExportedRows } from '../model/export-options.ts';
import type { Report } from '../model/report.ts';
import { runSliced } from '../platform/scheduler.ts';
import { warn } from '../platform/warn.ts';
import { ReaderCollation } from '../table-model/reader-collation.ts';
import { TableModel } from '../table-model/table-model.ts';
import type { Table } from '../table-model/table.ts';
import { withAllCampaigns, type ViewState } from '../table-model/view-state.ts';
import { noteTexts, tooYoungText } from '../ui/note-texts.ts';
import { isOld, notesOf, type RenderContext } from '../ui/render-context.ts';
import { trackedEmails } from '../ui/tracked-emails.ts';
import { createCellTexts } from './cell-text.ts';
import { writeClipboardTable, type ClipboardTable } from './clipboard-table.ts';
import { writeCsv } from './csv.ts';
import { describeReport } from './describe-report.ts';
import { exportTable, type ExportTable } from './export-table.ts';
import { loadExportTexts, type ExportTexts } from './export-texts.ts';
import { fetchAllRows } from './fetch-all-rows.ts';
import { fileName } from './file-name.ts';
import { viewOnScreen } from './view-on-screen.ts';

/** How an export runs. */
export interface ExportRun {
  readonly signal: AbortSignal;
  /** Called after each slice with the number of rows that are written. */
  readonly onProgress: (rows: number, total: number) => void;
}

type Displayed = NonNullable<RenderContext['displayed']>;

/** Returns the report to export. */
function exportable({ displayed }: RenderContext): Displayed {
  if (!displayed) throw new DOMException('No report has loaded.', 'InvalidStateError');
  return displayed;
}

/**
 * Returns the table to export. That of all rows is built if campaigns are collapsed, or if the report loads page by page:
 * then its rows are fetched first.
 */
async function tableOf(context: RenderContext, rows: ExportedRows, { signal, onProgress }: ExportRun): Promise<Table> {
  const { table, loaded } = exportable(context);
  const view = viewOnScreen(context.view, loaded);
  if (loaded.pages) {
    const report = await fetchAllRows(loaded.pages, loaded.report.asOf, signal, onProgress);
    return await buildTable(report, { ...view, search: '', filter: '' }, context.locale, signal);
  }
  const isWhole = view.expandedByDefault && view.toggledCampaignIds.size === 0;
  if (rows === 'expanded' || !table.isGrouped || isWhole) return table;
  return await buildTable(loaded.report, view, context.locale, signal);
}

async function buildTable(report: Report, view: ViewState, locale: string, signal: AbortSignal): Promise<Table> {
  const collation = new ReaderCollation(new Intl.Collator(locale, { numeric: true }));
  return await runSliced(new TableModel(report, collation).build(withAllCampaigns(view, true)), signal);
}

function knownColumns({ localization, displayed }: RenderContext, chosen: readonly ColumnId[] | undefined) {
  if (!chosen) return displayed?.table.columns ?? [];
  const known = [...new Set(chosen)].filter((id) => localization.columnSet.has(id));
  if (known.length < chosen.length) warn('exportData: unknown and repeated columns are ignored.', chosen);
  return known;
}

async function contentOf(
  context: RenderContext,
  { rows, columns }: Pick<ExportOptions, 'rows' | 'columns'>,
  run: ExportRun,
): Promise<ExportTable> {
  const table = await tableOf(context, rows ?? 'all', run);
  const { report, pages } = exportable(context).loaded;
  const isComplete = report.complete || pages !== undefined;
  const chosen = knownColumns(context, columns);
  const { localization, locale } = context;
  const isPartial = trackedEmails(table.total, chosen, localization) !== undefined;
  const texts = isPartial ? await loadExportTexts(locale, localization.messages) : undefined;
  return exportTable(table, chosen, localization, isComplete, texts?.rowNotes.coverage);
}

/** Returns the notes about the data, as on screen. */
function notesIn(context: RenderContext, { notes }: ExportTexts): readonly string[] {
  const { table, loaded } = exportable(context);
  const { formats } = context.localization;
  return [
    isOld(loaded.report, context) ? notes.old : '',
    tooYoungText(table, formats, notes),
    ...noteTexts(notesOf(loaded.report), { formats, timeZone: loaded.scope.timeZone }, notes),
  ].filter(Boolean);
}

/** Creates a file for the host, of the report that the element shows after its next update. */
export async function exportData(
  element: ReactiveElement,
  contextNow: () => RenderContext | undefined,
  options: ExportOptions,
): Promise<Blob> {
  // An element that has never been in a document does not update.
  if (element.isConnected || contextNow()) await element.updateComplete;
  const context = contextNow();
  if (!context) throw new DOMException('The element has not rendered yet.', 'InvalidStateError');
  const signal = options.signal ?? new AbortController().signal;
  return await exportReport(context, options, { signal, onProgress: () => undefined });
}

/** Creates a file of the report on screen. */
export async function exportReport(
  context: RenderContext,
  { format, rows, columns, csvStyle = 'locale' }: ExportOptions,
  { signal, onProgress }: ExportRun,
): Promise<Blob> {
  if (!(['csv', 'xlsx'] as readonly ExportFormat[]).includes(format)) {
    throw new TypeError(`exportData: expected the format "csv" or "xlsx", got ${JSON.stringify(format)}.`);
  }
  signal.throwIfAborted();
  const table = await contentOf(context, { rows, columns }, { signal, onProgress });
  const progress = (written: number) => onProgress(written, table.rowCount);
  return format === 'csv'
    ? await csvFile(context, table, csvStyle, signal, progress)
    : await xlsxFile(context, table, signal, progress);
}

async function csvFile(
  { localization }: RenderContext,
  table: ExportTable,
  style: CsvStyle,
  signal: AbortSignal,
  progress: (rows: number) => void,
): Promise<Blob> {
  const parts = await runSliced(writeCsv(table, createCellTexts(localization, style), progress), signal);
  return new Blob(parts, { type: 'text/csv;charset=utf-8' });
}

async function xlsxFile(
  context: RenderContext,
  table: ExportTable,
  signal: AbortSignal,
  onProgress: (rows: number) => void,
): Promise<Blob> {
  const { messages, timeZone } = context.localization;
  const [{ writeXlsx }, texts] = await Promise.all([import('./xlsx.ts'), loadExportTexts(context.locale, messages)]);
  const { loaded } = exportable(context);
  const described = {
    ...context,
    ...{ view: viewOnScreen(context.view, loaded), loaded, isLoading: false },
    isComplete: loaded.report.complete || loaded.pages !== undefined,
    notes: notesIn(context, texts),
  };
  const workbook = {
    ...{ table, timeZone, onProgress },
    flag: (value: boolean) => (value ? messages.yes : messages.no),
    tableName: texts.panel.reportSheet,
    aboutName: texts.panel.aboutSheet,
    about: describeReport(described, table, texts),
  };
  const parts = await runSliced(writeXlsx(workbook), signal);
  return new Blob(parts, { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' });
}

/** Creates the content of the clipboard. */
export async function exportToClipboard(
  context: RenderContext,
  rows: ExportedRows,
  { signal, onProgress }: ExportRun,
): Promise<ClipboardTable> {
  const table = await contentOf(context, { rows }, { signal, onProgress });
  const texts = createCellTexts(context.localization, 'locale');
  return await runSliced(
    writeClipboardTable(table, texts, (written) => onProgress(written, table.rowCount)),
    signal,
  );
}

/** Returns the name of a file: the title of the report and its dates. */
export function exportFileName(context: RenderContext, format: ExportFormat): string {
  const { messages, formats } = context.localization;
  const { scope } = exportable(context).loaded;
  return fileName([messages.title, formatDateRange(scope, formats.locale, messages.dates)], format);
}
