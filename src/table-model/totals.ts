import { instantColumnIds } from '../model/columns.ts';
import type { ColumnSet } from '../model/columns.ts';
import type { Aggregation } from '../model/extra-columns.ts';
import { clearUntrackedOpens, countColumnIds, isOpenCount, trackedSums } from '../model/metrics.ts';
import type { Report, ReportNumbers } from '../model/report.ts';
import { inSlices, type SlicedTask } from '../platform/sliced-task.ts';
import type { Rows } from './rows.ts';
import type { Selection } from './search-matches.ts';

/** The campaign of each row of a report. Campaigns are numbered from 0 in order of appearance. */
export interface Grouping {
  /** The number of campaigns. */
  readonly length: number;
  readonly campaignOf: Uint32Array;
  /** The first row of each campaign, which provides its name and folder. */
  readonly firstRows: Uint32Array;
}

/** Groups a report by campaign id. */
export function* groupByCampaign({ text: { campaignId }, length }: Report): SlicedTask<Grouping> {
  const campaignOf = new Uint32Array(length);
  const firstRows: number[] = [];
  const campaigns = new Map<string, number>();
  yield* inSlices(length, (from, to) => {
    for (let row = from; row < to; row++) {
      const id = campaignId[row] as string;
      // The rows of a campaign are often next to each other.
      let campaign = row > 0 && id === campaignId[row - 1] ? campaignOf[row - 1] : campaigns.get(id);
      if (campaign === undefined) {
        campaign = firstRows.push(row) - 1;
        campaigns.set(id, campaign);
      }
      campaignOf[row] = campaign;
    }
  });
  return { length: firstRows.length, campaignOf, firstRows: Uint32Array.from(firstRows) };
}

/** Returns the text columns of campaigns. `emailName` is the campaign name, so that sorting by email name works. */
export function* campaignText(
  { text, untracked, offered }: Report,
  { firstRows, campaignOf }: Grouping,
  columns: ColumnSet,
): SlicedTask<Rows['text']> {
  const firsts = Object.entries(text).map(([id, values]) => [id, Array.from(firstRows, (row) => values[row])] as const);
  const texts = Object.fromEntries(firsts) as Record<string, unknown[]>;
  const { openTracked = [], mayHaveBegunEarlier = [] } = texts;
  if (untracked.length > 0 || offered.has('mayHaveBegunEarlier')) {
    yield* inSlices(campaignOf.length, (from, to) => {
      for (let row = from; row < to; row++) {
        const campaign = campaignOf[row] as number;
        // A campaign's opens are tracked, or not, if those of all of its emails are.
        if (text.openTracked[row] !== openTracked[campaign]) openTracked[campaign] = undefined;
        if (text.mayHaveBegunEarlier[row]) mayHaveBegunEarlier[campaign] = true;
      }
    });
  }
  return {
    ...texts,
    emailName: texts['campaignName'],
    emailId: new Array<string>(firstRows.length).fill(''),
    ...(columns.sharedTexts && (yield* columns.sharedTexts(text, campaignOf, firstRows))),
  } as unknown as Rows['text'];
}

/** Counts the rows of each campaign, in a selection or in the whole report. */
export function* campaignSizes({ length, campaignOf }: Grouping, selection?: Selection): SlicedTask<Uint32Array> {
  const sizes = new Uint32Array(length);
  const mask = selection?.mask;
  yield* inSlices(campaignOf.length, (from, to) => {
    for (let row = from; row < to; row++) {
      if (mask?.[row] === 0) continue;
      const campaign = campaignOf[row] as number;
      sizes[campaign] = (sizes[campaign] as number) + 1;
    }
  });
  return sizes;
}

/** Computes the subtotals of campaigns: sums, earliest first send and latest activity. */
export function* subtotals(
  report: Report,
  grouping: Grouping,
  columns: ColumnSet,
  selection?: Selection,
): SlicedTask<ReportNumbers> {
  const aggregation = { groups: grouping.length, groupOf: grouping.campaignOf, mask: selection?.mask };
  const { firstSentAt, lastActivityAt } = report.numbers;
  return {
    ...(yield* sumsOf(report, columns, aggregation)),
    firstSentAt: yield* extremes(firstSentAt, true, aggregation),
    lastActivityAt: yield* extremes(lastActivityAt, false, aggregation),
  } as ReportNumbers;
}

