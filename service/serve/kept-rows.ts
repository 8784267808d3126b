import { once } from 'node:events';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { runStatement, type Statement } from './report-sql.ts';

/** The database in memory that has the tables. Its name is not that of a file. */
const database = '"#rows"';

/** The database allocates memory for as many rows as a vector has, or more. */
const vectorSize = 2048;

interface KeptTable {
  readonly name: string;
  /** The number of its rows: at most this many until it is complete. */
  count: number;
  /** Its approximate memory, in bytes. */
  size: number;
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
  /** The number of rows, or more. */
  readonly count: number;
  /** At most about the memory of a row, in bytes. */
  readonly rowSize: number;
}

/** The tables that a query reads. */
export interface HeldTables {
  /** Returns the name of the table that has some rows, and creates it if it is missing. `undefined` if there is no room for it. */
  get(rows: ReportRows): Promise<string | undefined>;
}

/**
 * Keeps the rows of reports in memory, for windows: another page, order, search or filter reads them instead of computing the
 * report again. Belongs to a database file, which never changes.
 */
export class KeptRows {
  readonly #instance: DuckDBInstance;
  #maxSize: number;
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
   * Creates a table that is never dropped, if it needs at most half of the memory. Returns its name, or `undefined`.
   * @param sql the query for its rows
   * @param count the number of its rows
   * @param rowSize at most about the memory of a row, in bytes
   */
  async createLasting(sql: string, count: number, rowSize: number): Promise<string | undefined> {
    const size = sizeOf(count, rowSize);
    if (size > this.#maxSize / 2) return undefined;
    this.#maxSize -= size;
    const name = this.#nextName();
    await this.#run(`CREATE TABLE ${name} AS ${sql}`);
    return name;
  }

  #nextName(): string {
    this.#created += 1;
    return `${database}.rows_${this.#created}`;
  }

  /** Returns the table that has the rows with a key, and their number, if they are kept. */
  find(key: string): Pick<KeptTable, 'name' | 'count'> | undefined {
    const table = this.#tables.get(key);
    return table?.creation ? undefined : table;
  }

  /**
   * Runs a query on kept rows.
   * @param signal aborts when the query is to end
   * @param read receives the tables. They exist until its promise settles
   */
  async read<Result>(
    connection: DuckDBConnection,
    signal: AbortSignal,
    read: (tables: HeldTables) => Promise<Result>,
  ): Promise<Result> {
    const held: KeptTable[] = [];
    const get = async (rows: ReportRows): Promise<string | undefined> => {
      const table = await this.#hold(connection, rows, signal);
      if (table) held.push(table);
      return table?.name;
    };
    try {
      return await read({ get });
    } finally {
      for (const table of held) table.readers -= 1;
    }
  }

  /** Returns a table, which is not dropped before its number of readers decreases. */
  async #hold(connection: DuckDBConnection, rows: ReportRows, signal: AbortSignal): Promise<KeptTable | undefined> {
    const { key } = rows;
    let kept = this.#tables.get(key);
    // Another request creates the table. To compute its rows, too, would take longer.
    while (kept?.creation) {
      await Promise.race([kept.creation, once(signal, 'abort')]);
      signal.throwIfAborted();
      kept = this.#tables.get(key);
    }
    const table = kept ?? this.#reserve(key, rows);
    if (!table) return undefined;
    table.readers += 1;
    try {
      if (!kept) await this.#create(connection, table, rows);
    } catch (error) {
      table.readers -= 1;
      throw error;
    }
    this.#tables.delete(key);
    this.#tables.set(key, table);
    return table;
  }

  /** Returns a table that does not exist yet, or `undefined` if there is no room for its rows. */
  #reserve(key: string, { count, rowSize }: ReportRows): KeptTable | undefined {
    const size = sizeOf(count, rowSize);
    if (size > this.#maxSize) return undefined;
    const table = { name: this.#nextName(), count, size, readers: 0, creation: undefined };
    this.#tables.set(key, table);
    return table;
  }

  /** Creates a table, after unused ones are dropped until it has room. */
  async #create(connection: DuckDBConnection, table: KeptTable, rows: ReportRows): Promise<void> {
    const creation = this.#fill(connection, table, rows);
    table.creation = creation.catch(() => undefined);
    try {
      await creation;
    } catch (error) {
      this.#tables.delete(rows.key);
      throw error;
    } finally {
      table.creation = undefined;
    }
  }

  async #fill(connection: DuckDBConnection, table: KeptTable, { statement, rowSize }: ReportRows): Promise<void> {
    await this.#makeRoom();
    const { sql, values } = await statement();
    const result = await runStatement(connection, { sql: `CREATE TABLE ${table.name} AS ${sql}`, values });
    table.count = Number((await result.getRows())[0]?.[0]);
    table.size = sizeOf(table.count, rowSize);
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

function sizeOf(count: number, rowSize: number): number {
  return Math.max(count, vectorSize) * rowSize;
}
