import type { DuckDBConnection } from '@duckdb/node-api';
import { optionalColumns, requiredColumns } from './extract.ts';
import type { Extract } from './extract.ts';
import type { StagingDirectory } from './staging-directory.ts';
import { readTolerantly } from './tolerant-csv-reader.ts';

/** The records that are not activities of the report. Activities are counted when they are merged. */
export interface LoadCounts {
  otherTypes: number;
  malformed: number;
}

export interface LoadOptions {
  connection: DuckDBConnection;
  staging: StagingDirectory;
  onProgress: (message: string) => void;
  /** Reads all files with the tolerant CSV reader. For tests, which compare both ways of reading. */
  forceTolerantReader: boolean;
}

/**
 * Adds the activities of the extracts to the table `activities` and the malformed records to `run_malformed`. DuckDB reads
 * files of the same layout together. If it rejects them, they are read one by one, and those that it rejects again are
 * read by the tolerant CSV reader.
 */
export async function loadExtracts(extracts: Extract[], options: LoadOptions): Promise<LoadCounts> {
  await options.connection.run(
    'CREATE TEMP TABLE run_malformed (file VARCHAR, record BIGINT, reason VARCHAR, content VARCHAR)',
  );
  const counts: LoadCounts = { otherTypes: 0, malformed: 0 };
  for (const group of groupByLayout(extracts.filter((extract) => extract.columns.length > 0))) {
    const found = await loadGroup(group, options);
    counts.otherTypes += found.otherTypes;
    counts.malformed += found.malformed;
  }
  return counts;
}

/** Groups extracts of the same layout. A file that is named twice is put into two groups: paths are unique in a group. */
function groupByLayout(extracts: Extract[]): Extract[][] {
  const groups: Extract[][] = [];
  for (const extract of extracts) {
    const group = groups.find(
      ([first, ...more]) =>
        first !== undefined &&
        first.columns.join() === extract.columns.join() &&
        first.hasLinesBeforeHeader === extract.hasLinesBeforeHeader &&
        ![first, ...more].some(({ path }) => path === extract.path),
    );
    if (group) group.push(extract);
    else groups.push([extract]);
  }
  return groups;
}

async function loadGroup(group: Extract[], options: LoadOptions): Promise<LoadCounts> {
  const [first] = group;
  if (first === undefined) return { otherTypes: 0, malformed: 0 };
  if (options.forceTolerantReader || first.hasLinesBeforeHeader) {
    return sumOf(group, (extract) => loadTolerantly(extract, options));
  }
  options.onProgress(`Reading ${group.length === 1 ? first.name : `${group.length} files`} …`);
  try {
    return await loadWithDuckDb(group, options);
  } catch (error) {
    if (group.length > 1) return sumOf(group, (extract) => loadGroup([extract], options));
    options.onProgress(`DuckDB cannot read ${first.name}: ${firstLine(error)}`);
    return loadTolerantly(first, options);
  }
}

async function sumOf(group: Extract[], load: (extract: Extract) => Promise<LoadCounts>): Promise<LoadCounts> {
  const sum: LoadCounts = { otherTypes: 0, malformed: 0 };
  for (const extract of group) {
    const { otherTypes, malformed } = await load(extract);
    sum.otherTypes += otherTypes;
    sum.malformed += malformed;
  }
  return sum;
}

async function loadWithDuckDb(group: Extract[], { connection }: LoadOptions): Promise<LoadCounts> {
  const columns = group[0]?.columns ?? [];
  await createView(
    connection,
    group.map(({ path }) => path),
    columns,
    'header = true',
  );
  const { rowsChanged } = await connection.run("INSERT INTO activities FROM read_activities('extract')");
  const files = await countRecords(connection);
  const read = files.reduce((sum, file) => sum + file.records, 0);
  const otherTypes = files.reduce((sum, file) => sum + file.otherTypes, 0);
  const malformed = read - otherTypes - rowsChanged;
  if (malformed > 0) {
    let offset = 0;
    const numbered = group.map(({ name, path }) => {
      const file = { name, path, offset };
      offset += files.find((each) => each.path === path)?.records ?? 0;
      return file;
    });
    await listMalformed(connection, numbered);
  }
  return { otherTypes, malformed };
}

interface FileCount {
  path: string;
  records: number;
  otherTypes: number;
}

