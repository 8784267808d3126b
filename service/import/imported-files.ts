import { basename } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Extract } from './extract.ts';

/**
 * Adds the files of an import to `imported_files`, except those that were imported before with the same name and content. Their ids by
 * the names that messages use are in the temporary table `run_files`.
 * @returns the id of each file
 */
export async function registerFiles(
  connection: DuckDBConnection,
  extracts: readonly Extract[],
  importedAt: Date,
): Promise<number[]> {
  const files = extracts.map(({ name, digest }) => ({ file: name, name: basename(name), digest }));
  await connection.run(
    `CREATE TEMP TABLE extract_files AS
     SELECT unnest(from_json($1, '[{"file":"VARCHAR","name":"VARCHAR","digest":"VARCHAR"}]'), recursive := true)`,
    [JSON.stringify(files)],
  );
  await connection.run(`
    CREATE TEMP TABLE new_files AS
    SELECT
      (SELECT coalesce(max(file_id), 0) FROM imported_files) + row_number() OVER (ORDER BY min(rowid)) AS file_id,
      name, digest
    FROM extract_files
    WHERE (name, digest) NOT IN (SELECT (name, digest) FROM imported_files)
    GROUP BY name, digest;
    UPDATE imported_files SET imported_at = TIMESTAMP '${importedAt.toISOString()}'
    WHERE (name, digest) IN (SELECT (name, digest) FROM extract_files);
    INSERT INTO imported_files
    SELECT file_id, name, digest, TIMESTAMP '${importedAt.toISOString()}', 0 FROM new_files;
    INSERT INTO file_sets SELECT file_id, [file_id] FROM new_files;
    CREATE TEMP TABLE run_files AS
    SELECT DISTINCT file, file_id FROM extract_files JOIN imported_files USING (name, digest);`);
  const result = await connection.runAndReadAll('FROM run_files');
  const ids = new Map(result.getRows().map(([file, id]) => [String(file), Number(id)]));
  return extracts.map(({ name }) => ids.get(name) ?? 0);
}

/** Removes files without activities and malformed records from those that `registerFiles` has added: they cannot be withdrawn. */
export async function dropEmptyFiles(connection: DuckDBConnection): Promise<void> {
  await connection.run(`
    DELETE FROM new_files
    WHERE file_id IN (SELECT DISTINCT file_set FROM activities WHERE activities.rowid >= getvariable('first_new_row'))
      OR file_id IN (SELECT DISTINCT file_id FROM run_malformed JOIN run_files USING (file));
    DELETE FROM file_sets WHERE file_set IN (SELECT file_id FROM new_files);
    DELETE FROM imported_files WHERE file_id IN (SELECT file_id FROM new_files);`);
}
