import { realpath, rename } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { currentVersion, describeOpenError, hasOtherFormat, installSchema, openForImport } from '../database.ts';
import { readAssets } from './assets.ts';
import type { AssetPaths, Assets } from './assets.ts';
import { identityOf } from './backup.ts';
import { describeDiskFull } from './disk-full.ts';
import { dropErasedPeople } from './erased-people.ts';
import { findExtracts, prepareExtract } from './extract.ts';
import type { Extract } from './extract.ts';
import { literal } from './extract-view.ts';
import { describeOutOfMemory } from './import-memory.ts';
import { loadExtracts } from './load-extracts.ts';
import { checkMalformedRecords, countMalformed, storeMalformedRecords, writeRejectsFile } from './malformed-records.ts';
import type { MalformedLimit } from './malformed-records.ts';
import { mergeActivities, prepareMerge, readTotals, updateCampaigns } from './merge-activities.ts';
import type { DatabaseTotals, MergeCounts } from './merge-activities.ts';
import { loadPeople } from './people.ts';
import type { ClickHouseNode } from '../store/clickhouse-node.ts';
import { eraseEarlierRows, mergeIntoCluster } from '../store/clickhouse-import.ts';
import { checkStore, createStoreState, readStoreState, type StoreState } from '../store/store-state.ts';
import { openStagingDirectory } from './staging-directory.ts';
import type { StagingDirectory } from './staging-directory.ts';
import { storeAssets } from './store-assets.ts';

/** Files with assets and people. All paths are absolute. */
export interface ImportFiles extends AssetPaths {
  people?: string[];
}

/** All paths are absolute, except those of the extracts. */
export interface ImportRequest extends ImportFiles {
  database: string;
  /** The directory that the paths of the extracts are relative to. */
  directory: string;
  /** Paths or glob patterns. */
  extracts: string[];
  /** The CSV file to write the malformed records to. */
  rejects: string | undefined;
  /** The most malformed records with which an import succeeds. Default: 1 % of the records, or 100 if that is more. */
  maxMalformed?: MalformedLimit | undefined;
  /** Whether an import of up to 100 records also succeeds if all are malformed. An export of an hour may have only a few. */
  mayHaveOnlyMalformed?: boolean;
  /** The memory that DuckDB may use, in bytes. Default: 1,500 MB. Larger imports use files beside the database. */
  memory?: number | undefined;
  /** Reads every file with the tolerant CSV reader. For tests, which compare both ways of reading. */
  forceTolerantReader?: boolean;
  /** The moment of the import. Activities more than two days later are malformed. Default: now. */
  importedAt?: Date;
  /** Changes the database before activities are merged. */
  beforeMerge?: (connection: DuckDBConnection, staging: StagingDirectory) => Promise<void>;
  /** Writes more into the database, in the same import. Runs after the activities and assets are stored. */
  afterMerge?: (connection: DuckDBConnection) => Promise<void>;
  /** After how many months without any activity people are removed. Their sums stay. Default: never. */
  retainedMonths?: number | undefined;
  /** Writes a new file at the end: deleted data stays in unused blocks of the old one. */
  isRewritten?: boolean;
  /** The servers that have the records, in the order of their numbers. Default: the database has them itself. */
  cluster?: ClusterOptions | undefined;
  onProgress: (message: string) => void;
  /** Receives sentences that say which asset cannot be read and is left out. Default: `onProgress`. */
  onWarning?: (message: string) => void;
}

export interface ClusterOptions {
  readonly nodes: readonly ClickHouseNode[];
  /** Whether the latest rows of all imports are written again. */
  readonly isCompaction?: boolean | undefined;
  /** Whether what `removals.sql` has listed before the merge is removed from the servers, too. */
  readonly isRemoval?: boolean | undefined;
  /** At most about this many rows are sorted at the same time on a server. Default: 2 million. For tests, which have fewer. */
  readonly sliceSize?: number | undefined;
  /** Runs after each step. For tests, which end a server there. */
  readonly onStep?: (step: string) => Promise<void> | void;
}

