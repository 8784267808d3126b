import { seriesCountIds, type SeriesCountId } from '../model/series-counts.ts';
import { isCalendarDate } from '../model/time-frame.ts';
import { isJsonObject } from '../platform/json-object.ts';
import { ContractError, describeValue, ProblemList } from './contract-error.ts';
import { fetchJson, type LinkedResource } from './fetch-json.ts';
import type { RetryOptions } from './retry.ts';
import { readInstant, readRequiredCount } from './validators.ts';

/** A day on which something happened, with counts from 0. */
export interface SeriesDay extends Readonly<Record<SeriesCountId, number>> {
  /** `YYYY-MM-DD`, in the time zone of the report. */
  readonly date: string;
}

/** How a report came about, day by day. */
export interface Series {
  /** The days in ascending order, without those on which nothing happened. */
  readonly days: readonly SeriesDay[];
  /** The counts that at least one day has. */
  readonly offered: ReadonlySet<SeriesCountId>;
  /** The instant up to which the data is complete, in milliseconds since 1970 UTC; `NaN` if unknown. */
  readonly asOf: number;
}

/**
 * Fetches the days of a series, and validates them. Retries after temporary failures.
 * @throws {ReportError} if the request fails, or if the response breaks the contract
 * @throws the abort reason if the signal is aborted
 */
export function fetchSeries(resource: Omit<LinkedResource, 'field'>, options: RetryOptions = {}): Promise<Series> {
  const parameters = { ...resource.parameters, unit: ['day'] };
  return fetchJson({ ...resource, parameters, field: 'seriesUrl' }, parseSeries, options);
}

/**
 * Validates the body of a `SeriesResponse` with days. Days that are repeated or in another order are refused, as their sum would
 * hide a mistake.
 * @throws {ContractError} with the first problems and the number of all, if the body breaks the contract
 */
export function parseSeries(body: unknown): Series {
  const problems = new ProblemList('points');
  problems.source = body;
  if (!isJsonObject(body)) throw ContractError.of('body', 'an object', describeValue(body));
  const { version, unit, points } = body;
  if (version !== 1) problems.add('version', '1', version);
  if (unit !== 'day') problems.add('unit', '"day", as requested', unit);
  if (!Array.isArray(points)) problems.add('points', 'an array', points);
  const asOf = readInstant(body['asOf'], 'asOf', problems);
  const offered = new Set<SeriesCountId>();
  let previous = '';
  const days = (Array.isArray(points) ? points : []).map((point: unknown, index) => {
    problems.row = index;
    if (!isJsonObject(point)) problems.add('', 'an object', point);
    const fields = isJsonObject(point) ? point : {};
    const date = readDay(fields['date'], previous, problems);
    previous = date;
    const counts = seriesCountIds.map((id) => {
      const value = fields[id] ?? undefined;
      if (value === undefined) return [id, 0] as const;
      offered.add(id);
      return [id, readRequiredCount(value, id, problems)] as const;
    });
    return { date, ...(Object.fromEntries(counts) as Record<SeriesCountId, number>) };
  });
  problems.throwIfAny();
  return { days, offered, asOf };
}

/** Emails cannot have been sent before 2000: a chart would span centuries. */
const earliest = '2000-01-01';
const latest = '2099-12-31';

function readDay(value: unknown, previous: string, problems: ProblemList): string {
  if (typeof value !== 'string' || !isCalendarDate(value) || value < earliest || value > latest)
    problems.add('date', `a date from ${earliest} to ${latest}`, value);
  else if (value <= previous) problems.add('date', `a date after ${previous}`, value);
  else return value;
  return previous;
}
