import type { DuckDBConnection } from '@duckdb/node-api';
import { isDiskFull } from '../import/disk-full.ts';
import { importFiles } from '../import/import-files.ts';
import type { ImportCounts, ImportRequest } from '../import/import-files.ts';
import { ImportRunning } from '../import/staging-directory.ts';
import type { ClickHouseNode } from '../store/clickhouse-node.ts';
import { NodeUnavailable } from '../store/node-failure.ts';
import type { MarketoClient } from './client.ts';
import type { Clock } from './clock.ts';
import type { Journal } from './journal.ts';
import { NeedsPerson, RunAgainLater } from './outcome.ts';

/** The state that the steps of a run share. */
export interface SyncContext {
  client: MarketoClient;
  clock: Clock;
  journal: Journal;
  /** The absolute path of the report database. */
  database: string;
  /** The servers that have the records, in the order of their numbers. None: the database has them. */
  nodes: readonly ClickHouseNode[];
  origin: string;
  /** How long to wait between two polls of a job. Default: a minute, and later five. */
  pollInterval: number | undefined;
  /** The memory that DuckDB may use for an import, in bytes. */
  importMemory: number | undefined;
  /** Receives the counts of each import. */
  onImport: (counts: ImportCounts) => void;
  log: (message: string) => void;
}

/**
 * Imports files, together with a note about their content.
 * @param note writes to the tables of sync
 */
export async function importSynced(
  context: SyncContext,
  files: Partial<
    Pick<ImportRequest, 'extracts' | 'campaigns' | 'programs' | 'folders' | 'emails' | 'people' | 'retainedMonths'>
  >,
  note: (connection: DuckDBConnection) => Promise<void>,
): Promise<ImportCounts> {
  const { client, database, nodes, importMemory: memory, journal, origin } = context;
  try {
    const counts = await importFiles({
      extracts: [],
      ...files,
      database,
      cluster: nodes.length > 0 ? { nodes } : undefined,
      directory: journal.directory,
      rejects: undefined,
      memory,
      importedAt: new Date(client.now()),
      mayHaveOnlyMalformed: true,
      onProgress: () => undefined,
      onWarning: context.log,
      afterMerge: async (connection) => {
        await connection.run('DELETE FROM sync_instance');
        await connection.run('INSERT INTO sync_instance VALUES ($1)', [origin]);
        await note(connection);
      },
    });
    context.onImport(counts);
    return counts;
  } catch (error) {
    if (isDiskFull(error) || error instanceof NodeUnavailable) throw error;
    if (error instanceof ImportRunning) throw new RunAgainLater(error.message);
    const message = error instanceof Error ? error.message : String(error);
    throw new NeedsPerson(`Marketo's data cannot be imported: ${message}`);
  }
}

/** Formats an instant as SQL. */
export function timestamp(instant: number): string {
  return `TIMESTAMP '${new Date(instant).toISOString().slice(0, -1)}'`;
}
