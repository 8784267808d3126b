import { countIds } from '../model/metrics.ts';
import type { Report, ReportNumbers } from '../model/report.ts';
import type { Rows } from './rows.ts';

/** The campaigns of a report: their subtotals, and which rows of the report are theirs. */
export interface Campaigns extends Rows {
  /** For each campaign, the rows of the report in the order in which they came. */
  readonly members: readonly (readonly number[])[];
}

/**
 * Adds up counts by group; takes the earliest first send and the latest activity.
 * A number that one row lacks is unknown in its group, and so is a sum that is too large to be exact.
 */
function summarize(
  report: Report,
  rows: Uint32Array,
  groupOf: (row: number) => number,
  groups: number,
): ReportNumbers {
  const earliest = new Float64Array(groups).fill(Infinity);
  const latest = new Float64Array(groups).fill(-Infinity);
  const { firstSentAt, lastActivityAt } = report.numbers;
  for (const row of rows) {
    const group = groupOf(row);
    earliest[group] = Math.min(earliest[group] ?? NaN, firstSentAt[row] ?? NaN);
    latest[group] = Math.max(latest[group] ?? NaN, lastActivityAt[row] ?? NaN);
  }
  const sums = countIds.map((count) => {
    const sum = new Float64Array(groups);
    const values = report.numbers[count];
    for (const row of rows) {
      const group = groupOf(row);
      sum[group] = (sum[group] ?? NaN) + (values[row] ?? NaN);
    }
    return [count, sum.map((value) => (Number.isSafeInteger(value) ? value : NaN))];
  });
  return Object.fromEntries([...sums, ['firstSentAt', earliest], ['lastActivityAt', latest]]) as ReportNumbers;
}

const allRows = (report: Report) => Uint32Array.from({ length: report.length }, (_, row) => row);

/** Groups rows of a report, all unless they are given, by campaign id. A campaign goes by the name and folder of its first row. */
export function groupByCampaign(report: Report, rows: Uint32Array = allRows(report)): Campaigns {
  const groupOfId = new Map<string, number>();
  const groupOfRow = new Uint32Array(report.length);
  const members: number[][] = [];
  for (const row of rows) {
    const id = report.text.campaignId[row] ?? '';
    let group = groupOfId.get(id);
    if (group === undefined) {
      group = members.length;
      groupOfId.set(id, group);
      members.push([]);
    }
    groupOfRow[row] = group;
    members[group]?.push(row);
  }
  const firstOf = <T>(values: readonly T[]) => members.map(([first]) => values[first as number] as T);
  const campaignName = firstOf(report.text.campaignName);
  return {
    length: members.length,
    members,
    text: {
      campaignId: firstOf(report.text.campaignId),
      campaignName,
      campaignFolder: firstOf(report.text.campaignFolder),
      campaignArchived: firstOf(report.text.campaignArchived),
      // Where emails are sorted by their names, campaigns are sorted by theirs.
      emailName: campaignName,
      emailId: members.map(() => ''),
    },
    numbers: summarize(report, rows, (row) => groupOfRow[row] ?? 0, members.length),
  };
}

const noText = {
  campaignId: [''],
  emailId: [''],
  campaignName: [''],
  emailName: [''],
  campaignFolder: [undefined],
  campaignArchived: [undefined],
};

/** The total of rows of a report, all unless they are given: one row. Rates of a total are rates of summed counts. */
export function totalOf(report: Report, rows: Uint32Array = allRows(report)): Rows {
  return { length: 1, text: noText, numbers: summarize(report, rows, () => 0, 1) };
}
