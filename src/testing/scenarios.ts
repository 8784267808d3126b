import type { ReportResponse } from '../endpoint/contract.ts';
import {
  after,
  body,
  endless,
  noConnection,
  problem,
  silence,
  streamed,
  thenOnRefresh,
  whole,
  type Answer,
} from './responses.ts';
import * as emails from './emails.ts';
import * as rows from './rows.ts';
import { changed, inWindows } from './windows.ts';

/** What the element comes to in a scenario: its custom state, `campaign-email-report:state(error)`. */
export type ScenarioOutcome = 'loading' | 'ready' | 'empty' | 'error' | 'incomplete';

export type ScenarioGroup = 'Loading' | 'Data' | 'Windows' | 'Later' | 'Errors' | 'Breaches of the contract' | 'Emails';

/** One way in which an endpoint behaves. */
export interface Scenario {
  readonly title: string;
  readonly group: ScenarioGroup;
  /** How the first request ends. */
  readonly outcome: ScenarioOutcome;
  /** How a refresh of the same report ends, where that is otherwise. */
  readonly refreshed?: 'stale' | 'refreshing';
  readonly report: Answer;
  readonly email: Answer<emails.EmailQuery>;
}

const believable = (count: number) => () => rows.believableRows(count);
const normalRows = () => rows.believableRows(400, { days: 700 });
const normal = whole(normalRows);
const serverError = problem(500, 'Internal server error', 'The query ran out of memory.');
const unavailable = problem(503, 'Service unavailable', 'The warehouse is being maintained.', { 'Retry-After': '120' });

const scenario =
  (group: ScenarioGroup, outcome: ScenarioOutcome) =>
  (title: string, report: Answer): Scenario => ({
    ...{ title, group, outcome, report },
    email: emails.realEmail,
  });
const loading = scenario('Loading', 'loading');
const data = scenario('Data', 'ready');
const windows = scenario('Windows', 'ready');
/** Windows of five rows: the second is in view as well. */
const shortWindows = (later: Parameters<typeof inWindows>[2]) => inWindows(believable(400), 5, later);
const gap = scenario('Windows', 'incomplete');
const later = scenario('Later', 'ready');
const error = scenario('Errors', 'error');
const afterRefresh = (refreshed: Scenario['refreshed'] & string, title: string, answer: Answer<unknown>): Scenario => ({
  ...later(title, thenOnRefresh(normal, answer)),
  refreshed,
});
const mail = (title: string, email: Scenario['email']): Scenario => ({
  ...{ title, group: 'Emails', outcome: 'ready', email },
  report: normal,
});

/** A report of three rows, one field of which breaks the contract. */
function breach(title: string, change: (report: ReportResponse) => unknown): Scenario {
  return scenario('Breaches of the contract', 'error')(title, whole(believable(3), change));
}

function breachInRow(title: string, fields: Record<string, unknown>): Scenario {
  return breach(title, (report) => ({
    ...report,
    rows: report.rows.map((row, index) => (index === 1 ? { ...row, ...fields } : row)),
  }));
}

