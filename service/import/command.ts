import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { DuckDBConnection } from '@duckdb/node-api';
import { openForImport, readStatements } from '../database.ts';
import { UsageError } from '../usage-error.ts';
import { readCatalogue, storeCatalogue } from './catalogue.ts';
import type { Catalogue } from './catalogue.ts';
import { findFiles, prepareExtract } from './extract.ts';
import type { Extract } from './extract.ts';
import { loadExtracts } from './load.ts';
import { mergeActivities, readTotals, storeMalformed } from './merge.ts';
import type { DatabaseTotals, MergeCounts } from './merge.ts';
import { writeRejects } from './rejects.ts';
import { openWorkspace } from './workspace.ts';
import type { Workspace } from './workspace.ts';

export const usage = `Usage: npm run service -- import --database FILE [options] FILE.csv…

Imports Bulk Activity Extracts, plain or gzip, by paths or patterns, into a database that is made if it is missing.
Importing the same activities again changes nothing.

  --campaigns FILE   smart campaigns as the Asset API returns them
  --folders FILE     folders as the Asset API returns them
  --emails DIR       <emailId>.html, and optionally <emailId>.txt and <emailId>.json
  --rejects FILE     where to list the malformed records, as CSV`;

export interface ImportRequest {
  /** All paths absolute, but for the extracts', which are relative to the directory and may be patterns. */
  database: string;
  directory: string;
  extracts: string[];
  campaigns: string[];
  folders: string[];
  emails: string | undefined;
  rejects: string | undefined;
  /** Read every file record by record, which only tests want. */
  isExact: boolean;
  report: (progress: string) => void;
}

/** Of one run: records read = imported + duplicates + conflicts + otherTypes + malformed. */
export interface ImportCounts extends MergeCounts {
  otherTypes: number;
  malformed: number;
  total: DatabaseTotals;
}

/** @returns the exit code. @throws UsageError for a wrong command line, an Error where nothing was imported. */
export async function run(args: string[], workingDirectory: string): Promise<number> {
  const counts = await importFiles(parseRequest(args, workingDirectory));
  console.log(JSON.stringify(counts));
  return 0;
}

function parseRequest(args: string[], directory: string): ImportRequest {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      database: { type: 'string' },
      campaigns: { type: 'string', multiple: true },
      folders: { type: 'string', multiple: true },
      emails: { type: 'string' },
      rejects: { type: 'string' },
    },
  });
  const { database, campaigns = [], folders = [], emails, rejects } = values;
  if (!database) throw new UsageError('import needs --database FILE.');
  if (positionals.length + campaigns.length + folders.length === 0 && !emails) {
    throw new UsageError('import needs a file to import.');
  }
  const absolute = (path: string): string => resolve(directory, path);
  const request = {
    database: absolute(database),
    directory,
    extracts: positionals,
    campaigns: campaigns.map(absolute),
    folders: folders.map(absolute),
    emails: emails ? absolute(emails) : undefined,
    rejects: rejects ? absolute(rejects) : undefined,
    isExact: false,
    report: (progress: string) => console.error(progress),
  };
  const inputs = [request.database, ...request.campaigns, ...request.folders, ...positionals.map(absolute)];
  if (request.rejects !== undefined && inputs.includes(request.rejects)) {
    throw new UsageError(`--rejects ${rejects ?? ''} would overwrite an input.`);
  }
  return request;
}

/**
 * Imports into a copy of the database that replaces it at the end: a reader sees the old or the new one.
 * @throws if a file cannot be imported; then the database is as it was.
 */
export async function importFiles(request: ImportRequest): Promise<ImportCounts> {
  const rejects = request.rejects && (await realpath(request.rejects).catch(() => request.rejects));
  const names = await findFiles(request.extracts, request.directory, rejects);
  const catalogue = await readCatalogue(request);
  const workspace = await openWorkspace(request.database);
  try {
    const extracts: Extract[] = [];
    for (const [number, name] of names.entries()) {
      extracts.push(await prepareExtract(name, request.directory, workspace, number));
    }
    for (const { name } of extracts.filter(({ columns }) => columns.length === 0)) {
      request.report(`${name} is empty`);
    }
    const counts = await fillDatabase(workspace, extracts, catalogue, request);
    await workspace.replaceTarget();
    return counts;
  } finally {
    await workspace.close();
  }
}

async function fillDatabase(
  workspace: Workspace,
  extracts: Extract[],
  catalogue: Catalogue,
  { report, isExact, rejects }: ImportRequest,
): Promise<ImportCounts> {
  const instance = await openForImport(workspace.database, workspace.spillDirectory);
  try {
    const connection = await instance.connect();
    await prepareDatabase(connection);
    const { otherTypes, malformed } = await loadExtracts(extracts, { connection, workspace, report, isExact });
    report('bringing records up to date');
    const merged = await mergeActivities(connection);
    await storeMalformed(connection);
    await storeCatalogue(connection, catalogue);
    if (rejects !== undefined) await writeRejects(connection, rejects);
    const { imported, duplicates, conflicts, skippedSends, withoutCampaign, orphans } = merged;
    const total = await readTotals(connection);
    report('writing the database');
    await connection.run('CHECKPOINT');
    connection.closeSync();
    return {
      imported,
      duplicates,
      conflicts,
      otherTypes,
      skippedSends,
      withoutCampaign,
      orphans,
      malformed,
      total,
    };
  } finally {
    instance.closeSync();
  }
}

async function prepareDatabase(connection: DuckDBConnection): Promise<void> {
  // Row ids tell new activities from old ones until they are merged: no checkpoint may renumber them before.
  await connection.run("SET wal_autocheckpoint = '1TB'; SET preserve_insertion_order = false");
  await connection.run(await readStatements('schema.sql'));
  await connection.run(await readStatements('rules.sql'));
  await connection.run('CREATE TEMP TABLE run AS SELECT coalesce(max(rowid) + 1, 0) AS first_new_row FROM activities');
}