async function countRecords(connection: DuckDBConnection): Promise<FileCount[]> {
  const result = await connection.runAndReadAll(
    `SELECT path, count(*), count(*) FILTER (NOT is_report_type(to_id(activityTypeId))) FROM extract GROUP BY path`,
  );
  return result.getRows().map(([path, records, otherTypes]) => ({
    path: String(path),
    records: Number(records),
    otherTypes: Number(otherTypes),
  }));
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
     SELECT file.name, records.record - file."offset", malformed_reason, ${contentExpression}
     FROM read_records('numbered_extract') AS records
       JOIN (SELECT unnest(from_json($1, '[{"name":"VARCHAR","path":"VARCHAR","offset":"BIGINT"}]'), recursive := true))
         AS file USING (path)
     WHERE NOT is_other_type AND malformed_reason IS NOT NULL`,
    [JSON.stringify(files)],
  );
  await connection.run('SET preserve_insertion_order = false');
}

/** SQL for the content of a malformed record: its fields by name, as JSON. */
const contentExpression = `to_json({ ${[...requiredColumns, ...optionalColumns]
  .map((column) => `'${column}': records.${column}`)
  .join(', ')} })::VARCHAR`;

async function loadTolerantly(extract: Extract, { connection, staging, onProgress }: LoadOptions): Promise<LoadCounts> {
  onProgress(`Reading ${extract.name} record by record …`);
  const format = {
    columnCount: extract.columns.length,
    typeColumn: extract.columns.indexOf('activityTypeId'),
    isOtherType: await otherTypeTest(connection),
  };
  const outputs = { readable: staging.pathOf('readable.csv'), malformed: staging.pathOf('malformed.csv') };
  const read = await readTolerantly(extract.path, format, outputs);
  await createView(connection, [outputs.readable], ['record', ...extract.columns], 'header = false');
  const { rowsChanged } = await connection.run("INSERT INTO activities FROM read_activities('extract')");
  const [counts] = await countRecords(connection);
  const { records = 0, otherTypes = 0 } = counts ?? {};
  await connection.run(
    `INSERT INTO run_malformed
     SELECT $1, record::BIGINT, malformed_reason, ${contentExpression} FROM read_records('extract') AS records
     WHERE NOT is_other_type AND malformed_reason IS NOT NULL
     UNION ALL
     SELECT $1, record, reason, content FROM read_csv($2, auto_detect = false, header = false, delim = ',',
       quote = '"', escape = '"', columns = { 'record': 'BIGINT', 'reason': 'VARCHAR', 'content': 'VARCHAR' })`,
    [extract.name, outputs.malformed],
  );
  return {
    otherTypes: read.otherTypes + otherTypes,
    malformed: read.malformed + records - otherTypes - rowsChanged,
  };
}

/** Returns a function that tells the types that the report does not use, as the rules in SQL do. */
async function otherTypeTest(connection: DuckDBConnection): Promise<(type: string) => boolean> {
  const result = await connection.runAndReadAll(
    'SELECT type::VARCHAR FROM range(256) AS types(type) WHERE is_report_type(type)',
  );
  const reportTypes = new Set(result.getRows().map(([type]) => String(type)));
  return (type) => /^-?[0-9]+$/.test(type) && !reportTypes.has(type.replace(/^0+(?=.)/, ''));
}

/** Creates the view `extract` over the files, and `numbered_extract`, which numbers their records from 1, across files. */
async function createView(
  connection: DuckDBConnection,
  paths: string[],
  columns: (string | undefined)[],
  header: string,
): Promise<void> {
  const named = columns.map((column, index) => column ?? `ignored_${index}`);
  const types = named.map((column) => `'${column}': 'VARCHAR'`).join(', ');
  const isNumbered = named.includes('record');
  const optional = optionalColumns.map((column) => (named.includes(column) ? column : `NULL::VARCHAR AS ${column}`));
  await connection.run(
    `CREATE OR REPLACE TEMP VIEW extract AS
     SELECT ${isNumbered ? 'record, ' : ''}${[...requiredColumns, ...optional].join(', ')}, filename AS path
     FROM read_csv([${paths.map(literal).join(', ')}], ${header}, auto_detect = false, strict_mode = true,
       delim = ',', quote = '"', escape = '"', filename = true, columns = { ${types} }, nullstr = [${emptyFields}]);
     CREATE OR REPLACE TEMP VIEW numbered_extract AS
     SELECT ${isNumbered ? '' : 'row_number() OVER () AS record, '}* FROM extract`,
  );
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The spellings of an empty field: nothing, or the word null in any case. */
const emptyFields = ['', ...casings('null')].map(literal).join(', ');

function casings(word: string): string[] {
  const [first, ...rest] = word;
  if (first === undefined) return [''];
  return casings(rest.join('')).flatMap((ending) => [first.toLowerCase() + ending, first.toUpperCase() + ending]);
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1).join();
}
