import { explainError } from '../src/endpoint/explain-error.ts';
import { ContractError } from '../src/endpoint/contract-error.ts';
import { isNewlineDelimited } from '../src/endpoint/fetch-report.ts';
import { kindOfStatus } from '../src/endpoint/http-error.ts';
import { ReportError } from '../src/endpoint/report-error.ts';
import { ReportStream } from '../src/endpoint/report-stream.ts';
import { reportWarnings } from '../src/endpoint/report-warnings.ts';
import { builtInColumns } from '../src/model/columns.ts';
import type { Report } from '../src/model/report.ts';
import { isJsonObject } from '../src/platform/json-object.ts';
import { nameRow, type CheckContext } from './check-context.ts';
import type { Answer } from './endpoint-client.ts';
import { explainProblem, pathOf, readReportText } from './read-report.ts';

/** The first response, with its report if it keeps to the contract. */
export interface FirstResponse {
  readonly answer: Answer;
  readonly report: Report | undefined;
}

const mediaType = ({ headers }: Answer) =>
  (headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';

/** Requests the report as JSON and validates it. */
export async function checkFirstResponse(context: CheckContext): Promise<FirstResponse> {
  const { findings, request } = context;
  const answer = await context.send();
  if (answer.status < 200 || answer.status > 299) {
    findings.add('error', 'response', explainStatus(answer, request.endpoint));
    return { answer, report: undefined };
  }
  if (answer.isRedirected) findings.add('warning', 'response', `The endpoint redirected to ${answer.url}.`);
  if (isNewlineDelimited(answer)) {
    const message = 'A request that accepts only application/json got NDJSON. See docs/endpoint.md#the-request.';
    findings.add('error', 'response', message);
    return { answer, report: undefined };
  }
  if (!/^application\/([\w.-]+\+)?json$/.test(mediaType(answer))) {
    const got = answer.headers.get('content-type') ?? 'none';
    findings.add('warning', 'response', `Content-Type: expected application/json, got ${got}.`);
  }
  const { report, problems } = readReportText(answer.text);
  for (const group of problems) {
    const place = { path: pathOf(group), count: group.count };
    findings.add('error', 'contract', explainProblem(group, request.endpoint), place);
  }
  if (report) describeReport(context, report);
  return { answer, report };
}

/** As the element's console explains it. */
function explainStatus({ status, headers, text }: Answer, endpoint: string): string {
  const isProblem = /problem\+json/.test(headers.get('content-type') ?? '');
  const { title, detail } = isProblem ? readProblem(text) : {};
  const message = [`The endpoint responded with status ${status}`, title, detail].filter(Boolean).join(': ');
  const kind = kindOfStatus(status);
  const error = new ReportError(kind, message, { status, title, detail });
  const explained = explainError(error, { id: '', endpoint, report: undefined, token: undefined, fetcher: undefined });
  const hint = ' Set CAMPAIGN_EMAIL_REPORT_TOKEN or CAMPAIGN_EMAIL_REPORT_COOKIE.';
  return kind === 'http' ? explained : explained + hint;
}

export function readProblem(text: string): { readonly title?: string; readonly detail?: string } {
  try {
    const value: unknown = JSON.parse(text);
    const { title, detail } = isJsonObject(value) ? value : {};
    return {
      ...(typeof title === 'string' && { title: title.slice(0, 200) }),
      ...(typeof detail === 'string' && { detail: detail.slice(0, 1000) }),
    };
  } catch {
    return {};
  }
}

function describeReport({ findings }: CheckContext, report: Report): void {
  const { length, rowCount, complete, window, contradictions } = report;
  const rows = `${length} ${length === 1 ? 'row' : 'rows'}`;
  const part = window ? `, the first window of ${rowCount} rows` : '';
  findings.add('ok', 'contract', `The report keeps to the contract: ${rows}${part}.`);
  if (!complete)
    findings.add('error', 'contract', `The report is incomplete: ${rows} of ${rowCount}.`, { path: 'rowCount' });
  for (const warning of reportWarnings(report, builtInColumns)) findings.add('warning', 'contract', warning);
  const [first] = contradictions;
  if (first !== undefined) {
    const message =
      `rows[${first}]: the counts of ${nameRow(report, first)} contradict each other, such as more clicked than opened, ` +
      'or results that do not add up to sent. Such rows are marked. See docs/rules.md.';
    findings.add('warning', 'contract', message, { path: `rows[${first}]`, count: contradictions.length });
  }
}

/** Requests the report as the element does, which prefers a stream. */
export async function checkStream(context: CheckContext, report: Report): Promise<boolean> {
  const { findings } = context;
  const answer = await context.send({}, 'application/x-ndjson, application/json;q=0.9');
  if (!isNewlineDelimited(answer)) {
    findings.add('info', 'response', 'Rows arrive in one JSON response. NDJSON would show them as they arrive.');
    return false;
  }
  const problem = problemOfStream(answer.text, report);
  findings.verify('response', 'NDJSON has the same number of rows as JSON.', problem);
  return true;
}

function problemOfStream(text: string, { length }: Report): string | undefined {
  const stream = new ReportStream();
  try {
    stream.push(text);
    const streamed = stream.end();
    if (streamed.complete && streamed.length === length) return undefined;
    return `NDJSON has ${streamed.length} rows${streamed.complete ? '' : ' and is incomplete'}, JSON has ${length}.`;
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return `NDJSON: ${error.message}. See docs/endpoint.md#stream-rows-as-ndjson.`;
  }
}
