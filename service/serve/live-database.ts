import { stat } from 'node:fs/promises';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { openReadOnly } from '../database.ts';
import { Problem } from './problem.ts';

interface Opened {
  /** Which file it is: an import puts another file in the place of the old one. */
  readonly version: string;
  readonly instance: DuckDBInstance;
  readonly asOf: string | null;
  readers: number;
  replaced: boolean;
}

/** What a request reads: the state of the database at one moment, through a connection of its own. */
export interface Reading {
  readonly connection: DuckDBConnection;
  /** Changes with every import. */
  readonly version: string;
  /** Up to when the data is complete, ISO 8601; `null` for an empty database. */
  readonly asOf: string | null;
  /** Stops a query that runs: its promise is rejected. */
  stop(): void;
  /** Ends the reading, once its query has ended. May be called more than once. */
  end(): void;
}

/**
 * A database file that imports replace while it is being read.
 * Whether it was replaced is asked at each reading, so an import shows at the next request; who reads the old file
 * reads it to the end.
 */
export class LiveDatabase {
  readonly #path: string;
  readonly #reportTrouble: (error: unknown) => void;
  #current: Opened | undefined;
  #opening: Promise<Opened> | undefined;
  /** The version of a file that could not be opened, so that it is tried, and complained about, once. */
  #unreadable: string | undefined;
  #closed = false;

  constructor(path: string, reportTrouble: (error: unknown) => void) {
    this.#path = path;
    this.#reportTrouble = reportTrouble;
  }

  /** Opens the file ahead of the first reading. @throws where it cannot be read. */
  async open(): Promise<void> {
    await this.#newest();
  }

  async read(): Promise<Reading> {
    let opened = await this.#newest();
    // Another request may have seen an import while this one waited: what it retired is closed.
    while (opened.replaced) opened = await this.#newest();
    opened.readers += 1;
    try {
      return reading(opened, await opened.instance.connect());
    } catch (error) {
      leave(opened);
      throw error;
    }
  }

  close(): void {
    this.#closed = true;
    if (this.#current) retire(this.#current);
    this.#current = undefined;
  }

  async #newest(): Promise<Opened> {
    const current = this.#current;
    if (current) {
      const version = await versionOf(this.#path).catch(() => current.version);
      if (version === current.version || version === this.#unreadable) return current;
    }
    this.#opening ??= this.#open().finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  async #open(): Promise<Opened> {
    const old = this.#current;
    try {
      const opened = await open(this.#path);
      if (this.#closed) {
        retire(opened);
        throw new Problem(503, 'The server is stopping.');
      }
      this.#current = opened;
      if (old) retire(old);
      return opened;
    } catch (error) {
      // A file that cannot be read must not take away the report that was there.
      if (!old) throw error;
      this.#unreadable = await versionOf(this.#path).catch(() => undefined);
      this.#reportTrouble(error);
      return old;
    }
  }
}

async function versionOf(path: string): Promise<string> {
  const { ino, size, mtimeNs } = await stat(path, { bigint: true }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new Error(`${path}: there is no such database. The command import makes one.`, { cause: error });
    }
    throw error;
  });
  return `${ino}-${size}-${mtimeNs}`;
}

async function open(path: string): Promise<Opened> {
  for (;;) {
    const version = await versionOf(path);
    const instance = await openReadOnly(path);
    try {
      const asOf = await readAsOf(instance);
      // An import that ended in between has put a file of another version in its place: open that one.
      if ((await versionOf(path)) === version) return { version, instance, asOf, readers: 0, replaced: false };
    } catch (error) {
      instance.closeSync();
      throw error;
    }
    instance.closeSync();
  }
}

async function readAsOf(instance: DuckDBInstance): Promise<string | null> {
  const connection = await instance.connect();
  try {
    const result = await connection.run(
      `SELECT replace(strftime(as_of, '%Y-%m-%dT%H:%M:%S.%gZ'), '.000Z', 'Z') FROM as_of() AS moment(as_of)`,
    );
    const value = (await result.getRows())[0]?.[0];
    return typeof value === 'string' ? value : null;
  } finally {
    connection.closeSync();
  }
}

function reading(opened: Opened, connection: DuckDBConnection): Reading {
  let ended = false;
  const end = (): void => {
    if (ended) return;
    ended = true;
    connection.closeSync();
    leave(opened);
  };
  const stop = (): void => {
    if (!ended) connection.interrupt();
  };
  return { connection, version: opened.version, asOf: opened.asOf, stop, end };
}

function leave(opened: Opened): void {
  opened.readers -= 1;
  closeIfUnread(opened);
}

function retire(opened: Opened): void {
  opened.replaced = true;
  closeIfUnread(opened);
}

function closeIfUnread(opened: Opened): void {
  if (opened.replaced && opened.readers === 0) opened.instance.closeSync();
}
