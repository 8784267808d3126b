import { listValue, type DuckDBConnection } from '@duckdb/node-api';
import type { EmailLinks } from '../serve/email-links.ts';
import { Problem } from '../serve/problem.ts';
import type { ReportRequest } from '../serve/report-parameters.ts';
import { instantSql } from '../serve/report-sql.ts';
import type { SeriesCounts } from '../serve/series-query.ts';
import { NodeUnavailable, type ClickHouseNode } from './clickhouse-node.ts';
import type { ClickHouseStatement } from './clickhouse-statement.ts';
import { sumColumns, sumRecords, type SumScope } from './clickhouse-sums.ts';
import { receivedRows } from './received-rows.ts';
import type { RecordReader, ReportSource } from './record-reader.ts';

/** The state of the data on the servers that a database file publishes. */
export interface PublishedRecords {
  readonly nodes: readonly ClickHouseNode[];
  readonly generation: bigint;
  /** The end of the data, in microseconds since 1970 UTC; 0 if there is none. */
  readonly asOf: bigint;
}

const hoursOf = { '24h': 24n, '7d': 168n, '28d': 672n } as const;

/**
 * Reads records on the servers of a cluster. Each server sums its own, and DuckDB adds up the sums. A server that does not respond
 * makes the whole request fail: a sum is never partial.
 */
export class ClickHouseRecords implements RecordReader {
  readonly #connection: DuckDBConnection;
  readonly #published: PublishedRecords;
  #running: AbortController | undefined;

  constructor(connection: DuckDBConnection, published: PublishedRecords) {
    this.#connection = connection;
    this.#published = published;
  }

  async rows(request: ReportRequest): Promise<ReportSource> {
    if (request.people.fields.length > 0 || request.people.hidesDeleted) throw notSupported('a choice of people');
    if (request.explain) throw notSupported('explanations');
    const texts = await this.#readAll(sumRecords(this.#scopeOf(request)));
    const [from, to] = [instantSql(request.start), instantSql(request.end)];
    const sums = sumColumns.map((name, index) => `sum(row[${index + 3}])::BIGINT AS ${name}`);
    // A row was first sent where all servers say so, so the time frame can only choose rows here.
    await this.#connection.run(
      `CREATE OR REPLACE TEMP TABLE row_sums AS
       SELECT
         row[1] AS campaign_id, row[2] AS email_id,
         any_value(pairs.first_sent_at) AS first_sent_at,
         any_value(pairs.last_activity_at) AS last_activity_at,
         any_value(pairs.first_sent_at <= data_from + INTERVAL 24 HOURS) AS may_have_begun_earlier,
         ${sums.join(', ')}
       FROM ${receivedRows('$texts')}
         JOIN pairs ON pairs.campaign_id = row[1] AND pairs.email_id = row[2]
         CROSS JOIN coverage
       WHERE ${request.dateBasis === 'sent' ? 'true' : `is_within(pairs.first_sent_at, ${from}, ${to})`}
       GROUP BY row[1], row[2]`,
      { texts: listValue(texts) },
    );
    return { cte: '', sql: `named_rows('row_sums')`, values: {} };
  }

  series(): Promise<SeriesCounts | undefined> {
    return Promise.reject(notSupported('charts over time'));
  }

  earliestEvent(): Promise<number> {
    return Promise.reject(notSupported('charts over time'));
  }

  links(): Promise<EmailLinks> {
    return Promise.reject(notSupported('the links of an email'));
  }

  interrupt(): void {
    this.#running?.abort();
    this.#connection.interrupt();
  }

  #scopeOf({ dateBasis, start, end, age }: ReportRequest): SumScope {
    const { generation, asOf } = this.#published;
    const microseconds = (instant: number | undefined) => (instant === undefined ? undefined : BigInt(instant) * 1000n);
    return {
      ...{ generation, asOf, dateBasis },
      ...{ from: microseconds(start), to: microseconds(end), age: age && hoursOf[age] },
    };
  }

  /** Runs a query on all servers. @throws Problem with status 503 if one of them does not respond */
  async #readAll(statement: ClickHouseStatement): Promise<string[]> {
    const running = new AbortController();
    this.#running = running;
    try {
      const { nodes } = this.#published;
      return await Promise.all(nodes.map((node) => node.readJson(statement, { signal: running.signal })));
    } catch (error) {
      running.abort();
      if (!(error instanceof NodeUnavailable)) throw error;
      const detail = 'A server with a part of the data does not respond. Try again later.';
      throw new Problem(503, detail, undefined, `${error.message} ${String(error.cause)}`);
    }
  }
}

function notSupported(what: string): Problem {
  return new Problem(501, `This report is stored in ClickHouse, which does not support ${what} yet.`);
}
