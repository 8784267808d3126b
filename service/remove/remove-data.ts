import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { importFiles, type ClusterOptions } from '../import/import-files.ts';
import type { DatabaseTotals } from '../import/merge-activities.ts';
import { readPeopleIds } from '../import/people.ts';
import type { StagingDirectory } from '../import/staging-directory.ts';
import { UnusableFile } from '../import/unusable-file.ts';
import { checkExists, findImportedFiles } from './imported-file-list.ts';

export interface RemoveRequest {
  /** An existing database. All paths are absolute. */
  readonly database: string;
  /** The activities to remove. */
  readonly guids?: readonly string[];
  /** Imported activity files to withdraw: their names, or their numbers in the list of imported files. */
  readonly files?: readonly string[];
  /** Files with the ids of people to erase. */
  readonly people?: readonly string[];
  /** The memory that DuckDB may use, in bytes. Default: 1,500 MB. */
  readonly memory?: number | undefined;
  /** The servers that have the records. Default: the database has them itself. */
  readonly cluster?: Pick<ClusterOptions, 'nodes' | 'sliceSize' | 'onStep'> | undefined;
  readonly onProgress: (message: string) => void;
}

export interface RemoveCounts {
  /** The activities that were removed. */
  readonly activities: number;
  /** The guids that the database does not have. */
  readonly unknownGuids: number;
  /** The people who were erased. */
  readonly people: number;
  /** Those of them of whom the database had nothing. Later imports leave them out, too. */
  readonly unknownPeople: number;
  /** The files that were withdrawn. */
  readonly files: number;
  /** The activities of these files that stay, because other files have them. */
  readonly inOtherFiles: number;
  /** The activities of these files that were removed before because of their age: their sums stay. */
  readonly retired: number;
  readonly total: DatabaseTotals;
}

const countNames = [
  'activities',
  'unknownGuids',
  'people',
  'unknownPeople',
  'files',
  'inOtherFiles',
  'retired',
] as const;

/**
 * Removes activities, imported files and people, in a copy of the database that replaces it at the end, like an import.
 * @throws if a file cannot be read or contains a person without a valid id, or if an imported file is unknown or not the only one of its
 * name; the database is then unchanged. Also if it is replaced, but a server still has rows of earlier imports
 */
export async function removeData(request: RemoveRequest): Promise<RemoveCounts> {
  const { database, memory, cluster, onProgress } = request;
  await checkExists(database);
  let counts = noCounts;
  const { total } = await importFiles({
    ...{ database, directory: '.', extracts: [], rejects: undefined, isRewritten: true, memory, onProgress },
    cluster: cluster && { ...cluster, isRemoval: true },
    beforeMerge: (connection, staging) => remove(connection, staging, request),
    // Servers have removed their part by then.
    afterMerge: async (connection) => {
      counts = await readCounts(connection);
      for (const message of await describeRemoval(connection, counts)) onProgress(message);
    },
  }).catch((error: unknown) => {
    throw describeFailure(error);
  });
  return { ...counts, total };
}

async function describeRemoval(
  connection: DuckDBConnection,
  { retired, people, unknownPeople }: Counts,
): Promise<string[]> {
  const windows = await withdrawnWindows(connection);
  return [
    ...(retired > 0 ? [`${retired} activities were removed by --retain: their sums stay in the report.`] : []),
    ...(unknownPeople > 0
      ? [
          `The database has nothing of ${unknownPeople} of ${people} people: check their ids. Later imports leave them out.`,
        ]
      : []),
    ...windows.map(
      (window) =>
        `The next sync reads the activities from ${window} again, except those of times that other exports have.`,
    ),
  ];
}

/** Messages about files are those of an import. */
function describeFailure(error: unknown): unknown {
  if (!(error instanceof UnusableFile)) return error;
  return new Error(`${error.problem} Nothing was removed.`, { cause: error });
}

type Counts = Omit<RemoveCounts, 'total'>;

const noCounts: Counts = {
  ...{ activities: 0, unknownGuids: 0, people: 0, unknownPeople: 0, files: 0, inOtherFiles: 0, retired: 0 },
};

async function remove(
  connection: DuckDBConnection,
  staging: StagingDirectory,
  { guids = [], people = [], files = [] }: RemoveRequest,
): Promise<void> {
  await connection.run(
    `CREATE TEMP TABLE given_guids AS SELECT DISTINCT unnest(from_json($1, '["VARCHAR"]')) AS guid`,
    [JSON.stringify(guids)],
  );
  await connection.run('CREATE TEMP TABLE given_people (lead_id BIGINT PRIMARY KEY)');
  await readPeopleIds(connection, staging, people, 'given_people');
  const fileIds = await findImportedFiles(connection, files);
  await connection.run(
    `CREATE TEMP TABLE given_files AS SELECT DISTINCT unnest(from_json($1, '["INTEGER"]')) AS file_id`,
    [JSON.stringify(fileIds)],
  );
  await connection.run(`SET VARIABLE new_salt = '${randomBytes(16).toString('hex')}'`);
  await connection.run(await readFile(new URL('removals.sql', import.meta.url), 'utf8'));
}

async function readCounts(connection: DuckDBConnection): Promise<Counts> {
  const result = await connection.runAndReadAll(`
    SELECT
      *, (SELECT count(*) FROM unknown_guids) AS "unknownGuids", (SELECT count(*) FROM unknown_people) AS "unknownPeople"
    FROM removal_counts`);
  const [row = {}] = result.getRowObjects();
  return Object.fromEntries(countNames.map((name) => [name, Number(row[name])])) as Record<
    (typeof countNames)[number],
    number
  >;
}

async function withdrawnWindows(connection: DuckDBConnection): Promise<string[]> {
  const format = `'%Y-%m-%dT%H:%M:%SZ'`;
  const result = await connection.runAndReadAll(
    `SELECT strftime(start_at, ${format}) || ' to ' || strftime(end_at, ${format}) FROM withdrawn_windows ORDER BY start_at`,
  );
  return result.getRows().map(([window]) => String(window));
}
