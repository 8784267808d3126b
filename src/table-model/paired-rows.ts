import { PairIndex } from '../endpoint/pair-index.ts';
import type { Report } from '../model/report.ts';
import { inSlices, type SlicedTask } from '../platform/sliced-task.ts';
import type { Rows } from './rows.ts';
import { identity, selectRows, type CreateRowSorter } from './sorting/row-sorter.ts';
import type { Selection } from './search-matches.ts';
import { TableModel } from './table-model.ts';
import type { Collation } from './table.ts';
import { campaignSizes, groupByCampaign, subtotals, type Grouping } from './totals.ts';
import type { ViewState } from './view-state.ts';

/** The rows of a report, and those of the compared report that are about the same emails or campaigns. */
export interface Pairs {
  readonly rows: Rows;
  readonly others: Rows;
  /** The compared row of each row; -1 for none. */
  readonly otherOf: Int32Array;
  /** The rows that are tested together. */
  readonly tested: Uint32Array;
}

/** The campaigns of a report, and those of the compared report. */
export interface CampaignPairs extends Pairs {
  readonly campaignOf: ReadonlyMap<string, number>;
  /** The ids of those whose lines are compared: their own, or that of their only email. */
  readonly compared: readonly string[];
  /** The number of campaigns of the report with a matching email. */
  readonly count: number;
}

/** The sums of a report: its campaigns and its total, both of the emails that match search and filter. */
export interface Sums {
  /** The rows that match; `undefined` if all do. */
  readonly selection: Selection | undefined;
  readonly total: Rows;
  readonly campaigns: Rows;
  readonly campaignOf: ReadonlyMap<string, number>;
  readonly grouping: Grouping;
  /** The number of emails of each campaign, and of those that match. */
  readonly sizes: Uint32Array;
  readonly matches: Uint32Array;
}

/** The rows of two reports that are about the same emails and campaigns. */
export interface RowPairs {
  readonly emails: Pairs;
  readonly campaigns: CampaignPairs;
  readonly newEmails: number;
  readonly goneEmails: number;
}

const noSort: CreateRowSorter = ({ length }) => ({
  sort: (_numbers, _sort, mask) => selectRows(identity(length), mask),
});

/** Sums the emails of a report that match the search and the filter of a view. */
export function* sumsOf(report: Report, view: ViewState, collation: Collation): SlicedTask<Sums> {
  const { columnSet } = view;
  const unsorted: Collation = {
    collator: collation.collator,
    fold: () => collation.fold(),
    filterRows: () => collation.filterRows(),
    createRowSorter: noSort,
  };
  const table = yield* new TableModel(report, unsorted).build({ ...view, groupBy: 'none', sort: [] });
  const selection = table.mask && { mask: table.mask, count: table.matchCount };
  const grouping = yield* groupByCampaign(report);
  const numbers = yield* subtotals(report, grouping, columnSet, selection);
  const ids = Array.from(grouping.firstRows, (row) => report.text.campaignId[row] as string);
  const sizes = yield* campaignSizes(grouping);
  return {
    ...{ selection, total: table.total, grouping, sizes },
    campaigns: { length: grouping.length, text: report.text, numbers },
    campaignOf: new Map(ids.map((id, index) => [id, index])),
    matches: selection ? yield* campaignSizes(grouping, selection) : sizes,
  };
}

/** Pairs the emails and the campaigns of a report with those of the compared report. */
export function* pairRows(
  [report, own]: readonly [Report, Sums],
  [other, others]: readonly [Report, Sums],
): SlicedTask<RowPairs> {
  const otherOf = yield* pairEmails(report, other);
  const isInBoth = new Uint8Array(report.length);
  const isKept = new Uint8Array(other.length);
  yield* inSlices(report.length, (from, to) => {
    for (let row = from; row < to; row++) {
      const otherRow = otherOf[row] as number;
      if (otherRow < 0) continue;
      isInBoth[row] = 1;
      isKept[otherRow] = 1;
    }
  });
  const common = yield* selectRows(yield* matchingRows(report, own), isInBoth);
  const kept = yield* selectRows(yield* matchingRows(other, others), isKept);
  return {
    emails: { rows: report, others: other, otherOf, tested: common },
    campaigns: pairCampaigns(own, others, new Set(Array.from(common, (row) => own.grouping.campaignOf[row] as number))),
    newEmails: matchCount(report, own) - common.length,
    goneEmails: matchCount(other, others) - kept.length,
  };
}

const matchingRows = ({ length }: Report, { selection }: Sums) => selectRows(identity(length), selection?.mask);
const matchCount = ({ length }: Report, { selection }: Sums) => selection?.count ?? length;

/** Returns the row of the compared report with the same email in the same campaign, by row. */
function* pairEmails(
  { text, length }: Report,
  { text: otherText, length: otherLength }: Report,
): SlicedTask<Int32Array> {
  const index = new PairIndex([...otherText.campaignId, ...text.campaignId], [...otherText.emailId, ...text.emailId]);
  index.reserve(length + otherLength);
  yield;
  yield* inSlices(otherLength, (from, to) => {
    for (let row = from; row < to; row++) index.add(row);
  });
  const otherOf = new Int32Array(length);
  yield* inSlices(length, (from, to) => {
    for (let row = from; row < to; row++) {
      const first = index.add(otherLength + row);
      otherOf[row] = first < otherLength ? first : -1;
    }
  });
  return otherOf;
}

/** @param withCommonEmails the campaigns with an email in both reports */
function pairCampaigns(own: Sums, others: Sums, withCommonEmails: ReadonlySet<number>): RowPairs['campaigns'] {
  const otherOf = new Int32Array(own.campaigns.length).fill(-1);
  const tested: number[] = [];
  const compared: string[] = [];
  for (const [id, campaign] of own.campaignOf) {
    const other = others.campaignOf.get(id);
    if (other === undefined || !own.matches[campaign] || !others.matches[other]) continue;
    otherOf[campaign] = other;
    // The only email of a campaign stands for it.
    if (own.sizes[campaign] !== 1) tested.push(campaign);
    if (own.sizes[campaign] !== 1 || withCommonEmails.has(campaign)) compared.push(id);
  }
  return {
    ...{ rows: own.campaigns, others: others.campaigns, otherOf, tested: Uint32Array.from(tested) },
    campaignOf: own.campaignOf,
    compared,
    count: own.matches.filter((emails) => emails > 0).length,
  };
}