/**
 * The counts of one import. Each record that was read is in one of `imported`, `duplicates`, `conflicts`, `deletions`,
 * `otherTypes`, `malformed`, `retired` and `erased`.
 */
export interface ImportCounts extends Omit<MergeCounts, 'retired' | 'hasRetired'> {
  /** New activities that are too old to be kept, if there are any. */
  retired?: number;
  /** New activities of erased people, if there are any. */
  erased?: number;
  /** Delete Lead activities. */
  deletions: number;
  /** Persons of people files. */
  people: number;
  otherTypes: number;
  malformed: number;
  /** Assets without a valid id, if there are any. */
  malformedAssets?: number;
  /** The counts of the whole database. */
  total: DatabaseTotals;
}

/**
 * Imports into a copy of the database and replaces the database with it at the end. A reader sees either the old
 * database or the new one.
 * @throws if a file cannot be imported; the database is then unchanged
 */
export async function importFiles(request: ImportRequest): Promise<ImportCounts> {
  if (request.cluster && !(await identityOf(request.database))) await createClusterDatabase(request);
  const rejects = request.rejects && (await realpath(request.rejects).catch(() => request.rejects));
  const names = await findExtracts(request.extracts, request.directory, rejects);
  const assets = await readAssets(request);
  const { onProgress, onWarning = onProgress } = request;
  for (const problem of assets.problems) onWarning(`${problem} It was left out.`);
  const staging = await openStagingDirectory(request.database).catch((error: unknown) => {
    throw describeDiskFull(error, request.database);
  });
  try {
    const extracts: Extract[] = [];
    for (const [index, name] of names.entries()) {
      const extract = await prepareExtract(name, request.directory, staging.pathOf(`plain-${index}.csv`));
      if (extract) extracts.push(extract);
      else request.onProgress(`${name} is empty.`);
    }
    const { counts, isRewritten, updatedFrom, eraseEarlier } = await fillDatabase(staging, extracts, assets, request);
    if (isRewritten) await rename(staging.pathOf(copyName), staging.database);
    if (updatedFrom !== undefined) {
      const backup = await staging.keepTarget(updatedFrom);
      request.onProgress(`The database had the format of an older version of the service. It is kept as ${backup}.`);
    }
    await staging.replaceTarget();
    await eraseEarlier?.();
    return counts;
  } catch (error) {
    throw describeOutOfMemory(describeDiskFull(error, request.database));
  } finally {
    await staging.close();
  }
}

/** Creates an empty database whose records are on servers. They belong to it from the first import on, even if that fails. */
export async function createClusterDatabase({
  database,
  memory,
}: Pick<ImportRequest, 'database' | 'memory'>): Promise<void> {
  await importFiles({
    ...{ database, directory: '.', extracts: [], rejects: undefined, memory, onProgress: () => undefined },
    afterMerge: createStoreState,
  });
}

