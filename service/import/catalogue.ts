import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';

/** What the Asset API says about campaigns, folders and emails, ready to be joined to the activities by id. */
export interface Catalogue {
  campaigns: { id: string; name: string | null; folderId: string | null; folderType: string | null }[];
  folders: { id: string; type: string | null; path: string | null; archived: boolean | null }[];
  emails: EmailFiles[];
}

interface EmailFiles {
  id: string;
  name: string | null;
  subject: string | null;
  preheader: string | null;
  fromName: string | null;
  fromAddress: string | null;
  html: string | null;
  text: string | null;
}

export interface CatalogueFiles {
  campaigns: string[];
  folders: string[];
  emails: string | undefined;
}

/** @throws if a file cannot be read or is not in the Asset API's form: the message names it. */
export async function readCatalogue(files: CatalogueFiles): Promise<Catalogue> {
  const [campaigns, folders, emails] = await Promise.all([
    readAssets(files.campaigns),
    readAssets(files.folders),
    files.emails === undefined ? [] : readEmails(files.emails),
  ]);
  return { campaigns: campaigns.map(readCampaign), folders: folders.map(readFolder), emails };
}

/** Puts what was read in the place of what the database had for the same ids. */
export async function storeCatalogue(connection: DuckDBConnection, catalogue: Catalogue): Promise<void> {
  await connection.run(
    `INSERT OR REPLACE INTO campaigns
     SELECT id::BIGINT, last(name), last("folderId")::BIGINT, last("folderType")
     FROM (${rowsOf('id', 'name', 'folderId', 'folderType')})
     GROUP BY id`,
    [JSON.stringify(catalogue.campaigns)],
  );
  const folders = JSON.stringify(catalogue.folders);
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
  for (let start = 0; start < catalogue.emails.length; start += emailsAtOnce) {
    await storeEmails(connection, catalogue.emails.slice(start, start + emailsAtOnce));
  }
}

const emailsAtOnce = 200;

/** What no file says anew stays. */
async function storeEmails(connection: DuckDBConnection, emails: EmailFiles[]): Promise<void> {
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

function rowsOf(...columns: string[]): string {
  const structure = JSON.stringify([Object.fromEntries(columns.map((column) => [column, 'VARCHAR']))]);
  return `SELECT unnest(from_json($1, '${structure}'), recursive := true)`;
}

type JsonObject = Record<string, unknown>;

interface Asset {
  path: string;
  asset: JsonObject;
}

async function readAssets(paths: string[]): Promise<Asset[]> {
  const answers = await Promise.all(
    paths.map(async (path) => {
      const result = await readJson(path);
      const assets = isObject(result) ? result['result'] : undefined;
      if (!Array.isArray(assets) || !assets.every(isObject)) {
        throw new Error(`${path}: is not an answer of the Asset API, an object with the list "result".`);
      }
      return assets.map((asset) => ({ path, asset }));
    }),
  );
  return answers.flat();
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse((await readFile(path, 'utf8')).replace(/^\uFEFF/, ''));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${path}: cannot be read as JSON (${reason}).`, { cause: error });
  }
}

function readCampaign({ path, asset }: Asset): Catalogue['campaigns'][number] {
  const folder = isObject(asset['folder']) ? asset['folder'] : {};
  return {
    id: idOf(asset['id'], path),
    name: textOf(asset['name']),
    folderId: isId(folder['id']) ? String(folder['id']) : null,
    folderType: textOf(folder['type']),
  };
}

function readFolder({ path, asset }: Asset): Catalogue['folders'][number] {
  const folderId = isObject(asset['folderId']) ? asset['folderId'] : {};
  return {
    id: idOf(folderId['id'] ?? asset['id'], path),
    type: textOf(folderId['type']),
    path: textOf(asset['path']),
    archived: typeof asset['isArchive'] === 'boolean' ? asset['isArchive'] : null,
  };
}

async function readEmails(directory: string): Promise<EmailFiles[]> {
  const names = await readdir(directory).catch(() => {
    throw new Error(`${directory}: there is no such folder.`);
  });
  const ids = new Set(names.flatMap((name) => /^([0-9]{1,18})\.(?:html|txt|json)$/.exec(name)?.slice(1) ?? []));
  const found = new Set(names);
  const emails: EmailFiles[] = [];
  for (const id of ids) emails.push(await readEmail(directory, id, found));
  return emails;
}

async function readEmail(directory: string, id: string, names: Set<string>): Promise<EmailFiles> {
  const read = async (extension: string): Promise<string | null> =>
    names.has(`${id}.${extension}`) ? readFile(join(directory, `${id}.${extension}`), 'utf8') : null;
  const asset = names.has(`${id}.json`) ? assetOf(await readJson(join(directory, `${id}.json`))) : {};
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

/** The email itself, or the first of an answer that holds it. */
function assetOf(json: unknown): JsonObject {
  if (!isObject(json)) return {};
  const result: unknown = json['result'];
  const [first] = Array.isArray(result) ? (result as unknown[]) : [json];
  return isObject(first) ? first : {};
}

/** The Asset API gives some texts as they are and some as `{ "type": "Text", "value": … }`. */
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
  throw new Error(`${path}: ${JSON.stringify(field)} is not an id.`);
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
