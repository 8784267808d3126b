import { hasBotMarks, sentNumbers } from '../model/chosen-activity.ts';
import { isOpenCount, type CountColumnId, type Rate } from '../model/metrics.ts';
import type { Report } from '../model/report.ts';
import { isCountId, type ColumnId } from '../model/columns.ts';
import { isSortedByLow } from '../model/sort.ts';
import { valueOf, type Rows } from '../table-model/rows.ts';
import { canSortByLow } from '../table-model/sorting/lower-bounds.ts';
import { newestSend, settlingOf, type Settling } from '../table-model/settling.ts';
import type { ComparedFigure } from '../table-model/comparison.ts';
import type { Line, Table } from '../table-model/table.ts';
import type { RenderContext } from '../ui/render-context.ts';
import { unlikeAgesOf, type UnlikeAges } from './figure-ages.ts';
import { explainedColumn, explainedRate } from './figure-activity.ts';
import { figureEmails } from './figure-emails.ts';
import { explanationOfTotals, isPartlyTracked } from './explained-sums.ts';
import { readExplanation, sumExplanations, type Explanation } from './explanation.ts';

/** Of which emails a sum is, as far as it is known. */
export interface Coverage {
  /** The number of emails; of campaigns where the endpoint groups them. `NaN` if unknown. */
  readonly count: number;
  readonly isOfCampaigns: boolean;
  /** Whether it is the endpoint that sums, so that the counts of the emails are unknown here. */
  readonly isOfEndpoint: boolean;
  readonly isSelected: boolean;
  readonly isComplete: boolean;
  /** The number of emails whose opens are tracked, of how many; `undefined` if unknown. */
  readonly tracked: { readonly emails: number; readonly of: number } | undefined;
}

/** How a figure is compared with that of another period. */
export interface FigureComparison {
  readonly dates: string;
  /** `undefined` if the other period lacks it. */
  readonly figure: ComparedFigure | undefined;
  /** Set if the newer sends had less time to collect opens and clicks. */
  readonly unlikeAges: UnlikeAges | undefined;
}

/** A figure of the table, and everything that is known about how it was calculated. */
export interface Figure {
  readonly column: ColumnId;
  readonly value: number;
  /** The two counts of a rate; `undefined` for a count. */
  readonly rate: Rate | undefined;
  /** Whether it depends on opens: sums of those are over the emails whose opens are tracked. */
  readonly isOfOpens: boolean;
  /** Returns a count by its id: that of the emails that the figure is about. `NaN` if unknown. */
  readonly countOf: (id: string) => number;
  /** Whether the report tells people from bots. */
  readonly hasBotMarks: boolean;
  /** The deliveries of all emails of a sum; `delivered` may leave out some of them. */
  readonly allDelivered: number;
  /** Whether the opens of its only email were not tracked. */
  readonly isUntracked: boolean;
  /** Set for campaigns and totals. */
  readonly sum: Coverage | undefined;
  /** Why it can still change; `undefined` if it is settled. */
  readonly settling: Settling | undefined;
  readonly explanation: Explanation | undefined;
  /** Whether rows are sorted by the cautious value of this rate, or can be. */
  readonly cautiousSort: 'current' | 'offered' | undefined;
  /** Set if the figure is compared with that of another period, which may lack it. */
  readonly comparison: FigureComparison | undefined;
}

/** Returns the counts of the contract that a figure consists of. */
export function countIdsOf({ column, rate }: Pick<Figure, 'column' | 'rate'>): readonly CountColumnId[] {
  return (rate ? [rate.numerator, rate.denominator] : [column]).filter(isCountId);
}

