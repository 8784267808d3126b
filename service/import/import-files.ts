import { realpath } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { installSchema, openForImport } from '../database.ts';
import { readAssets, storeAssets } from './assets.ts';
import type { Assets } from './assets.ts';
import { findExtracts, prepareExtract } from './extract.ts';
import type { Extract } from './extract.ts';
import { loadExtracts } from './load-extracts.ts';
import { storeMalformedRecords, writeRejectsFile } from './malformed-records.ts';
import { mergeActivities, readTotals } from './merge-activities.ts';
import type { DatabaseTotals, MergeCounts } from './merge-activities.ts';
import { openStagingDirectory } from './staging-directory.ts';
import type { StagingDirectory } from './staging-directory.ts';

/** All paths are absolute, except those of the extracts. */
export interface ImportRequest {
  database: string;
  /** The directory that the paths of the extracts are relative to. */
  directory: string;
  /** Paths or glob patterns. */
  extracts: string[];
  campaigns: string[];
  folders: string[];
  emails: string | undefined;
  /** The CSV file to write the malformed records to. */
  rejects: string | undefined;
  /** Reads every file with the tolerant CSV reader. For tests, which compare both ways of reading. */
  forceTolerantReader?: boolean;
  onProgress: (message: string) => void;
}

/** The counts of one import. Records read = imported + duplicates + conflicts + otherTypes + malformed. */
export interface ImportCounts extends MergeCounts {
  otherTypes: number;
  malformed: number;
  /** The counts of the whole database. */
  total: DatabaseTotals;
}

/**
 * Imports into a copy of the database and replaces the database with it at the end. A reader sees either the old
 * database or the new one.
 * @throws if a file cannot be imported; the database is then unchanged
 */
export async function importFiles(request: ImportRequest): Promise<ImportCounts> {
  const rejects = request.rejects && (await realpath(request.rejects).catch(() => request.rejects));
  const names = await findExtracts(request.extracts, request.directory, rejects);
  const assets = await readAssets(request);
  const staging = await openStagingDirectory(request.database);
  try {
    const extracts: Extract[] = [];
    for (const [index, name] of names.entries()) {
      extracts.push(await prepareExtract(name, request.directory, staging.pathOf(`plain-${index}.csv`)));
    }
    for (const { name } of extracts.filter(({ columns }) => columns.length === 0)) {
      request.onProgress(`${name} is empty.`);
    }
    const counts = await fillDatabase(staging, extracts, assets, request);
    await staging.replaceTarget();
    return counts;
  } finally {
    await staging.close();
  }
}

async function fillDatabase(
  staging: StagingDirectory,
  extracts: Extract[],
  assets: Assets,
  { onProgress, forceTolerantReader = false, rejects }: ImportRequest,
): Promise<ImportCounts> {
  const instance = await openForImport(staging.database, staging.spillDirectory);
  try {
    const connection = await instance.connect();
    await prepareDatabase(connection);
    const options = { connection, staging, onProgress, forceTolerantReader };
    const { otherTypes, malformed } = await loadExtracts(extracts, options);
    onProgress('Updating the report records …');
    const merged = await mergeActivities(connection);
    await storeMalformedRecords(connection);
    await storeAssets(connection, assets);
    if (rejects !== undefined) await writeRejectsFile(connection, rejects);
    const { imported, duplicates, conflicts, skippedSends, withoutCampaign, orphans } = merged;
    const total = await readTotals(connection);
    onProgress('Writing the database …');
    await connection.run('CHECKPOINT');
    connection.closeSync();
    return {
      ...{ imported, duplicates, conflicts, otherTypes },
      ...{ skippedSends, withoutCampaign, orphans, malformed },
      total,
    };
  } finally {
    instance.closeSync();
  }
}

async function prepareDatabase(connection: DuckDBConnection): Promise<void> {
  // Row ids tell new activities from existing ones until they are merged, so no checkpoint may renumber them before.
  await connection.run("SET wal_autocheckpoint = '1TB'; SET preserve_insertion_order = false");
  await installSchema(connection);
  await connection.run('CREATE TEMP TABLE run AS SELECT coalesce(max(rowid) + 1, 0) AS first_new_row FROM activities');
}
