import { randomBytes } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { importFiles } from '../import/import-files.ts';
import type { DatabaseTotals } from '../import/merge-activities.ts';
import { readPeopleIds } from '../import/people.ts';
import type { StagingDirectory } from '../import/staging-directory.ts';

export interface RemoveRequest {
  /** An existing database. All paths are absolute. */
  readonly database: string;
  /** The activities to remove. */
  readonly guids: readonly string[];
  /** Files with the ids of people to erase. */
  readonly people: readonly string[];
  /** The memory that DuckDB may use, in bytes. Default: 1,500 MB. */
  readonly memory?: number | undefined;
  readonly onProgress: (message: string) => void;
}

export interface RemoveCounts {
  /** The activities that were removed. */
  readonly activities: number;
  /** The guids that the database does not have. */
  readonly unknownGuids: number;
  /** The people who were erased. */
  readonly people: number;
  readonly total: DatabaseTotals;
}

const countNames = ['activities', 'unknownGuids', 'people'] as const;

/**
 * Removes activities and people, in a copy of the database that replaces it at the end, like an import.
 * @throws if a file cannot be read or contains a person without a valid id; the database is then unchanged
 */
export async function removeData({
  database,
  guids,
  people,
  memory,
  onProgress,
}: RemoveRequest): Promise<RemoveCounts> {
  await stat(database).catch(() => {
    throw new Error(`The database ${database} does not exist.`);
  });
  let counts: Record<(typeof countNames)[number], number> | undefined;
  const { total } = await importFiles({
    ...{ database, directory: '.', extracts: [], rejects: undefined, isRewritten: true, memory, onProgress },
    beforeMerge: async (connection, staging) => {
      counts = await remove(connection, staging, guids, people);
    },
  });
  return { ...(counts ?? { activities: 0, unknownGuids: 0, people: 0 }), total };
}

async function remove(
  connection: DuckDBConnection,
  staging: StagingDirectory,
  guids: readonly string[],
  people: readonly string[],
): Promise<Record<(typeof countNames)[number], number>> {
  await connection.run(
    `CREATE TEMP TABLE given_guids AS SELECT DISTINCT unnest(from_json($1, '["VARCHAR"]')) AS guid`,
    [JSON.stringify(guids)],
  );
  await connection.run('CREATE TEMP TABLE given_people (lead_id BIGINT PRIMARY KEY)');
  await readPeopleIds(connection, staging, people, 'given_people');
  await connection.run(`SET VARIABLE new_salt = '${randomBytes(16).toString('hex')}'`);
  await connection.run(await readFile(new URL('removals.sql', import.meta.url), 'utf8'));
  const [row = {}] = (await connection.runAndReadAll('FROM removal_counts')).getRowObjects();
  return Object.fromEntries(countNames.map((name) => [name, Number(row[name])])) as Record<
    (typeof countNames)[number],
    number
  >;
}
