import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { runStatement, type Statement } from './report-sql.ts';

/** The database in memory that has the tables. Its name is not that of a file. */
const database = '"#rows"';

/** At most about the memory of a row, in bytes. The database allocates memory for as many rows as a vector has, or more. */
const rowSize = { plain: 450, explained: 900 };
const vectorSize = 2048;

interface KeptTable {
  readonly name: string;
  /** Its approximate memory, in bytes. */
  readonly size: number;
  /** The number of running queries that create or read it. */
  readers: number;
  isComplete: boolean;
}

/** Rows that may be kept. */
export interface ReportRows {
  /** Identifies the rows. */
  readonly key: string;
  /** Returns the query for the rows. */
  readonly statement: () => Promise<Statement>;
  /** The number of rows. */
  readonly count: number;
  readonly isExplained: boolean;
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

  /**
   * Runs a query on rows.
   * @param rows `undefined` not to keep them
   * @param read receives the table that has the rows, or `undefined` if it has to compute them. The table exists until the promise
   * settles
   */
  async read<Result>(
    connection: DuckDBConnection,
    rows: ReportRows | undefined,
    read: (table: string | undefined) => Promise<Result>,
  ): Promise<Result> {
    if (!rows) return read(undefined);
    const { key } = rows;
    const kept = this.#tables.get(key);
    const table = kept ?? this.#reserve(key, rows);
    // Another request may be creating the table. To wait for it would occupy a slot for queries.
    if (!table || (kept && !kept.isComplete)) return read(undefined);
    table.readers += 1;
    try {
      if (!kept) await this.#fill(connection, key, table, rows.statement);
      this.#tables.delete(key);
      this.#tables.set(key, table);
      return await read(table.name);
    } finally {
      table.readers -= 1;
    }
  }

  /** Returns a table that is not complete, or `undefined` if there is no room for its rows. */
  #reserve(key: string, { count, isExplained }: ReportRows): KeptTable | undefined {
    const size = Math.max(count, vectorSize) * rowSize[isExplained ? 'explained' : 'plain'];
    if (size > this.#maxSize) return undefined;
    this.#created += 1;
    const table = { name: `${database}.rows_${this.#created}`, size, readers: 0, isComplete: false };
    this.#tables.set(key, table);
    return table;
  }

  /** Creates a table, after unused ones are dropped until it has room. */
  async #fill(
    connection: DuckDBConnection,
    key: string,
    table: KeptTable,
    statement: ReportRows['statement'],
  ): Promise<void> {
    try {
      await this.#makeRoom();
      const { sql, values } = await statement();
      await runStatement(connection, { sql: `CREATE TABLE ${table.name} AS ${sql}`, values });
      table.isComplete = true;
    } catch (error) {
      this.#tables.delete(key);
      throw error;
    }
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
