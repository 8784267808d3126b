import { readFile } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { updatePeopleFilters } from '../database.ts';

/**
 * Keeps people out of the database who were erased from it. Call it after an import has read its files, before it merges them.
 * The database knows their ids only as hashes.
 * @returns the number of their new activities
 */
export async function dropErasedPeople(connection: DuckDBConnection): Promise<number> {
  const erased = await connection.runAndReadAll('SELECT 1 FROM erased_people LIMIT 1');
  if (erased.getRows().length === 0) return 0;
  await connection.run(await readFile(new URL('erased-people.sql', import.meta.url), 'utf8'));
  await updatePeopleFilters(connection);
  const dropped = await connection.runAndReadAll('SELECT count(*) FROM erased_rows');
  return Number(dropped.getRows()[0]?.[0]);
}
