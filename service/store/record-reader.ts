import type { DuckDBValue } from '@duckdb/node-api';
import type { Access } from '../serve/access.ts';
import type { EmailLinks } from '../serve/email-links.ts';
import type { ReportRequest } from '../serve/report-parameters.ts';
import type { Statement } from '../serve/report-sql.ts';
import type { SeriesCounts } from '../serve/series-query.ts';

/** SQL of DuckDB for the rows of a report, before any condition is applied to them. */
export interface ReportSource {
  /** Common table expressions that `sql` needs, ending with a comma. May be empty. */
  readonly cte: string;
  /** A table expression: see `detailedRows`. */
  readonly sql: string;
  readonly values: Readonly<Record<string, DuckDBValue>>;
}

/**
 * Reads what grows with the number of people: the records of a report, and the activities behind them. Everything else is in the
 * DuckDB file. A reader belongs to one state of the data and to one connection to that file.
 */
export interface RecordReader {
  /** SQL of DuckDB for the approximate number of all records, without reading them. */
  readonly recordCount: string;
  /** Sums the records of a report. The result is valid until the connection is closed. */
  rows(request: ReportRequest): Promise<ReportSource>;
  /** Identifies the result of `rows`: requests with the same key have the same rows, before any condition is applied to them. */
  rowsKey(request: ReportRequest): string;
  /**
   * Counts the events of a report in each unit of time.
   * @param starts the starts of the units and the end of the last one, in ascending order, in milliseconds since 1970 UTC
   * @returns `undefined` if the report is empty
   */
  series(request: ReportRequest, starts: readonly number[]): Promise<SeriesCounts | undefined>;
  /** Returns the first event of all series of a report, in milliseconds since 1970 UTC. */
  earliestEvent(request: ReportRequest): Promise<number>;
  /** Reads the clicks on the links of an email: in the campaign that the request names, or in all of them. */
  links(email: bigint, request: ReportRequest): Promise<EmailLinks>;
  /** Returns SQL of DuckDB for the fields and values of the people who have a record that a reader may see. */
  visibleValues(access: Access): Promise<Statement>;
  /** Aborts a running query. Its promise rejects. */
  interrupt(): void;
}
