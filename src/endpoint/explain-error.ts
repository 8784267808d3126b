import { isJsonObject } from '../platform/json-object.ts';
import { didYouMean } from '../platform/similar-names.ts';
import { warnAbout } from '../platform/warn-about.ts';
import { ContractError, describeValue, quote, type ContractProblem } from './contract-error.ts';
import { findJsonMistake } from './json-mistake.ts';
import type { ReportError } from './report-error.ts';

/** The properties of the element that may be the cause of an error. */
export interface RequestingElement {
  readonly id: string;
  readonly endpoint: string;
  readonly report: unknown;
  readonly token: unknown;
  readonly fetcher: unknown;
  /** The URL of an email, if one was requested instead of the report. */
  readonly emailUrl?: string | undefined;
}

/** What to do about a mistake, and the page of the documentation that describes it. */
interface Advice {
  readonly text?: string | undefined;
  readonly page: string;
}

const endpointPage = 'docs/endpoint.md';
const emailPage = `${endpointPage}#return-emails-for-previews`;
const signInPage = 'docs/sign-in.md';
const streamPage = `${endpointPage}#stream-rows-as-ndjson`;
const mistakes = `${endpointPage}#find-mistakes`;

/** Logs an error with the place of the mistake, the expected value and a page of the documentation. */
export function logError(element: RequestingElement, error: ReportError): void {
  const { cause } = error;
  const isExplained = cause === undefined || cause instanceof ContractError;
  warnAbout(element, explainError(error, element), ...(isExplained ? [] : [cause]));
}

/** Returns the message of an error, what to do about it, and a page of the documentation. */
export function explainError(error: ReportError, element: RequestingElement): string {
  const { text, page } = adviceFor(error, element);
  const message = /[.?]$/.test(error.message) ? error.message : `${error.message}.`;
  const place = error.kind === 'contract' ? placeOf(element) : '';
  return [place + message, text, `See ${page}.`].filter(Boolean).join(' ');
}

/** Returns the object that the path of a problem belongs to, unless it is the response of the endpoint. */
function placeOf({ report, emailUrl }: RequestingElement): string {
  if (emailUrl !== undefined) return `previewUrl=${quote(emailUrl)}: `;
  return report ? 'report: ' : '';
}

function adviceFor(error: ReportError, element: RequestingElement): Advice {
  switch (error.kind) {
    case 'contract':
      return adviceForContract(error, element);
    case 'network':
      return adviceForNetwork(error, element);
    case 'http':
    case 'forbidden':
      return adviceForStatus(error, element);
    case 'sign-in':
      return {
        text: `Expected a response for a reader who is signed in from ${nameEndpoint(element)}.`,
        page: `${signInPage}#handle-an-expired-session`,
      };
    case 'timeout':
      return {
        text: `Expected a response from ${nameEndpoint(element)}.`,
        page: `${endpointPage}#retries-and-time-limits`,
      };
    case 'incomplete':
      return { text: 'Expected as many rows as rowCount says.', page: `${endpointPage}#the-response` };
  }
}

const nameEndpoint = ({ endpoint, emailUrl }: RequestingElement) =>
  emailUrl === undefined ? `endpoint=${quote(endpoint)}` : `previewUrl=${quote(emailUrl)}`;

function adviceForStatus({ status, title, detail }: ReportError, element: RequestingElement): Advice {
  const expected = `Expected a status from 200 to 299 from ${nameEndpoint(element)}.`;
  const reason =
    title === undefined && detail === undefined
      ? 'A problem document (application/problem+json) with a detail would give the reason.'
      : '';
  const url = status === 404 ? 'Check the URL.' : '';
  return { text: [expected, url, reason].filter(Boolean).join(' '), page: `${endpointPage}#report-errors` };
}

function adviceForNetwork({ message, cause }: ReportError, element: RequestingElement): Advice {
  const { token, fetcher } = element;
  if (message.startsWith('token:')) {
    // The value may be a secret.
    const got = typeof token === 'function' ? `a failure (${nameCause(cause)})` : `a ${typeof token}`;
    return { text: `Got ${got}. Nothing was sent.`, page: `${signInPage}#use-a-token` };
  }
  if (fetcher !== undefined && fetcher !== null && cause !== undefined) {
    const text =
      typeof fetcher === 'function'
        ? `fetcher: expected a promise of a Response, got a failure (${nameCause(cause)}).`
        : `fetcher: expected a function with the parameters of fetch, got ${describeValue(fetcher)}.`;
    return { text, page: `${signInPage}#replace-fetch` };
  }
  return {
    text: `Expected a response from ${nameEndpoint(element)}.`,
    page: `${endpointPage}#allow-other-origins-cors`,
  };
}

function nameCause(cause: unknown): string {
  return cause instanceof Error ? `${cause.name}: ${cause.message}` : describeValue(cause);
}

function adviceForContract({ problems, cause }: ReportError, { emailUrl }: RequestingElement): Advice {
  const [problem] = problems;
  const source = cause instanceof ContractError ? cause.source : undefined;
  if (!problem) return { page: mistakes };
  if (emailUrl !== undefined) {
    const advice = adviceForText(problem, source) ?? adviceForValue(problem) ?? adviceForMissing(problem, source);
    return { text: advice?.text, page: emailPage };
  }
  return (
    adviceForText(problem, source) ??
    adviceForBody(problem, source) ??
    adviceForWindow(problem, source) ??
    adviceForValue(problem) ??
    adviceForMissing(problem, source) ?? { page: mistakes }
  );
}

