import type { DuckDBConnection } from '@duckdb/node-api';
import { isDiskFull } from './disk-full.ts';
import { optionalColumns, requiredColumns } from './extract.ts';
import type { CsvExtract, Extract, JsonExtract } from './extract.ts';
import { createExtractView, createFieldMacros, recordPlaceColumns } from './extract-view.ts';
import { dropEmptyFiles, registerFiles } from './imported-files.ts';
import { isOutOfMemory } from './import-memory.ts';
import { jsonColumns, writeJsonActivities } from './json-activities.ts';
import { RecordWriter } from './record-writer.ts';
import type { StagingDirectory } from './staging-directory.ts';
import { readTolerantly } from './tolerant-csv-reader.ts';

/** The number of records of each kind. */
export interface LoadCounts {
  /** Valid activities of the report, including those that are already in the database. */
  activities: number;
  otherTypes: number;
  /** Delete Lead activities. */
  deletions: number;
  malformed: number;
}

/** An extract with its id in `imported_files`. */
type Registered<Kind extends Extract> = Kind & { fileId: number };

export interface LoadOptions {
  connection: DuckDBConnection;
  staging: StagingDirectory;
  onProgress: (message: string) => void;
  /** Reads all files with the tolerant CSV reader. For tests, which compare both ways of reading. */
  forceTolerantReader: boolean;
  importedAt: Date;
}

/**
 * Adds the activities of the extracts to the table `activities`, deletions to `deletions`, and the malformed records to
 * `run_malformed`. DuckDB reads files of the same layout together. If it rejects them, they are read
 * one by one, and those that it rejects again are read by the tolerant CSV reader.
 */
export async function loadExtracts(extracts: Extract[], options: LoadOptions): Promise<LoadCounts> {
  await createFieldMacros(options.connection);
  await options.connection.run(
    'CREATE TEMP TABLE run_malformed (file VARCHAR, record BIGINT, reason VARCHAR, content VARCHAR)',
  );
  const fileIds = await registerFiles(options.connection, extracts, options.importedAt);
  const registered = extracts.map((extract, index) => ({ ...extract, fileId: fileIds[index] ?? 0 }));
  const counts = await sumOf(groupByLayout(registered.filter((extract) => extract.format === 'csv')), (group) =>
    loadGroup(group, options),
  );
  const json = registered.filter((extract) => extract.format === 'json');
  const jsonCounts = json.length === 0 ? noCounts : await loadJson(json, options);
  await dropEmptyFiles(options.connection);
  return add(counts, jsonCounts);
}

/** Groups extracts of the same layout. A file that is named twice is put into two groups: paths are unique in a group. */
function groupByLayout(extracts: Registered<CsvExtract>[]): Registered<CsvExtract>[][] {
  const groups: Registered<CsvExtract>[][] = [];
  for (const extract of extracts) {
    const group = groups.find(
      ([first, ...more]) =>
        first !== undefined &&
        first.separator === extract.separator &&
        first.columns.join() === extract.columns.join() &&
        first.hasLinesBeforeHeader === extract.hasLinesBeforeHeader &&
        ![first, ...more].some(({ path }) => path === extract.path),
    );
    if (group) group.push(extract);
    else groups.push([extract]);
  }
  return groups;
}

async function loadGroup(group: Registered<CsvExtract>[], options: LoadOptions): Promise<LoadCounts> {
  const [first] = group;
  if (first === undefined) return noCounts;
  if (options.forceTolerantReader || first.hasLinesBeforeHeader) {
    return sumOf(group, (extract) => loadTolerantly(extract, options));
  }
  options.onProgress(`Reading ${group.length === 1 ? first.name : `${group.length} files`} …`);
  try {
    return await loadWithDuckDb(group, first, options);
  } catch (error) {
    if (group.length > 1) return sumOf(group, (extract) => loadGroup([extract], options));
    // The file is not the problem.
    if (isDiskFull(error) || isOutOfMemory(error)) throw error;
    options.onProgress(
      `${first.name} is not regular CSV (${firstLine(error)}). It is read record by record, which is slower.`,
    );
    return loadTolerantly(first, options);
  }
}

const noCounts: LoadCounts = { activities: 0, otherTypes: 0, deletions: 0, malformed: 0 };

function add(left: LoadCounts, right: LoadCounts): LoadCounts {
  return {
    activities: left.activities + right.activities,
    otherTypes: left.otherTypes + right.otherTypes,
    deletions: left.deletions + right.deletions,
    malformed: left.malformed + right.malformed,
  };
}