/** Computes the total of a selection, or of the whole report, as one row without names and dates. */
export function* totalOf(report: Report, columns: ColumnSet, selection?: Selection): SlicedTask<Rows> {
  const sums = yield* sumsOf(report, columns, { groups: 1, groupOf: undefined, mask: selection?.mask });
  return totalFrom({ ...unknown(), ...sums });
}

const noText = {
  campaignId: [''],
  emailId: [''],
  campaignName: [''],
  emailName: [''],
} as unknown as Rows['text'];

/** Sums columns by group. A sum is unknown if a value of the group is unknown, or if it exceeds the safe integers. */
export function* sumsOf(
  { numbers, untracked, length }: Report,
  columns: ColumnSet,
  aggregation: Aggregation,
): SlicedTask<Readonly<Record<string, Float64Array>>> {
  const counts: Record<string, Float64Array> = {};
  const tracked = (all: Float64Array) => {
    const values = all.slice();
    for (const row of untracked) values[row] = 0;
    return values;
  };
  const sum = function* (id: string, values = numbers[id] as Float64Array) {
    counts[id] = (yield* sums(values, aggregation)).map(exact);
  };
  const hasUntracked = untracked.length > 0;
  for (const id of countColumnIds) yield* sum(id, hasUntracked && isOpenCount(id) ? tracked(numbers[id]) : undefined);
  if (hasUntracked) {
    const all = { ...numbers, emails: new Float64Array(length).fill(1) } as Record<string, Float64Array>;
    yield* sum('emails', all['emails']);
    for (const id of trackedSums) yield* sum(`${id}Tracked`, tracked(all[id] as Float64Array));
    for (let group = 0; group < aggregation.groups; group++) clearUntrackedOpens(counts, group);
  }
  return {
    ...counts,
    ...(columns.aggregate && (yield* columns.aggregate(numbers, aggregation))),
  };
}

/** Returns a number, or `NaN` if it is infinite. */
export const finite = (value: number) => (Number.isFinite(value) ? value : NaN);

/** Returns a whole number, or `NaN` if it is not exact. */
export const exact = (value: number) => (Number.isSafeInteger(value) ? value : NaN);

/** Sums numbers by group; `NaN` if a number of the group is unknown. */
export function* sums(values: Float64Array, { groups, groupOf, mask }: Aggregation): SlicedTask<Float64Array> {
  const results = new Float64Array(groups);
  yield* inSlices(values.length, (from, to) => {
    if (!groupOf && !mask) {
      let sum = results[0] as number;
      for (let row = from; row < to; row++) sum += values[row] as number;
      results[0] = sum;
      return;
    }
    for (let row = from; row < to; row++) {
      if (mask?.[row] === 0) continue;
      const group = groupOf ? (groupOf[row] as number) : 0;
      results[group] = (results[group] as number) + (values[row] as number);
    }
  });
  return results;
}

/** Returns the minimum or maximum of each group; unknown if a value is unknown or the group is empty. */
export function* extremes(
  values: Float64Array,
  isMinimum: boolean,
  { groups, groupOf, mask }: Aggregation,
): SlicedTask<Float64Array> {
  const results = new Float64Array(groups).fill(isMinimum ? Infinity : -Infinity);
  const extreme = isMinimum ? Math.min : Math.max;
  yield* inSlices(values.length, (from, to) => {
    for (let row = from; row < to; row++) {
      if (mask?.[row] === 0) continue;
      const group = groupOf ? (groupOf[row] as number) : 0;
      results[group] = extreme(values[row] as number, results[group] as number);
    }
  });
  return results.map(finite);
}

const unknown = () =>
  Object.fromEntries([...instantColumnIds, ...countColumnIds].map((id) => [id, Float64Array.of(NaN)])) as ReportNumbers;

/** Returns the total row of a report that loads page by page, unknown if the endpoint sent no totals. */
export function totalFrom(numbers = unknown()): Rows {
  return { length: 1, text: noText, numbers };
}
