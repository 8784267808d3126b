import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { ClickHouseClient } from '@clickhouse/client';
import {
  bindParameters,
  writeLiterals,
  type BoundStatement,
  type ClickHouseStatement,
} from './clickhouse-statement.ts';
import { describeFailure } from './node-failure.ts';

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
  stream(query: ClickHouseStatement, options?: RunOptions): Promise<Readable>;
  close(): Promise<void>;
}

export interface RunOptions {
  /** Begins the id of the statement, so that it can be found and ended. Every statement has its own id. */
  readonly idPrefix?: string;
}

export interface ReadOptions extends RunOptions {
  readonly signal?: AbortSignal | undefined;
}

/**
 * Statements may have this many bytes: a request may choose people by 262,144 bytes of values, of which version 18.16 needs two digits for
 * each byte, and 100,000 rows by their ids. The default is 262,144.
 */
export const maxStatement = '10000000';

/** A statement of an import may take this long, in milliseconds. */
const longest = 6 * 3_600_000;

/** Connects to a server by HTTP, with `@clickhouse/client`, which is only loaded here. */
export async function connectNode(url: URL): Promise<ClickHouseNode> {
  const { createClient, ClickHouseLogLevel } = await import('@clickhouse/client');
  const client = createClient({
    url,
    request_timeout: longest,
    max_open_connections: 20,
    clickhouse_settings: { max_query_size: maxStatement },
    log: { level: ClickHouseLogLevel.OFF },
  });
  return new HttpNode(`${url.origin}${url.pathname === '/' ? '' : url.pathname}`, client);
}

/** Servers have parameters since version 20. */
const firstWithParameters = 20;

class HttpNode implements ClickHouseNode {
  readonly name: string;
  readonly #client: ClickHouseClient;
  #hasParameters: boolean | undefined;

  constructor(name: string, client: ClickHouseClient) {
    this.name = name;
    this.#client = client;
  }

  async read(statement: ClickHouseStatement, options?: ReadOptions): Promise<(number | string)[][]> {
    return (JSON.parse(await this.#query(statement, 1, options)) as { data: (number | string)[][] }).data;
  }

  readJson(statement: ClickHouseStatement, options?: ReadOptions): Promise<string> {
    return this.#query(statement, 0, options);
  }

  async #query(statement: ClickHouseStatement, quote: 0 | 1, options: ReadOptions = {}): Promise<string> {
    const { query, parameters } = await this.#bind(statement);
    const { signal } = options;
    return this.#attempt(async () => {
      const result = await this.#client.query({
        query,
        format: 'JSONCompact',
        query_params: parameters,
        ...idOf(options),
        ...(signal && { abort_signal: signal }),
        // Without it, an error after the first row would come with the status of a success.
        clickhouse_settings: { wait_end_of_query: 1, output_format_json_quote_64bit_integers: quote },
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
    const unreadable = (error: unknown): Error =>
      new Error(`The file ${path} cannot be read: ${(error as Error).message}`, { cause: error });
    const file = await open(path).catch((error: unknown) => {
      throw unreadable(error);
    });
    await this.#insert(table, file.createReadStream(), 'CSV', options, unreadable);
  }

  async copyFrom(
    source: ClickHouseNode,
    query: ClickHouseStatement,
    table: string,
    options: RunOptions = {},
  ): Promise<void> {
    const rows = await source.stream(query, options);
    await this.#insert(table, rows, 'TabSeparated', options, (error) => describeFailure(source.name, error));
  }

  async stream(statement: ClickHouseStatement, options: RunOptions = {}): Promise<Readable> {
    const { query, parameters } = await this.#bind(statement);
    const { stream } = await this.#attempt(() =>
      this.#client.exec({
        query: `${query} FORMAT TabSeparated`,
        query_params: parameters,
        ...idOf(options),
        clickhouse_settings: { wait_end_of_query: 1 },
      }),
    );
    return stream;
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  /** @param describe returns the error of an insert whose rows could not be read */
  async #insert(
    table: string,
    values: Readable,
    format: 'CSV' | 'TabSeparated',
    options: RunOptions,
    describe: (error: unknown) => Error,
  ): Promise<void> {
    let unread: Error | undefined;
    values.once('error', (error) => (unread = describe(error)));
    await this.#attempt(async () => {
      const { stream } = await this.#client.exec({
        query: `INSERT INTO ${table} FORMAT ${format}`,
        values,
        ...idOf(options),
        clickhouse_settings: { wait_end_of_query: 1 },
      });
      await text(stream);
    }).catch((error: unknown) => {
      throw unread ?? error;
    });
  }

  /** Runs work that the client does. @throws an error that says why the server has not done it */
  async #attempt<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      throw describeFailure(this.name, error);
    }
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
