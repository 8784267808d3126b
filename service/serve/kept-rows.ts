import { once } from 'node:events';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { runStatement, type Statement } from './report-sql.ts';

/** The database in memory that has the tables. Its name is not that of a file. */
const database = '"#rows"';

/** The database allocates memory for as many rows as a vector has, or more. */
const vectorSize = 2048;

interface KeptTable {
  readonly name: string;
  /** The number of its rows. */
  readonly count: number;
  /** Its approximate memory, in bytes. */
  readonly size: number;
  /** The number of running queries that create or read it. */
  readers: number;
  /** Resolves when the query that creates it has ended, whether it succeeded or failed. `undefined`: it is complete. */
  creation: Promise<void> | undefined;
}

/** Rows that may be kept. */
export interface ReportRows {
  /** Identifies the rows. */
  readonly key: string;
  /** Returns the query for the rows. */
  readonly statement: () => Promise<Statement>;
  /** The number of rows. */
  readonly count: number;
  /** At most about the memory of a row, in bytes. */
  readonly rowSize: number;
}

/**
 * Keeps the rows of reports in memory, for windows: another page, order, search or filter reads them instead of computing the
 * report again. Belongs to a database file, which never changes.
 */
export class KeptRows {
  readonly #instance: DuckDBInstance;
  readonly #maxSize: number;
  /** By key, from the least to the most recently used. */
  readonly #tables = new Map<string, KeptTable>();
  #created = 0;

  private constructor(instance: DuckDBInstance, maxSize: number) {
    this.#instance = instance;
    this.#maxSize = maxSize;
  }

  /** @param maxSize the memory for rows, in bytes */
  static async create(instance: DuckDBInstance, maxSize: number): Promise<KeptRows> {
    const rows = new KeptRows(instance, maxSize);
    await rows.#run(`ATTACH ':memory:' AS ${database} (READ_WRITE)`);
    return rows;
  }

  /** Returns the table that has the rows with a key, and their number, if they are kept. */
  find(key: string): Pick<KeptTable, 'name' | 'count'> | undefined {
    const table = this.#tables.get(key);
    return table?.creation ? undefined : table;
  }

  /**
   * Runs a query on rows.
   * @param rows `undefined` not to keep them
   * @param signal aborts when the query is to end
   * @param read receives the table that has the rows, or `undefined` if it has to compute them. The table exists until the promise
   * settles
   */
  async read<Result>(
    connection: DuckDBConnection,
    rows: ReportRows | undefined,
    signal: AbortSignal,
    read: (table: string | undefined) => Promise<Result>,
  ): Promise<Result> {
    if (!rows) return read(undefined);
    const { key } = rows;
    let kept = this.#tables.get(key);
    // Another request creates the table. To compute its rows, too, would take longer.
    while (kept?.creation) {
      await Promise.race([kept.creation, once(signal, 'abort')]);
      signal.throwIfAborted();
      kept = this.#tables.get(key);
    }
    const table = kept ?? this.#reserve(key, rows);
    if (!table) return read(undefined);
    table.readers += 1;
    try {
      if (!kept) await this.#create(connection, key, table, rows.statement);
      this.#tables.delete(key);
      this.#tables.set(key, table);
      return await read(table.name);
    } finally {
      table.readers -= 1;
    }
  }

  /** Returns a table that does not exist yet, or `undefined` if there is no room for its rows. */
  #reserve(key: string, { count, rowSize }: ReportRows): KeptTable | undefined {
    const size = Math.max(count, vectorSize) * rowSize;
    if (size > this.#maxSize) return undefined;
    this.#created += 1;
    const table = { name: `${database}.rows_${this.#created}`, count, size, readers: 0, creation: undefined };
    this.#tables.set(key, table);
    return table;
  }

  /** Creates a table, after unused ones are dropped until it has room. */
  async #create(
    connection: DuckDBConnection,
    key: string,
    table: KeptTable,
    statement: ReportRows['statement'],
  ): Promise<void> {
    const creation = this.#fill(connection, table, statement);
    table.creation = creation.catch(() => undefined);
    try {
      await creation;
    } catch (error) {
      this.#tables.delete(key);
      throw error;
    } finally {
      table.creation = undefined;
    }
  }

  async #fill(connection: DuckDBConnection, { name }: KeptTable, statement: ReportRows['statement']): Promise<void> {
    await this.#makeRoom();
    const { sql, values } = await statement();
    await runStatement(connection, { sql: `CREATE TABLE ${name} AS ${sql}`, values });
  }

  async #makeRoom(): Promise<void> {
    let total = 0;
    for (const table of this.#tables.values()) total += table.size;
    for (const [key, table] of this.#tables) {
      if (total <= this.#maxSize) return;
      if (table.readers > 0) continue;
      this.#tables.delete(key);
      total -= table.size;
      await this.#run(`DROP TABLE ${table.name}`);
    }
  }

  /** Runs a statement that cannot be interrupted. */
  async #run(sql: string): Promise<void> {
    const connection = await this.#instance.connect();
    try {
      await connection.run(sql);
    } finally {
      connection.closeSync();
    }
  }
}
