import type { DuckDBConnection } from '@duckdb/node-api';
import { updatePeopleFilters } from '../database.ts';
import { checkHeader, maximumHeaderBytes, readHeader } from './csv-header.ts';
import type { CsvHeader } from './csv-header.ts';
import { literal } from './extract-view.ts';
import { isJson, isObject, readJsonValues, resultOf } from './json-values.ts';
import { plainFile, readStart } from './plain-file.ts';
import { quoted, RecordWriter } from './record-writer.ts';
import type { StagingDirectory } from './staging-directory.ts';
import { readTolerantly } from './tolerant-csv-reader.ts';

const idNames = new Map(['id', 'lead id', 'leadid', 'person id', 'personid'].map((name) => [name, 'id']));

/** The persons that an import read. */
export interface PeopleCounts {
  people: number;
  malformed: number;
}

/**
 * Stores the values of persons: of a Bulk Lead Extract, or of responses of the REST API. They replace the values of the same
 * persons and fields. Of an email address, only the domain is stored; a true `deleted` marks the person as deleted.
 * Malformed records are added to `run_malformed`, without their content, which is personal data.
 * @throws if a file cannot be read or has no id
 */
export async function loadPeople(
  connection: DuckDBConnection,
  staging: StagingDirectory,
  paths: readonly string[],
): Promise<PeopleCounts> {
  const counts: PeopleCounts = { people: 0, malformed: 0 };
  for (const [index, path] of paths.entries()) {
    if (await readPeople(connection, staging, path, `people-${index}.csv`)) continue;
    counts.malformed += await listMalformed(connection, path);
    counts.people += await storePeople(connection);
  }
  if (counts.people > 0) await updatePeopleFilters(connection);
  return counts;
}

/**
 * Adds the ids of the persons in files to a table.
 * @throws if a file cannot be read, or contains a person without a valid id
 */
export async function readPeopleIds(
  connection: DuckDBConnection,
  staging: StagingDirectory,
  paths: readonly string[],
  table: string,
): Promise<void> {
  for (const [index, path] of paths.entries()) {
    if (await readPeople(connection, staging, path, `removed-${index}.csv`)) continue;
    const invalid = await connection.runAndReadAll(
      `SELECT record + 1 FROM run_people WHERE to_id(id) IS NULL UNION SELECT record FROM run_broken ORDER BY ALL`,
    );
    const [first, ...others] = invalid.getRows().map(([record]) => String(record));
    if (first !== undefined) throw new Error(`${path}: ${describeInvalid(first, others.length)} Nothing was removed.`);
    await connection.run(`INSERT OR IGNORE INTO ${table} SELECT DISTINCT to_id(id) FROM run_people`);
  }
}

/** @param first the number of the first record without a valid id, without the header */
function describeInvalid(first: string, others: number): string {
  const which = `record ${first} after the header`;
  if (others === 0) return `${which} has no valid id.`;
  return `${which} has no valid id, nor ${others === 1 ? 'has 1 other record' : `have ${others} other records`}.`;
}

/** Reads a file to the table `run_people`. @returns whether it is empty */
async function readPeople(
  connection: DuckDBConnection,
  staging: StagingDirectory,
  path: string,
  copyName: string,
): Promise<boolean> {
  const { path: plain } = await plainFile(path, path, staging.pathOf(copyName));
  const start = await readStart(plain, maximumHeaderBytes);
  return isJson(start)
    ? readJsonPeople(connection, staging, path, plain)
    : readCsvPeople(connection, staging, { name: path, path: plain }, readHeader(start, idNames));
}