/** For a body or a line that is not JSON. */
function adviceForText({ got, line }: ContractProblem, source: unknown): Advice | undefined {
  if (typeof source !== 'string') return undefined;
  if (got.startsWith('an HTML page')) {
    const text = 'Check the URL of the endpoint. If the session has ended, respond with status 401 instead of a page.';
    return { text, page: mistakes };
  }
  if (line === undefined && hasJsonLines(source)) {
    return { text: 'This is one JSON value per line. Send it as application/x-ndjson.', page: streamPage };
  }
  if (line !== undefined && /^\s*[[{]\s*$/.test(source)) {
    return { text: 'This is JSON on several lines. Send it as application/json.', page: streamPage };
  }
  const mistake = source.trim() === '' ? undefined : findJsonMistake(source);
  if (!mistake) return { page: mistakes };
  const place = line === undefined ? `Line ${mistake.line}, column ${mistake.column}` : `Column ${mistake.column}`;
  return { text: `${place}: expected ${mistake.expected}, got ${mistake.got}.`, page: mistakes };
}

/** Whether the first line is a JSON value and another line follows. */
function hasJsonLines(text: string): boolean {
  const [first = '', second = ''] = text.trimStart().split('\n', 2);
  return second !== '' && findJsonMistake(first) === undefined;
}

const wrapping = 'Put the rows into {"version": 1, "rows": […]}.';

/** Whether a value is a `ParsedReport` whose class is not that of the element: its only field is the length, of its class. */
const isParsedElsewhere = (value: object) => 'length' in value && !('rows' in value) && !Object.hasOwn(value, 'length');

/** For a body that is not a report: a bare array, an error, or rows under another name. */
function adviceForBody({ path, expected, got }: ContractProblem, source: unknown): Advice | undefined {
  const page = `${endpointPage}#return-a-minimal-report`;
  if (expected.startsWith('one line per row')) {
    return { text: 'This is the whole report in one object. Send it as application/json.', page: streamPage };
  }
  if (path === 'body') return { text: got === 'an array' ? wrapping : undefined, page };
  if ((path !== 'version' && path !== 'rows') || !isJsonObject(source)) return undefined;
  if (isParsedElsewhere(source)) {
    const text =
      'This is a ParsedReport of another copy of the module. Import ParsedReport from the URL that the element is loaded from.';
    return { text, page: 'docs/html.md#show-data-without-an-endpoint' };
  }
  if (Array.isArray(source['rows']) && path === 'rows') {
    return { text: 'Correct "rowCount", or omit it.', page: `${endpointPage}#the-response` };
  }
  const name = ['error', 'errors', 'message', 'detail'].find((key) => source[key] !== undefined);
  if (name === undefined) return { text: `${wrapping} ${nameKeys('body', source)}`, page };
  const text = `The body contains ${JSON.stringify(name)}: ${shortJson(source[name])}. Respond to an error with status 400 or above.`;
  return { text, page: `${endpointPage}#report-errors` };
}

const windowFields = ['limit', 'offset', 'rowCount', 'sort', 'search', 'groupBy', 'campaign'];

/** For a window, and for a whole report with a stray `limit`. */
function adviceForWindow({ path, expected }: ContractProblem, source: unknown): Advice | undefined {
  if (!windowFields.includes(path)) return undefined;
  const isWindow = expected.endsWith('as requested') || (isJsonObject(source) && typeof source['limit'] === 'number');
  if (!isWindow) return undefined;
  const text =
    'A response with "limit" is a window of a longer report, with "offset", "rowCount" and the applied "sort". ' +
    'Omit "limit" from a whole report.';
  return { text, page: `${endpointPage}#return-long-reports-in-windows` };
}

/** For a value of another type than expected. */
function adviceForValue({ path, expected, got }: ContractProblem): Advice | undefined {
  const field = path.split('.').at(-1) ?? '';
  const page = `${endpointPage}#the-response`;
  if (/^(campaignId|emailId|id|campaign)$/.test(field) && /^-?(\d{16,}|\d+(\.\d+)?e\+\d+)$/.test(got)) {
    return { text: 'Send ids as strings: a number above 9007199254740991 (2^53 − 1) loses its last digits.', page };
  }
  if (expected === 'a non-negative integer' && /^"\d+"$/.test(got)) {
    return { text: 'Send counts as numbers: database drivers return bigint as text, so cast it to integer.', page };
  }
  if (expected.includes('ISO 8601') && got !== 'nothing') {
    return { text: 'Send instants such as "2026-10-26T08:00:00Z".', page };
  }
  return undefined;
}

/** For a required field that is missing. */
function adviceForMissing({ path, got }: ContractProblem, source: unknown): Advice | undefined {
  if (got !== 'nothing' || !isJsonObject(source)) return undefined;
  const field = path.split('.').at(-1) ?? '';
  const object = /^(rows|links)\[/.test(path) ? 'row' : 'body';
  const text = `${nameKeys(object, source)}${didYouMean(field, Object.keys(source))}`;
  return { text, page: `${endpointPage}#the-response` };
}

const maxNamedKeys = 40;

function nameKeys(object: string, source: object): string {
  const keys = Object.keys(source);
  if (keys.length === 0) return `The ${object} has no fields.`;
  const named = keys.slice(0, maxNamedKeys).map(quote).join(', ');
  return `The ${object} has the fields ${named}${keys.length > maxNamedKeys ? ' and others' : ''}.`;
}

function shortJson(value: unknown): string {
  const text = JSON.stringify(value);
  return (text.length > 200 ? `${text.slice(0, 200)}…` : text).replace(/\p{Cc}|\p{Cf}/gu, ' ');
}