async function sumOf<Item>(items: Item[], load: (item: Item) => Promise<LoadCounts>): Promise<LoadCounts> {
  let sum = noCounts;
  for (const item of items) sum = add(sum, await load(item));
  return sum;
}

async function loadWithDuckDb(
  group: Registered<CsvExtract>[],
  layout: CsvExtract,
  options: LoadOptions,
): Promise<LoadCounts> {
  const { connection } = options;
  const { columns, separator } = layout;
  await createExtractView(connection, {
    ...{ columns, separator, hasHeader: true },
    paths: group.map(({ path }) => path),
    fileIds: new Map(group.map(({ path, fileId }) => [path, fileId])),
  });
  const { counts, files } = await loadView(connection);
  if (counts.malformed > 0) {
    let offset = 0;
    const numbered = group.map(({ name, path }) => {
      const file = { name, path, offset };
      offset += files.find((each) => each.path === path)?.records ?? 0;
      return file;
    });
    await listMalformed(connection, numbered);
  }
  return counts;
}

/** Stores the valid activities of the view `extract`. @returns their number, and that of all records */
async function storeActivities(connection: DuckDBConnection): Promise<{ activities: number; records: number }> {
  // A sequence counts the records in the same pass.
  await connection.run(
    `CREATE OR REPLACE TEMP SEQUENCE read_records;
     CREATE OR REPLACE TEMP VIEW counted_extract AS FROM extract WHERE nextval('read_records') > 0`,
  );
  // Otherwise, the conditions are evaluated on the texts of the fields, and each is parsed several times.
  await connection.run("SET disabled_optimizers = 'filter_pushdown'");
  try {
    const { rowsChanged } = await connection.run("INSERT INTO activities FROM read_activities('counted_extract')");
    const result = await connection.runAndReadAll(
      "SELECT coalesce(last_value, 0) FROM duckdb_sequences() WHERE sequence_name = 'read_records'",
    );
    return { activities: rowsChanged, records: Number(result.getRows()[0]?.[0]) };
  } finally {
    await connection.run('RESET disabled_optimizers');
  }
}

interface FileCount {
  path: string;
  records: number;
  otherTypes: number;
  deletions: number;
}

/** Stores the records of the view `extract`, and counts them: also by file, unless all are activities. */
async function loadView(connection: DuckDBConnection): Promise<{ counts: LoadCounts; files: FileCount[] }> {
  const { activities, records } = await storeActivities(connection);
  // Most extracts have only activities of the report. They need not be read again.
  if (activities === records) return { counts: { ...noCounts, activities }, files: [] };
  const files = await countRecords(connection);
  const sum = (field: 'otherTypes' | 'deletions'): number => files.reduce((total, file) => total + file[field], 0);
  const deletions = sum('deletions') > 0 ? await storeDeletions(connection) : 0;
  const otherTypes = sum('otherTypes');
  const malformed = records - otherTypes - deletions - activities;
  return { counts: { activities, otherTypes, deletions, malformed }, files };
}

async function countRecords(connection: DuckDBConnection): Promise<FileCount[]> {
  const result = await connection.runAndReadAll(
    `SELECT path, count(*),
       count(*) FILTER (NOT is_report_type(to_id(activityTypeId)) AND NOT is_deletion(to_id(activityTypeId))),
       count(*) FILTER (is_deletion(to_id(activityTypeId)))
     FROM extract GROUP BY path`,
  );
  return result.getRows().map(([path, records, otherTypes, deletions]) => ({
    path: String(path),
    records: Number(records),
    otherTypes: Number(otherTypes),
    deletions: Number(deletions),
  }));
}

