import { DuckDBInstance } from '@duckdb/node-api';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { csvLine } from '../../csv-line.ts';
import { importFiles } from '../../import/import-files.ts';
import type { ImportCounts, ImportRequest } from '../../import/import-files.ts';
import { readAsOf } from '../../serve/coverage.ts';
import { detailedRows, rowDetails } from '../../store/duckdb-rows.ts';
import { effectSums, rowSums, type SumScope } from '../../store/duckdb-sums.ts';

export const columns = [
  'marketoGUID',
  'leadId',
  'activityDate',
  'activityTypeId',
  'campaignId',
  'primaryAttributeValueId',
  'primaryAttributeValue',
  'attributes',
  'actionResult',
] as const;

/** The fields of a record of an extract. */
export type ExtractRecord = Record<(typeof columns)[number], string>;

let lastGuid = 0;

/** Creates a record with a new guid. By default it is a Send Email. */
export function record(fields: Partial<ExtractRecord> = {}): ExtractRecord {
  lastGuid += 1;
  return {
    marketoGUID: `guid-${lastGuid}`,
    leadId: '1',
    activityDate: '2026-03-01T08:00:00Z',
    activityTypeId: '6',
    campaignId: '10',
    primaryAttributeValueId: '20',
    primaryAttributeValue: 'Invite',
    attributes: '',
    actionResult: '',
    ...fields,
  };
}

const types = { send: 6, delivered: 7, hard: 8, unsubscribe: 9, open: 10, click: 11, soft: 27, merge: 32 };

/**
 * Creates an activity.
 * @param hours when it happened, in hours after 1 March 2026, 00:00 UTC
 */
export function activity(
  kind: keyof typeof types,
  hours = 0,
  attributes?: object,
  fields: Partial<ExtractRecord> = {},
): ExtractRecord {
  return record({
    activityTypeId: String(types[kind]),
    activityDate: new Date(Date.UTC(2026, 2, 1) + hours * 3_600_000).toISOString(),
    attributes: attributes === undefined ? '' : JSON.stringify(attributes),
    ...fields,
  });
}

/** Formats records as a CSV file. */
export function csv(records: ExtractRecord[], order: readonly string[] = columns): string {
  const lines = records.map((each) => csvLine(order.map((column) => each[column as keyof ExtractRecord])));
  return [order.join(','), ...lines, ''].join('\n');
}

export type Row = Record<string, unknown>;

/** A database in a temporary directory, with the operations that tests need. */
export interface TestDatabase {
  directory: string;
  path: string;
  write: (name: string, content: string | Buffer) => Promise<string>;
  importExtracts: (
    contents: Record<string, string | Buffer>,
    options?: Partial<ImportRequest>,
  ) => Promise<ImportCounts>;
  /** The report with explanations. */
  rows: (basis?: string, from?: string | null, to?: string | null) => Promise<Row[]>;
  /** The report at an age, in hours, without explanations. */
  rowsAtAge: (age: number, basis?: string, from?: string | null, to?: string | null) => Promise<Row[]>;
  query: (sql: string) => Promise<Row[]>;
}

/** Creates an empty test database, which is removed after the test. */
export async function createDatabase(): Promise<TestDatabase> {
  const directory = await mkdtemp(join(tmpdir(), 'import-test-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return databaseIn(directory);
}

/** The test database of a directory. */
export function databaseIn(directory: string): TestDatabase {
  const path = join(directory, 'report.duckdb');
  const write = async (name: string, content: string | Buffer): Promise<string> => {
    await writeFile(join(directory, name), content);
    return name;
  };
  const query = (sql: string): Promise<Row[]> => readRows(path, () => sql);
  return {
    directory,
    path,
    write,
    query,
    importExtracts: async (contents, options = {}) => {
      const extracts: string[] = [];
      for (const [name, content] of Object.entries(contents)) extracts.push(await write(name, content));
      return importFiles({
        database: path,
        directory,
        extracts,
        rejects: undefined,
        importedAt: new Date('2026-12-01T00:00:00Z'),
        onProgress: () => undefined,
        ...options,
      });
    },
    rows: (...frame) => readRows(path, (asOf) => reportSql(scopeOf(asOf, undefined, ...frame), true)),
    rowsAtAge: (age, ...frame) => readRows(path, (asOf) => reportSql(scopeOf(asOf, age, ...frame), false)),
  };
}

/** Returns the records of a report. The limits of its time frame are texts in UTC. */
function scopeOf(
  asOf: bigint,
  age: number | undefined,
  basis = 'first-sent',
  from: string | null = null,
  to: string | null = null,
): SumScope {
  const [start, end] = [from, to].map((text) => (text === null ? undefined : Date.parse(`${text.replace(/Z$/, '')}Z`)));
  return { asOf, dateBasis: basis as SumScope['dateBasis'], start, end, age, source: 'records' };
}

function reportSql(scope: SumScope, isExplained: boolean): string {
  return `WITH ${rowSums(scope)} ${isExplained ? effectSums(scope) : ''}
    report AS (SELECT * FROM ${detailedRows(rowDetails, isExplained)})
    FROM report ORDER BY campaignId, emailId`;
}

/**
 * Runs a query. Counts are returned as numbers and bot patterns as an object, as in the report.
 * @param sqlOf receives the end of the data, in microseconds since 1970 UTC
 */
async function readRows(path: string, sqlOf: (asOf: bigint) => string): Promise<Row[]> {
  // Unlike the service, tests also read other files.
  const instance = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  try {
    const rows = (await connection.runAndReadAll(sqlOf(await readAsOf(connection)))).getRowObjectsJson();
    return rows.map((row) => plain(row) as Row);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function plain(value: unknown, name = ''): unknown {
  if (name === 'botPatterns') {
    const entries = value as { key: string; value: string }[];
    return Object.fromEntries(entries.map((entry) => [entry.key, Number(entry.value)]));
  }
  if (Array.isArray(value)) return value.map((each) => plain(each));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each, key)]));
  }
  const isCount = typeof value === 'string' && /^-?\d+$/.test(value) && !/id$|name$/i.test(name);
  return isCount ? Number(value) : value;
}
