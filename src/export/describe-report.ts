import { formatDateRange } from '../i18n/date-range.ts';
import { definitionOf } from '../i18n/definitions-controller.ts';
import { readFigureChoices } from '../model/figure-choices.ts';
import type { Report, ReportScope } from '../model/report.ts';
import type { ViewState } from '../table-model/view-state.ts';
import { figureChoiceTexts, type FigureContext } from '../ui/figure-choice-texts.ts';
import { filterTexts, parsedFilter } from '../ui/filter-texts.ts';
import type { ExportTable } from './export-table.ts';
import type { ExportTexts } from './export-texts.ts';

/** A label and a text. */
export type Description = readonly [label: string, text: string];

/** A report that is described. */
export interface DescribedReport extends FigureContext {
  readonly view: ViewState;
  readonly loaded: { readonly report: Report; readonly scope: ReportScope };
  /** Whether all rows have loaded. */
  readonly isComplete: boolean;
  readonly now: () => Date;
  /** What readers should know about the data, as sentences. */
  readonly notes: readonly string[];
}

/** Returns the coverage of the figures: dates, search, filter, how they are counted, and until when. */
export function describeCoverage(
  context: Omit<DescribedReport, 'now' | 'notes'>,
  { panel, filter: filterMessages, figures }: Omit<ExportTexts, 'definitions'>,
): Description[] {
  const { view, localization, isComplete } = context;
  const { messages, formats, timeZone } = localization;
  const { report, scope } = context.loaded;
  const basis = scope.dateBasis === 'sent' ? messages.sentInPeriod : messages.firstSentInPeriod;
  const filter = view.filter ? parsedFilter(view.filter, report, localization.columnSet) : undefined;
  // A file has no differences.
  const choices = { ...readFigureChoices(view.figures), compare: undefined };
  const counted = figureChoiceTexts(choices, context, figures);
  const lines: (readonly [string, string | undefined])[] = [
    [panel.timeFrame, formatDateRange(scope, formats.locale, messages.dates)],
    [panel.dateBasis, scope.dateBasis && basis],
    [panel.timeZone, timeZone?.replaceAll('_', ' ')],
    [panel.search, view.search.trim() || undefined],
    [panel.filter, filter && filterTexts(filter, localization, filterMessages).join(' · ')],
    [panel.counted, counted.map(({ text }) => text).join(' · ') || undefined],
    [panel.dataThrough, Number.isNaN(report.asOf) ? undefined : formats.moment(report.asOf, timeZone)],
    [panel.rows, isComplete ? undefined : messages.rowsMissing],
  ];
  return lines.filter((line): line is [string, string] => line[1] !== undefined);
}

/** Returns the coverage of the figures, notes about the data, and the definitions of the columns. */
export function describeReport(
  context: DescribedReport,
  { columns, coverage }: Pick<ExportTable, 'columns' | 'coverage'>,
  texts: ExportTexts,
): Description[] {
  const { messages, formats, timeZone } = context.localization;
  const { panel, definitions } = texts;
  const { notes } = context;
  return [
    [panel.report, messages.title],
    ...describeCoverage(context, texts),
    ...(coverage ? [[messages.total, coverage] as const] : []),
    ...(notes.length > 0 ? [[panel.notes, notes.join(' ')] as const] : []),
    [panel.made, formats.moment(context.now().getTime(), timeZone)],
    ['', ''],
    ...columns.map(({ id, label }) => [label, definitionOf(id, definitions) ?? ''] as const),
  ];
}
