import { isRateId, type ColumnId, type ColumnSet } from '../model/columns.ts';
import type { Rate } from '../model/metrics.ts';
import { proportionTest, roughProportionTest, significanceLevel, significanceLimit } from '../model/proportion-test.ts';
import type { Report } from '../model/report.ts';
import { inSlices, type SlicedTask } from '../platform/sliced-task.ts';
import { matchIds, pairRows, sumsOfView, tableSums, type Pairs, type RowPairs } from './paired-rows.ts';
import { countsOf, valueOf, type Rows } from './rows.ts';
import type { Collation, Line, Table } from './table.ts';
import { TableModel } from './table-model.ts';
import { totalFrom } from './totals.ts';
import type { ViewState } from './view-state.ts';

/** The result of the test of a rate's difference. `untested`: it is no share of people, or a count is unknown. */
export type Verdict = 'real' | 'not-told' | 'untested';

/** A figure of the report, and the same figure of the compared report. `NaN` is unknown. */
export interface ComparedFigure {
  readonly value: number;
  readonly other: number;
  /** The counts of a rate in the compared report. */
  readonly otherCounts: readonly [numerator: number, denominator: number] | undefined;
  /** Set for rates. */
  readonly verdict: Verdict | undefined;
  readonly pValue: number;
  /** The number of rows that were tested together; 1 for totals. */
  readonly tests: number;
  /** Whether the row is an only email, but stands for a campaign that had other emails in the compared report. */
  readonly hasOtherEmails: boolean;
}

/** The row of the compared report that a line is compared with, and the rows that were tested with it. */
interface ComparedRow {
  readonly tested: 'emails' | 'campaigns';
  readonly others: Rows;
  readonly other: number;
}

/** Differences with at most this p-value are real. */
interface Limit {
  readonly pValue: number;
  readonly tests: number;
}

/** No difference is real. */
const noLimit: Limit = { pValue: -1, tests: 0 };

/** Returns a function that tests the difference of a rate, by the rows of both reports. The counts are looked up once. */
function rateTest({ numbers }: Rows, { numbers: others }: Rows, rate: Rate, test = proportionTest) {
  const [numerators, denominators] = countsOf(numbers, rate);
  const [otherNumerators, otherDenominators] = countsOf(others, rate);
  return (row: number, other: number): number =>
    test(
      { successes: numerators?.[row] ?? NaN, trials: denominators?.[row] ?? NaN },
      { successes: otherNumerators?.[other] ?? NaN, trials: otherDenominators?.[other] ?? NaN },
    );
}

/** A report and the report that it is compared with, row by row where both are whole. */
export class Comparison {
  /** The numbers of matching emails that only one of the reports has; `NaN` if a report loads page by page. */
  readonly newEmails: number;
  readonly goneEmails: number;
  /** The number of emails that both reports have. */
  readonly commonEmails: number;
  /** The ids of the campaigns whose lines are compared, and how many campaigns match; `undefined` if a report loads page by page. */
  readonly campaigns: { readonly compared: readonly string[]; readonly count: number } | undefined;
  /** The rows that are compared; `undefined` if a report loads page by page. */
  readonly pairs: RowPairs | undefined;
  /** The columns whose rates are compared. */
  readonly columnSet: ColumnSet;
  readonly #report: Report;
  readonly #totals: readonly [total: Rows, other: Rows];
  readonly #limits = new Map<ColumnId, Readonly<Record<'emails' | 'campaigns', Limit>>>();

  constructor(report: Report, columnSet: ColumnSet, totals: readonly [Rows, Rows], pairs?: RowPairs) {
    this.#report = report;
    this.columnSet = columnSet;
    this.#totals = totals;
    this.pairs = pairs;
    this.newEmails = pairs?.newEmails ?? NaN;
    this.goneEmails = pairs?.goneEmails ?? NaN;
    this.commonEmails = pairs?.emails.tested.length ?? NaN;
    this.campaigns = pairs && { compared: pairs.comparedCampaigns, count: pairs.campaignCount };
  }

  /** Whether the compared report has totals. */
  get hasTotals(): boolean {
    const [, { numbers }] = this.#totals;
    return !Number.isNaN(numbers.sent[0]);
  }

  /** Whether rows are compared, and not only totals. */
  get hasRows(): boolean {
    return this.pairs !== undefined;
  }

  /** Whether a line is of an email that the compared report does not have, and so it is not compared. */
  isNew(line: Line): boolean {
    const isEmail = line.emails === undefined && line.rows === this.#report;
    return isEmail && this.hasRows && this.#rowOf(line) === undefined;
  }

  /** Tests the differences of rates in all rows. Until a rate is tested, no difference in rows counts as real. */
  *test(columns: readonly ColumnId[]): SlicedTask<void> {
    for (const column of columns) {
      const rate = isRateId(column) && !this.#limits.has(column) ? this.columnSet.rateOf(column) : undefined;
      if (!rate || !this.pairs) continue;
      const emails = yield* limitOf(this.pairs.emails, rate);
      const campaigns = this.pairs.campaigns ? yield* limitOf(this.pairs.campaigns, rate) : noLimit;
      this.#limits.set(column, { emails, campaigns });
    }
  }

