import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { maxStatement, type ClickHouseNode } from '../../store/clickhouse-node.ts';
import { bindParameters, type ClickHouseStatement } from '../../store/clickhouse-statement.ts';

/** The parts of chDB that tests use. It has no types. */
interface ChDb {
  readonly Session: new () => {
    query(sql: string, format?: string): string;
    queryBind(sql: string, values: Readonly<Record<string, string | bigint>>, format: string): string;
    cleanup(): void;
  };
  readonly drainPending: () => Promise<void>;
}

const require = createRequire(import.meta.url);

/** Whether chDB is installed, which has the modern dialect in the process: `npm install --no-save chdb`. */
export function hasChDb(): boolean {
  try {
    require.resolve('chdb');
    return true;
  } catch {
    return false;
  }
}

/** Opens chDB. Its databases act as servers, with values as parameters. */
export function openEmbedded(): { open: (name: string) => Promise<ClickHouseNode[]>; close: () => Promise<void> } {
  const { Session, drainPending } = require('chdb') as ChDb;
  const session = new Session();
  session.query(`SET max_query_size = ${maxStatement}`);
  const openNode = (name: string): ClickHouseNode => {
    const query = (statement: ClickHouseStatement, format: string): string => {
      session.query(`USE ${name}`);
      const { query: bound, parameters } = bindParameters(statement);
      if (statement.values.length === 0) return session.query(bound, format);
      const values = statement.values.map((value, index): [string, string | bigint] => [`p${index}`, value]);
      return Object.keys(parameters).length > 0 ? session.queryBind(bound, Object.fromEntries(values), format) : '';
    };
    const insert = (table: string, format: string, rows: string): void => {
      session.query(`USE ${name}`);
      if (rows !== '') session.query(`INSERT INTO ${table} FORMAT ${format} ${rows}`);
    };
    const node: ClickHouseNode = {
      name,
      read: (statement) =>
        Promise.resolve((JSON.parse(query(statement, 'JSONCompactStrings')) as { data: string[][] }).data),
      readJson: (statement) => Promise.resolve(query(statement, 'JSONCompact')),
      run: (statement) => Promise.resolve(void query(statement, 'Null')),
      insertFile: (table, path) => Promise.resolve(insert(table, 'CSV', readFileSync(path, 'utf8'))),
      stream: (statement) => Promise.resolve(Readable.from([query(statement, 'TabSeparated')])),
      copyFrom: async (source, statement, table) =>
        insert(table, 'TabSeparated', await text(await source.stream(statement))),
      close: () => Promise.resolve(),
    };
    return node;
  };
  return {
    open: (name) => {
      const names = [0, 1].map((shard) => `${name}_${shard}`);
      for (const each of names) session.query(`CREATE DATABASE ${each}`);
      return Promise.resolve(names.map(openNode));
    },
    close: async () => {
      session.cleanup();
      await drainPending();
    },
  };
}
