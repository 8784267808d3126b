import { instantColumnIds } from '../model/columns.ts';
import { countIds, type CountId } from '../model/metrics.ts';
import type { Report, ReportNumbers } from '../model/report.ts';
import { hashText, HashTable } from '../platform/hash-table.ts';
import { inSlices, type SlicedTask } from '../platform/sliced-task.ts';
import type { Rows } from './rows.ts';
import type { Selection } from './search-matches.ts';

/** Which campaign each row of a report is of: campaigns are counted from 0, as they come. */
export interface Grouping {
  /** The number of campaigns. */
  readonly length: number;
  readonly campaignOf: Uint32Array;
  /** The first row of each campaign, which says its name and its folder. */
  readonly firstRows: Uint32Array;
}

/** Groups a report by campaign id. */
export function* groupByCampaign({ text: { campaignId }, length }: Report): SlicedTask<Grouping> {
  const campaignOf = new Uint32Array(length);
  const firstRows: number[] = [];
  const table = new HashTable(
    (row) => hashText(campaignId[row] as string),
    (row, other) => campaignId[row] === campaignId[other],
  );
  yield* inSlices(length, (from, to) => {
    for (let row = from; row < to; row++) {
      const first = row > 0 && campaignId[row] === campaignId[row - 1] ? row - 1 : table.firstOf(row);
      campaignOf[row] = first === row ? firstRows.push(row) - 1 : (campaignOf[first] as number);
    }
  });
  return { length: firstRows.length, campaignOf, firstRows: Uint32Array.from(firstRows) };
}

/** The texts of campaigns. Where emails are sorted by their names, campaigns are sorted by theirs. */
export function campaignText({ text }: Report, { firstRows }: Grouping): Rows['text'] {
  const firstOf = <T>(values: readonly T[]) => Array.from(firstRows, (row) => values[row] as T);
  const campaignName = firstOf(text.campaignName);
  return {
    campaignId: firstOf(text.campaignId),
    campaignName,
    campaignFolder: firstOf(text.campaignFolder),
    campaignArchived: firstOf(text.campaignArchived),
    emailName: campaignName,
    emailId: new Array<string>(firstRows.length).fill(''),
  };
}

/** How many rows of a selection, or of all, each campaign has. */
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

/** The subtotals of campaigns: their counts, the earliest first send and the latest activity. */
export function* subtotals(report: Report, grouping: Grouping, selection?: Selection): SlicedTask<ReportNumbers> {
  const parts = { groups: grouping.length, groupOf: grouping.campaignOf, mask: selection?.mask };
  const { firstSentAt, lastActivityAt } = report.numbers;
  return {
    ...(yield* sumsOf(report, parts)),
    firstSentAt: yield* extremes(firstSentAt, true, parts),
    lastActivityAt: yield* extremes(lastActivityAt, false, parts),
  };
}

/** One row without names and dates: the total of a selection of a report's rows, or of all. Its rates are of summed counts. */
export function* totalOf(report: Report, selection?: Selection): SlicedTask<Rows> {
  const sums = yield* sumsOf(report, { groups: 1, groupOf: undefined, mask: selection?.mask });
  return totalFrom({ ...unknown(), ...sums });
}

const noText = {
  campaignId: [''],
  emailId: [''],
  campaignName: [''],
  emailName: [''],
  campaignFolder: [undefined],
  campaignArchived: [undefined],
};

/** Which rows are summed up, into how many groups; all into one, if it is not said which into which. */
interface Parts {
  readonly groups: number;
  readonly groupOf: Uint32Array | undefined;
  readonly mask: Uint8Array | undefined;
}

/**
 * Adds up counts by group. A count that one row lacks is unknown in its group, and so is a sum that is too large to be
 * exact.
 */
function* sumsOf({ numbers }: Report, parts: Parts): SlicedTask<Pick<ReportNumbers, CountId>> {
  const counts: [CountId, Float64Array][] = [];
  for (const count of countIds) counts.push([count, (yield* sums(numbers[count], parts)).map(exact)]);
  return Object.fromEntries(counts) as Record<CountId, Float64Array>;
}

const exact = (value: number) => (Number.isSafeInteger(value) ? value : NaN);

function* sums(values: Float64Array, { groups, groupOf, mask }: Parts): SlicedTask<Float64Array> {
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

/** The least of values by group, or the greatest; unknown where one is, or there is none. */
function* extremes(values: Float64Array, isLeast: boolean, { groups, groupOf, mask }: Parts): SlicedTask<Float64Array> {
  const results = new Float64Array(groups).fill(isLeast ? Infinity : -Infinity);
  const extreme = isLeast ? Math.min : Math.max;
  yield* inSlices(values.length, (from, to) => {
    for (let row = from; row < to; row++) {
      if (mask?.[row] === 0) continue;
      const group = groupOf ? (groupOf[row] as number) : 0;
      results[group] = extreme(values[row] as number, results[group] as number);
    }
  });
  return results.map(exact);
}

const unknown = () =>
  Object.fromEntries([...instantColumnIds, ...countIds].map((id) => [id, Float64Array.of(NaN)])) as ReportNumbers;

/** The total that comes with a window of a report; without one nothing is known of it. */
export function totalFrom(numbers = unknown()): Rows {
  return { length: 1, text: noText, numbers };
}