/** Reads persons to the table `run_people`, one row per person and field. @returns whether the file is empty */
async function readCsvPeople(
  connection: DuckDBConnection,
  staging: StagingDirectory,
  file: { name: string; path: string },
  header: CsvHeader | undefined,
): Promise<boolean> {
  if (header === undefined) return true;
  checkHeader(file.name, header, ['id']);
  const { separator, breaksAtCarriageReturn, columns, names } = header;
  const format = { separator, breaksAtCarriageReturn, columnCount: columns.length, isOtherType: () => false };
  const outputs = { readable: staging.pathOf('people.csv'), malformed: staging.pathOf('malformed.csv') };
  const fields = columns.map((_, index) => `c${index}`);
  const read = (path: string, before: string[], hasHeader: boolean): Promise<unknown> =>
    connection.run(
      `CREATE OR REPLACE TEMP TABLE run_rows AS FROM read_csv(${literal(path)}, header = ${hasHeader},
         auto_detect = false, strict_mode = true, delim = ${literal(separator)}, quote = '"', escape = '"',
         ${hasHeader ? '' : "new_line = '\\n',"}
         columns = { ${[...before, ...fields].map((column) => `'${column}': 'VARCHAR'`).join(', ')} })`,
    );
  await connection.run('SET preserve_insertion_order = true');
  try {
    if (header.hasLinesBeforeHeader) throw new Error('The header is not the first line.');
    await read(file.path, [], true);
    await connection.run('CREATE OR REPLACE TEMP TABLE run_broken (record BIGINT, reason VARCHAR)');
  } catch {
    const writer = new RecordWriter(outputs);
    await readTolerantly(file.name, file.path, format, writer).finally(() => writer.close());
    await read(outputs.readable, ['file', 'record'], false);
    await readBroken(connection, outputs.malformed);
  }
  await connection.run('SET preserve_insertion_order = false');
  const id = fields[columns.indexOf('id')] ?? '';
  const values = fields.map((field, index) => `{ 'field': ${literal(names[index] ?? '')}, 'value': ${field} }`);
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE run_people AS
     SELECT rowid AS record, ${id} AS id, unnest([${values.join(', ')}], recursive := true) FROM run_rows`,
  );
  return false;
}

/** Like `readCsvPeople`, for responses of the REST API. */
async function readJsonPeople(
  connection: DuckDBConnection,
  staging: StagingDirectory,
  name: string,
  path: string,
): Promise<boolean> {
  const outputs = { readable: staging.pathOf('people.csv'), malformed: staging.pathOf('malformed.csv') };
  const writer = new RecordWriter(outputs);
  try {
    let record = 0;
    for await (const line of readJsonValues(name, path)) {
      const items = 'error' in line ? [undefined] : personsOf(line.value, name);
      for (const item of items) {
        if (!isObject(item)) await writer.writeMalformed(name, record, 'the person is not an object', Buffer.alloc(0));
        else await writer.writeLines(rowsOf(item, record));
        record += 1;
      }
    }
  } finally {
    await writer.close();
  }
  const csv = `auto_detect = false, header = false, new_line = '\\n', delim = ',', quote = '"', escape = '"'`;
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE run_people AS FROM read_csv(${literal(outputs.readable)}, ${csv},
       columns = { 'record': 'BIGINT', 'id': 'VARCHAR', 'field': 'VARCHAR', 'value': 'VARCHAR' })`,
  );
  await readBroken(connection, outputs.malformed);
  return false;
}

function personsOf(value: unknown, name: string): unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  return isObject(value) && ('result' in value || 'success' in value) ? resultOf(value, name) : [value];
}

/** Returns the fields of a person as CSV records. */
function rowsOf(person: Record<string, unknown>, record: number): string {
  const id = textOf(person['id'] ?? person['leadId']);
  return Object.entries(person)
    .map(([field, value]) => `${record},${[id, field, textOf(value)].map(quoted).join(',')}\n`)
    .join('');
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return (typeof value === 'string' ? value : JSON.stringify(value)).replaceAll('\0', '');
}

async function readBroken(connection: DuckDBConnection, path: string): Promise<void> {
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE run_broken AS
     SELECT record, reason FROM read_csv(${literal(path)}, auto_detect = false, header = false, delim = ',', quote = '"',
       escape = '"', columns = { 'file': 'VARCHAR', 'record': 'BIGINT', 'reason': 'VARCHAR', 'content': 'VARCHAR' })`,
  );
}

/** Adds the malformed persons to `run_malformed`. @returns their number */
async function listMalformed(connection: DuckDBConnection, name: string): Promise<number> {
  const { rowsChanged } = await connection.run(
    `INSERT INTO run_malformed
     SELECT $1, record, reason, to_json($1 || ', record ' || record || ' (not stored)')::VARCHAR FROM (
       SELECT DISTINCT record + 1 AS record, 'id is not a decimal integer' AS reason FROM run_people WHERE to_id(id) IS NULL
       UNION ALL FROM run_broken
     )`,
    [name],
  );
  return rowsChanged;
}

/** Stores the persons of `run_people`. @returns their number */
async function storePeople(connection: DuckDBConnection): Promise<number> {
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE run_values AS
     WITH typed AS (
       SELECT
         record, to_id(id) AS lead_id,
         CASE WHEN lower(field) IN ('email', 'email address') THEN 'domain' ELSE field END AS field,
         nullif(nullif(trim(CASE
           WHEN lower(field) IN ('email', 'email address') THEN lower(regexp_extract(value, '@([^@]+)$', 1))
           ELSE value
         END), ''), 'null') AS value
       FROM run_people
       WHERE to_id(id) IS NOT NULL AND lower(field) NOT IN (${[...idNames.keys()].map(literal).join(', ')})
     )
     SELECT lead_id, field, last(value ORDER BY record) AS value FROM typed GROUP BY lead_id, field;
     INSERT INTO deletions
     SELECT lead_id, NULL FROM run_values WHERE lower(field) = 'deleted' AND lower(value) IN ('true', '1', 'yes')
     ON CONFLICT DO NOTHING;
     DELETE FROM people WHERE (lead_id, field) IN (SELECT (lead_id, field) FROM run_values);
     INSERT INTO people
     SELECT lead_id, field, value FROM run_values WHERE value IS NOT NULL AND lower(field) <> 'deleted'`,
  );
  const result = await connection.runAndReadAll('SELECT count(DISTINCT to_id(id)) FROM run_people');
  return Number(result.getRows()[0]?.[0]);
}
