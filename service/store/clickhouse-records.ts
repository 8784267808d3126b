import { listValue, type DuckDBConnection } from '@duckdb/node-api';
import { accessCondition, fullAccess, type Access } from '../serve/access.ts';
import { ageHours } from '../serve/age.ts';
import { linksOf, type EmailLinks } from '../serve/email-links.ts';
import { choosesPeople } from '../serve/people-filter.ts';
import { Problem } from '../serve/problem.ts';
import { choosesRows, type ReportRequest } from '../serve/report-parameters.ts';
import { instantSql, matchingRows, type Statement } from '../serve/report-sql.ts';
import type { SeriesCounts } from '../serve/series-query.ts';
import { onlyCampaign } from '../serve/report-size.ts';
import { countPatterns, sumEffects } from './clickhouse-effects.ts';
import { chosenPeople, visibleValues } from './clickhouse-people.ts';
import { checkLastImport, ImportMissing } from './clickhouse-generation.ts';
import { countLinks } from './clickhouse-links.ts';
import type { ClickHouseNode } from './clickhouse-node.ts';
import { commonStep, countEvents, countsOf, firstEvent, type EventScope, type Pair } from './clickhouse-series.ts';
import type { ClickHouseStatement } from './clickhouse-statement.ts';
import { sumColumns, sumRecords, type SumScope } from './clickhouse-sums.ts';
import { effectCounts } from './clickhouse-tables.ts';
import { detailedRows, rowDetails } from './duckdb-rows.ts';
import { NodeUnavailable } from './node-failure.ts';
import { receivedRows } from './received-rows.ts';
import type { RecordReader, ReportSource } from './record-reader.ts';
import type { StoreState } from './store-state.ts';

/** The state of the data on the servers that a database file publishes. */
export interface PublishedRecords extends Pick<StoreState, 'generation' | 'lastImport'> {
  readonly nodes: readonly ClickHouseNode[];
  /** The end of the data, in microseconds since 1970 UTC; 0 without data. */
  readonly asOf: bigint;
}

const missingText = 'A server does not have the data of the last import. Contact the administrator of this report.';

/** What readers are told about a server. Its name and its words are only in the log. */
const unavailableTexts = {
  unreachable: 'A server with a part of the data does not respond. Try again later.',
  overloaded:
    'A server with a part of the data has reached a limit of time or memory. Choose a shorter time frame, or try again later.',
} as const;

/**
 * Reads records on the servers of a cluster. Each server sums its own, and DuckDB adds up the sums. A server that does not respond
 * makes the whole request fail: a sum is never partial.
 */
export class ClickHouseRecords implements RecordReader {
  readonly recordCount = '(SELECT records FROM record_store)';
  readonly #connection: DuckDBConnection;
  readonly #published: PublishedRecords;
  readonly #details: string;
  #running: AbortController | undefined;

  /** @param details a table with the result of `rowDetails`, if there is one */
  constructor(connection: DuckDBConnection, published: PublishedRecords, details = rowDetails) {
    this.#connection = connection;
    this.#published = published;
    this.#details = details;
  }

