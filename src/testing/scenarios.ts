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
import { atAges, refusingAges } from './ages.ts';
import { allCampaigns } from './campaigns.ts';
import { repeatedSends, repeatedSeries } from './comparisons.ts';
import * as emails from './emails.ts';
import { ofPeople } from './people.ts';
import * as rows from './rows.ts';
import { series } from './series.ts';
import { changed, inWindows } from './windows.ts';

/** The resulting state of the element in a scenario: its custom state, `campaign-email-report:state(error)`. */
export type ScenarioOutcome = 'loading' | 'ready' | 'empty' | 'error' | 'incomplete';

export type ScenarioGroup = 'Loading' | 'Data' | 'Windows' | 'Interruptions' | 'Errors' | 'Contract errors' | 'Emails';

/** One way in which an endpoint responds. */
export interface Scenario {
  readonly title: string;
  readonly group: ScenarioGroup;
  /** The state after the first request. */
  readonly outcome: ScenarioOutcome;
  /** The state after a refresh, if it differs. */
  readonly refreshed?: 'stale' | 'refreshing';
  readonly report: Answer;
  readonly email: Answer<emails.EmailQuery>;
  /** How the report came about over time; missing if the report has no `seriesUrl`. */
  readonly series?: Answer;
  /** The list of all campaigns; missing if the report has no `campaignsUrl`. */
  readonly campaigns?: Answer<unknown>;
}

const realistic = (count: number) => () => rows.realisticRows(count);
const normalRows = () => rows.realisticRows(400, { days: 700 });
const normal = whole(normalRows);
const serverError = problem(500, 'Internal server error', 'The query ran out of memory.');
const unavailable = problem(503, 'Service unavailable', 'The data warehouse is under maintenance.', {
  'Retry-After': '120',
});

const scenario =
  (group: ScenarioGroup, outcome: ScenarioOutcome) =>
  (title: string, report: Answer): Scenario => ({
    ...{ title, group, outcome, report },
    email: emails.realEmail,
  });
const loading = scenario('Loading', 'loading');
const data = scenario('Data', 'ready');
const windows = scenario('Windows', 'ready');
/** Windows of five rows, so that the second is in view too. */
const shortWindows = (later: Parameters<typeof inWindows>[2]) => inWindows(realistic(400), 5, later);
const gap = scenario('Windows', 'incomplete');
const interruption = scenario('Interruptions', 'ready');
const error = scenario('Errors', 'error');
const afterRefresh = (refreshed: Scenario['refreshed'] & string, title: string, answer: Answer<unknown>): Scenario => ({
  ...interruption(title, thenOnRefresh(normal, answer)),
  refreshed,
});
/** Adds what readers should know about the data. */
const withNotes = (report: ReportResponse): ReportResponse => ({
  ...report,
  dataFrom: '2026-08-26T08:00:00Z',
  notes: [
    { code: 'gap', from: '2026-10-03T22:00:00Z', to: '2026-10-04T22:00:00Z' },
    { code: 'orphans', count: 120 },
  ],
});
/** Adds that six hours of the period are missing. */
const withGap = (report: ReportResponse): ReportResponse => ({
  ...report,
  dataFrom: '2026-08-26T08:00:00Z',
  notes: [{ code: 'gap', from: '2026-11-12T20:00:00Z', to: '2026-11-13T02:00:00Z' }],
});
/** Adds activities to the explanations that no count has. */
const withOtherExplanations = (report: ReportResponse): ReportResponse => ({
  ...report,
  rows: report.rows.map((row) => (row.explain ? { ...row, explain: { ...row.explain, opens: 1 } } : row)),
});
/** Removes all explanations. */
const withoutExplanations = (report: ReportResponse): ReportResponse => ({
  ...report,
  rows: report.rows.map((row) => ({ ...row, explain: null })),
});
/** Adds the URL of how the report came about over time. */
const withSeries = (report: ReportResponse) => ({ ...withNotes(report), seriesUrl: 'series' });
const mail = (title: string, email: Scenario['email']): Scenario => ({
  ...{ title, group: 'Emails', outcome: 'ready', email },
  report: normal,
});

/** Returns a scenario with three rows that break the contract. */
function breach(title: string, change: (report: ReportResponse) => unknown): Scenario {
  return scenario('Contract errors', 'error')(title, whole(realistic(3), change));
}

function breachInRow(title: string, fields: Record<string, unknown>): Scenario {
  return breach(title, (report) => ({
    ...report,
    rows: report.rows.map((row, index) => (index === 1 ? { ...row, ...fields } : row)),
  }));
}

