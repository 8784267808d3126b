import { isRateId, type ColumnId, type ColumnSet } from '../model/columns.ts';
import type { Rate } from '../model/metrics.ts';
import { proportionTest, roughProportionTest, significanceLevel, significanceLimit } from '../model/proportion-test.ts';
import type { Report } from '../model/report.ts';
import { inSlices, type SlicedTask } from '../platform/sliced-task.ts';
import { pairRows, sumsOf, type CampaignPairs, type Pairs, type RowPairs } from './paired-rows.ts';
import { countsOf, valueOf, type Rows } from './rows.ts';
import type { Collation, Line } from './table.ts';
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
}

/** Differences with at most this p-value are real. */
interface Limit {
  readonly pValue: number;
  readonly tests: number;
}

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
  readonly campaigns: Pick<CampaignPairs, 'compared' | 'count'> | undefined;
  readonly #report: Report;
  readonly #columns: ColumnSet;
  readonly #totals: readonly [total: Rows, other: Rows];
  readonly #emails: Pairs | undefined;
  readonly #campaigns: CampaignPairs | undefined;
  readonly #limits = new Map<ColumnId, Readonly<Record<'emails' | 'campaigns', Limit>>>();

  constructor(report: Report, columns: ColumnSet, totals: readonly [Rows, Rows], rows?: RowPairs) {
    this.#report = report;
    this.#columns = columns;
    this.#totals = totals;
    this.#emails = rows?.emails;
    this.#campaigns = rows?.campaigns;
    this.newEmails = rows?.newEmails ?? NaN;
    this.goneEmails = rows?.goneEmails ?? NaN;
    this.commonEmails = rows?.emails.tested.length ?? NaN;
    this.campaigns = rows?.campaigns;
  }

  /** Whether the compared report has totals. */
  get hasTotals(): boolean {
    const [, { numbers }] = this.#totals;
    return !Number.isNaN(numbers.sent[0]);
  }

  /** Whether rows are compared, and not only totals. */
  get hasRows(): boolean {
    return this.#emails !== undefined;
  }

  /** Whether a line is of a report's email that the compared report does not have. */
  isNew({ rows, row, emails }: Line): boolean {
    return emails === undefined && rows === this.#report && this.#emails?.otherOf[row] === -1;
  }

  /** Tests the differences of rates in all rows. Until a rate is tested, no difference in rows counts as real. */
  *test(columns: readonly ColumnId[]): SlicedTask<void> {
    for (const column of columns) {
      const rate = isRateId(column) && !this.#limits.has(column) ? this.#columns.rateOf(column) : undefined;
      if (!rate || !this.#emails || !this.#campaigns) continue;
      const emails = yield* limitOf(this.#emails, rate);
      const campaigns = yield* limitOf(this.#campaigns, rate);
      this.#limits.set(column, { emails, campaigns });
    }
  }

  /** Compares the figure of a line, or of the totals. Returns `undefined` if there is no such line in the compared report. */
  figure(line: Line | undefined, column: ColumnId): ComparedFigure | undefined {
    if (!line) {
      const [total, other] = this.#totals;
      return this.#compare([total, 0], [other, 0], column, { pValue: significanceLevel, tests: 1 });
    }
    const isEmail = line.emails === undefined;
    const pairs = isEmail ? this.#emails : this.#campaigns;
    const index = isEmail ? line.row : this.#campaigns?.campaignOf.get(line.rows.text.campaignId[line.row] ?? '');
    const other = index === undefined ? undefined : pairs?.otherOf[index];
    if (!pairs || other === undefined || other < 0 || (isEmail && line.rows !== this.#report)) return undefined;
    const limit = this.#limits.get(column)?.[isEmail ? 'emails' : 'campaigns'];
    return this.#compare([line.rows, line.row], [pairs.others, other], column, limit ?? { pValue: -1, tests: 0 });
  }

  #compare(
    [rows, row]: readonly [Rows, number],
    [others, other]: readonly [Rows, number],
    column: ColumnId,
    limit: Limit,
  ): ComparedFigure | undefined {
    // Dates are no figures.
    if (this.#columns.kindOf(column) === 'instant') return undefined;
    const value = valueOf(rows, column, row, this.#columns);
    const otherValue = valueOf(others, column, other, this.#columns);
    if (typeof value !== 'number' || typeof otherValue !== 'number') return undefined;
    const rate = this.#columns.rateOf(column);
    const otherCounts = rate && countsOf(others.numbers, rate).map((counts) => counts?.[other] ?? NaN);
    const pValue = rate && isRateId(column) ? rateTest(rows, others, rate)(row, other) : NaN;
    const verdict = Number.isNaN(pValue) ? 'untested' : pValue <= limit.pValue ? 'real' : 'not-told';
    return {
      ...{ value, other: otherValue, pValue, tests: limit.tests },
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

/**
 * Compares two reports with the search and the filter of a view. An email is compared with itself, whether it matches in the
 * compared report or not; campaigns and totals are sums of the emails that match in each report.
 */
export function* compareReports(
  report: Report,
  other: Report,
  view: ViewState,
  collation: Collation,
): SlicedTask<Comparison> {
  const { columnSet } = view;
  const ownTotals = report.window && totalFrom(report.window.totals);
  const otherTotals = other.window && totalFrom(other.window.totals);
  const own = ownTotals ? undefined : yield* sumsOf(report, view, collation);
  const others = otherTotals ? undefined : yield* sumsOf(other, view, collation);
  const totals = [ownTotals ?? own?.total, otherTotals ?? others?.total] as [Rows, Rows];
  const rows = own && others && (yield* pairRows([report, own], [other, others]));
  return new Comparison(report, columnSet, totals, rows);
}
