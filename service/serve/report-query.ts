import type { DuckDBMaterializedResult } from '@duckdb/node-api';
import { formatSort } from '../../src/model/sort.ts';
import type { Reading } from './live-database.ts';
import type { ReportRequest } from './parameters.ts';
import { wholeReport, windowOfReport } from './report-sql.ts';

/** Where an email is, as data and as a page, seen from the report's own address. */
const previewUrl = 'emails/{emailId}';
const previewPageUrl = 'emails/{emailId}/preview?images={images}';

export interface ReportAnswer {
  /** The report without its rows. */
  readonly head: Readonly<Record<string, unknown>>;
  /** The JSON texts of the rows, in batches. */
  readonly batches: AsyncIterable<readonly string[]>;
}

/**
 * Answers with the whole report, or with a window of it: where one is asked for, where the rows are to be searched or
 * grouped by the server, and where the report is longer than the server's own window.
 */
export async function queryReport(
  reading: Reading,
  request: ReportRequest,
  serverWindow: number | undefined,
): Promise<ReportAnswer> {
  const { offset, limit, search, groupBy } = request;
  const asked = [offset, limit, search, groupBy].some((value) => value !== undefined);
  if (!asked && serverWindow === undefined) return queryWhole(reading, request);
  const { rowCount, totals, batches } = await queryWindow(reading, request, limit ?? serverWindow);
  if (!asked && rowCount <= (serverWindow ?? Infinity)) return { head: headOf(reading, request, rowCount), batches };
  const head = {
    ...headOf(reading, request, rowCount),
    offset: offset ?? 0,
    limit: limit ?? serverWindow ?? Math.max(1, rowCount),
    sort: formatSort(request.sort),
    search,
    groupBy,
    totals,
  };
  return { head, batches };
}

async function queryWhole(reading: Reading, request: ReportRequest): Promise<ReportAnswer> {
  const { sql, values } = wholeReport(request);
  const result = await reading.connection.run(sql, values);
  return { head: headOf(reading, request, result.rowCount), batches: batchesOf(result) };
}

async function queryWindow(reading: Reading, request: ReportRequest, limit: number | undefined) {
  const { sql, values } = windowOfReport(request, { offset: request.offset ?? 0, limit });
  const batches = batchesOf(await reading.connection.run(sql, values));
  const [first = '{}', ...rows] = (await batches.next()).value ?? [];
  const { rowCount, totals } = JSON.parse(first) as { rowCount: number; totals: unknown };
  return { rowCount, totals, batches: follow(rows, batches) };
}

function headOf(reading: Reading, request: ReportRequest, rowCount: number): Record<string, unknown> {
  const { from, to, timeZone, dateBasis, campaign } = request;
  const urls = { previewUrl, previewPageUrl };
  return { version: 1, asOf: reading.asOf, from, to, timeZone, dateBasis, rowCount, campaign, ...urls };
}

async function* batchesOf(result: DuckDBMaterializedResult): AsyncGenerator<readonly string[], undefined> {
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) return undefined;
    yield chunk.getColumnValues(0) as string[];
  }
}

async function* follow(
  first: readonly string[],
  further: AsyncIterable<readonly string[]>,
): AsyncGenerator<readonly string[]> {
  if (first.length > 0) yield first;
  yield* further;
}
