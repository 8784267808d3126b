import { stat } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { checkVersion, openReadOnly } from '../database.ts';
import { checkStore, readStoreState } from '../store/store-state.ts';
import type { Stretch } from './stretches.ts';

/** A stretch of time that was imported. */
export interface ImportedWindow extends Stretch {
  exportId: string;
  /** The end of all data at its import. Its export contains everything that Marketo had written until then. */
  asOf: number;
}

/** The state of a report database, as far as sync depends on it. Instants are milliseconds since 1970. */
export interface SyncedData {
  origin: string | undefined;
  windows: ImportedWindow[];
  /** The start of the earliest stretch that was wanted. */
  wantedFrom: number | undefined;
  /** The average size of the extract of one day, in bytes. */
  bytesPerDay: number | undefined;
  lastRunAt: number | undefined;
  /** The last run that read the activities of the last month again. It need not be complete. */
  lastWideRunAt: number | undefined;
  /** The numbers of assets. Marketo lists programs with the folders, too. */
  campaigns: number;
  programs: number;
  folders: number;
  emails: number;
  /** The ids of the emails of the report whose content sync has not read. */
  emailsWithoutContent: string[];
  /** The requests for the deletions of people of the last days, as many as there are pages. */
  deletionPages: number;
}

const nothing: SyncedData = {
  ...{ origin: undefined, windows: [], wantedFrom: undefined, bytesPerDay: undefined },
  ...{ lastRunAt: undefined, lastWideRunAt: undefined, campaigns: 0, programs: 0, folders: 0, emails: 0 },
  ...{ emailsWithoutContent: [], deletionPages: 1 },
};

/** @param servers how many servers have the records, 0 for none */
export async function readSyncedData(path: string, servers: number): Promise<SyncedData> {
  const data = await queryDatabase(path, servers, async (connection) => {
    const rowsOf = async (sql: string): Promise<Record<string, unknown>[]> =>
      (await connection.runAndReadAll(sql)).getRowObjects();
    // Jobs are created one after the other, and those of the newest time first.
    const windows = await rowsOf(
      `SELECT export_id, epoch_ms(start_at)::DOUBLE AS start_at, epoch_ms(end_at)::DOUBLE AS end_at,
         epoch_ms(max(end_at) OVER (ORDER BY imported_at))::DOUBLE AS as_of
       FROM sync_windows`,
    );
    const emailsWithoutContent = await rowsOf(
      `SELECT DISTINCT email_id::VARCHAR AS email_id FROM pairs SEMI JOIN emails USING (email_id)
       WHERE email_id NOT IN (SELECT email_id FROM sync_emails)`,
    );
    const [totals = {}] = await rowsOf(
      `SELECT (SELECT any_value(origin) FROM sync_instance) AS origin,
         (SELECT epoch_ms(min(wanted_from))::DOUBLE FROM sync_windows) AS wanted_from,
         (SELECT sum(file_size) / nullif(sum(date_diff('second', start_at, end_at)), 0) * 86400.0
          FROM sync_windows)::DOUBLE AS bytes_per_day,
         (SELECT epoch_ms(max(started_at))::DOUBLE FROM sync_runs) AS last_run_at,
         (SELECT epoch_ms(max(started_at))::DOUBLE FROM sync_runs WHERE is_wide) AS last_wide_run_at,
         (SELECT count(*)::DOUBLE FROM campaigns) AS campaigns,
         (SELECT count(*)::DOUBLE FROM folders WHERE lower(folder_type) = 'program') AS programs,
         (SELECT count(*)::DOUBLE FROM folders) AS folders,
         (SELECT count(*)::DOUBLE FROM emails) AS emails,
         (SELECT floor(count(*) / 300)::DOUBLE + 1 FROM deletions
          WHERE deleted_at >= (SELECT max(started_at) - INTERVAL 1 DAY FROM sync_runs)) AS deletion_pages`,
    );
    const numberOf = (name: string): number | undefined => (totals[name] as number | null) ?? undefined;
    return {
      origin: (totals['origin'] as string | null) ?? undefined,
      windows: windows.map((row) => ({
        exportId: String(row['export_id']),
        start: Number(row['start_at']),
        end: Number(row['end_at']),
        asOf: Number(row['as_of']),
      })),
      wantedFrom: numberOf('wanted_from'),
      bytesPerDay: numberOf('bytes_per_day'),
      lastRunAt: numberOf('last_run_at'),
      lastWideRunAt: numberOf('last_wide_run_at'),
      campaigns: numberOf('campaigns') ?? 0,
      programs: numberOf('programs') ?? 0,
      folders: numberOf('folders') ?? 0,
      emails: numberOf('emails') ?? 0,
      emailsWithoutContent: emailsWithoutContent.map((row) => String(row['email_id'])),
      deletionPages: numberOf('deletion_pages') ?? 1,
    };
  });
  return data ?? nothing;
}

/** Adds a wide read of the journal: that of a run that was not complete. */
export function withWideRead(data: SyncedData, wideReadAt: number | undefined): SyncedData {
  if (wideReadAt === undefined) return data;
  return { ...data, lastWideRunAt: Math.max(data.lastWideRunAt ?? wideReadAt, wideReadAt) };
}

/**
 * Reads from the report database.
 * @param servers how many servers have the records, 0 for none
 * @returns `undefined` if it does not exist, or if sync has never written to it
 * @throws if it has another version, or its records are not on as many servers
 */
export async function queryDatabase<Result>(
  path: string,
  servers: number,
  read: (connection: DuckDBConnection) => Promise<Result>,
): Promise<Result | undefined> {
  if (!(await stat(path).catch(() => undefined))) return undefined;
  const instance = await openReadOnly(path);
  const connection = await instance.connect();
  try {
    if (!(await hasSyncTables(connection))) return undefined;
    await checkVersion(connection, path);
    checkStore(await readStoreState(connection), servers, path);
    return await read(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Whether a database has the tables of sync. An import creates them. */
export async function hasSyncTables(connection: DuckDBConnection): Promise<boolean> {
  const tables = await connection.runAndReadAll(`SELECT 1 FROM duckdb_tables() WHERE table_name = 'sync_people'`);
  return tables.getRows().length > 0;
}