/** Every scenario, by the name that an address calls it by. */
export const scenarioList = {
  loading: loading('It loads and never ends', endless),
  slow: loading('It takes six seconds', after(6000, normal)),
  streaming: loading('Rows stream in', streamed(believable(2000), { rowsAtOnce: 40, pause: 100 })),
  'half-way': loading(
    'Rows stream in and stand still half-way',
    streamed(believable(400), { rowsAtOnce: 20, pause: 0, end: 'never', share: 0.5 }),
  ),

  normal: data('400 emails of two years', normal),
  empty: {
    ...data(
      'No email',
      whole(() => []),
    ),
    outcome: 'empty',
  },
  'one-row': data('One email', whole(believable(1))),
  fifty: data('50 emails', whole(believable(50))),
  'ten-thousand': data('10,000 emails', whole(believable(10_000))),
  'unknown-values': data('Values that some rows lack', whole(rows.unknownValues)),
  'zero-denominators': data('Rates with nothing to divide by', whole(rows.zeroDenominators)),
  'hostile-names': data('Names that would do harm', whole(rows.hostileNames)),
  'long-names': data('Names of up to 10,000 characters', whole(rows.longNames)),
  'duplicate-names': data('Different emails with one name', whole(rows.duplicateNames)),
  'huge-figures': data('Figures up to the greatest', whole(rows.hugeFigures)),
  contradictions: data('Counts that contradict each other', whole(rows.contradictions)),
  'without-previews': data(
    'Emails of which some cannot be shown',
    whole(() => rows.rowsWith(Array.from({ length: 8 }, (_, index) => ({ hasPreview: index % 3 !== 1 })))),
  ),
  'least-fields': data('Only what the contract asks for at least', whole(rows.leastFields)),

  windows: windows('5,000 emails, window by window', inWindows(believable(5000), 100)),
  'windows-waiting': windows(
    'Later windows never come',
    shortWindows((_, query) => silence(query)),
  ),
  'windows-failing': gap(
    'Later windows fail',
    shortWindows((_, query) => serverError(query)),
  ),
  'windows-short': gap(
    'Later windows lack a row',
    shortWindows(changed((window) => ({ ...window, rows: window.rows.slice(1) }))),
  ),
  'windows-repeating': gap(
    'Later windows repeat a row',
    shortWindows(changed((window) => ({ ...window, rows: [...window.rows.slice(0, 2), ...window.rows.slice(1, -1)] }))),
  ),
  'windows-changing': gap(
    'Each later window is of other data',
    shortWindows(changed((window) => ({ ...window, rowCount: (window.rowCount ?? 0) + (window.offset ?? 0) }))),
  ),

  stale: afterRefresh('stale', 'A refresh fails: older figures stay', serverError),
  refreshing: afterRefresh('refreshing', 'A refresh never ends: older figures stay', endless),
  'signed-out': afterRefresh(
    'stale',
    'A refresh is refused: signed out meanwhile',
    problem(401, 'Signed out', 'The session has ended.'),
  ),
  incomplete: {
    ...later(
      'Fewer rows than announced',
      whole(believable(30), (report) => ({ ...report, rowCount: 48 })),
    ),
    outcome: 'incomplete',
  },
  'truncated-stream': {
    ...later('A stream breaks off', streamed(believable(50), { rowsAtOnce: 10, pause: 0, end: 'broken', share: 0.6 })),
    outcome: 'incomplete',
  },
  'breach-in-stream': {
    ...later(
      'A stream breaks the contract half-way',
      streamed(believable(50), { rowsAtOnce: 10, pause: 0 }, (row, index) =>
        index === 30 ? { ...row, sent: '12' } : row,
      ),
    ),
    outcome: 'incomplete',
  },

  'bad-request': error(
    '400: the request is not understood',
    problem(400, 'Bad request', 'timeZone: Europe/Atlantis is not known.'),
  ),
  'sign-in': error('401: not signed in', problem(401, 'Not signed in', 'A token is needed.')),
  forbidden: error('403: not allowed', problem(403, 'Forbidden', 'Your role does not include reports.')),
  'not-found': error('404: there is no such report', problem(404, 'Not found', 'There is no report at this address.')),
  'too-many-requests': {
    ...error(
      '429: too many requests, wait half a minute',
      problem(429, 'Too many requests', 'Ten a minute are allowed.', { 'Retry-After': '30' }),
    ),
    // The element waits and counts the seconds.
    outcome: 'loading',
  },
  'server-error': error('500: the server failed', serverError),
  unavailable: error('503: the service is down for two minutes', unavailable),
  network: error('No connection', noConnection),
  timeout: error('No answer within the time limit', silence),
  'web-page': error(
    'A web page in place of JSON',
    body('<!doctype html><title>Sign in</title><h1>Sign in</h1>', 'text/html'),
  ),
  'truncated-json': error('JSON that breaks off', body('{"version":1,"rows":[{"campaignId":"1","campaignName":"Spr')),
  'empty-body': error('Nothing at all', body('')),

  'breach-version': breach('Another version', (report) => ({ ...report, version: 2 })),
  'breach-not-an-object': breach('Not an object', ({ rows: found }) => found),
  'breach-no-rows': breach('No rows', (report) => ({ ...report, rows: undefined })),
  'breach-row-count': breach('More rows than announced', (report) => ({ ...report, rowCount: 2 })),
  'breach-date': breach('A date that is none', (report) => ({ ...report, from: '2026-02-30' })),
  'breach-time-zone': breach('An offset for a time zone', (report) => ({ ...report, timeZone: '+01:00' })),
  'breach-date-basis': breach('A date basis that is none', (report) => ({ ...report, dateBasis: 'opened' })),
  'breach-row': breach('A row that is none', (report) => ({ ...report, rows: [null, ...report.rows.slice(1)] })),
  'breach-id': breachInRow('No id', { emailId: null }),
  'breach-name': breachInRow('A number for a name', { emailName: 12 }),
  'breach-flag': breachInRow('A word for yes or no', { campaignArchived: 'no' }),
  'breach-no-count': breachInRow('No number of those sent to', { sent: null }),
  'breach-count-as-text': breachInRow('Text for a count', { sent: '12' }),
  'breach-negative-count': breachInRow('A count below 0', { opened: -1 }),
  'breach-fraction': breachInRow('A count with a fraction', { clicked: 1.5 }),
  'breach-instant': breachInRow('A moment without its zone', { firstSentAt: '2026-11-02T08:00:00' }),
  'breach-pair': breach('The same email of a campaign twice', (report) => ({
    ...report,
    rows: [...report.rows.slice(1), report.rows[2]],
  })),
  'breach-head': scenario('Breaches of the contract', 'error')(
    'A stream without its head',
    body('[]\n', 'application/x-ndjson'),
  ),
  'breach-window': breach('A window in another order than was asked for', (report) => ({
    ...report,
    ...{ limit: 10, offset: 0, sort: '-unsubscribed' },
  })),
  'breach-everywhere': breach('Broken in many places', (report) => ({
    ...report,
    ...{ rowCount: 60, rows: rows.believableRows(60).map((row) => ({ ...row, sent: String(row.sent) })) },
  })),

  'email-real': mail('An email as it was sent', emails.realEmail),
  'email-dark': mail('An email on a dark ground', emails.darkEmail),
  'email-plain-text': mail('An email of plain text alone', emails.plainTextEmail),
  'email-huge': mail('An email of 2 MB', emails.hugeEmail),
  'email-hostile': mail('An email that means harm', emails.hostileEmail),
  'email-remote-images': mail('An email with pictures from elsewhere', emails.remoteImagesEmail),
  'email-missing': mail('An email that is not there', emails.missingEmail),
  'email-forbidden': mail('An email that the reader may not see', emails.forbiddenEmail),
  'email-broken': mail('An email that cannot be read', emails.brokenEmail),
  'email-loading': mail('An email that never comes', silence),
} satisfies Record<string, Scenario>;

export type ScenarioId = keyof typeof scenarioList;
