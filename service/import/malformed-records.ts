import { rename } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';

/** Adds the malformed records of this import to those of the database, unless they are known from the same file. */
export async function storeMalformedRecords(connection: DuckDBConnection): Promise<void> {
  await connection.run(
    `INSERT INTO malformed
     SELECT DISTINCT ON (content, file_id) file, record, reason, content, file_id
     FROM run_malformed LEFT JOIN run_files USING (file)
     WHERE NOT EXISTS (
       FROM malformed
       WHERE malformed.content = run_malformed.content AND malformed.file_id IS NOT DISTINCT FROM run_files.file_id
     )
     ORDER BY content, file_id, file, record`,
  );
}

/** Counts the distinct malformed records of the database. */
export async function countMalformed(connection: DuckDBConnection): Promise<number> {
  const result = await connection.runAndReadAll('SELECT count(DISTINCT content) FROM malformed');
  return Number(result.getRows()[0]?.[0]);
}

/** How many malformed records an import accepts: a number, or a share of the records of the report's types. */
export type MalformedLimit = { records: number } | { share: number };

/** The number of malformed records that every import accepts, if there is no other limit. */
const alwaysAccepted = 100;

/**
 * @param valid the number of valid records of the report's types
 * @param limit by default 1 %, and 100 records in any case
 * @param mayHaveOnlyMalformed whether to accept up to 100 records of which all are malformed
 * @throws if all records are malformed, or more than the limit. The message describes the first one
 */
export async function checkMalformedRecords(
  connection: DuckDBConnection,
  { valid, malformed }: { valid: number; malformed: number },
  limit: MalformedLimit | undefined,
  mayHaveOnlyMalformed = false,
): Promise<void> {
  const records = valid + malformed;
  const maximum =
    limit === undefined
      ? Math.max(alwaysAccepted, records / 100)
      : 'share' in limit
        ? records * limit.share
        : limit.records;
  const isAccepted = valid > 0 ? malformed <= maximum : mayHaveOnlyMalformed && malformed <= alwaysAccepted;
  if (malformed === 0 || isAccepted) return;
  const result = await connection.runAndReadAll(
    'SELECT file, record, reason, content FROM run_malformed ORDER BY file, record LIMIT 1',
  );
  const [file, record, reason, content] = (result.getRows()[0] ?? []).map(String);
  const first = `record ${record ?? ''} of ${file ?? ''}: ${reason ?? ''} (${abbreviated(content ?? '')})`;
  if (valid === 0) {
    const all = records === 1 ? 'The only record is' : `All ${records} records are`;
    throw new Error(`${all} malformed, so nothing was imported; the first is ${first}.`);
  }
  const hint = 'To accept them, set --max-malformed';
  throw new Error(
    `${malformed} of ${records} records are malformed, so nothing was imported; the first is ${first}. ${hint}.`,
  );
}

const maximumLength = 300;

function abbreviated(text: string): string {
  return text.length > maximumLength ? `${text.slice(0, maximumLength)}…` : text;
}

/** Writes the malformed records of this import to a CSV file, replacing it only when the new one is complete. */
export async function writeRejectsFile(connection: DuckDBConnection, path: string): Promise<void> {
  const partial = `${path}.partial`;
  await connection.run(
    `COPY (SELECT file, record, reason, content FROM run_malformed ORDER BY file, record)
     TO '${partial.replaceAll("'", "''")}' (FORMAT csv, HEADER true, DELIMITER ',', QUOTE '"', ESCAPE '"')`,
  );
  await rename(partial, path);
}
