import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import { accessCondition, type Access } from '../serve/access.ts';
import { ageArgument } from '../serve/age.ts';
import { linksOf, type EmailLinks } from '../serve/email-links.ts';
import type { ReportRequest } from '../serve/report-parameters.ts';
import { scopeArguments, type Statement } from '../serve/report-sql.ts';
import type { SeriesCounts } from '../serve/series-query.ts';
import { recordSource } from './duckdb-people.ts';
import { duckDbRows, rowDetails } from './duckdb-rows.ts';
import { earliestEvent, seriesStatement } from './duckdb-series.ts';
import type { RecordReader, ReportSource } from './record-reader.ts';

/** Reads the records and the cells in the DuckDB file, with the macros of `report.sql`. */
export class DuckDbRecords implements RecordReader {
  readonly recordCount = `(SELECT estimated_size FROM duckdb_tables() WHERE table_name = 'records')`;
  readonly #connection: DuckDBConnection;
  readonly #asOf: bigint;
  readonly #details: string;

  /**
   * @param asOf the end of the data, in microseconds since 1970 UTC
   * @param details a table with the result of `rowDetails`, if there is one
   */
  constructor(connection: DuckDBConnection, asOf: bigint, details = rowDetails) {
    this.#connection = connection;
    this.#asOf = asOf;
    this.#details = details;
  }

  rows(request: ReportRequest): Promise<ReportSource> {
    return Promise.resolve(duckDbRows(request, this.#asOf, this.#details));
  }

  rowsKey(request: ReportRequest): string {
    return JSON.stringify(duckDbRows(request, this.#asOf, this.#details));
  }

  async series(request: ReportRequest, starts: readonly number[]): Promise<SeriesCounts | undefined> {
    const counts = JSON.parse(
      String(await this.#value(seriesStatement(request, starts, this.#asOf, this.#details))),
    ) as SeriesCounts;
    return counts.sent.length > 0 ? counts : undefined;
  }

  async earliestEvent(request: ReportRequest): Promise<number> {
    return Number(await this.#value(earliestEvent(request, this.#asOf, this.#details)));
  }

  async links(email: bigint, request: ReportRequest): Promise<EmailLinks> {
    const { cte, values } = recordSource(request);
    const result = await this.#connection.run(
      `WITH ${cte} clicked AS (FROM email_links($email, $campaign, ${scopeArguments(request)}${ageArgument(request.age)}))
       FROM clicked ORDER BY clicks DESC, url`,
      { ...values, email, campaign: request.filter.campaigns[0] ?? null },
    );
    return linksOf(await result.getRowObjects());
  }

  visibleValues(access: Access): Promise<Statement> {
    const { sql, values } = accessCondition(access);
    return Promise.resolve({
      sql: `SELECT field, value FROM people WHERE lead_id IN (SELECT lead_id FROM records WHERE ${sql})`,
      values: { ...values },
    });
  }

  interrupt(): void {
    this.#connection.interrupt();
  }

  async #value({ sql, values }: Statement): Promise<DuckDBValue | undefined> {
    return (await this.#connection.runAndReadAll(sql, values)).getRows()[0]?.[0];
  }
}
