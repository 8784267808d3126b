import type { DuckDBConnection } from '@duckdb/node-api';
import type { Assets } from './assets.ts';
import type { EmailAsset } from './email-files.ts';

/** Stores assets. They replace those of the same id in the database. */
export async function storeAssets(connection: DuckDBConnection, assets: Assets): Promise<void> {
  await storeCampaigns(connection, assets.campaigns);
  // A folder list tells more about a program than a program list, so it comes last.
  await storeFolders(connection, assets.programs, 'coalesce(known.path, given.path)');
  await storeFolders(connection, assets.folders, 'given.path');
  for (let start = 0; start < assets.emails.length; start += emailBatchSize) {
    await storeEmails(connection, assets.emails.slice(start, start + emailBatchSize));
  }
}

async function storeCampaigns(connection: DuckDBConnection, campaigns: Assets['campaigns']): Promise<void> {
  await connection.run(
    `INSERT OR REPLACE INTO campaigns
       (campaign_id, name, folder_id, folder_type, campaign_type, is_active, workspace)
     SELECT id::BIGINT, last(name), last("folderId")::BIGINT, last("folderType"), last("campaignType"),
       last("isActive")::BOOLEAN, last(workspace)
     FROM (${rowsOf('id', 'name', 'folderId', 'folderType', 'campaignType', 'isActive', 'workspace')})
     GROUP BY id`,
    [JSON.stringify(campaigns)],
  );
}

/**
 * Stores folders or programs.
 * @param path SQL for the path to store, from the rows `given` and `known`, the one in the database
 */
async function storeFolders(connection: DuckDBConnection, folders: Assets['folders'], path: string): Promise<void> {
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE run_folders AS
     WITH
       row AS (${rowsOf('id', 'type', 'name', 'path', 'archived', 'parentId', 'parentType')}),
       given AS (
         SELECT id::BIGINT AS folder_id, type AS folder_type, last(path) AS path, last(archived)::BOOLEAN AS archived,
           last(name) AS name, last("parentId")::BIGINT AS parent_id, last("parentType") AS parent_type
         FROM row GROUP BY id, type
       )
     SELECT given.* REPLACE (${path} AS path)
     FROM given LEFT JOIN folders AS known
       ON given.folder_id = known.folder_id AND given.folder_type IS NOT DISTINCT FROM known.folder_type`,
    [JSON.stringify(folders)],
  );
  await connection.run(
    `DELETE FROM folders WHERE (folder_id, coalesce(folder_type, '')) IN
       (SELECT (folder_id, coalesce(folder_type, '')) FROM run_folders);
     INSERT INTO folders (folder_id, folder_type, path, archived, name, parent_id, parent_type) FROM run_folders`,
  );
}

const emailBatchSize = 200;

const emailColumns: Record<Exclude<keyof EmailAsset, 'id'>, string> = {
  name: 'name',
  subject: 'subject',
  preheader: 'preheader',
  fromName: 'from_name',
  fromAddress: 'from_address',
  html: 'html',
  text: 'text',
  isOpenTrackingDisabled: 'is_open_tracking_disabled',
  isPartial: 'is_partial',
};

/** Stores emails. A field without a value keeps the value that the database has. */
async function storeEmails(connection: DuckDBConnection, emails: EmailAsset[]): Promise<void> {
  const fields = Object.keys(emailColumns);
  const columns = Object.values(emailColumns);
  const values = fields.map((field) => {
    const type = field.startsWith('is') ? 'BOOLEAN' : 'VARCHAR';
    return `last("${field}") FILTER ("${field}" IS NOT NULL)::${type}`;
  });
  await connection.run(
    `INSERT INTO emails (email_id, ${columns.join(', ')})
     SELECT id::BIGINT, ${values.join(', ')} FROM (${rowsOf('id', ...fields)}) GROUP BY id
     ON CONFLICT DO UPDATE SET
       ${columns.map((column) => `${column} = coalesce(excluded.${column}, ${column})`).join(', ')}`,
    [JSON.stringify(emails)],
  );
}

/** Returns a query that turns `$1`, a JSON array of objects, into rows with these text columns. */
function rowsOf(...columns: string[]): string {
  const structure = JSON.stringify([Object.fromEntries(columns.map((column) => [column, 'VARCHAR']))]);
  return `SELECT unnest(from_json($1, '${structure}'), recursive := true)`;
}