/** Stores the deletions of the view `extract`. @returns the number of valid ones */
async function storeDeletions(connection: DuckDBConnection): Promise<number> {
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE run_deletions AS
     SELECT lead_id, activity_date FROM read_deletions('extract') WHERE malformed_reason IS NULL;
     INSERT INTO deletions
     SELECT lead_id, min(activity_date) FROM run_deletions GROUP BY lead_id
     ON CONFLICT DO UPDATE SET deleted_at = least(excluded.deleted_at, deletions.deleted_at)`,
  );
  const result = await connection.runAndReadAll('SELECT count(*) FROM run_deletions');
  return Number(result.getRows()[0]?.[0]);
}

/**
 * Lists the malformed records with their file and number.
 * @param files the files in reading order, each with the number of records before it
 */
async function listMalformed(
  connection: DuckDBConnection,
  files: { name: string; path: string; offset: number }[],
): Promise<void> {
  await connection.run('SET preserve_insertion_order = true');
  await connection.run(
    `INSERT INTO run_malformed
     SELECT file.name, record - file."offset", reason, content
     FROM (${malformedRecords('numbered_extract')})
       JOIN (SELECT unnest(from_json($1, '[{"name":"VARCHAR","path":"VARCHAR","offset":"BIGINT"}]'), recursive := true))
         AS file USING (path)`,
    [JSON.stringify(files)],
  );
  await connection.run('SET preserve_insertion_order = false');
}

/** Returns SQL for the malformed records of a numbered view. The content is their fields by name, as JSON. */
function malformedRecords(view: string): string {
  const fields = [...requiredColumns, ...optionalColumns].map((column) => `'${column}': ${column}`).join(', ');
  return `
    SELECT path, record, malformed_reason AS reason, to_json({ ${fields} })::VARCHAR AS content
    FROM read_records('${view}')
    WHERE malformed_reason IS NOT NULL AND NOT is_other_type AND NOT is_deletion(activity_type)
    UNION ALL
    SELECT path, record, malformed_reason, to_json({ ${fields} })::VARCHAR
    FROM read_deletions('${view}') WHERE malformed_reason IS NOT NULL`;
}

async function loadTolerantly(extract: Registered<CsvExtract>, options: LoadOptions): Promise<LoadCounts> {
  const { columns, separator, breaksAtCarriageReturn } = extract;
  options.onProgress(`Reading ${extract.name} record by record …`);
  const typeColumn = columns.indexOf('activityTypeId');
  const isOtherType = await otherTypeTest(options.connection);
  const format = {
    ...{ separator, breaksAtCarriageReturn, columnCount: columns.length },
    isOtherType: (fields: string[]) => isOtherType(fields[typeColumn] ?? ''),
  };
  return loadRecords([extract], { columns, separator }, options, (writer) =>
    readTolerantly(extract.name, extract.path, format, writer),
  );
}

async function loadJson(extracts: Registered<JsonExtract>[], options: LoadOptions): Promise<LoadCounts> {
  const names = extracts.length === 1 ? (extracts[0]?.name ?? '') : `${extracts.length} JSON files`;
  options.onProgress(`Reading ${names} …`);
  return loadRecords(extracts, { columns: jsonColumns, separator: ',' }, options, async (writer) => {
    for (const extract of extracts) await writeJsonActivities(extract, writer);
    return 0;
  });
}

/** Loads records that are written for DuckDB. @param write returns the number of records of other types not written */
async function loadRecords(
  extracts: readonly Registered<Extract>[],
  { columns, separator }: { columns: (string | undefined)[]; separator: string },
  { connection, staging }: LoadOptions,
  write: (writer: RecordWriter) => Promise<number>,
): Promise<LoadCounts> {
  const files = { readable: staging.pathOf('readable.csv'), malformed: staging.pathOf('malformed.csv') };
  const writer = new RecordWriter(files);
  const otherTypes = await write(writer).finally(() => writer.close());
  await createExtractView(connection, {
    ...{ paths: [files.readable], columns: [...recordPlaceColumns, ...columns], separator, hasHeader: false },
    fileIds: new Map(extracts.map(({ name, fileId }) => [name, fileId])),
  });
  const { counts } = await loadView(connection);
  await connection.run(
    `INSERT INTO run_malformed
     SELECT path, record, reason, content FROM (${malformedRecords('extract')})
     UNION ALL
     FROM read_csv($1, auto_detect = false, header = false, delim = ',', quote = '"', escape = '"',
       columns = { 'file': 'VARCHAR', 'record': 'BIGINT', 'reason': 'VARCHAR', 'content': 'VARCHAR' })`,
    [files.malformed],
  );
  return add(counts, { ...noCounts, otherTypes, malformed: writer.malformed });
}

/** Returns a function that tells the types that the import does not use, as the rules in SQL do. */
async function otherTypeTest(connection: DuckDBConnection): Promise<(type: string) => boolean> {
  const result = await connection.runAndReadAll(
    'SELECT type::VARCHAR FROM range(256) AS types(type) WHERE is_report_type(type) OR is_deletion(type)',
  );
  const usedTypes = new Set(result.getRows().map(([type]) => String(type)));
  return (type) => /^-?[0-9]+$/.test(type) && !usedTypes.has(type.replace(/^0+(?=.)/, ''));
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1).join();
}
