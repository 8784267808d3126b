import { listValue, type DuckDBValue } from '@duckdb/node-api';
import { parseFolder } from '../../src/model/filter.ts';
import { Problem } from './problem.ts';

/** The campaigns that a reader may see: those in one of the workspaces and in one of the folders. */
export interface Access {
  /** The names of workspaces, sorted. `undefined` for all. */
  readonly workspaces?: readonly string[] | undefined;
  /** The paths of folders, sorted, as they are in a report. Includes the folders in them. `undefined` for all. */
  readonly folders?: readonly string[] | undefined;
}

export type AccessKind = keyof Access;

/** Access to all campaigns: without the names of claims or headers, no reader is restricted. */
export const fullAccess: Access = {};

/** The value of a claim that lifts its restriction. */
const everyValue = '*';

/** A claim is missing or malformed, so it gives no access. The message follows the name of the claim: “is empty”. */
class AccessError extends Error {}

/**
 * The claims of a token, or the headers of a proxy, that list the workspaces and the folders whose campaigns a reader may see.
 * Without the name of one, it restricts no reader.
 */
export type ClaimNames = Readonly<Partial<Record<AccessKind, string>>>;

/**
 * Returns the campaigns that the claims of a reader give access to.
 * @param read parses the claim or header with a name
 * @param source whether the names are those of claims or of headers, for the problem's text
 * @returns the access, or a problem with status 403 if a claim that `names` has is missing or malformed. Such a reader has access
 *   to no campaign.
 */
export function accessOfClaims(
  names: ClaimNames,
  read: (kind: AccessKind, name: string) => readonly string[] | undefined,
  source: 'claim' | 'header',
): { readonly access: Access } | { readonly problem: Problem } {
  const access: Partial<Record<AccessKind, readonly string[]>> = {};
  for (const kind of ['workspaces', 'folders'] as const) {
    const name = names[kind];
    if (name === undefined) continue;
    try {
      const values = read(kind, name);
      if (values) access[kind] = values;
    } catch (error) {
      if (!(error instanceof AccessError)) throw error;
      const detail = `You are signed in, but the ${source} that says what you may see (${name}) ${error.message}.`;
      return { problem: new Problem(403, detail) };
    }
  }
  return { access };
}

/**
 * Parses the values of a claim.
 * @returns the values, or `undefined` if the claim gives access to everything
 * @throws AccessError if the claim is missing or malformed, or has no values
 */
export function parseAccess(kind: AccessKind, claim: unknown): readonly string[] | undefined {
  if (claim === undefined || claim === null) throw new AccessError('is missing');
  const values: readonly unknown[] = Array.isArray(claim) ? claim : [claim];
  if (values.length === 0) throw new AccessError('is empty');
  const texts = values.map((value) => {
    if (typeof value === 'string' && value.trim() === '') throw new AccessError('is empty or has an empty value');
    if (typeof value === 'string') return value;
    throw new AccessError('is neither a text nor a list of texts');
  });
  if (texts.includes(everyValue)) return undefined;
  return [...new Set(kind === 'folders' ? texts.map(canonicalFolder) : texts)].sort();
}

/** Returns a path as it is in a report: only `%` and `/` within a name are escaped. */
function canonicalFolder(text: string): string {
  const path = parseFolder(text);
  if (path === undefined) throw new AccessError('has a value that is not a path such as /EMEA/2026');
  return path
    .split('/')
    .map((name) => unescape(name).replaceAll('%', '%25').replaceAll('/', '%2F'))
    .join('/');
}

function unescape(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AccessError('has a value with an incomplete escape: a percent sign is %25');
  }
}

/** Parses the values of a header: texts in UTF-8, separated by commas, each of which may be percent-encoded. */
export function parseAccessHeader(kind: AccessKind, header: string | undefined): readonly string[] | undefined {
  if (header === undefined) return parseAccess(kind, undefined);
  const values = header.split(',').map((value) => value.trim());
  return parseAccess(kind, kind === 'folders' ? values : values.map(unescape));
}

/** Returns a text that is the same for all readers who may see the same. */
export function accessKey({ workspaces, folders }: Access): string {
  return JSON.stringify([workspaces ?? null, folders ?? null]);
}

/** A condition in SQL, and the values of its parameters. */
export interface AccessCondition {
  /** `true` without a restriction. */
  readonly sql: string;
  readonly values: Readonly<Record<string, DuckDBValue>>;
}

/**
 * Returns the condition for the campaigns that a reader may see. It excludes campaigns whose workspace or folder is unknown, if
 * access depends on it. Every query for a reader must apply the condition before it counts: `recordSource` applies it to
 * `records`, and `rowSource` to the rows of a report.
 * @param campaignId the column with the campaign's id
 */
export function accessCondition({ workspaces, folders }: Access, campaignId = 'campaign_id'): AccessCondition {
  const values: Record<string, DuckDBValue> = {};
  const conditions: string[] = [];
  if (workspaces) {
    conditions.push('list_contains($accessWorkspaces::VARCHAR[], workspace)');
    values['accessWorkspaces'] = listValue([...workspaces]);
  }
  if (folders) {
    // A leading slash is optional in a report. The slash at the end keeps /EMEA2 out of /EMEA.
    const isIn = `starts_with('/' || ltrim(folder, '/') || '/', path)`;
    conditions.push(`len(list_filter($accessFolders::VARCHAR[], lambda path: ${isIn})) > 0`);
    values['accessFolders'] = listValue(folders.map((path) => `${path}/`));
  }
  if (conditions.length === 0) return { sql: 'true', values };
  const visible = `SELECT campaign_id FROM campaign_details WHERE ${conditions.join(' AND ')}`;
  return { sql: `${campaignId} IN (${visible})`, values };
}