/** All scenarios, by the id that URLs contain. */
export const scenarioList = {
  loading: loading('Never finishes loading', endless),
  slow: loading('Takes six seconds to load', after(6000, normal)),
  streaming: loading('Rows arrive as a stream', streamed(realistic(2000), { chunkSize: 40, pause: 100 })),
  'half-way': loading(
    'A stream stalls half-way',
    streamed(realistic(400), { chunkSize: 20, pause: 0, end: 'never', share: 0.5 }),
  ),

  normal: data('400 emails over two years', normal),
  empty: {
    ...data(
      'No emails',
      whole(() => []),
    ),
    outcome: 'empty',
  },
  'one-row': data('One email', whole(realistic(1))),
  fifty: data('50 emails', whole(realistic(50))),
  'ten-thousand': data('10,000 emails', whole(realistic(10_000))),
  'unknown-values': data('Unknown values', whole(rows.unknownValues)),
  'zero-denominators': data('Rates with a denominator of 0', whole(rows.zeroDenominators)),
  'hostile-names': data('Malicious names', whole(rows.hostileNames)),
  'long-names': data('Names of up to 10,000 characters', whole(rows.longNames)),
  'duplicate-names': data('Different emails with the same name', whole(rows.duplicateNames)),
  'huge-figures': data('Very large figures', whole(rows.hugeFigures)),
  contradictions: data('Contradictory counts', whole(rows.contradictions)),
  people: data('People can be chosen', ofPeople(realistic(50))),
  ages: data('Figures can be counted at an age', atAges(realistic(50))),
  'ages-refused': data('Ages are listed and refused', refusingAges(realistic(50))),
  'bots-unmarked': data('Bots are not marked', whole(rows.withoutBotMarks)),
  'explanations-missing': data('The endpoint explains nothing', whole(realistic(50), withoutExplanations)),
  'explanations-differing': data('Explanations do not add up', whole(realistic(50), withOtherExplanations)),
  campaigns: {
    ...data(
      'Campaigns that are not in the report can be chosen',
      whole(normalRows, (report) => ({ ...report, campaignsUrl: 'campaigns' })),
    ),
    campaigns: allCampaigns(normalRows),
  },
  'untracked-opens': data('Some emails without open tracking', whole(rows.untrackedOpens)),
  'data-gap': data('A gap in the data', whole(realistic(50), withGap)),
  compared: { ...data('Emails sent in two periods', repeatedSends), series: repeatedSeries },
  'from-marketo': {
    ...data('Everything that is known from Marketo', whole(rows.fromMarketo, withSeries)),
    series: series(rows.fromMarketo),
  },
  'series-failing': { ...data('Charts over time fail', whole(rows.fromMarketo, withSeries)), series: serverError },
  'series-differing': {
    ...data('Charts over time do not add up to the report', whole(rows.fromMarketo, withSeries)),
    series: series(realistic(3)),
  },
  'without-previews': data(
    'Some emails without a preview',
    whole(() => rows.rowsWith(Array.from({ length: 8 }, (_, index) => ({ hasPreview: index % 3 !== 1 })))),
  ),
  'least-fields': data('Only the required fields', whole(rows.requiredFieldsOnly)),

  windows: windows('5,000 emails in windows', inWindows(realistic(5000), 100)),
  'windows-waiting': windows(
    'Later windows never arrive',
    shortWindows((_, query) => silence(query)),
  ),
  'windows-failing': gap(
    'Later windows fail',
    shortWindows((_, query) => serverError(query)),
  ),
  'windows-short': gap(
    'Later windows miss a row',
    shortWindows(changed((window) => ({ ...window, rows: window.rows.slice(1) }))),
  ),
  'windows-repeating': gap(
    'Later windows repeat a row',
    shortWindows(changed((window) => ({ ...window, rows: [...window.rows.slice(0, 2), ...window.rows.slice(1, -1)] }))),
  ),
  'windows-changing': gap(
    'Data changes with each window',
    shortWindows(changed((window) => ({ ...window, rowCount: (window.rowCount ?? 0) + (window.offset ?? 0) }))),
  ),

  stale: afterRefresh('stale', 'A refresh fails', serverError),
  refreshing: afterRefresh('refreshing', 'A refresh never finishes', endless),
  'signed-out': afterRefresh(
    'stale',
    'A refresh after signing out',
    problem(401, 'Signed out', 'The session has ended.'),
  ),
  incomplete: {
    ...interruption(
      'Fewer rows than announced',
      whole(realistic(30), (report) => ({ ...report, rowCount: 48 })),
    ),
    outcome: 'incomplete',
  },
  'truncated-stream': {
    ...interruption(
      'A stream is interrupted',
      streamed(realistic(50), { chunkSize: 10, pause: 0, end: 'broken', share: 0.6 }),
    ),
    outcome: 'incomplete',
  },
  'breach-in-stream': {
    ...interruption(
      'A stream breaks the contract half-way',
      streamed(realistic(50), { chunkSize: 10, pause: 0 }, (row, index) =>
        index === 30 ? { ...row, sent: '12' } : row,
      ),
    ),
    outcome: 'incomplete',
  },

  'bad-request': error('400: bad request', problem(400, 'Bad request', 'timeZone: unknown time zone Europe/Atlantis.')),
  'sign-in': error('401: not signed in', problem(401, 'Not signed in', 'A token is required.')),
  forbidden: error('403: forbidden', problem(403, 'Forbidden', 'Your role does not include reports.')),
  'not-found': error('404: not found', problem(404, 'Not found', 'There is no report at this URL.')),
  'too-many-requests': {
    ...error(
      '429: too many requests, retry after 30 seconds',
      problem(429, 'Too many requests', 'The limit is 10 requests per minute.', { 'Retry-After': '30' }),
    ),
    // The element shows a countdown.
    outcome: 'loading',
  },
  'server-error': error('500: server error', serverError),
  unavailable: error('503: unavailable, retry after two minutes', unavailable),
  network: error('No connection', noConnection),
  timeout: error('No response within the time limit', silence),
  'web-page': error('HTML instead of JSON', body('<!doctype html><title>Sign in</title><h1>Sign in</h1>', 'text/html')),
  'truncated-json': error('Truncated JSON', body('{"version":1,"rows":[{"campaignId":"1","campaignName":"Spr')),
  'empty-body': error('Empty response body', body('')),

  'breach-version': breach('Unsupported version', (report) => ({ ...report, version: 2 })),
  'breach-not-an-object': breach('Report is not an object', ({ rows: found }) => found),
  'breach-no-rows': breach('Missing rows', (report) => ({ ...report, rows: undefined })),
  'breach-row-count': breach('More rows than announced', (report) => ({ ...report, rowCount: 2 })),
  'breach-date': breach('Invalid date', (report) => ({ ...report, from: '2026-02-30' })),
  'breach-time-zone': breach('Offset instead of a time zone', (report) => ({ ...report, timeZone: '+01:00' })),
  'breach-date-basis': breach('Invalid date basis', (report) => ({ ...report, dateBasis: 'opened' })),
  'breach-row': breach('Row is not an object', (report) => ({ ...report, rows: [null, ...report.rows.slice(1)] })),
  'breach-id': breachInRow('Missing id', { emailId: null }),
  'breach-name': breachInRow('Name is a number', { emailName: 12 }),
  'breach-flag': breachInRow('Flag is a string', { campaignArchived: 'no' }),
  'breach-no-count': breachInRow('Missing sent count', { sent: null }),
  'breach-count-as-text': breachInRow('Count is a string', { sent: '12' }),
  'breach-negative-count': breachInRow('Negative count', { opened: -1 }),
  'breach-fraction': breachInRow('Fractional count', { clicked: 1.5 }),
  'breach-instant': breachInRow('Instant without a time zone', { firstSentAt: '2026-11-02T08:00:00' }),
  'breach-pair': breach('Duplicate row', (report) => ({
    ...report,
    rows: [...report.rows.slice(1), report.rows[2]],
  })),
  'breach-head': scenario('Contract errors', 'error')('Stream without a header', body('[]\n', 'application/x-ndjson')),
  'breach-window': breach('Window in a different order than requested', (report) => ({
    ...report,
    ...{ limit: 10, offset: 0, sort: '-unsubscribed' },
  })),
  'breach-everywhere': breach('Errors in many places', (report) => ({
    ...report,
    ...{ rowCount: 60, rows: rows.realisticRows(60).map((row) => ({ ...row, sent: String(row.sent) })) },
  })),

  'email-real': mail('HTML email', emails.realEmail),
  'email-dark': mail('Email with a dark background', emails.darkEmail),
  'email-dark-styles': mail('Email with dark styles', emails.darkStylesEmail),
  'email-current': mail('Current version of an email, only in parts', emails.currentEmail),
  'email-plain-text': mail('Plain-text email', emails.plainTextEmail),
  'email-huge': mail('Email of 2 MB', emails.hugeEmail),
  'email-hostile': mail('Malicious email', emails.hostileEmail),
  'email-remote-images': mail('Email with remote images', emails.remoteImagesEmail),
  'email-missing': mail('Missing email', emails.missingEmail),
  'email-forbidden': mail('Forbidden email', emails.forbiddenEmail),
  'email-broken': mail('Invalid email', emails.brokenEmail),
  'email-loading': mail('Email that never loads', silence),
} satisfies Record<string, Scenario>;

export type ScenarioId = keyof typeof scenarioList;
