import { setImmediate } from 'node:timers/promises';
import type { DuckDBMaterializedResult } from '@duckdb/node-api';
import { rateIds } from '../../src/model/metrics.ts';
import { formatSort } from '../../src/model/sort.ts';
import { ages } from './age.ts';
import { coverageFor } from './coverage.ts';
import type { HeldTables, ReportRows } from './kept-rows.ts';
import { choosesPeople } from './people-filter.ts';
import type { Snapshot } from './report-database.ts';
import { cacheKey, type ReportRequest } from './report-parameters.ts';
import { isForFewRows, smallReport } from './report-size.ts';
import { allRows, runStatement, textsOf, wholeReport } from './report-sql.ts';
import { firstLine, sortedRows, windowOfReport, type WindowSource } from './window-sql.ts';

/** URLs relative to that of the report: of the list of campaigns, of series, and the templates of an email, as data and as a page. */
const campaignsUrl = 'campaigns';
const seriesUrl = 'series';
const previewUrl = 'emails/{emailId}?campaign={campaignId}';
const previewPageUrl = 'emails/{emailId}/preview?images={images}';

export interface ReportResult {
  /** The fields of the report without its rows. */
  readonly head: Readonly<Record<string, unknown>>;
  /** The rows as JSON texts, in batches. */
  readonly batches: AsyncIterable<readonly string[]>;
}

/** At most about the memory of kept rows, in bytes for each. */
const rowSizes = { plain: 450, explained: 900, texts: 300, order: 16 };

/** The lower bounds of rates, by which windows can be sorted besides columns. */
const sortable = rateIds.map((id) => `${id}.low`);

/**
 * Queries the whole report or a window of it. The result is a window if the request asks for one, if the server has to
 * search or group the rows, and if the report has more rows than `windowSize`.
 * @param count the number of rows before any condition is applied to them, or more. If it is given, they are kept for other windows
 */
export async function queryReport(
  snapshot: Snapshot,
  request: ReportRequest,
  windowSize: number | undefined,
  count?: number,
): Promise<ReportResult> {
  const { offset, limit, search, groupBy } = request;
  const isWindow = [offset, limit, search, groupBy].some((value) => value !== undefined);
  if (!isWindow && windowSize === undefined) return queryWholeReport(snapshot, request);
  const { rowCount, totals, batches } = await queryWindow(snapshot, request, limit ?? windowSize, count);
  if (!isWindow && rowCount <= (windowSize ?? Infinity))
    return { head: await headOf(snapshot, request, rowCount), batches };
  const head = {
    ...(await headOf(snapshot, request, rowCount)),
    offset: offset ?? 0,
    limit: limit ?? windowSize ?? Math.max(1, rowCount),
    sort: formatSort(request.sort),
    sortable,
    search,
    groupBy,
    totals,
  };
  return { head, batches };
}

async function queryWholeReport(snapshot: Snapshot, request: ReportRequest): Promise<ReportResult> {
  const result = await runStatement(snapshot.connection, wholeReport(request, await snapshot.records.rows(request)));
  return { head: await headOf(snapshot, request, result.rowCount), batches: batchesOf(result) };
}

async function queryWindow(
  snapshot: Snapshot,
  request: ReportRequest,
  limit: number | undefined,
  count: number | undefined,
) {
  const window = { offset: request.offset ?? 0, limit };
  const { connection, keptRows, signal } = snapshot;
  const result = await keptRows.read(connection, signal, async (tables) => {
    const source = await sourceOfWindow(snapshot, tables, request, count);
    return runStatement(connection, windowOfReport(request, window, source));
  });
  const batches = batchesOf(result);
  const [first = '{}', ...rows] = (await batches.next()).value ?? [];
  const { rowCount, totals } = JSON.parse(first) as { rowCount: number; totals: unknown };
  return { rowCount, totals, batches: concat(rows, batches) };
}

