import { readFile } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';

/** Of the activities of one run. */
export interface MergeCounts {
  imported: number;
  duplicates: number;
  conflicts: number;
  skippedSends: number;
  withoutCampaign: number;
  orphans: number;
}

/** Of all that the database holds, however it came in. */
export interface DatabaseTotals {
  imported: number;
  conflicts: number;
  skippedSends: number;
  withoutCampaign: number;
  orphans: number;
  malformed: number;
  records: number;
}

/** Makes the activities that were added one per guid, and brings the records up to date for the keys they touch. */
export async function mergeActivities(connection: DuckDBConnection): Promise<MergeCounts> {
  await connection.run(await readSql('merge.sql'));
  const counts = await readCounts(connection, 'FROM merge_counts');
  const count = countIn(counts);
  return {
    imported: count('imported'),
    duplicates: count('duplicates'),
    conflicts: count('conflicts'),
    skippedSends: count('skippedSends'),
    withoutCampaign: count('withoutCampaign'),
    orphans: count('orphans'),
  };
}

/** Adds to the malformed records those of the run that are not known yet. */
export async function storeMalformed(connection: DuckDBConnection): Promise<void> {
  await connection.run(
    `INSERT INTO malformed
     SELECT DISTINCT ON (content) file, record, reason, content FROM run_malformed
     WHERE content NOT IN (SELECT content FROM malformed)
     ORDER BY content, file, record`,
  );
}

export async function readTotals(connection: DuckDBConnection): Promise<DatabaseTotals> {
  const count = countIn(await readCounts(connection, await readSql('totals.sql')));
  return {
    imported: count('imported'),
    conflicts: count('conflicts'),
    skippedSends: count('skippedSends'),
    withoutCampaign: count('withoutCampaign'),
    orphans: count('orphans'),
    malformed: count('malformed'),
    records: count('records'),
  };
}

async function readCounts(connection: DuckDBConnection, sql: string): Promise<Record<string, unknown>> {
  const [counts] = (await connection.runAndReadAll(sql)).getRowObjects();
  return counts ?? {};
}

function countIn(counts: Record<string, unknown>): (name: string) => number {
  return (name) => Number(counts[name]);
}

function readSql(name: string): Promise<string> {
  return readFile(new URL(name, import.meta.url), 'utf8');
}
