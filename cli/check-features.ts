import { explainedCounts } from '../src/model/explained-counts.ts';
import { countIds, rateIds, rates } from '../src/model/metrics.ts';
import type { Report } from '../src/model/report.ts';
import { isJsonObject } from '../src/platform/json-object.ts';
import { findRow, keyOf, type CheckContext } from './check-context.ts';
import { readReportText } from './read-report.ts';

/** The functions that the report does not offer without optional fields of its head. */
const consequencesOfHead: Readonly<Record<string, string>> = {
  asOf: 'Readers do not see up to when the data is complete.',
  dataFrom: 'Readers do not see when the data begins.',
  rowCount: 'A report that was cut off is not noticed, and loading has no progress bar.',
  previewUrl: 'Emails cannot be opened.',
  campaignsUrl: 'Readers can only filter by campaigns that are in the report.',
  seriesUrl: 'There are no charts of how a figure developed.',
  ages: 'Readers cannot compare emails at the same age.',
  peopleFilters: 'Readers cannot choose the people whom the report counts.',
};

/** The functions that the report does not offer without optional fields of rows that are not counts. */
const consequencesOfRows: Readonly<Record<string, string>> = {
  firstSentAt: 'There is no date column, and the default sort order has no effect.',
  lastActivityAt: 'There is no column of the most recent activity.',
  campaignFolder: 'Readers cannot filter by folder or search for folders.',
  campaignArchived: 'Readers cannot hide archived campaigns.',
  campaignType: 'There is no column that tells batch campaigns from triggered ones.',
  program: 'The names of emails are shown with the name of their program.',
  workspace: 'There is no column of workspaces.',
};

/** Lists the optional fields that the report lacks, with what readers miss. */
export function listMissingFields({ findings }: CheckContext, report: Report): void {
  const { offered, head, text, length, window } = report;
  const add = (consequences: Readonly<Record<string, string>>, isPresent: (field: string) => boolean) => {
    for (const [field, consequence] of Object.entries(consequences)) {
      if (!isPresent(field)) findings.missing.push({ field, consequence });
    }
  };
  const isInHead = (field: string) => (head[field] ?? null) !== null;
  add(consequencesOfHead, isInHead);
  if (window) add({ sortable: 'Readers cannot sort by the cautious value of a rate.' }, isInHead);
  if (length === 0) return;
  add(consequencesOfRows, (field) => offered.has(field) || text[field]?.some((value) => value !== undefined) === true);
  for (const id of countIds.filter((count) => !offered.has(count))) {
    const columns = rateIds.filter((rate) => rates[rate].numerator === id || rates[rate].denominator === id);
    findings.missing.push({ field: id, consequence: `Columns that are not offered: ${[id, ...columns].join(', ')}.` });
  }
}

/** Checks whether figures can be explained: by the rows of the report, or on request. */
export async function checkExplanations(context: CheckContext, report: Report): Promise<void> {
  const { findings } = context;
  if (report.length === 0) return;
  if (report.window) await checkExplainedSums(context, report.text.campaignId[0] ?? '');
  if (report.explanations?.some(Boolean)) {
    findings.add('ok', 'explanations', 'Rows explain their figures.');
    return;
  }
  const [campaign, email] = [report.text.campaignId[0] ?? '', report.text.emailId[0] ?? ''];
  const answer = await context.send({ query: { campaign, email, explain: 1 } });
  const { report: explained } = answer.status === 200 ? readReportText(answer.text) : {};
  const row = explained && findRow(explained, (at) => keyOf(explained, at) === keyOf(report, 0));
  if (explained && row !== undefined && explained.explanations?.[row]) {
    const differs = countIds.some((id) => !Object.is(explained.numbers[id][row], report.numbers[id][0]));
    const mistake = 'explain=1: the row has other counts than in the report. See docs/endpoint.md#explain-the-figures.';
    findings.verify('explanations', 'Rows explain their figures on request.', differs ? mistake : undefined);
    return;
  }
  const consequence = 'Readers see how a figure is calculated, but not the steps from the activity log to it.';
  findings.missing.push({ field: 'explain', consequence });
}

/** Checks whether the totals of a window explain the sums of its rows. */
async function checkExplainedSums(context: CheckContext, campaign: string): Promise<void> {
  const { findings } = context;
  const answer = await context.send({ window: { offset: 0, limit: 200, campaign, explain: 1 } });
  const { report } = answer.status === 200 ? readReportText(answer.text) : {};
  const totals = fieldsOf(fieldsOf(report?.head['totals'])['explain']);
  if (!report || Object.keys(totals).length === 0) {
    const consequence = 'Readers see no steps from the activity log to the figures of campaigns and totals.';
    findings.missing.push({ field: 'totals.explain', consequence });
    return;
  }
  const hasAllRows = report.length === report.rowCount;
  const sumOf = (id: string) => sum((report.explanations ?? []).map((each) => Number(fieldsOf(each)[id] ?? NaN)));
  const wrong = explainedCounts.find((id) => hasAllRows && id in totals && sumOf(id) !== totals[id]);
  const mistake =
    wrong &&
    `campaign=${campaign}&explain=1: totals.explain.${wrong} is ${String(totals[wrong])}, and ${sumOf(wrong)} in all ` +
      'rows. See docs/endpoint.md#explain-the-figures.';
  findings.verify('explanations', 'Totals of windows explain their figures on request.', mistake);
}

const fieldsOf = (value: unknown) => (isJsonObject(value) ? value : {});
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
