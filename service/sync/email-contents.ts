import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonObject } from '../import/json-values.ts';
import { itemsOf } from './client.ts';
import type { MarketoClient } from './client.ts';
import { importSynced } from './context.ts';
import type { SyncContext } from './context.ts';
import { Refusal } from './outcome.ts';
import { queryDatabase } from './synced-data.ts';

const batchSize = 100;
const root = '/rest/asset/v1/email';

interface EmailVersion {
  id: string;
  updatedAt: string;
}

/**
 * Reads and imports the content of emails that are in the report and were changed since it was read.
 * @param emails all emails, as the Asset API lists them
 */
export async function syncEmailContents(context: SyncContext, emails: readonly JsonObject[]): Promise<void> {
  const changed = await changedEmails(context.database, emails);
  for (let start = 0; start < changed.length; start += batchSize) {
    context.log(`Reading the content of emails, ${start} of ${changed.length}`);
    await syncBatch(context, changed.slice(start, start + batchSize));
  }
}

async function changedEmails(database: string, emails: readonly JsonObject[]): Promise<EmailVersion[]> {
  const known = await queryDatabase(database, async (connection) => {
    const result = await connection.runAndReadAll(
      `SELECT email_id::VARCHAR, any_value(updated_at)
       FROM pairs LEFT JOIN sync_emails USING (email_id) GROUP BY email_id`,
    );
    return new Map(result.getRows().map(([id, updatedAt]) => [String(id), updatedAt as string | null]));
  });
  if (!known?.size) return [];
  return emails
    .map((email) => ({ id: String(email['id']), updatedAt: String(email['updatedAt']) }))
    .filter(({ id, updatedAt }) => known.has(id) && known.get(id) !== updatedAt);
}

async function syncBatch(context: SyncContext, emails: readonly EmailVersion[]): Promise<void> {
  const directory = context.journal.pathOf('contents');
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  for (const { id } of emails) await writeContent(context.client, directory, id);
  await importSynced(context, { emails: [directory] }, async (connection) => {
    await connection.run(
      `INSERT OR REPLACE INTO sync_emails
       SELECT id::BIGINT, "updatedAt"
       FROM (SELECT unnest(from_json($1, '[{"id":"VARCHAR","updatedAt":"VARCHAR"}]'), recursive := true))`,
      [JSON.stringify(emails)],
    );
  });
  await rm(directory, { recursive: true, force: true });
}

/** Writes the content of an email to files. Without a full content, these are its editable sections. */
async function writeContent(client: MarketoClient, directory: string, id: string): Promise<void> {
  const write = (name: string, result: JsonObject[]): Promise<void> =>
    writeFile(join(directory, name), JSON.stringify({ success: true, result }));
  const html = await readOptional(client, `${root}/${id}/fullContent.json`, { status: 'approved', type: 'HTML' });
  if (html.length > 0) {
    await write(`${id}-fullContent.json`, html);
    const [text] = await readOptional(client, `${root}/${id}/fullContent.json`, { status: 'approved', type: 'Text' });
    if (typeof text?.['content'] === 'string') await writeFile(join(directory, `${id}.txt`), text['content']);
    return;
  }
  const sections = await readOptional(client, `${root}/${id}/content.json`, {});
  if (sections.length > 0) await write(`${id}-content.json`, sections);
}

/** Some emails have no content that the API can return: that is no failure. */
async function readOptional(client: MarketoClient, path: string, query: Record<string, string>): Promise<JsonObject[]> {
  try {
    return itemsOf(await client.get(path, query));
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}