async function fillDatabase(
  staging: StagingDirectory,
  extracts: Extract[],
  assets: Assets,
  request: ImportRequest,
): Promise<{
  counts: ImportCounts;
  isRewritten: boolean;
  /** The older version that the database had. */
  updatedFrom: number | undefined;
  eraseEarlier: (() => Promise<void>) | undefined;
}> {
  const { onProgress, forceTolerantReader = false, importedAt = new Date() } = request;
  const instance = await openForImport(staging.database, staging.spillDirectory, request.memory).catch(
    (error: unknown) => {
      throw describeOpenError(error, staging.target);
    },
  );
  try {
    const connection = await instance.connect();
    const previousVersion = await prepareDatabase(connection, staging.target, importedAt);
    const store = await readStoreState(connection);
    checkStore(store, request.cluster?.nodes.length ?? 0, staging.target);
    const options = { connection, staging, onProgress, forceTolerantReader, importedAt };
    const { activities, otherTypes, deletions, malformed: malformedActivities } = await loadExtracts(extracts, options);
    const { people, malformed: malformedPeople } = await loadPeople(connection, staging, request.people ?? []);
    if (request.rejects !== undefined) await writeRejectsFile(connection, request.rejects);
    const malformed = malformedActivities + malformedPeople;
    const valid = activities + deletions + people;
    await checkMalformedRecords(connection, { valid, malformed }, request.maxMalformed, request.mayHaveOnlyMalformed);
    await request.beforeMerge?.(connection, staging);
    const erased = await dropErasedPeople(connection);
    onProgress(`${previousVersion === 0 ? 'Creating' : 'Updating'} the report records …`);
    const { merged: allMerged, countTotals, eraseEarlier } = await mergeIntoStore(connection, staging, store, request);
    const { retired, hasRetired, ...merged } = allMerged;
    await storeMalformedRecords(connection);
    await storeAssets(connection, assets);
    await updateCampaigns(connection);
    await request.afterMerge?.(connection);
    const total = await countTotals();
    onProgress('Writing the database …');
    await connection.run('CHECKPOINT');
    const updatedFrom = previousVersion > 0 && previousVersion < currentVersion ? previousVersion : undefined;
    const isRewritten = await needsRewriting(connection, request, hasRetired);
    if (isRewritten) await copyDatabase(connection, staging.pathOf(copyName));
    connection.closeSync();
    const { imported, duplicates, conflicts, ...others } = merged;
    const counts = { imported, duplicates, conflicts, deletions, otherTypes, people, ...others, malformed };
    const { length: malformedAssets } = assets.problems;
    const rare = Object.fromEntries(
      Object.entries({ malformedAssets, retired, erased }).filter(([, count]) => count > 0),
    );
    return { counts: { ...counts, ...rare, total }, isRewritten, updatedFrom, eraseEarlier };
  } finally {
    instance.closeSync();
  }
}

async function needsRewriting(
  connection: DuckDBConnection,
  { isRewritten = false, cluster }: ImportRequest,
  hasRetired: boolean,
): Promise<boolean> {
  // The activities that were sent to servers are deleted, and have left unused blocks.
  return isRewritten || hasRetired || cluster !== undefined || (await hasOtherFormat(connection));
}

interface Merged {
  readonly merged: MergeCounts;
  readonly countTotals: () => Promise<DatabaseTotals>;
  /** Removes what only readers of the replaced database need. */
  readonly eraseEarlier?: () => Promise<void>;
}

/** Merges the new activities into those of the database or of its servers. */
async function mergeIntoStore(
  connection: DuckDBConnection,
  staging: StagingDirectory,
  state: StoreState | undefined,
  { cluster, retainedMonths }: ImportRequest,
): Promise<Merged> {
  if (!cluster || !state) {
    const merged = await mergeActivities(connection, retainedMonths);
    return { merged, countTotals: () => readTotals(connection) };
  }
  const { merged, total, base, hasErased } = await mergeIntoCluster({
    ...{ ...cluster, retainedMonths, state, connection, staging },
  });
  return {
    merged,
    countTotals: async () => ({ ...total, malformed: await countMalformed(connection) }),
    ...(hasErased && { eraseEarlier: () => eraseEarlierRows(cluster.nodes, base) }),
  };
}

/** The file in the staging directory to which the database is rewritten before it replaces the database there. */
const copyName = 'copy.duckdb';

async function copyDatabase(connection: DuckDBConnection, path: string): Promise<void> {
  await connection.run(`SET preserve_insertion_order = true; ATTACH ${literal(path)} AS copy`);
  await connection.run('COPY FROM DATABASE work TO copy');
  await connection.run('DETACH copy');
}

/** @returns the version that the database had, 0 for a new one */
async function prepareDatabase(connection: DuckDBConnection, path: string, importedAt: Date): Promise<number> {
  // Row ids tell new activities from existing ones until they are merged, so no checkpoint may renumber them before.
  await connection.run("SET wal_autocheckpoint = '1TB'; SET preserve_insertion_order = false");
  await connection.run(`SET VARIABLE import_date = TIMESTAMP '${importedAt.toISOString()}'`);
  const previousVersion = await installSchema(connection, path);
  await prepareMerge(connection);
  return previousVersion;
}
