import { rename } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';

/** Lists the run's malformed records by file and number, in a file that is there whole or as it was. */
export async function writeRejects(connection: DuckDBConnection, path: string): Promise<void> {
  const partial = `${path}.partial`;
  await connection.run(
    `COPY (SELECT file, record, reason, content FROM run_malformed ORDER BY file, record)
     TO '${partial.replaceAll("'", "''")}' (FORMAT csv, HEADER true, DELIMITER ',', QUOTE '"', ESCAPE '"')`,
  );
  await rename(partial, path);
}
