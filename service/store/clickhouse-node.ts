import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { ClickHouseClient } from '@clickhouse/client';
import {
  bindParameters,
  writeLiterals,
  type BoundStatement,
  type ClickHouseStatement,
} from './clickhouse-statement.ts';

/** A server of the cluster. */
export interface ClickHouseNode {
  /** Its address without password, for messages. */
  readonly name: string;
  /** Runs a query. @returns its rows, each a list of integers and texts */
  read(statement: ClickHouseStatement, options?: ReadOptions): Promise<(number | string)[][]>;
  /** Runs a query. @returns its rows in the format `JSONCompact`, with integers as numbers of any size */
  readJson(statement: ClickHouseStatement, options?: ReadOptions): Promise<string>;
  /** Runs a statement without a result. */
  run(statement: ClickHouseStatement, options?: RunOptions): Promise<void>;
  /** Inserts the rows of a CSV file. */
  insertFile(table: string, path: string, options?: RunOptions): Promise<void>;
  /** Inserts the rows of a query of another server. */
  copyFrom(source: ClickHouseNode, query: ClickHouseStatement, table: string, options?: RunOptions): Promise<void>;
  /** Returns the rows of a query in the format `TabSeparated`. */
  stream(query: ClickHouseStatement): Promise<Readable>;
  close(): Promise<void>;
}

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
}

export interface RunOptions {
  /** Begins the ids of the statements, so that they can be found and ended. */
  readonly idPrefix?: string;
}

/** A server did not respond, or did not have the time or the memory. */
export class NodeUnavailable extends Error {
  constructor(name: string, cause: unknown) {
    super(`The server ${name} does not respond.`, { cause });
  }
}

/** Timeouts, too many queries, and memory limits of a server. */
const overloadCodes = new Set(['159', '202', '241']);

/** A statement of an import may take this long, in milliseconds. */
const longest = 6 * 3_600_000;

/** Connects to a server by HTTP, with `@clickhouse/client`, which is only loaded here. */
export async function connectNode(url: URL): Promise<ClickHouseNode> {
  const { createClient, ClickHouseError, ClickHouseLogLevel } = await import('@clickhouse/client');
  const name = `${url.origin}${url.pathname === '/' ? '' : url.pathname}`;
  const client = createClient({
    url,
    request_timeout: longest,
    max_open_connections: 20,
    log: { level: ClickHouseLogLevel.OFF },
  });
  const attempt = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof ClickHouseError && !overloadCodes.has(error.code)) {
        throw new Error(`The server ${name} refused a statement. ${error.message}`, { cause: error });
      }
      throw new NodeUnavailable(name, error);
    }
  };
  return new HttpNode(name, client, attempt);
}

type Attempt = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** Servers have parameters since version 20. */
const firstWithParameters = 20;

class HttpNode implements ClickHouseNode {
  readonly name: string;
  readonly #client: ClickHouseClient;
  readonly #attempt: Attempt;
  #hasParameters: boolean | undefined;

  constructor(name: string, client: ClickHouseClient, attempt: Attempt) {
    this.name = name;
    this.#client = client;
    this.#attempt = attempt;
  }

  async read(statement: ClickHouseStatement, options?: ReadOptions): Promise<(number | string)[][]> {
    return (JSON.parse(await this.#query(statement, '1', options)) as { data: (number | string)[][] }).data;
  }

  readJson(statement: ClickHouseStatement, options?: ReadOptions): Promise<string> {
    return this.#query(statement, '0', options);
  }

  async #query(statement: ClickHouseStatement, quote: '0' | '1', { signal }: ReadOptions = {}): Promise<string> {
    const { query, parameters } = await this.#bind(statement);
    return this.#attempt(async () => {
      const result = await this.#client.query({
        query,
        format: 'JSONCompact',
        query_params: parameters,
        ...(signal && { abort_signal: signal }),
        // Without it, an error after the first row would come with the status of a success.
        clickhouse_settings: { wait_end_of_query: 1, output_format_json_quote_64bit_integers: Number(quote) as 0 | 1 },
      });
      return result.text();
    });
  }

  async run(statement: ClickHouseStatement, options: RunOptions = {}): Promise<void> {
    const { query, parameters } = await this.#bind(statement);
    await this.#attempt(() =>
      this.#client.command({
        query,
        query_params: parameters,
        ...idOf(options),
        clickhouse_settings: { wait_end_of_query: 1 },
      }),
    );
  }

  async insertFile(table: string, path: string, options: RunOptions = {}): Promise<void> {
    await this.#insert(table, createReadStream(path), 'CSV', options);
  }

  async copyFrom(
    source: ClickHouseNode,
    query: ClickHouseStatement,
    table: string,
    options: RunOptions = {},
  ): Promise<void> {
    await this.#insert(table, await source.stream(query), 'TabSeparated', options);
  }

  async stream(statement: ClickHouseStatement): Promise<Readable> {
    const { query, parameters } = await this.#bind(statement);
    const { stream } = await this.#attempt(() =>
      this.#client.exec({
        query: `${query} FORMAT TabSeparated`,
        query_params: parameters,
        clickhouse_settings: { wait_end_of_query: 1 },
      }),
    );
    return stream;
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  async #insert(table: string, values: Readable, format: 'CSV' | 'TabSeparated', options: RunOptions): Promise<void> {
    await this.#attempt(async () => {
      const { stream } = await this.#client.exec({
        query: `INSERT INTO ${table} FORMAT ${format}`,
        values,
        ...idOf(options),
        clickhouse_settings: { wait_end_of_query: 1 },
      });
      await text(stream);
    });
  }

  async #bind(statement: ClickHouseStatement): Promise<BoundStatement> {
    this.#hasParameters ??= await this.#readVersion();
    return this.#hasParameters ? bindParameters(statement) : { query: writeLiterals(statement), parameters: {} };
  }

  async #readVersion(): Promise<boolean> {
    const version = await this.#attempt(async () => {
      const result = await this.#client.query({ query: 'SELECT version()', format: 'JSONCompact' });
      return (await result.json<[string]>()).data[0]?.[0] ?? '';
    });
    return Number.parseInt(version, 10) >= firstWithParameters;
  }
}

function idOf({ idPrefix }: RunOptions): { query_id?: string } {
  return idPrefix === undefined ? {} : { query_id: `${idPrefix}${crypto.randomUUID()}` };
}
