import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { openReadOnly } from '../../database.ts';
import { importFiles } from '../../import/command.ts';
import type { ImportCounts, ImportRequest } from '../../import/command.ts';

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

/** A record of an extract, field by field; what a test does not say is as in a plain send. */
export type ExtractRecord = Record<(typeof columns)[number], string>;

let lastGuid = 0;

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

const types = { send: 6, delivered: 7, hard: 8, unsubscribe: 9, open: 10, click: 11, soft: 27 };

/** One activity of the rules: its kind, when it was (hours after the first of March), and what else matters. */
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

export function csv(records: ExtractRecord[], order: readonly string[] = columns): string {
  const lines = records.map((each) => order.map((column) => quote(each[column as keyof ExtractRecord])).join(','));
  return [order.join(','), ...lines, ''].join('\n');
}

function quote(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}

export type Row = Record<string, unknown>;

/** A database in a folder of its own, into which a test imports again and again. */
export interface TestDatabase {
  directory: string;
  path: string;
  write: (name: string, content: string | Buffer) => Promise<string>;
  importExtracts: (
    contents: Record<string, string | Buffer>,
    options?: Partial<ImportRequest>,
  ) => Promise<ImportCounts>;
  rows: (basis?: string, from?: string | null, to?: string | null) => Promise<Row[]>;
  query: (sql: string) => Promise<Row[]>;
}

export async function createDatabase(test: TestContext): Promise<TestDatabase> {
  const directory = await mkdtemp(join(tmpdir(), 'import-test-'));
  test.after(() => rm(directory, { recursive: true, force: true }));
  return databaseIn(directory);
}

export function databaseIn(directory: string): TestDatabase {
  const path = join(directory, 'report.duckdb');
  const write = async (name: string, content: string | Buffer): Promise<string> => {
    await writeFile(join(directory, name), content);
    return name;
  };
  const query = (sql: string, values: (string | null)[] = []): Promise<Row[]> => readRows(path, sql, values);
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
        campaigns: [],
        folders: [],
        emails: undefined,
        rejects: undefined,
        isExact: false,
        report: () => undefined,
        ...options,
      });
    },
    rows: (basis = 'first-sent', from = null, to = null) =>
      query('SELECT * FROM report_rows($1, $2, $3) ORDER BY campaignId, emailId', [basis, from, to]),
  };
}

/** Numbers as numbers, the patterns as an object: what a reader of the report sees. */
async function readRows(path: string, sql: string, values: (string | null)[]): Promise<Row[]> {
  const instance = await openReadOnly(path);
  const connection = await instance.connect();
  try {
    const rows = (await connection.runAndReadAll(sql, values)).getRowObjectsJson();
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
