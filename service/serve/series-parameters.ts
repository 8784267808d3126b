import type { SeriesUnit } from '../../src/endpoint/series-contract.ts';
import type { Access } from './access.ts';
import { badParameter } from './problem.ts';
import { parseReportRequest, quoted, read, type Query, type ReportRequest } from './report-parameters.ts';
import { seriesUnits } from './series-units.ts';

/** A valid request for a series. */
export interface SeriesRequest {
  readonly unit: SeriesUnit;
  /** The report that the series adds up to. */
  readonly report: ReportRequest;
}

/** The parameters of a report that have no meaning for a series. */
const ignored = new Set(['sort', 'offset', 'limit', 'groupBy', 'age', 'explain']);

/**
 * Parses the query parameters of a series. All filters apply.
 * @param access the campaigns that the reader may see
 * @throws Problem with status 400 if a parameter is invalid; it names the parameter
 */
export function parseSeriesRequest(query: Query, access: Access): SeriesRequest {
  const used = Object.fromEntries(Object.entries(query).filter(([name]) => !ignored.has(name)));
  return { unit: readUnit(query), report: parseReportRequest(used, access, true) };
}

function readUnit(query: Query): SeriesUnit {
  const value = read(query, 'unit') ?? 'day';
  const unit = seriesUnits.find((known) => known === value);
  if (unit) return unit;
  throw badParameter('unit', `unit must be ${seriesUnits.join(', ')}, not ${quoted(value)}.`);
}
