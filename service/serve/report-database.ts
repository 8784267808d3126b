import { stat } from 'node:fs/promises';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { openReadOnly, type DatabaseLimits } from '../database.ts';
import type { ClickHouseNode } from '../store/clickhouse-node.ts';
import { ClickHouseRecords, type PublishedRecords } from '../store/clickhouse-records.ts';
import { DuckDbRecords } from '../store/duckdb-records.ts';
import { rowDetails } from '../store/duckdb-rows.ts';
import type { RecordReader } from '../store/record-reader.ts';
import { checkStore, readStoreState, type StoreState } from '../store/store-state.ts';
import { readAsOf, readCoverage, type Coverage } from './coverage.ts';
import { defaultLimits } from './limits.ts';
import { KeptRows } from './kept-rows.ts';
import type { DatabaseChange } from './observer.ts';
import { Problem } from './problem.ts';

/** An open database file. */
interface DatabaseFile {
  /** Identifies the file. An import replaces it with another file. */
  readonly version: string;
  /** The version, and when the owner, the mode or the number of links last changed. */
  readonly identity: string;
  /** When it was written, in milliseconds since 1970 UTC. */
  readonly modifiedAt: number;
  readonly instance: DuckDBInstance;
  readonly coverage: Coverage;
  /** The end of the data, in microseconds since 1970 UTC; 0 without data. */
  readonly asOf: bigint;
  /** The number of rows of the longest report. */
  readonly maxRows: number;
  /** The records, if they are on servers. */
  readonly published: PublishedRecords | undefined;
  readonly keptRows: KeptRows;
  /** The table with what rows have besides their counts; `undefined` if it would take too much memory. */
  readonly details: string | undefined;
  leases: number;
  isReplaced: boolean;
}

/** A database file that stays open until it is released. Later imports do not change it. */
export interface FileLease {
  /** Changes with every import. */
  readonly version: string;
  /** When the file was written, in milliseconds since 1970 UTC. */
  readonly modifiedAt: number;
  readonly coverage: Coverage;
  connect(): Promise<Snapshot>;
  /** Returns another lease of the same file. */
  share(): FileLease;
  /** No connection may be open. Later calls do nothing. */
  release(): void;
}

/** The state of the database at one moment, with its own connection. */
export interface Snapshot {
  readonly connection: DuckDBConnection;
  readonly records: RecordReader;
  readonly coverage: Coverage;
  /** The number of rows of the longest report. */
  readonly maxRows: number;
  /** The rows of reports from which windows are read. */
  readonly keptRows: KeptRows;
  /** Aborts when a query is interrupted, for work that waits. */
  readonly signal: AbortSignal;
  /** Aborts a running query. Its promise rejects. Has no effect between queries. */
  interrupt(): void;
  /** Closes the connection. No query may be running. Later calls do nothing. */
  close(): void;
}

/**
 * A database file that imports may replace at any time. Each lease checks for a new file, so an import is visible to the
 * next request. Earlier leases keep the old file.
 */
export class ReportDatabase {
  readonly #path: string;
  readonly #limits: DatabaseLimits | undefined;
  readonly #nodes: readonly ClickHouseNode[];
  readonly #logError: (error: unknown) => void;
  readonly #onChange: ((change: DatabaseChange) => void) | undefined;
  #current: DatabaseFile | undefined;
  #opening: Promise<DatabaseFile> | undefined;
  /** The file that failed to open, and when it is opened again: the cause may be outside the file. Its error is logged once. */
  #failed: { readonly identity: string; readonly retryAt: number } | undefined;
  #isClosed = false;

  constructor(
    path: string,
    logError: (error: unknown) => void,
    limits?: DatabaseLimits,
    onChange?: (change: DatabaseChange) => void,
    nodes: readonly ClickHouseNode[] = [],
  ) {
    this.#path = path;
    this.#limits = limits;
    this.#nodes = nodes;
    this.#logError = logError;
    this.#onChange = onChange;
  }

  /** Opens the file before the first lease is needed. @throws if it cannot be read */
  async open(): Promise<void> {
    await this.#newestFile();
  }

  /** Returns the newest file. It must be released. */
  async lease(): Promise<FileLease> {
    let file = await this.#newestFile();
    // A concurrent request may have found a newer file while this one waited.
    while (file.isReplaced) file = await this.#newestFile();
    return createLease(file);
  }

  /** The coverage of the file of the last lease, without I/O. */
  get coverage(): Coverage | undefined {
    return this.#current?.coverage;
  }