/** Returns the figure of a line, or of the totals if there is no line. */
export function figureOf(line: Line | undefined, column: ColumnId, context: RenderContext): Figure | undefined {
  const { displayed, localization } = context;
  if (!displayed) return undefined;
  const { loaded, table } = displayed;
  const { rows, row } = line ?? { rows: table.total, row: 0 };
  const { columnSet } = localization;
  const { activity = 'all' } = columnSet;
  const shownRate = columnSet.rateOf(column);
  const isOfOpens = [shownRate?.numerator ?? column, shownRate?.denominator ?? column].some(isOpenCount);
  const numbers = sentNumbers(rows.numbers);
  const value = valueOf(rows, column, row, columnSet);
  const isEmail = line !== undefined && line.emails === undefined;
  const scope: Scope = { line, rows, row, isOfOpens, isSelected: isSelected(context) };
  return {
    column: explainedColumn(column, activity),
    value: typeof value === 'number' ? value : NaN,
    rate: explainedRate(shownRate, activity),
    isOfOpens,
    countOf: (id) => ((isOfOpens && numbers[`${id}Tracked`]) || numbers[id])?.[row] ?? NaN,
    hasBotMarks: hasBotMarks(loaded.report),
    allDelivered: rows.numbers.delivered[row] ?? NaN,
    isUntracked: isEmail && loaded.report.untracked.length > 0 && isUntrackedRow(rows, row),
    sum: isEmail ? undefined : coverageOf(scope, table, context),
    settling: settlingOf(rows.numbers, row, loaded.report, isEmail ? undefined : newestSend(table, line)),
    explanation: explanationOf(scope, table),
    cautiousSort: line && cautiousSortOf(column, context),
    comparison: comparisonOf(line, column, context),
  };
}

function cautiousSortOf(column: ColumnId, { displayed, view, localization }: RenderContext): Figure['cautiousSort'] {
  const { report, pages } = displayed?.loaded ?? {};
  const { sort } = pages ?? view;
  if (isSortedByLow(sort, column)) return 'current';
  return canSortByLow(column, localization.columnSet, report) ? 'offered' : undefined;
}

function comparisonOf(line: Line | undefined, column: ColumnId, context: RenderContext): Figure['comparison'] {
  const { comparison, dates } = context.displayed?.loaded.compared ?? {};
  // Without rows to compare, only totals are.
  if (!comparison || !dates || (line && !comparison.hasRows)) return undefined;
  return { dates, figure: comparison.figure(line, column), unlikeAges: unlikeAgesOf(line, context) };
}

/** Whether a search or a filter leaves out rows. */
const isSelected = ({ view }: RenderContext) => view.search.trim() !== '' || view.filter !== '';

/** The rows that a figure is about. */
interface Scope {
  readonly line: Line | undefined;
  readonly rows: Rows;
  readonly row: number;
  readonly isOfOpens: boolean;
  readonly isSelected: boolean;
}

const isUntrackedRow = (rows: Rows, row: number) => (rows as Partial<Report>).untracked?.includes(row) ?? false;

function coverageOf({ line, ...scope }: Scope, table: Table, { displayed }: RenderContext): Coverage {
  const report = displayed?.loaded.report;
  const isPaged = table.isWhole === false;
  return {
    count: line ? (line.emails ?? NaN) : table.matchCount,
    isOfCampaigns: !line && isPaged && table.isGrouped,
    isOfEndpoint: isPaged,
    isSelected: scope.isSelected,
    isComplete: report?.complete ?? true,
    tracked: scope.isOfOpens ? trackedEmails(scope) : undefined,
  };
}

function trackedEmails({ rows: { numbers }, row }: Pick<Scope, 'rows' | 'row'>): Coverage['tracked'] {
  const emails = numbers['emailsTracked']?.[row] ?? NaN;
  const of = numbers['emails']?.[row] ?? NaN;
  return emails <= of ? { emails, of } : undefined;
}

function explanationOf({ line, rows, row, isOfOpens }: Scope, table: Table): Explanation | undefined {
  const isSum = !line || line.emails !== undefined;
  const own = line ? readExplanation(rows.explanations?.[row]) : explanationOfTotals(table.firstWindow);
  if (!isSum) return own;
  // The explanation of a sum is about all of its emails.
  if (own) return isOfOpens && isPartlyTracked(rows.numbers, row) ? undefined : own;
  if (!table.emails?.explanations?.length) return undefined;
  const { rows: emails, places = [] } = figureEmails(line, table, isOfOpens) ?? {};
  return sumExplanations(places.map((place) => readExplanation(emails?.explanations?.[place])));
}
