import type { RequestMethod } from '../src/endpoint/fetch-report.ts';
import type { Report } from '../src/model/report.ts';
import { resolveTimeFrame, type TimeFrame } from '../src/model/time-frame.ts';
import { checkCors } from './check-cors.ts';
import { checkChoices } from './check-choices.ts';
import { checkFirstResponse, checkStream, type FirstResponse } from './check-contract.ts';
import { CheckContext } from './check-context.ts';
import { checkEmails } from './check-emails.ts';
import { checkExplanations } from './check-explanations.ts';
import { listMissingFields } from './check-features.ts';
import { checkErrors, checkHeaders } from './check-headers.ts';
import { checkSeriesAndAges } from './check-series.ts';
import { checkTimeFrame } from './check-time-frame.ts';
import { checkSortAndWindows } from './check-windows.ts';
import { EndpointClient, type Answer, type Credentials } from './endpoint-client.ts';
import type { Finding, MissingField, RequestRecord } from './findings.ts';

/** The endpoint to check, and how. */
export interface CheckOptions {
  /** An absolute URL. */
  readonly endpoint: string;
  readonly method: RequestMethod;
  readonly timeFrame: TimeFrame;
  readonly timeZone: string;
  /** The origin of the page that shows the report, if CORS is to be checked. */
  readonly origin: string | undefined;
  readonly credentials: Credentials;
  readonly now: Date;
}

/** The result of a check. Its JSON is the output of `--json`. */
export interface CheckResult {
  readonly endpoint: string;
  /** The number of findings that are errors, and warnings. */
  readonly errors: number;
  readonly warnings: number;
  readonly findings: readonly Finding[];
  /** The optional fields that the report lacks. */
  readonly missing: readonly MissingField[];
  readonly requests: readonly RequestRecord[];
}

/** Examines an endpoint with the requests that an element and its readers can cause. Never throws. */
export async function checkEndpoint(options: CheckOptions): Promise<CheckResult> {
  const { endpoint, method, timeZone, now, credentials, origin } = options;
  const client = new EndpointClient(endpoint, credentials, origin);
  const dates = resolveTimeFrame(options.timeFrame, now, timeZone, 'en');
  const sort = [{ column: 'firstSentAt', descending: true }];
  const context = new CheckContext(
    client,
    { endpoint, method, ...dates, timeZone, dateBasis: 'first-sent', sort },
    now,
  );
  const first = await context.attempt('response', () => checkFirstResponse(context));
  if (first) await runChecks(context, first, options);
  const { findings } = context;
  return {
    endpoint,
    errors: findings.count('error'),
    warnings: findings.count('warning'),
    findings: findings.all,
    missing: findings.missing,
    requests: client.records,
  };
}

const stillUnchecked =
  'Dates, windows, emails, explanations, ages and series need a report that keeps to the contract. ' +
  'Correct the errors, then check again.';

async function runChecks(context: CheckContext, first: FirstResponse, options: CheckOptions): Promise<void> {
  const { answer, report } = first;
  const { origin, credentials } = options;
  const hasTwoFormats = report ? await checkReport(context, answer, report) : false;
  if (answer.status >= 200 && answer.status <= 299) {
    if (!report) context.findings.add('info', 'contract', stillUnchecked);
    await context.attempt('errors', () => checkErrors(context));
    await context.attempt('headers', () => checkHeaders(context, answer, hasTwoFormats));
  }
  if (origin === undefined) {
    context.findings.add('info', 'headers', 'CORS was not checked. Name the origin of your page with --origin.');
    return;
  }
  const page = { origin, hasToken: credentials.token !== undefined, hasCookie: credentials.cookie !== undefined };
  await context.attempt('headers', () => checkCors(context, answer, page));
}

/** Everything that needs a valid report. Returns whether the endpoint also has NDJSON. */
async function checkReport(context: CheckContext, answer: Answer, report: Report): Promise<boolean> {
  listMissingFields(context, report);
  const hasTwoFormats = await context.attempt('response', () => checkStream(context, report));
  await context.attempt('time-frame', () => checkTimeFrame(context, report));
  await context.attempt('windows', () => checkSortAndWindows(context, report));
  await checkChoices(context, report, answer.url);
  await checkEmails(context, report, answer.url);
  await context.attempt('explanations', () => checkExplanations(context, report));
  await checkSeriesAndAges(context, answer);
  return hasTwoFormats === true;
}
