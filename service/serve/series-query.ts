import type { SeriesResponse, SeriesResponsePoint } from '../../src/endpoint/series-contract.ts';
import { isOpenCount } from '../../src/model/metrics.ts';
import { seriesCountIds, type SeriesCountId } from '../../src/model/series-counts.ts';
import type { Snapshot } from './report-database.ts';
import type { SeriesRequest } from './series-parameters.ts';
import { unitsBetween, type UnitStart } from './series-units.ts';
import { parseTimeZone } from './time-zone.ts';

/** The number of events in each unit, by series. The first number is that of events before the first unit. */
export type SeriesCounts = Readonly<Record<SeriesCountId, readonly number[]>> & { readonly areOpensTracked: boolean };

/** Queries the series of a report. */
export async function querySeries(snapshot: Snapshot, request: SeriesRequest): Promise<SeriesResponse> {
  const { unit, report } = request;
  const { from, to, timeZone, dateBasis, email, search, appliedFilters } = report;
  const { asOf } = snapshot.coverage;
  const applied = { from, to, timeZone, dateBasis, unit, ...appliedFilters, email, search };
  const points = await queryPoints(snapshot, request);
  return { version: 1, asOf, ...applied, points } as SeriesResponse;
}

async function queryPoints(snapshot: Snapshot, request: SeriesRequest): Promise<readonly SeriesResponsePoint[]> {
  const { asOf, dataFrom } = snapshot.coverage;
  if (asOf === null || dataFrom === null) return [];
  const { unit, report } = request;
  const timeZone = parseTimeZone(report.timeZone) ?? { name: 'UTC', resolved: 'UTC' };
  const end = Date.parse(asOf);
  // No record of the report was sent before.
  const likelyStart = Math.min(Math.max(Date.parse(dataFrom), report.start ?? -Infinity), end);
  let units = unitsBetween(unit, timeZone, likelyStart, end);
  const countIn = (some: readonly UnitStart[]) =>
    snapshot.records.series(
      report,
      some.map(({ start }) => start),
    );
  let counts = await countIn(units);
  if (counts && seriesCountIds.some((id) => (counts?.[id][0] ?? 0) > 0)) {
    // Some activities may be logged before their send.
    units = unitsBetween(unit, timeZone, await snapshot.records.earliestEvent(report), end);
    counts = await countIn(units);
  }
  return counts ? pointsOf(counts, units) : [];
}

/** Returns the points of units with an event. */
function pointsOf(counts: SeriesCounts, units: readonly UnitStart[]): readonly SeriesResponsePoint[] {
  const ids = seriesCountIds.filter((id) => counts.areOpensTracked || !isOpenCount(id));
  return units.slice(0, -1).flatMap(({ date }, index) => {
    const point = Object.fromEntries(ids.map((id) => [id, counts[id][index + 1] ?? 0]));
    return Object.values(point).some((count) => count > 0) ? [{ date, ...point }] : [];
  });
}
