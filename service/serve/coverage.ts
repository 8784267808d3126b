import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { checkVersion } from '../database.ts';
import { hasSyncTables } from '../sync/synced-data.ts';
import { accessKey, fullAccess, type Access } from './access.ts';
import { noValue } from './people-filter.ts';
import type { Snapshot } from './report-database.ts';
import { instantText, type Statement } from './report-sql.ts';
import { registerFolding } from './search-folding.ts';

/** The coverage of the imported activities. Instants are in ISO 8601. */
export interface Coverage {
  /** The instant up to which the data is complete. `null` if the database is empty. */
  readonly asOf: string | null;
  /** The earliest send; `null` without sends. */
  readonly dataFrom: string | null;
  /** What readers should know about the data; `undefined` if nothing. */
  readonly notes: readonly Note[] | undefined;
  /** The fields by which people can be chosen; `undefined` if nothing is known about people. */
  readonly peopleFilters: readonly PeopleFilter[] | undefined;
}

/** A field of people. `values` is missing if there are too many to list. */
interface PeopleFilter {
  readonly name: string;
  readonly values?: readonly string[];
}

interface Note {
  readonly code: 'no-data' | 'no-action-result' | 'orphans' | 'gap';
  readonly count?: number;
  /** The text of a code that older elements do not know. */
  readonly message?: string;
  /** The start and end of a gap. */
  readonly from?: string;
  readonly to?: string;
}

const noData = 'No data yet. The first import has not finished.';

/** Also adds the functions of queries to the database. @throws if the database has the format of another version of the service */
export async function readCoverage(instance: DuckDBInstance, path: string): Promise<Coverage> {
  const connection = await instance.connect();
  try {
    await checkVersion(connection, path);
    registerFolding(connection);
    const [row] = await (
      await connection.run(
        `SELECT ${instantText('as_of')} AS "asOf", ${instantText('data_from')} AS "dataFrom", orphans, sends_without_result
         FROM coverage`,
      )
    ).getRowObjects();
    const notes: Note[] = [];
    if (row?.['asOf'] === null) notes.push({ code: 'no-data', message: noData });
    if (Number(row?.['sends_without_result']) > 0) notes.push({ code: 'no-action-result' });
    const orphans = Number(row?.['orphans']);
    if (orphans > 0) notes.push({ code: 'orphans', count: orphans });
    notes.push(...(await readGaps(connection)));
    return {
      asOf: row?.['asOf'] as string | null,
      dataFrom: row?.['dataFrom'] as string | null,
      notes: notes.length > 0 ? notes : undefined,
      peopleFilters: await readPeopleFilters(connection),
    };
  } finally {
    connection.closeSync();
  }
}

/** Returns the end of the data, in microseconds since 1970 UTC; 0 without data. The coverage has milliseconds. */
export async function readAsOf(connection: DuckDBConnection): Promise<bigint> {
  const [row] = (await connection.runAndReadAll('SELECT epoch_us(as_of) FROM coverage')).getRows();
  return BigInt(String(row?.[0] ?? 0));
}

/** The most readers with different access whose coverage is kept. */
const maxKept = 200;

/** The coverage of readers who may not see everything, by `accessKey`, from the least to the most recently used. */
const restricted = new WeakMap<Coverage, Map<string, Coverage>>();

/**
 * Returns the coverage that a reader may see: instants and gaps are those of all data. Who may not see everything does not learn
 * how many activities have no send, and only gets values of people who were sent an email by a campaign that the reader may see.
 */
export async function coverageFor(
  { connection, records, coverage }: Pick<Snapshot, 'connection' | 'records' | 'coverage'>,
  access: Access,
): Promise<Coverage> {
  const key = accessKey(access);
  if (key === accessKey(fullAccess)) return coverage;
  const kept = restricted.get(coverage) ?? new Map<string, Coverage>();
  restricted.set(coverage, kept);
  const known = kept.get(key);
  kept.delete(key);
  const notes = coverage.notes?.filter(({ code }) => code !== 'orphans');
  const result = known ?? {
    ...coverage,
    notes: notes && notes.length > 0 ? notes : undefined,
    peopleFilters: coverage.peopleFilters && (await readPeopleFilters(connection, await records.visibleValues(access))),
  };
  kept.set(key, result);
  for (const oldest of kept.keys()) if (kept.size > maxKept) kept.delete(oldest);
  return result;
}

/**
 * Returns the fields of people. The list is empty if it is only known who was deleted.
 * @param visible SQL for the values that a reader may see. Default: all
 */
async function readPeopleFilters(
  connection: DuckDBConnection,
  visible?: Statement,
): Promise<PeopleFilter[] | undefined> {
  const fields = `SELECT to_json({'name': name, 'values': "values"})::VARCHAR FROM`;
  const result = await (visible
    ? connection.runAndReadAll(
        `WITH visible_people AS (${visible.sql}) ${fields} people_filters_of('visible_people') ORDER BY name`,
        visible.values,
      )
    : connection.runAndReadAll(`${fields} people_filters ORDER BY name`));
  const filters = result.getRows().map(([json]): PeopleFilter => {
    const { name, values } = JSON.parse(String(json)) as { name: string; values: string[] | null };
    return values ? { name, values: [...values.filter((value) => value !== noValue), noValue] } : { name };
  });
  if (filters.length > 0) return filters;
  const deletions = await connection.runAndReadAll('SELECT 1 FROM deletions LIMIT 1');
  return deletions.getRows().length > 0 ? [] : undefined;
}

/** Returns the stretches of time that sync should have extracted and has not, between those that it has. */
async function readGaps(connection: DuckDBConnection): Promise<Note[]> {
  if (!(await hasSyncTables(connection))) return [];
  const result = await connection.runAndReadAll(
    `WITH covered AS (
       SELECT start_at, end_at FROM sync_windows
       UNION ALL SELECT min(wanted_from), min(wanted_from) FROM sync_windows
     ),
     gap AS (
       SELECT max(end_at) OVER (ORDER BY start_at, end_at ROWS UNBOUNDED PRECEDING EXCLUDE CURRENT ROW) AS gap_from,
         start_at AS gap_to
       FROM covered
     )
     SELECT ${instantText('gap_from')}, ${instantText('gap_to')} FROM gap WHERE gap_from < gap_to ORDER BY gap_from`,
  );
  return result.getRows().map(([from, to]) => ({ code: 'gap', from: String(from), to: String(to) }));
}
