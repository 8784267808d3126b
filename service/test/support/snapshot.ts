import { fullAccess, type Access } from '../../serve/access.ts';
import { parseReportRequest, type Query } from '../../serve/report-parameters.ts';
import { queryReport } from '../../serve/report-query.ts';
import { ReportDatabase, type Snapshot } from '../../serve/report-database.ts';
import type { ClickHouseNode } from '../../store/clickhouse-node.ts';
import type { Row } from './server.ts';

/** Opens a database as the server does. */
export async function openSnapshot(
  path: string,
  nodes?: readonly ClickHouseNode[],
): Promise<{ snapshot: Snapshot; close: () => void }> {
  const database = new ReportDatabase(path, () => undefined, undefined, undefined, nodes);
  const file = await database.lease();
  const snapshot = await file.connect();
  const close = (): void => {
    snapshot.close();
    file.release();
    database.close();
  };
  return { snapshot, close };
}

/**
 * Reads a report without a server.
 * @param count the number of rows before any condition is applied to them. If it is given, they are kept for other windows
 */
export async function read(
  snapshot: Snapshot,
  query: Query,
  count?: number,
  access: Access = fullAccess,
): Promise<{ head: Record<string, unknown>; rows: Row[] }> {
  const { head, batches } = await queryReport(snapshot, parseReportRequest(query, access), undefined, count);
  const rows: Row[] = [];
  for await (const batch of batches) rows.push(...batch.map((json) => JSON.parse(json) as Row));
  return { head, rows };
}

/** Reduces a row to the fields that `BruteForceReport` computes. */
export function comparable(row: Row): Record<string, unknown> {
  const others = ['emailName', 'hasPreview', 'openTracked', 'program', 'workspace', 'mayHaveBegunEarlier'];
  return Object.fromEntries(
    Object.entries(row)
      .filter(([name]) => !others.includes(name) && !/^campaign[A-HJ-Z]/.test(name))
      .map(([name, value]) => [name, name.endsWith('At') ? Date.parse(String(value)) : value]),
  );
}

/** Returns objects in an order that depends only on their content. */
export function sorted(items: readonly object[]): object[] {
  const key = (item: object): string => JSON.stringify(Object.entries(item).toSorted());
  return items.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}