  /** Returns whether the file at the path is the one that leases get. Otherwise they get the one that was there before. */
  async fileState(): Promise<'current' | 'missing' | 'unreadable'> {
    try {
      return (await identify(this.#path)).identity === this.#failed?.identity ? 'unreadable' : 'current';
    } catch (error) {
      return error instanceof Error && isMissing(error.cause) ? 'missing' : 'unreadable';
    }
  }

  close(): void {
    this.#isClosed = true;
    if (this.#current) retire(this.#current);
    this.#current = undefined;
  }

  async #newestFile(): Promise<DatabaseFile> {
    const current = this.#current;
    if (current) {
      const file = await identify(this.#path).catch(() => current);
      if (file.version === current.version) return current;
      if (file.identity === this.#failed?.identity && Date.now() < this.#failed.retryAt) return current;
    }
    this.#opening ??= this.#openFile().finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  async #openFile(): Promise<DatabaseFile> {
    const old = this.#current;
    try {
      const file = await openFile(this.#path, this.#nodes, this.#limits);
      if (this.#isClosed) {
        retire(file);
        throw new Problem(503, 'The server is shutting down.');
      }
      this.#current = file;
      this.#failed = undefined;
      if (old) retire(old);
      this.#onChange?.({ isOpen: true, coverage: file.coverage, modifiedAt: file.modifiedAt });
      return file;
    } catch (error) {
      // Keep serving the old file if the new one cannot be read.
      if (!old) throw error;
      const known = this.#failed?.identity;
      const identity = await identify(this.#path).then(
        (file) => file.identity,
        () => '',
      );
      this.#failed = { identity, retryAt: Date.now() + retryDelay };
      if (identity !== known) {
        this.#logError(error);
        this.#onChange?.({ isOpen: false });
      }
      return old;
    }
  }
}

async function identify(path: string): Promise<Pick<DatabaseFile, 'identity' | 'version' | 'modifiedAt'>> {
  const { ino, size, mtimeNs, mtimeMs, ctimeNs } = await stat(path, { bigint: true }).catch((error: unknown) => {
    if (isMissing(error)) {
      const hint =
        'Create it with “npm run service -- import”, or “npm run service -- sync”, or add --sync-every to serve.';
      throw new Error(`The database ${path} does not exist. ${hint}`, { cause: error });
    }
    throw error;
  });
  const version = `${ino}-${size}-${mtimeNs}`;
  return { version, identity: `${version}-${ctimeNs}`, modifiedAt: Number(mtimeMs) };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** The pause before a file that failed to open is opened again, in milliseconds. */
const retryDelay = 30_000;

/** The part of the database's memory that kept rows may take: a fourth. Queries need the rest. */
const keptShare = 4;

/** At most about the memory of a row's details, in bytes. */
const detailSize = 350;

async function openFile(
  path: string,
  nodes: readonly ClickHouseNode[],
  limits?: DatabaseLimits,
): Promise<DatabaseFile> {
  for (;;) {
    const { version, identity, modifiedAt } = await identify(path);
    const instance = await openReadOnly(path, limits);
    try {
      const coverage = await readCoverage(instance, path);
      const { state, asOf, maxRows } = await readState(instance);
      checkStore(state, nodes.length, path);
      const published = state && { nodes, ...state, asOf };
      // Open again if an import has replaced the file in the meantime.
      if ((await identify(path)).version === version) {
        const keptRows = await KeptRows.create(instance, (limits ?? defaultLimits()).databaseMemory / keptShare);
        const details = await keptRows.createLasting(`FROM ${rowDetails}`, maxRows, detailSize);
        return {
          version,
          identity,
          modifiedAt,
          instance,
          coverage,
          asOf,
          maxRows,
          published,
          keptRows,
          details,
          leases: 0,
          isReplaced: false,
        };
      }
    } catch (error) {
      instance.closeSync();
      throw error;
    }
    instance.closeSync();
  }
}

/** Returns where the records of a file are, and the properties of its reports. */
async function readState(
  instance: DuckDBInstance,
): Promise<Pick<DatabaseFile, 'asOf' | 'maxRows'> & { state: StoreState | undefined }> {
  const connection = await instance.connect();
  try {
    const state = await readStoreState(connection);
    const [row] = (await connection.runAndReadAll('SELECT count(*) FROM pairs')).getRows();
    return { state, asOf: await readAsOf(connection), maxRows: Number(row?.[0]) };
  } finally {
    connection.closeSync();
  }
}

function createLease(file: DatabaseFile): FileLease {
  const { version, modifiedAt, coverage } = file;
  let isReleased = false;
  file.leases += 1;
  return {
    version,
    modifiedAt,
    coverage,
    connect: async () => createSnapshot(await file.instance.connect(), file),
    share: () => createLease(file),
    release: () => {
      if (!isReleased) release(file);
      isReleased = true;
    },
  };
}

function createSnapshot(
  connection: DuckDBConnection,
  { coverage, asOf, maxRows, published, keptRows, details }: DatabaseFile,
): Snapshot {
  let isClosed = false;
  const interruption = new AbortController();
  const records = published
    ? new ClickHouseRecords(connection, published, details)
    : new DuckDbRecords(connection, asOf, details);
  return {
    connection,
    records,
    coverage,
    maxRows,
    keptRows,
    signal: interruption.signal,
    interrupt: () => {
      interruption.abort();
      if (!isClosed) records.interrupt();
    },
    close: () => {
      if (!isClosed) connection.closeSync();
      isClosed = true;
    },
  };
}

function release(file: DatabaseFile): void {
  file.leases -= 1;
  closeIfUnused(file);
}

function retire(file: DatabaseFile): void {
  file.isReplaced = true;
  closeIfUnused(file);
}

function closeIfUnused(file: DatabaseFile): void {
  if (file.isReplaced && file.leases === 0) file.instance.closeSync();
}
