import { isNullish } from '../src/endpoint/validators.ts';
import { readExplanation } from '../src/figure-panel/explanation.ts';
import { explainedCounts } from '../src/model/explained-counts.ts';
import { countIds } from '../src/model/metrics.ts';
import type { Report } from '../src/model/report.ts';
import { isJsonObject } from '../src/platform/json-object.ts';
import { findRow, keyOf, type CheckContext } from './check-context.ts';
import { addInvalidFields, addMistakesOfRows, page, readFields } from './explanation-mistakes.ts';
import { readReportText } from './read-report.ts';

/** Checks whether figures can be explained: by the rows of the report, or on request. */
export async function checkExplanations(context: CheckContext, report: Report): Promise<void> {
  const { findings } = context;
  if (report.length === 0) return;
  if (report.window) await checkExplainedSums(context, report.text.campaignId[0] ?? '');
  const hasMistakes = addMistakesOfRows(context, report);
  const missing = findUnexplained(report);
  if (missing === undefined) {
    if (!hasMistakes) findings.add('ok', 'explanations', 'Rows explain their figures.');
    return;
  }
  const count = report.text.campaignId.filter((_, row) => isExplained(report, row)).length;
  if (count > 0) {
    const has = `${count} of ${report.length} rows ${count === 1 ? 'has' : 'have'} explain`;
    findings.add('info', 'explanations', `${has}. The element requests it for others, campaigns and totals. ${page}`);
  }
  await checkOnRequest(context, report, missing);
}

/** Whether a row has an explanation with fields that steps come from. */
function isExplained({ explanations }: Report, row: number): boolean {
  return Object.keys(readExplanation(explanations?.[row])?.counts ?? {}).length > 0;
}

const findUnexplained = (report: Report) => findRow(report, (row) => !isExplained(report, row));

/** Requests the explanation of a row. */
async function checkOnRequest(context: CheckContext, report: Report, row: number): Promise<void> {
  const { findings } = context;
  const [campaign, email] = [report.text.campaignId[row] ?? '', report.text.emailId[row] ?? ''];
  const answer = await context.send({ query: { campaign, email, explain: 1 } });
  const { report: explained } = answer.status === 200 ? readReportText(answer.text) : {};
  const found = explained && findRow(explained, (at) => keyOf(explained, at) === keyOf(report, row));
  if (!explained || found === undefined || !isExplained(explained, found)) {
    const consequence = 'Readers see how a figure is calculated, but not the steps from the activity log to it.';
    findings.missing.push({ field: 'explain', consequence });
    return;
  }
  const what = `campaign=${campaign}&email=${email}&explain=1: `;
  const differs = countIds.some((id) => !Object.is(explained.numbers[id][found], report.numbers[id][row]));
  if (differs) findings.add('error', 'explanations', `${what}the row has other counts than in the report. ${page}`);
  if (addMistakesOfRows(context, explained, what) || differs) return;
  findings.add('ok', 'explanations', 'Rows explain their figures on request.');
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
  const what = `campaign=${campaign}&explain=1: `;
  const isValid = addInvalidFields(context, what, (problems) => {
    problems.parent = 'totals';
    readFields(totals, problems);
  });
  if (!isValid) return;
  const areAllExplained = report.length === report.rowCount && findUnexplained(report) === undefined;
  const sumOf = (id: string) => sum((report.explanations ?? []).map((each) => Number(fieldsOf(each)[id] ?? NaN)));
  const wrong = explainedCounts.find((id) => areAllExplained && !isNullish(totals[id]) && sumOf(id) !== totals[id]);
  const mistake =
    wrong && `${what}totals.explain.${wrong} is ${String(totals[wrong])}, and ${sumOf(wrong)} in all rows. ${page}`;
  findings.verify('explanations', 'Totals of windows explain their figures on request.', mistake);
}

const fieldsOf = (value: unknown) => (isJsonObject(value) ? value : {});
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
