import { exportTable, type ExportTable } from '../../src/export/export-table.ts';
import { describeReport, describeCoverage, type Description } from '../../src/export/describe-report.ts';
import { parseReport } from '../../src/endpoint/parse-report.ts';
import { FigureColumnSet } from '../../src/figures/figure-column-set.ts';
import { withFigureLabels } from '../../src/figures/figure-labels.ts';
import { shownActivity, withActivity } from '../../src/model/chosen-activity.ts';
import { builtInColumns } from '../../src/model/columns.ts';
import { readFigureChoices } from '../../src/model/figure-choices.ts';
import type { Report } from '../../src/model/report.ts';
import { formatSort } from '../../src/model/sort.ts';
import { resolveTimeFrame, type Calendar, type DateRange } from '../../src/model/time-frame.ts';
import { runSync } from '../../src/platform/sliced-task.ts';
import { noteTexts, tooYoungText } from '../../src/ui/note-texts.ts';
import { foldText } from '../../src/table-model/diacritic-folding.ts';
import { createRowFilter } from '../../src/table-model/filter-rows.ts';
import { ReaderCollation } from '../../src/table-model/reader-collation.ts';
import { settlingOf } from '../../src/table-model/settling.ts';
import { TableModel } from '../../src/table-model/table-model.ts';
import type { Table } from '../../src/table-model/table.ts';
import { withAllCampaigns, type ViewState } from '../../src/table-model/view-state.ts';
import type { Localization } from '../../src/ui/cell-formatters.ts';
import { settlingText } from '../../src/ui/settling-text.ts';
import type { Access } from '../serve/access.ts';
import { ReportDatabase } from '../serve/report-database.ts';
import { parseReportRequest, type Query } from '../serve/report-parameters.ts';
import { queryReport } from '../serve/report-query.ts';
import type { ClickHouseNode } from '../store/clickhouse-node.ts';
import type { Language } from './language.ts';

/** A view, and for whom and when it is shown. */
export interface ReportedView {
  /** The path of the database. */
  readonly database: string;
  /** The servers that have the records; none if the database has them. */
  readonly nodes: readonly ClickHouseNode[];
  /** The time zone is set. */
  readonly view: ViewState & { readonly timeZone: string };
  /** The campaigns that all recipients may see. Nothing else is read. */
  readonly access: Access;
  /** When weeks and fiscal years begin. */
  readonly calendar: Calendar;
  readonly language: Language;
  /** The instant at which named time frames are resolved, in milliseconds since 1970 UTC. */
  readonly now: number;
  /** When the email is made. */
  readonly madeAt: number;
}

/** The report of a view, as the element would show it. */
export interface ViewReport {
  readonly dates: DateRange;
  readonly localization: Localization;
  readonly view: ViewState;
  readonly report: Report;
  /** The rows as on screen: collapsed campaigns are one row. */
  readonly table: Table;
  /** All rows, for a file. */
  readonly allRows: ExportTable;
  /** The dates, the search, the filter, how figures are counted, and until when. */
  readonly coverage: readonly Description[];
  /** The content of the second sheet of an Excel file. */
  readonly about: readonly Description[];
  /** What readers should know about the data, as sentences. */
  readonly notes: readonly string[];
}

/** Everything is imported already, so that tasks run without a break. */
class SynchronousCollation extends ReaderCollation {
  readonly #filterRows = createRowFilter();
  override fold = () => foldText;
  override filterRows = () => this.#filterRows;
}

const day = 86_400_000;

/** Queries the report of a view and builds its table with the code of the element, so that both show the same figures. */
export async function reportOfView(request: ReportedView): Promise<ViewReport> {
  const { view: chosen, calendar, language, now, madeAt } = request;
  const { locale, formats, exports } = language;
  const { timeZone } = chosen;
  const dates = resolveTimeFrame(chosen.timeFrame, new Date(now), timeZone, locale, calendar);
  const choices = readFigureChoices(chosen.figures);
  const received = parseReport(await readReport(request, dates));
  const activity = shownActivity({ report: received }, choices.activity);
  const columnSet = new FigureColumnSet(builtInColumns, activity, choices.rateBase);
  const report = withActivity(received, activity);
  const view: ViewState = { ...chosen, columnSet };
  const messages = withFigureLabels(language.messages, exports.figures, columnSet);
  const localization: Localization = { messages, formats, timeZone, columnSet };
  const texts = {
    ...exports,
    definitions: messages.mergeLater?.('definitions', exports.definitions) ?? exports.definitions,
  };
  const model = new TableModel(report, new SynchronousCollation(new Intl.Collator(locale, { numeric: true })));
  const table = runSync(model.build(view));
  const allRows = exportTable(
    runSync(model.build(withAllCampaigns(view, true))),
    table.columns,
    localization,
    true,
    exports.rowNotes.coverage,
  );
  const notes = notesOf(report, table, request);
  const loaded = { report, scope: { ...report.scope, ...dates, timeZone, dateBasis: view.dateBasis } };
  const described = {
    ...{ view, localization, loaded, isComplete: true },
    displayed: { loaded: { report }, table },
    now: () => new Date(madeAt),
    notes,
  };
  return {
    ...{ dates, localization, view, report, table, allRows },
    coverage: describeCoverage(described, texts),
    about: describeReport(described, allRows, texts),
    notes,
  };
}

/** Returns what readers should know about the data, like the small print of the element. */
function notesOf(report: Report, table: Table, { language, madeAt, view }: ReportedView): string[] {
  const { formats, exports, settling: settlingMessages } = language;
  const messages = exports.notes;
  const { timeZone } = view;
  const given: unknown = report.head['notes'];
  const tooYoung = tooYoungText(table, formats, messages);
  const settling = settlingOf(table.total.numbers, 0, report);
  return [
    ...(madeAt - report.asOf > day ? [messages.old] : []),
    ...(tooYoung ? [tooYoung] : []),
    ...(settling ? [settlingText(settling, settlingMessages, { formats, timeZone })] : []),
    ...noteTexts(Array.isArray(given) ? given : [], { formats, timeZone }, messages),
  ];
}

/** Returns the response of the service to the request that the element would send. */
async function readReport(
  { database: path, nodes, view, access }: ReportedView,
  { from, to }: DateRange,
): Promise<unknown> {
  const { age, people, hidesDeleted } = readFigureChoices(view.figures);
  const query: Query = {
    ...{ from, to, timeZone: view.timeZone, dateBasis: view.dateBasis, sort: formatSort(view.sort) },
    ...{ age, people, deleted: hidesDeleted ? 'hide' : undefined },
  };
  const database = new ReportDatabase(path, () => undefined, undefined, undefined, nodes);
  const file = await database.lease();
  const snapshot = await file.connect();
  try {
    const { head, batches } = await queryReport(snapshot, parseReportRequest(query, access), undefined);
    const rows: unknown[] = [];
    for await (const batch of batches) rows.push(...batch.map((row): unknown => JSON.parse(row)));
    return { ...head, rows };
  } finally {
    snapshot.close();
    file.release();
    database.close();
  }
}
