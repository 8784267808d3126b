import type { ReportRequest } from '../src/endpoint/fetch-report.ts';
import type { Report } from '../src/model/report.ts';
import { findRow, keyOf, nameRow, type CheckContext, type RequestChange } from './check-context.ts';

/** Zones that are 25 hours apart: every instant has different dates in them. */
const eastern = 'Pacific/Kiritimati';
const western = 'Pacific/Pago_Pago';

const page = 'See docs/endpoint.md#select-rows-by-date.';

/** Returns the date of an instant in a time zone, `YYYY-MM-DD`. */
export function dateAt(instant: number, timeZone: string): string {
  const options = { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  return new Intl.DateTimeFormat('en-CA-u-ca-gregory-nu-latn', options).format(instant);
}

/** Checks whether dates and time zone decide which rows are in the report. */
export async function checkTimeFrame(context: CheckContext, report: Report): Promise<void> {
  checkScope(context, report);
  const { findings, request } = context;
  const known = [...report.numbers.firstSentAt.keys()].filter((row) => !Number.isNaN(report.numbers.firstSentAt[row]));
  if (report.length === 0) {
    findings.add(
      'warning',
      'time-frame',
      'The report has no rows. Choose a time frame with rows: --time-frame all-time.',
    );
    return;
  }
  if (known.length === 0) {
    findings.add(
      'info',
      'time-frame',
      'Whether from, to and timeZone are honored cannot be verified without firstSentAt.',
    );
    return;
  }
  const sorted = known.sort((a, b) => (report.numbers.firstSentAt[a] ?? 0) - (report.numbers.firstSentAt[b] ?? 0));
  const first = sorted[0] ?? 0;
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const last = sorted.at(-1) ?? 0;
  const dateOf = (row: number, timeZone = request.timeZone) => dateAt(report.numbers.firstSentAt[row] ?? 0, timeZone);
  const day = dateOf(middle);
  const isOneDay = dateOf(first) === dateOf(last);
  const before = new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
  findings.verify(
    'time-frame',
    'from and to are honored.',
    problemOfDates(report, request, [first, last]) ??
      (await findMistake(context, { from: day, to: day }, report, middle)) ??
      (await findMistake(context, { from: dateOf(last), to: undefined }, report, last)) ??
      (await findMistake(context, { from: undefined, to: dateOf(first) }, report, first)) ??
      // All of these time frames have all rows.
      (isOneDay ? await findMistake(context, { from: before, to: before }, report, undefined) : undefined),
  );
  const easternDay = dateOf(middle, eastern);
  const oneDay = { from: easternDay, to: easternDay };
  findings.verify(
    'time-frame',
    'timeZone is honored.',
    (await findMistake(context, { ...oneDay, timeZone: eastern }, report, middle)) ??
      (await findMistake(context, { ...oneDay, timeZone: western }, report, undefined)),
  );
  await checkDateBasis(context);
}

type TimeFrameOfRequest = Pick<ReportRequest, 'from' | 'to' | 'timeZone'>;

const nameTimeFrame = ({ from, to, timeZone }: TimeFrameOfRequest) => `${from ?? '…'} to ${to ?? '…'} in ${timeZone}`;

/** Names the first of some rows that was first sent outside of a time frame. */
function problemOfDates(report: Report, timeFrame: TimeFrameOfRequest, rows: Iterable<number>): string | undefined {
  const { from, to, timeZone } = timeFrame;
  for (const row of rows) {
    const sentAt = report.numbers.firstSentAt[row] ?? NaN;
    if (Number.isNaN(sentAt)) continue;
    const date = dateAt(sentAt, timeZone);
    if ((from ?? date) <= date && date <= (to ?? date)) continue;
    const sent = new Date(sentAt).toISOString();
    return `${nameTimeFrame(timeFrame)}: got ${nameRow(report, row)}, first sent ${sent}. ${page}`;
  }
  return undefined;
}

/** Returns why a report is not that of its time frame. @param expected a row of another report that it must have */
async function findMistake(
  context: CheckContext,
  change: RequestChange,
  whole: Report,
  expected: number | undefined,
): Promise<string | undefined> {
  const timeFrame = { ...context.request, ...change };
  const what = nameTimeFrame(timeFrame);
  const report = await context.fetchReport('time-frame', what, change);
  if (!report) return `${what}: the report is invalid.`;
  const problem = problemOfDates(report, timeFrame, report.numbers.firstSentAt.keys());
  if (problem !== undefined) return problem;
  // A window has only some of the rows.
  if (expected === undefined || report.window) return undefined;
  const isFound = findRow(report, (row) => keyOf(report, row) === keyOf(whole, expected)) !== undefined;
  return isFound ? undefined : `${what}: ${nameRow(whole, expected)} is missing. ${page}`;
}

/** Compares the time frame that a report names with the requested one. */
function checkScope({ findings, request, now }: CheckContext, { scope, asOf }: Report): void {
  for (const name of ['from', 'to', 'timeZone', 'dateBasis'] as const) {
    const [requested, got] = [request[name], scope[name]];
    if (got === undefined || got.toLowerCase() === requested?.toLowerCase()) continue;
    const message = `${name}: requested ${requested ?? 'no limit'}, the report says ${got}. Readers see the latter.`;
    findings.add('warning', 'time-frame', message, { path: name });
  }
  if (asOf > now.getTime()) findings.add('warning', 'time-frame', 'asOf is in the future.', { path: 'asOf' });
}

async function checkDateBasis(context: CheckContext): Promise<void> {
  const { findings } = context;
  const report = await context.fetchReport('time-frame', 'dateBasis=sent', { dateBasis: 'sent' });
  if (!report) return;
  const { dateBasis } = report.scope;
  if (dateBasis === undefined) {
    findings.add(
      'info',
      'time-frame',
      'Whether dateBasis=sent is honored cannot be verified: the report does not name its dateBasis.',
    );
    return;
  }
  const mistake =
    'dateBasis=sent is not honored: the report says first-sent. Readers who choose it are told so. ' + page;
  findings.verify('time-frame', 'dateBasis is honored.', dateBasis === 'sent' ? undefined : mistake, 'warning');
}
