import { ContractError } from '../src/endpoint/contract-error.ts';
import { parseSeries } from '../src/endpoint/fetch-series.ts';
import { offeredAges } from '../src/model/figure-choices.ts';
import { isOpenCount } from '../src/model/metrics.ts';
import { seriesCountIds } from '../src/model/series-counts.ts';
import { isCalendarDate } from '../src/model/time-frame.ts';
import { isJsonObject } from '../src/platform/json-object.ts';
import { resolveLink, type CheckContext } from './check-context.ts';
import type { Answer } from './endpoint-client.ts';

type Json = Readonly<Record<string, unknown>>;

/** Checks series and ages, where the head of the report lists them. */
export async function checkSeriesAndAges(context: CheckContext, { text, url }: Answer): Promise<void> {
  const report = parseObject(text);
  const rows = Array.isArray(report['rows']) ? report['rows'].filter(isJsonObject) : [];
  const { seriesUrl } = report;
  if (typeof seriesUrl === 'string') {
    const address = resolveLink(seriesUrl, url);
    if (address === undefined) context.addBadLink('series', 'seriesUrl');
    else await context.attempt('series', () => checkSeries(context, address, rows[0]), 'seriesUrl');
  }
  for (const age of offeredAges(report)) {
    await context.attempt('ages', () => checkAge(context, age));
  }
}

async function checkSeries({ client, findings, request }: CheckContext, url: string, row?: Json): Promise<void> {
  const { from, to, timeZone, dateBasis } = request;
  const scope = row ? { campaign: String(row['campaignId']), email: String(row['emailId']) } : {};
  for (const unit of ['day', 'week', 'month']) {
    const address = new URL(url);
    for (const [name, value] of Object.entries({ from, to, timeZone, dateBasis, ...scope, unit })) {
      if (value !== undefined) address.searchParams.set(name, value);
    }
    const { status, text } = await client.request(address.href);
    const mistake = status === 200 ? mistakeOf(parseObject(text), unit, row) : `expected status 200, got ${status}`;
    const message = mistake && `unit=${unit}: ${mistake}. See docs/endpoint.md#return-a-series.`;
    findings.verify('series', `Series by ${unit} add up to the report.`, message);
  }
}

/** Returns a mistake of a series of a row, or `undefined`. */
function mistakeOf(series: Json, unit: string, row: Json | undefined): string | undefined {
  // The element only requests days.
  const breach = unit === 'day' ? breachOf(series) : undefined;
  if (breach !== undefined) return breach;
  const points = Array.isArray(series['points']) ? series['points'].filter(isJsonObject) : undefined;
  if (series['unit'] !== unit) return `expected "unit": ${JSON.stringify(unit)}`;
  if (!points) return 'points: expected an array';
  const dates = points.map(({ date }) => String(date));
  const wrong = dates.findIndex((date, index) => !isFirstDay(date, unit) || date <= (dates[index - 1] ?? ''));
  if (wrong >= 0)
    return `points[${wrong}].date: expected the first day of a ${unit} after the one before, got ${dates[wrong]}`;
  for (const id of row && typeof row['emailId'] !== 'undefined' ? seriesCountIds : []) {
    const count = row?.[id];
    if (typeof count !== 'number' || (row?.['openTracked'] === false && isOpenCount(id))) continue;
    const sum = points.reduce((total, point) => total + Number(point[id] ?? 0), 0);
    if (sum !== count) return `${id}: the points add up to ${sum}, the row has ${count}`;
  }
  return undefined;
}

/** Returns why the element would refuse a series; `undefined` if it would not. */
function breachOf(series: Json): string | undefined {
  try {
    parseSeries(series);
    return undefined;
  } catch (error) {
    if (error instanceof ContractError) return error.message;
    throw error;
  }
}

function isFirstDay(date: string, unit: string): boolean {
  if (!isCalendarDate(date)) return false;
  if (unit === 'month') return date.endsWith('-01');
  return unit === 'day' || new Date(date).getUTCDay() === 1;
}

async function checkAge(context: CheckContext, age: string): Promise<void> {
  const { status, text } = await context.send({}, undefined, { age });
  const report = parseObject(text);
  const rows = Array.isArray(report['rows']) ? report['rows'].filter(isJsonObject) : [];
  const aborted = age === '24h' && rows.findIndex((row) => Number(row['aborted'] ?? 0) > 0);
  let mistake: string | undefined;
  if (status !== 200) mistake = `expected status 200, got ${status}`;
  else if (report['age'] !== age) mistake = 'expected the response to repeat age';
  else if (typeof aborted === 'number' && aborted >= 0) mistake = `rows[${aborted}].aborted: expected 0 after 24 hours`;
  const message = mistake && `age=${age}: ${mistake}. See docs/endpoint.md#return-counts-at-an-age.`;
  context.findings.verify('ages', `age=${age} is honored.`, message);
}

/** Parses JSON. Returns an empty object for anything else, of which another check informs. */
function parseObject(text: string): Json {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
}
