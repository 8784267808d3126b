import type { DuckDBConnection } from '@duckdb/node-api';
import { didYouMean } from '../../src/platform/similar-names.ts';
import type { Access, AccessKind } from './access.ts';

/** A workspace or folder that no campaign is in. */
export interface UnknownAccess {
  readonly kind: AccessKind;
  readonly value: string;
  /** Such as: `"Frnce" is not a workspace of the data. Did you mean "France"?` */
  readonly message: string;
}

/** Longer lists of names would hide the message. */
const maxNames = 10;

const nameSql = {
  workspaces: 'SELECT DISTINCT workspace FROM campaign_details WHERE workspace IS NOT NULL ORDER BY workspace',
  folders: `
    SELECT DISTINCT array_to_string(parts[:depth], '/') AS path
    FROM (SELECT string_split('/' || ltrim(folder, '/'), '/') AS parts FROM campaign_details WHERE folder IS NOT NULL)
    CROSS JOIN range(2, 100) AS depths(depth)
    WHERE depth <= len(parts) ORDER BY path`,
} as const;

const words = { workspaces: 'workspace', folders: 'folder' } as const;

/** Returns the workspaces and folders of an access that no campaign is in: they are misspelled, renamed or empty. */
export async function findUnknownAccess(connection: DuckDBConnection, access: Access): Promise<UnknownAccess[]> {
  const unknown: UnknownAccess[] = [];
  for (const kind of ['workspaces', 'folders'] as const) {
    const values = access[kind];
    if (values === undefined) continue;
    const known = (await connection.runAndReadAll(nameSql[kind])).getRows().map(([name]) => String(name));
    for (const value of values.filter((each) => !known.includes(each))) {
      const hint = didYouMean(value, known) || describeKnown(kind, known);
      unknown.push({ kind, value, message: `${JSON.stringify(value)} is not a ${words[kind]} of the data.${hint}` });
    }
  }
  return unknown;
}

function describeKnown(kind: AccessKind, known: readonly string[]): string {
  if (known.length === 0)
    return ` The data has no ${kind}: import campaigns${kind === 'folders' ? ' and folders' : ''}.`;
  const names = known.slice(0, maxNames).map((name) => JSON.stringify(name));
  return ` Its ${kind} are ${names.join(', ')}${known.length > maxNames ? ` and ${known.length - maxNames} more` : ''}.`;
}