  async rows(request: ReportRequest): Promise<ReportSource> {
    const texts = await this.#readAll(sumRecords(this.#scopeOf(request)));
    const [from, to] = [instantSql(request.start), instantSql(request.end)];
    // Rows of everyone have the reader's access as a condition: see `rowSource`.
    const visible = accessCondition(choosesPeople(request.people) ? request.access : fullAccess, 'row[1]');
    const sums = sumColumns.map((name, index) => `sum(row[${index + 3}])::BIGINT AS ${name}`);
    // A row was first sent where all servers say so, so the time frame can only choose rows here.
    await this.#connection.run(
      `CREATE OR REPLACE TEMP TABLE row_sums AS
       SELECT
         row[1] AS campaign_id, row[2] AS email_id,
         ${sums.join(', ')}
       FROM ${receivedRows('$texts')}
         JOIN pairs ON pairs.campaign_id = row[1] AND pairs.email_id = row[2]
       WHERE ${visible.sql} AND ${request.dateBasis === 'sent' ? 'true' : `is_within(pairs.first_sent_at, ${from}, ${to})`}
       GROUP BY row[1], row[2]`,
      { ...visible.values, texts: listValue(texts) },
    );
    if (request.explain) await this.#readExplanations(request);
    return { cte: '', sql: detailedRows(this.#details, request.explain), values: {} };
  }

  rowsKey(request: ReportRequest): string {
    const { dateBasis, start, end, age, explain, people } = request;
    const access = choosesPeople(people) && request.access;
    // Only explanations are read for one campaign or email, and rows without an explanation are left out.
    const explained = explain && [onlyCampaign(request), request.email];
    return JSON.stringify({ dateBasis, start, end, age, explained, people, access });
  }

  /** Reads the effects of the rules. What belongs to no row of `row_sums` has no meaning. */
  async #readExplanations(request: ReportRequest): Promise<void> {
    const [campaign, email] = [onlyCampaign(request), request.email].map(idOf);
    const scope = { ...this.#scopeOf(request), campaign, email };
    const sums = effectCounts.map((name, index) => `sum(row[${index + 3}])::BIGINT AS ${name}`);
    await this.#connection.run(
      `CREATE OR REPLACE TEMP TABLE row_effects AS
       SELECT row[1] AS campaign_id, row[2] AS email_id, ${sums.join(', ')}
       FROM ${receivedRows('$texts')} GROUP BY row[1], row[2]`,
      { texts: listValue(await this.#readAll(sumEffects(scope))) },
    );
    await this.#connection.run(
      `CREATE OR REPLACE TEMP TABLE row_patterns AS
       SELECT
         row[1]::BIGINT AS campaign_id, row[2]::BIGINT AS email_id, row[3] AS pattern,
         sum(row[4]::BIGINT)::BIGINT AS activities
       FROM ${receivedRows('$texts', 'VARCHAR')} GROUP BY row[1], row[2], row[3]`,
      { texts: listValue(await this.#readAll(countPatterns(scope))) },
    );
  }

  async series(request: ReportRequest, starts: readonly number[]): Promise<SeriesCounts | undefined> {
    const scope = await this.#eventScopeOf(request);
    if (scope.pairs?.length === 0) return undefined;
    const step = commonStep(starts);
    const texts = await this.#readAll(countEvents(scope, BigInt(step) * 1000n));
    return countsOf(texts.flatMap(rowsOf), starts, step);
  }

  async earliestEvent(request: ReportRequest): Promise<number> {
    const texts = await this.#readAll(firstEvent(await this.#eventScopeOf(request)));
    const instants = texts.flatMap(rowsOf).map(([at]) => at);
    return Math.floor(Math.min(...instants.filter((at) => at > 0)) / 1000);
  }

  async #eventScopeOf(request: ReportRequest): Promise<EventScope> {
    const untracked = await this.#connection.runAndReadAll(
      'SELECT email_id FROM emails WHERE is_open_tracking_disabled',
    );
    return {
      ...this.#scopeOf(request),
      pairs: await this.#matchingPairs(request),
      untracked: untracked.getRows().map(([id]) => BigInt(String(id))),
    };
  }

  /** Returns the rows that match a request; `undefined` if the servers need not know them. */
  async #matchingPairs(request: ReportRequest): Promise<Pair[] | undefined> {
    const { dateBasis, start, end, access } = request;
    // Only all servers together know when a row was first sent.
    const hasFirstSends = dateBasis === 'first-sent' && (start !== undefined || end !== undefined);
    if (!choosesRows(request) && !hasFirstSends && accessCondition(access).sql === 'true') return undefined;
    const matching = matchingRows(request, await this.rows(request));
    const result = await this.#connection.runAndReadAll(
      `SELECT "campaignId", "emailId" FROM ${matching.sql}`,
      matching.values,
    );
    return result.getRows().map(([campaign, email]) => [BigInt(String(campaign)), BigInt(String(email))]);
  }

  async links(email: bigint, request: ReportRequest): Promise<EmailLinks> {
    const campaigns = await this.#campaignsOf(email, request);
    if (campaigns.length === 0) return linksOf([]);
    const texts = await this.#readAll(countLinks(this.#scopeOf(request), email, campaigns));
    const names = ['clicks', 'people', 'humanClicks', 'humanPeople'];
    const sums = names.map((name, index) => `sum(row[${index + 2}]::BIGINT)::BIGINT AS "${name}"`);
    // A person is on one server, so the numbers of people add up.
    const result = await this.#connection.run(
      `SELECT nullif(row[1], '') AS url, ignored_reason(row[1]) AS reason, ${sums.join(', ')}
       FROM ${receivedRows('$texts', 'VARCHAR')} GROUP BY ALL ORDER BY clicks DESC, url`,
      { texts: listValue(texts) },
    );
    return linksOf(await result.getRowObjects());
  }

  async visibleValues(access: Access): Promise<Statement> {
    const visible = accessCondition(access);
    const result = await this.#connection.runAndReadAll(
      `SELECT DISTINCT campaign_id FROM pairs WHERE ${visible.sql}`,
      visible.values,
    );
    const campaigns = result.getRows().map(([id]) => BigInt(String(id)));
    if (campaigns.length === 0) return { sql: 'SELECT field, value FROM people WHERE false', values: {} };
    const texts = await this.#readAll(visibleValues(this.#published.generation, campaigns));
    const sql = `SELECT row[1] AS field, row[2] AS value FROM ${receivedRows('$texts', 'VARCHAR')}`;
    return { sql, values: { texts: listValue(texts) } };
  }

  /** Returns the campaigns in which a request counts an email, and that the reader may see. */
  async #campaignsOf(email: bigint, request: ReportRequest): Promise<bigint[]> {
    const visible = accessCondition(request.access);
    const [campaign] = request.filter.campaigns;
    const [from, to] = [instantSql(request.start), instantSql(request.end)];
    const result = await this.#connection.runAndReadAll(
      `SELECT campaign_id FROM pairs
       WHERE email_id = $email AND ${visible.sql}
         ${campaign === undefined ? '' : 'AND campaign_id = $campaign::BIGINT'}
         AND ${request.dateBasis === 'sent' ? 'true' : `is_within(first_sent_at, ${from}, ${to})`}`,
      { ...visible.values, email, ...(campaign !== undefined && { campaign }) },
    );
    return result.getRows().map(([id]) => BigInt(String(id)));
  }

  interrupt(): void {
    this.#running?.abort();
    this.#connection.interrupt();
  }

  #scopeOf({ dateBasis, start, end, age, people }: ReportRequest): SumScope {
    const { generation, asOf } = this.#published;
    const microseconds = (instant: number | undefined) => (instant === undefined ? undefined : BigInt(instant) * 1000n);
    return {
      ...{ generation, asOf, dateBasis, people: chosenPeople(generation, people) },
      ...{ from: microseconds(start), to: microseconds(end), age: age && BigInt(ageHours[age]) },
    };
  }

  /** Runs a query on all servers. @throws Problem with status 503 if one of them does not respond, has reached a limit, or lacks data */
  async #readAll(statement: ClickHouseStatement): Promise<string[]> {
    // Before the first import, servers have no tables.
    if (this.#published.generation === 0n) return ['{"data": []}'];
    const running = new AbortController();
    this.#running = running;
    try {
      const { nodes } = this.#published;
      const { signal } = running;
      const results = await Promise.all(nodes.map((node) => node.readJson(statement, { signal })));
      // Not before: the rows of an older file may have been removed in the meantime.
      await Promise.all(nodes.map((node) => checkLastImport(node, this.#published, { signal })));
      return results;
    } catch (error) {
      running.abort();
      if (error instanceof ImportMissing) throw new Problem(503, missingText, undefined, error.message);
      if (!(error instanceof NodeUnavailable)) throw error;
      throw new Problem(503, unavailableTexts[error.reason], undefined, error.message);
    }
  }
}

/** Returns the id of a text; `undefined` if it is no id, and so belongs to no row. */
function idOf(text: string | undefined): bigint | undefined {
  return text !== undefined && /^\d{1,18}$/.test(text) ? BigInt(text) : undefined;
}

/** Returns the rows of a text of integers in the format `JSONCompact`. */
function rowsOf(text: string): [number, number, number][] {
  return (JSON.parse(text) as { data: [number, number, number][] }).data;
}
