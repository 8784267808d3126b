import { readFile } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { optionalColumns, requiredColumns } from './extract.ts';

/** Files of the same layout that DuckDB can read. */
export interface ViewSource {
  paths: string[];
  /** The id of each imported file, by its path, or by the name before its records. */
  fileIds: ReadonlyMap<string, number>;
  /** In the order of the files. Columns without a name are not read. */
  columns: (string | undefined)[];
  separator: string;
  hasHeader: boolean;
}

/** The columns before the record in files that `RecordWriter` writes. */
export const recordPlaceColumns = ['file', 'record'];

/** Creates the macros that read the fields of an extract, in addition to those that the database contains. */
export async function createFieldMacros(connection: DuckDBConnection): Promise<void> {
  for (const name of ['attributes.sql', 'deletions.sql']) {
    await connection.run(await readFile(new URL(name, import.meta.url), 'utf8'));
  }
}

/** Creates the view `extract` over files, and `numbered_extract`, which numbers their records from 1, across files. */
export async function createExtractView(
  connection: DuckDBConnection,
  { paths, fileIds, columns, separator, hasHeader }: ViewSource,
): Promise<void> {
  const named = columns.map((column, index) => column ?? `ignored_${index}`);
  const types = named.map((column) => `'${column}': 'VARCHAR'`).join(', ');
  const isNumbered = named.includes('record');
  const source = isNumbered ? 'file' : 'filename';
  const fields = [...requiredColumns, ...optionalColumns].map((column) => {
    if (!named.includes(column)) return `NULL::VARCHAR AS ${column}`;
    return column === 'attributes' ? 'read_attributes(attributes) AS attributes' : column;
  });
  await connection.run(
    `CREATE OR REPLACE TEMP VIEW extract AS
     SELECT ${fields.join(', ')}, ${isNumbered ? 'record::BIGINT AS record, ' : ''}${source} AS path,
       ${fileIdSql(source, fileIds)} AS file_set
     FROM read_csv([${paths.map(literal).join(', ')}], header = ${hasHeader}, auto_detect = false, strict_mode = true,
       delim = ${literal(separator)}, quote = '"', escape = '"', filename = true,${isNumbered ? " new_line = '\\n'," : ''} columns = { ${types} },
       nullstr = [${emptyFields}]);
     CREATE OR REPLACE TEMP VIEW numbered_extract AS
     SELECT *${isNumbered ? '' : ', row_number() OVER () AS record'} FROM extract`,
  );
}

function fileIdSql(source: string, fileIds: ReadonlyMap<string, number>): string {
  const [only] = fileIds.values();
  if (fileIds.size <= 1) return String(only);
  const cases = [...fileIds].map(([file, id]) => `WHEN ${literal(file)} THEN ${id}`);
  return `(CASE ${source} ${cases.join(' ')} END)::INTEGER`;
}

/** Returns a text as an SQL literal. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The spellings of an empty field: nothing, or the word null in any case. */
const emptyFields = ['', ...casings('null')].map(literal).join(', ');

function casings(word: string): string[] {
  const [first, ...rest] = word;
  if (first === undefined) return [''];
  return casings(rest.join('')).flatMap((ending) => [first.toLowerCase() + ending, first.toUpperCase() + ending]);
}
