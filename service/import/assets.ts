import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';

/** The assets of the Asset API that the report needs. They are joined to the activities by id. */
export interface Assets {
  campaigns: { id: string; name: string | null; folderId: string | null; folderType: string | null }[];
  folders: { id: string; type: string | null; path: string | null; archived: boolean | null }[];
  emails: EmailAsset[];
}

interface EmailAsset {
  id: string;
  name: string | null;
  subject: string | null;
  preheader: string | null;
  fromName: string | null;
  fromAddress: string | null;
  html: string | null;
  text: string | null;
}

export interface AssetPaths {
  campaigns: string[];
  folders: string[];
  /** A directory with one set of files per email. */
  emails: string | undefined;
}

/**
 * Reads the asset files.
 * @throws an error that names the file, if it cannot be read or is not a response of the Asset API
 */
export async function readAssets(paths: AssetPaths): Promise<Assets> {
  const [campaigns, folders, emails] = await Promise.all([
    readResponses(paths.campaigns),
    readResponses(paths.folders),
    paths.emails === undefined ? [] : readEmails(paths.emails),
  ]);
  return { campaigns: campaigns.map(readCampaign), folders: folders.map(readFolder), emails };
}

/** Stores assets. They replace those of the same id in the database. */
export async function storeAssets(connection: DuckDBConnection, assets: Assets): Promise<void> {
  await connection.run(
    `INSERT OR REPLACE INTO campaigns
     SELECT id::BIGINT, last(name), last("folderId")::BIGINT, last("folderType")
     FROM (${rowsOf('id', 'name', 'folderId', 'folderType')})
     GROUP BY id`,
    [JSON.stringify(assets.campaigns)],
  );
  const folders = JSON.stringify(assets.folders);
  const folderRows = rowsOf('id', 'type', 'path', 'archived');
  await connection.run(
    `DELETE FROM folders WHERE (folder_id, coalesce(folder_type, '')) IN
       (SELECT (id::BIGINT, coalesce(type, '')) FROM (${folderRows}))`,
    [folders],
  );
  await connection.run(
    `INSERT INTO folders
     SELECT id::BIGINT, type, last(path), last(archived)::BOOLEAN FROM (${folderRows}) GROUP BY id, type`,
    [folders],
  );
  for (let start = 0; start < assets.emails.length; start += emailBatchSize) {
    await storeEmails(connection, assets.emails.slice(start, start + emailBatchSize));
  }
}

const emailBatchSize = 200;

/** Stores emails. A field without a value keeps the value that the database has. */
async function storeEmails(connection: DuckDBConnection, emails: EmailAsset[]): Promise<void> {
  await connection.run(
    `INSERT INTO emails
     SELECT id::BIGINT, name, subject, preheader, "fromName", "fromAddress", html, text FROM (
       ${rowsOf('id', 'name', 'subject', 'preheader', 'fromName', 'fromAddress', 'html', 'text')}
     )
     ON CONFLICT DO UPDATE SET
       name = coalesce(excluded.name, name), subject = coalesce(excluded.subject, subject),
       preheader = coalesce(excluded.preheader, preheader), from_name = coalesce(excluded.from_name, from_name),
       from_address = coalesce(excluded.from_address, from_address),
       html = coalesce(excluded.html, html), text = coalesce(excluded.text, text)`,
    [JSON.stringify(emails)],
  );
}

/** Returns a query that turns `$1`, a JSON array of objects, into rows with these text columns. */
function rowsOf(...columns: string[]): string {
  const structure = JSON.stringify([Object.fromEntries(columns.map((column) => [column, 'VARCHAR']))]);
  return `SELECT unnest(from_json($1, '${structure}'), recursive := true)`;
}

type JsonObject = Record<string, unknown>;

interface Asset {
  /** The file that it was read from. */
  path: string;
  asset: JsonObject;
}

/** Reads the `result` lists of responses of the Asset API. */
async function readResponses(paths: string[]): Promise<Asset[]> {
  const responses = await Promise.all(
    paths.map(async (path) => {
      const result = await readJson(path);
      const assets = isObject(result) ? result['result'] : undefined;
      if (!Array.isArray(assets) || !assets.every(isObject)) {
        throw new Error(`${path} is not a response of the Asset API: expected a JSON object with a "result" array.`);
      }
      return assets.map((asset) => ({ path, asset }));
    }),
  );
  return responses.flat();
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse((await readFile(path, 'utf8')).replace(/^\uFEFF/, ''));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${path} cannot be read as JSON (${reason}).`, { cause: error });
  }
}

function readCampaign({ path, asset }: Asset): Assets['campaigns'][number] {
  const folder = isObject(asset['folder']) ? asset['folder'] : {};
  return {
    id: idOf(asset['id'], path),
    name: textOf(asset['name']),
    folderId: isId(folder['id']) ? String(folder['id']) : null,
    folderType: textOf(folder['type']),
  };
}

function readFolder({ path, asset }: Asset): Assets['folders'][number] {
  const folderId = isObject(asset['folderId']) ? asset['folderId'] : {};
  return {
    id: idOf(folderId['id'] ?? asset['id'], path),
    type: textOf(folderId['type']),
    path: textOf(asset['path']),
    archived: typeof asset['isArchive'] === 'boolean' ? asset['isArchive'] : null,
  };
}

async function readEmails(directory: string): Promise<EmailAsset[]> {
  const names = await readdir(directory).catch(() => {
    throw new Error(`The directory ${directory} (--emails) does not exist.`);
  });
  const ids = new Set(names.flatMap((name) => /^([0-9]{1,18})\.(?:html|txt|json)$/.exec(name)?.slice(1) ?? []));
  const fileNames = new Set(names);
  const emails: EmailAsset[] = [];
  for (const id of ids) emails.push(await readEmail(directory, id, fileNames));
  return emails;
}

async function readEmail(directory: string, id: string, names: Set<string>): Promise<EmailAsset> {
  const read = async (extension: string): Promise<string | null> =>
    names.has(`${id}.${extension}`) ? readFile(join(directory, `${id}.${extension}`), 'utf8') : null;
  const asset = names.has(`${id}.json`) ? emailAssetOf(await readJson(join(directory, `${id}.json`))) : {};
  return {
    id,
    name: textOf(asset['name']),
    subject: valueOf(asset['subject']),
    preheader: valueOf(asset['preHeader']),
    fromName: valueOf(asset['fromName']),
    fromAddress: valueOf(asset['fromEmail']),
    html: await read('html'),
    text: await read('txt'),
  };
}

/** Returns the email of a file: the object itself, or the first of the `result` list of a response. */
function emailAssetOf(json: unknown): JsonObject {
  if (!isObject(json)) return {};
  const result: unknown = json['result'];
  const [first] = Array.isArray(result) ? (result as unknown[]) : [json];
  return isObject(first) ? first : {};
}

/** Returns a text field. The Asset API sends some as strings and some as `{ "type": "Text", "value": … }`. */
function valueOf(field: unknown): string | null {
  return textOf(isObject(field) ? field['value'] : field);
}

function textOf(field: unknown): string | null {
  return typeof field === 'string' && field !== '' ? field : null;
}

function isId(field: unknown): field is string | number {
  return typeof field === 'number'
    ? Number.isSafeInteger(field)
    : typeof field === 'string' && /^[0-9]{1,18}$/.test(field);
}

function idOf(field: unknown, path: string): string {
  if (isId(field)) return String(field);
  throw new Error(`${path}: expected an id, a decimal integer, but found ${JSON.stringify(field)}.`);
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
