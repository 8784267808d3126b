import type { DuckDBConnection } from '@duckdb/node-api';
import { optionalColumns, requiredColumns } from './extract.ts';
import type { Extract } from './extract.ts';
import { repairExtract } from './repair.ts';
import type { Workspace } from './workspace.ts';

/** What loading adds to the run's counts; the activities themselves are counted when they have been merged. */
export interface LoadCounts {
  otherTypes: number;
  malformed: number;
}

export interface LoadOptions {
  connection: DuckDBConnection;
  workspace: Workspace;
  report: (progress: string) => void;
  /** Take the slow and exact way for all files: for tests, which compare the two. */
  isExact: boolean;
}

/**
 * Adds the activities of the extracts to the table and what is malformed to the run's list. Files of one layout are
 * read together by DuckDB; where it finds one broken, file by file; and the broken ones by the exact way.
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

/** A file that is named twice is in two groups, so that a path tells a group's files apart. */
function groupByLayout(extracts: Extract[]): Extract[][] {
  const groups: Extract[][] = [];
  for (const extract of extracts) {
    const group = groups.find(
      ([first, ...more]) =>
        first !== undefined &&
        first.columns.join() === extract.columns.join() &&
        first.isIrregular === extract.isIrregular &&
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
  if (options.isExact || first.isIrregular) return sumOf(group, (extract) => loadExactly(extract, options));
  options.report(`reading ${group.length === 1 ? first.name : `${group.length} files`}`);
  try {
    return await loadDirectly(group, options);
  } catch (error) {
    if (group.length > 1) return sumOf(group, (extract) => loadGroup([extract], options));
    options.report(`${first.name}: ${firstLine(error)}; reading it record by record`);
    return loadExactly(first, options);
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

async function loadDirectly(group: Extract[], { connection }: LoadOptions): Promise<LoadCounts> {
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
  const otherTypes = files.reduce((sum, file) => sum + file.setAside, 0);
  const malformed = read - otherTypes - rowsChanged;
  if (malformed > 0) {
    let preceding = 0;
    const places = group.map(({ name, path }) => {
      const place = { name, path, preceding };
      preceding += files.find((file) => file.path === path)?.records ?? 0;
      return place;
    });
    await listMalformed(connection, places);
  }
  return { otherTypes, malformed };
}

interface FileCount {
  path: string;
  records: number;
  setAside: number;
}

async function countRecords(connection: DuckDBConnection): Promise<FileCount[]> {
  const result = await connection.runAndReadAll(
    `SELECT path, count(*), count(*) FILTER (NOT is_of_report(to_id(activityTypeId))) FROM extract GROUP BY path`,
  );
  return result.getRows().map(([path, records, setAside]) => ({
    path: String(path),
    records: Number(records),
    setAside: Number(setAside),
  }));
}

/** Numbers the records in the files' order, and lists those with a fault by file and number. */
async function listMalformed(
  connection: DuckDBConnection,
  places: { name: string; path: string; preceding: number }[],
): Promise<void> {
  await connection.run('SET preserve_insertion_order = true');
  await connection.run(
    `INSERT INTO run_malformed
     SELECT place.name, records.record - place.preceding, fault, ${contentExpression}
     FROM read_records('numbered_extract') AS records
       JOIN (SELECT unnest(from_json($1, '[{"name":"VARCHAR","path":"VARCHAR","preceding":"BIGINT"}]'), recursive := true))
         AS place USING (path)
     WHERE NOT is_set_aside AND fault IS NOT NULL`,
    [JSON.stringify(places)],
  );
  await connection.run('SET preserve_insertion_order = false');
}

const contentExpression = `to_json({ ${[...requiredColumns, ...optionalColumns]
  .map((column) => `'${column}': records.${column}`)
  .join(', ')} })::VARCHAR`;

async function loadExactly(extract: Extract, { connection, workspace, report }: LoadOptions): Promise<LoadCounts> {
  report(`reading ${extract.name} record by record`);
  const otherType = await otherTypes(connection);
  const repaired = await repairExtract(
    extract.path,
    {
      columnCount: extract.columns.length,
      typeColumn: extract.columns.indexOf('activityTypeId'),
      isSetAside: otherType,
    },
    { recordsPath: workspace.pathOf('repaired.csv'), faultsPath: workspace.pathOf('faults.csv') },
  );
  await createView(connection, [repaired.recordsPath], ['record', ...extract.columns], 'header = false');
  const { rowsChanged } = await connection.run("INSERT INTO activities FROM read_activities('extract')");
  const [counts] = await countRecords(connection);
  const records = counts?.records ?? 0;
  const setAside = counts?.setAside ?? 0;
  await connection.run(
    `INSERT INTO run_malformed
     SELECT $1, record::BIGINT, fault, ${contentExpression} FROM read_records('extract') AS records
     WHERE NOT is_set_aside AND fault IS NOT NULL
     UNION ALL
     SELECT $1, record, reason, content FROM read_csv($2, auto_detect = false, header = false, delim = ',',
       quote = '"', escape = '"', columns = { 'record': 'BIGINT', 'reason': 'VARCHAR', 'content': 'VARCHAR' })`,
    [extract.name, repaired.faultsPath],
  );
  return {
    otherTypes: repaired.setAside + setAside,
    malformed: repaired.faults + records - setAside - rowsChanged,
  };
}

/** The rules' own answer to what is set aside, for the few records that only have a type: by a decimal integer. */
async function otherTypes(connection: DuckDBConnection): Promise<(type: string) => boolean> {
  const result = await connection.runAndReadAll(
    'SELECT type::VARCHAR FROM range(256) AS types(type) WHERE is_of_report(type)',
  );
  const ofReport = new Set(result.getRows().map(([type]) => String(type)));
  return (type) => /^-?[0-9]+$/.test(type) && !ofReport.has(type.replace(/^0+(?=.)/, ''));
}

/** The view extract over the files, and numbered_extract, which numbers their records from 1 throughout. */
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
       delim = ',', quote = '"', escape = '"', filename = true, columns = { ${types} }, nullstr = [${empties}]);
     CREATE OR REPLACE TEMP VIEW numbered_extract AS
     SELECT ${isNumbered ? '' : 'row_number() OVER () AS record, '}* FROM extract`,
  );
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Empty is an empty field or the word null in any case. */
const empties = ['', ...casings('null')].map(literal).join(', ');

function casings(word: string): string[] {
  const [first, ...rest] = word;
  if (first === undefined) return [''];
  return casings(rest.join('')).flatMap((ending) => [first.toLowerCase() + ending, first.toUpperCase() + ending]);
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1).join();
}