/** Returns the source of a window: kept tables as far as it pays to create them. */
async function sourceOfWindow(
  snapshot: Snapshot,
  tables: HeldTables,
  request: ReportRequest,
  count: number | undefined,
): Promise<WindowSource> {
  const common = commonRows(snapshot, request, count);
  const rows = common && (await tables.get(common));
  if (!common || rows === undefined) return snapshot.records.rows(request);
  const texts = request.search === undefined ? undefined : await tables.get(searchedTexts(rows, common.count));
  // Another page is likely to be read next. The first one may be the only one of its order.
  const isPage = (request.offset ?? 0) > 0 && common.count > smallReport.rows && !isForFewRows(request);
  if (!isPage) return { rows, texts };
  const all = { ...request, offset: undefined, limit: undefined };
  const first = await tables.get({
    key: `first line of ${rows} ${cacheKey({ ...all, sort: [] })}`,
    statement: () => Promise.resolve(firstLine(request, { rows, texts })),
    count: 1,
    rowSize: common.rowSize,
  });
  const sorted = await tables.get({
    key: `order of ${rows} ${cacheKey(all)}`,
    statement: () => Promise.resolve(sortedRows(request, { rows, texts })),
    count: common.count,
    rowSize: request.groupBy === undefined ? rowSizes.order : common.rowSize,
  });
  return first === undefined || sorted === undefined ? { rows, texts } : { rows, firstLine: first, sorted };
}

/**
 * Returns the number of the rows of which a window reads a few, if they are kept, and their texts if they are searched. `undefined`
 * otherwise.
 */
export function countKeptRows(
  snapshot: Snapshot,
  request: ReportRequest,
  windowSize: number | undefined,
): number | undefined {
  if ((request.limit ?? windowSize ?? Infinity) > smallReport.rows) return undefined;
  const { records, keptRows } = snapshot;
  const table = keptRows.find(records.rowsKey(commonRequest(snapshot, request)));
  if (table && request.search !== undefined && !keptRows.find(keyOfTexts(table.name))) return undefined;
  return table?.count;
}

/**
 * Returns the rows that this window and others of the same report have in common, or `undefined` if it would not pay to compute all
 * of them.
 */
function commonRows(snapshot: Snapshot, request: ReportRequest, count: number | undefined): ReportRows | undefined {
  if (count === undefined) return undefined;
  const { records, keptRows, maxRows } = snapshot;
  const common = commonRequest(snapshot, request);
  const key = records.rowsKey(common);
  const isLarge = count > smallReport.rows || choosesPeople(request.people);
  if (isLarge && isForFewRows(request) && !keptRows.find(key)) return undefined;
  return {
    key,
    statement: async () => allRows(await records.rows(common)),
    count: common === request ? count : Math.max(count, maxRows),
    rowSize: request.explain ? rowSizes.explained : rowSizes.plain,
  };
}

/**
 * Returns the request for the rows that a window reads. By first send, the rows of a time frame are some of those of all time, with the
 * same counts. Windows read these if they are few, or are kept.
 */
function commonRequest({ records, keptRows, maxRows }: Snapshot, request: ReportRequest): ReportRequest {
  if (request.dateBasis === 'sent' || choosesPeople(request.people)) return request;
  const all = { ...request, from: undefined, to: undefined, start: undefined, end: undefined };
  return maxRows <= smallReport.rows || keptRows.find(records.rowsKey(all)) ? all : request;
}

/** A table that replaces another has another name, and may have its rows in another order. */
const keyOfTexts = (table: string): string => `texts of ${table}`;

/** Returns the folded texts of kept rows: to fold texts with diacritics takes microseconds for each. */
function searchedTexts(table: string, count: number): ReportRows {
  return {
    key: keyOfTexts(table),
    statement: () => Promise.resolve(textsOf(table)),
    count,
    rowSize: rowSizes.texts,
  };
}

async function headOf(snapshot: Snapshot, request: ReportRequest, rowCount: number): Promise<Record<string, unknown>> {
  const { from, to, timeZone, dateBasis, age, appliedFilters } = request;
  const urls = { previewUrl, previewPageUrl, campaignsUrl, seriesUrl };
  const coverage = await coverageFor(snapshot, request.access);
  const applied = { from, to, timeZone, dateBasis, age, ...appliedFilters };
  return { version: 1, ...coverage, ages, ...applied, rowCount, ...urls };
}

async function* batchesOf(result: DuckDBMaterializedResult): AsyncGenerator<readonly string[], undefined> {
  const count = result.chunkCount;
  for (let index = 0; index < count; index += 1) {
    // Other requests are served between the parts of a long report. A window has two.
    if (index > 1) await setImmediate();
    yield result.getChunk(index).getColumnValues(0) as string[];
  }
}

async function* concat(
  first: readonly string[],
  rest: AsyncIterable<readonly string[]>,
): AsyncGenerator<readonly string[]> {
  if (first.length > 0) yield first;
  yield* rest;
}
