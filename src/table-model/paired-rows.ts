import { PairIndex } from '../endpoint/pair-index.ts';
import type { Report, ReportNumbers, ReportText } from '../model/report.ts';
import { inSlices, type SlicedTask } from '../platform/sliced-task.ts';
import type { Rows } from './rows.ts';
import type { Selection } from './search-matches.ts';
import { identity, selectRows } from './sorting/row-sorter.ts';
import { TableModel } from './table-model.ts';
import type { Collation, Table } from './table.ts';
import { campaignSizes, groupByCampaign, sumsOf, type Grouping } from './totals.ts';
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

/** The campaigns of a report. */
interface Campaigns {
  readonly grouping: Grouping;
  readonly byId: ReadonlyMap<string, number>;
  /** The number of emails of each campaign. */
  readonly sizes: Uint32Array;
}

/** The campaigns of two reports, and which of their emails are the same. All of it depends on ids only. */
export interface MatchedIds {
  readonly texts: readonly [own: ReportText, other: ReportText];
  readonly campaigns: readonly [own: Campaigns, other: Campaigns];
  /** The row of the compared report with the same email in the same campaign, by row; -1 for none. */
  readonly otherOf: Int32Array;
}

/** The sums of a report: its campaigns and its total, both of the emails that match search and filter. */
export interface Sums {
  /** The rows that match; `undefined` if all do. */
  readonly selection: Selection | undefined;
  readonly total: Rows;
  /** `undefined` if the view has no rows of campaigns. */
  readonly campaigns: Rows | undefined;
}

/** The rows of two reports that are about the same emails and campaigns. */
export interface RowPairs {
  readonly ids: MatchedIds;
  readonly emails: Pairs;
  /** `undefined` if the view has no rows of campaigns. */
  readonly campaigns: Pairs | undefined;
  /** The ids of the campaigns whose lines are compared: their own, or those of their emails if campaigns have none. */
  readonly comparedCampaigns: readonly string[];
  /** The number of campaigns of the report with a matching email. */
  readonly campaignCount: number;
  readonly newEmails: number;
  readonly goneEmails: number;
}

/** Matches the emails and campaigns of two reports, unless they were matched before. */
export function* matchIds(own: Report, other: Report, before: MatchedIds | undefined): SlicedTask<MatchedIds> {
  const texts = [own.text, other.text] as const;
  if (before?.texts.every((text, index) => text === texts[index])) return before;
  const campaigns = [yield* campaignsOf(own), yield* campaignsOf(other)] as const;
  return { texts, campaigns, otherOf: yield* matchEmails(own, other) };
}

function* campaignsOf(report: Report): SlicedTask<Campaigns> {
  const grouping = yield* groupByCampaign(report);
  const ids = Array.from(grouping.firstRows, (row, index) => [report.text.campaignId[row] as string, index] as const);
  return { grouping, byId: new Map(ids), sizes: yield* campaignSizes(grouping) };
}

function* matchEmails(
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

/** Returns the sums of a report whose table has been built. */
export function tableSums({ mask, matchCount, total, campaigns }: Table): Sums {
  return { selection: mask && { mask, count: matchCount }, total, campaigns };
}

/** Sums the emails of a report that match the search and the filter of a view. */
export function* sumsOfView(
  report: Report,
  { grouping }: Campaigns,
  view: ViewState,
  collation: Collation,
): SlicedTask<Sums> {
  const { selection, total } = yield* new TableModel(report, collation).search(view);
  if (view.groupBy === 'none') return { selection, total, campaigns: undefined };
  const aggregation = { groups: grouping.length, groupOf: grouping.campaignOf, mask: selection?.mask };
  const numbers = (yield* sumsOf(report, view.columnSet, aggregation)) as ReportNumbers;
  return { selection, total, campaigns: { length: grouping.length, text: report.text, numbers } };
}

/** Pairs the emails and the campaigns of a report with those of the compared report. */
export function* pairRows(
  ids: MatchedIds,
  [report, own]: readonly [Report, Sums],
  [other, others]: readonly [Report, Sums],
): SlicedTask<RowPairs> {
  const { otherOf } = ids;
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
    ids,
    emails: { rows: report, others: other, otherOf, tested: common },
    ...(yield* pairCampaigns(ids, own, others, common)),
    newEmails: matchCount(report, own) - common.length,
    goneEmails: matchCount(other, others) - kept.length,
  };
}

const matchingRows = ({ length }: Report, { selection }: Sums) => selectRows(identity(length), selection?.mask);
const matchCount = ({ length }: Report, { selection }: Sums) => selection?.count ?? length;

/** @param common the matching emails that are in both reports */
function* pairCampaigns(
  { campaigns: [own, other] }: MatchedIds,
  ownSums: Sums,
  otherSums: Sums,
  common: Uint32Array,
): SlicedTask<Pick<RowPairs, 'campaigns' | 'comparedCampaigns' | 'campaignCount'>> {
  const [matches, otherMatches] = [yield* matchesOf(own, ownSums), yield* matchesOf(other, otherSums)];
  const withCommonEmails = new Uint8Array(own.grouping.length);
  for (let index = 0; index < common.length; index++) {
    withCommonEmails[own.grouping.campaignOf[common[index] as number] as number] = 1;
  }
  const [rows, others] = [ownSums.campaigns, otherSums.campaigns];
  const otherOf = new Int32Array(own.grouping.length).fill(-1);
  const comparedCampaigns: string[] = [];
  for (const [id, campaign] of own.byId) {
    const otherCampaign = other.byId.get(id) ?? -1;
    if (matches[campaign] && otherMatches[otherCampaign]) otherOf[campaign] = otherCampaign;
    const isCompared = rows !== undefined && otherOf[campaign] !== -1;
    // Its only email stands for a campaign; without rows of campaigns, any does.
    const isByEmail = withCommonEmails[campaign] === 1 && (!rows || own.sizes[campaign] === 1);
    if (isCompared || isByEmail) comparedCampaigns.push(id);
  }
  const tested = yield* selectRows(
    identity(otherOf.length),
    Uint8Array.from(otherOf, (row) => (row < 0 ? 0 : 1)),
  );
  return {
    campaigns: rows && others && { rows, others, otherOf, tested },
    comparedCampaigns,
    campaignCount: matches.filter((emails) => emails > 0).length,
  };
}

/** Returns the number of matching emails of each campaign. */
function* matchesOf({ grouping, sizes }: Campaigns, { selection }: Sums): SlicedTask<Uint32Array> {
  return selection ? yield* campaignSizes(grouping, selection) : sizes;
}