  /** Compares the figure of a line, or of the totals. Returns `undefined` if there is no such line in the compared report. */
  figure(line: Line | undefined, column: ColumnId): ComparedFigure | undefined {
    if (!line) {
      const [total, other] = this.#totals;
      return this.#compare([total, 0], [other, 0], column, { pValue: significanceLevel, tests: 1 });
    }
    const row = this.#rowOf(line);
    if (!row) return undefined;
    const limit = this.#limits.get(column)?.[row.tested] ?? noLimit;
    const figure = this.#compare([line.rows, line.row], [row.others, row.other], column, limit);
    return figure && { ...figure, hasOtherEmails: this.#hasOtherEmails(line, row) };
  }

  /** A campaign is compared with itself, also where its only email shares its row; an email is, otherwise. */
  #rowOf({ rows, row, emails, isOnlyEmail }: Line): ComparedRow | undefined {
    if (!this.pairs) return undefined;
    const { ids, campaigns, emails: emailPairs } = this.pairs;
    const isEmail = emails === undefined;
    if (campaigns && (!isEmail || isOnlyEmail)) {
      const campaign = ids.campaigns[0].byId.get(rows.text.campaignId[row] ?? '') ?? -1;
      const other = campaigns.otherOf[campaign] ?? -1;
      if (other >= 0) return { tested: 'campaigns', others: campaigns.others, other };
    }
    const other = isEmail && rows === this.#report ? (emailPairs.otherOf[row] ?? -1) : -1;
    return other < 0 ? undefined : { tested: 'emails', others: emailPairs.others, other };
  }

  #hasOtherEmails({ row, emails }: Line, { tested, other }: ComparedRow): boolean {
    if (!this.pairs || emails !== undefined || tested === 'emails') return false;
    const { campaigns, otherOf } = this.pairs.ids;
    return campaigns[1].sizes[other] !== 1 || otherOf[row] === -1;
  }

  #compare(
    [rows, row]: readonly [Rows, number],
    [others, other]: readonly [Rows, number],
    column: ColumnId,
    limit: Limit,
  ): ComparedFigure | undefined {
    // Dates are no figures.
    if (this.columnSet.kindOf(column) === 'instant') return undefined;
    const value = valueOf(rows, column, row, this.columnSet);
    const otherValue = valueOf(others, column, other, this.columnSet);
    if (typeof value !== 'number' || typeof otherValue !== 'number') return undefined;
    const rate = this.columnSet.rateOf(column);
    const otherCounts = rate && countsOf(others.numbers, rate).map((counts) => counts?.[other] ?? NaN);
    const pValue = rate && isRateId(column) ? rateTest(rows, others, rate)(row, other) : NaN;
    const verdict = Number.isNaN(pValue) ? 'untested' : pValue <= limit.pValue ? 'real' : 'not-told';
    return {
      ...{ value, other: otherValue, pValue, tests: limit.tests, hasOtherEmails: false },
      otherCounts: otherCounts as unknown as ComparedFigure['otherCounts'],
      verdict: rate && verdict,
    };
  }
}

function* limitOf({ rows, others, otherOf, tested }: Pairs, rate: Rate): SlicedTask<Limit> {
  const pValues = new Float64Array(tested.length);
  const test = rateTest(rows, others, rate, roughProportionTest);
  let tests = 0;
  // A test takes as long as ten simple steps.
  const step = (from: number, to: number) => {
    for (let index = from; index < to; index++) {
      const row = tested[index] as number;
      const pValue = test(row, otherOf[row] as number);
      pValues[index] = pValue;
      if (!Number.isNaN(pValue)) tests++;
    }
  };
  yield* inSlices(tested.length, step, 2048);
  return { pValue: yield* significanceLimit(pValues), tests };
}

/** The parts of a comparison that are already known. */
interface Known {
  /** The table of the report and the view. */
  readonly table?: Table;
  /** An earlier comparison. If it is of reports with the same ids, they are not matched again. */
  readonly before?: Comparison | undefined;
}

/**
 * Compares two reports with the search and the filter of a view. An email is compared with itself, whether it matches in the
 * compared report or not; campaigns and totals are sums of the emails that match in each report.
 */
export function* compareReports(
  report: Report,
  other: Report,
  view: ViewState,
  collation: Collation,
  { table, before }: Known = {},
): SlicedTask<Comparison> {
  if (report.window || other.window) {
    const totals = [yield* totalOf(report, view, collation), yield* totalOf(other, view, collation)] as const;
    return new Comparison(report, view.columnSet, totals);
  }
  const ids = yield* matchIds(report, other, before?.pairs?.ids);
  const [ownCampaigns, otherCampaigns] = ids.campaigns;
  const own = table ? tableSums(table) : yield* sumsOfView(report, ownCampaigns, view, collation);
  const others = yield* sumsOfView(other, otherCampaigns, view, collation);
  const pairs = yield* pairRows(ids, [report, own], [other, others]);
  return new Comparison(report, view.columnSet, [own.total, others.total], pairs);
}

/** Returns the total of the rows that match, or that of an endpoint which has searched and filtered itself. */
function* totalOf(report: Report, view: ViewState, collation: Collation): SlicedTask<Rows> {
  if (report.window) return totalFrom(report.window.totals);
  return (yield* new TableModel(report, collation).search(view)).total;
}
