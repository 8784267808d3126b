import { rename } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';

/** Adds the malformed records of this import to those of the database, unless they are known. */
export async function storeMalformedRecords(connection: DuckDBConnection): Promise<void> {
  await connection.run(
    `INSERT INTO malformed
     SELECT DISTINCT ON (content) file, record, reason, content FROM run_malformed
     WHERE content NOT IN (SELECT content FROM malformed)
     ORDER BY content, file, record`,
  );
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
