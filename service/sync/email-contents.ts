import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonObject } from '../import/json-values.ts';
import { itemsOf } from './client.ts';
import type { MarketoClient } from './client.ts';
import { importSynced } from './context.ts';
import type { SyncContext } from './context.ts';
import type { EmailContent, EmailVersion } from './journal.ts';
import { NeedsPerson, QuotaReached, Refusal, RunAgainLater, UnreadableResponse } from './outcome.ts';
import { count } from './summary.ts';
import { queryDatabase } from './synced-data.ts';

/** How many contents are imported together, and how many are read between two messages. */
const batchSize = 100;
const messageInterval = 10;
/** The calls that reading during waits leaves to the exports of a run. */
const callsForExports = 500;
const root = '/rest/asset/v1/email';

/**
 * Reads and imports the content of emails that are in the report and were changed since it was read. The journal keeps each
 * content until its import, so that none is read twice.
 * @param emails all emails, as the Asset API lists them
 * @param mayContinue whether there is time for another email. Otherwise, the next call continues
 */
export async function syncEmailContents(
  context: SyncContext,
  emails: readonly JsonObject[],
  mayContinue: () => boolean = () => true,
): Promise<void> {
  const { client, journal, log } = context;
  const changed = await changedEmails(context, emails);
  const kept = new Map((await journal.contentVersions()).map(({ id, updatedAt }) => [id, updatedAt]));
  const missing = changed.filter(({ id, updatedAt }) => kept.get(id) !== updatedAt);
  let unimported = kept.size;
  for (const [index, email] of missing.entries()) {
    if (!mayContinue()) return;
    if (index % messageInterval === 0) log(`Reading the content of emails: ${missing.length - index} left`);
    await journal.addContent({ ...email, files: await readContent(client, email.id) });
    unimported += 1;
    if (unimported < batchSize) continue;
    await importContents(context);
    unimported = 0;
  }
  if (unimported > 0) await importContents(context);
}

/**
 * Returns a function that reads and imports contents until a moment of the clock, while the run waits for an export. Contents never
 * hold up activities. After a failure that may pass, such as during another import, the next wait tries again. After any other,
 * contents are left to the end of the run, which reports the error.
 */
export function contentReader(context: SyncContext, emails: readonly JsonObject[]): (until: number) => Promise<void> {
  const { client, clock, log } = context;
  let isLeftToEnd = false;
  return async (until) => {
    const mayContinue = (): boolean => !isLeftToEnd && clock.now() < until && client.callsLeft > callsForExports;
    if (!mayContinue()) return;
    try {
      await syncEmailContents(context, emails, mayContinue);
    } catch (error) {
      if (!isPostponable(error)) throw error;
      isLeftToEnd = error instanceof NeedsPerson || error instanceof UnreadableResponse;
      log(`${error.message} Sync continues, and tries the contents of emails again later.`);
    }
  };
}

/** Whether activities may still be read. Otherwise, the process was stopped, a quota is used up, or the disk is full. */
function isPostponable(error: unknown): error is RunAgainLater | NeedsPerson {
  return error instanceof NeedsPerson || (error instanceof RunAgainLater && !(error instanceof QuotaReached));
}

async function changedEmails({ database, nodes }: SyncContext, emails: readonly JsonObject[]): Promise<EmailVersion[]> {
  const known = await queryDatabase(database, nodes.length, async (connection) => {
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

async function importContents(context: SyncContext): Promise<void> {
  const { journal, log } = context;
  const contents = await journal.contents();
  const directory = journal.pathOf('contents');
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  for (const { name, content } of contents.flatMap(({ files }) => files)) {
    await writeFile(join(directory, name), content);
  }
  const versions = contents.map(({ id, updatedAt }) => ({ id, updatedAt }));
  await importSynced(context, { emails: [directory] }, async (connection) => {
    await connection.run(
      `INSERT OR REPLACE INTO sync_emails
       SELECT id::BIGINT, "updatedAt"
       FROM (SELECT unnest(from_json($1, '[{"id":"VARCHAR","updatedAt":"VARCHAR"}]'), recursive := true))`,
      [JSON.stringify(versions)],
    );
  });
  log(`The report has the content of ${count(contents.length, 'further email')}`);
  await journal.removeContents();
  await rm(directory, { recursive: true, force: true });
}

/** Reads the content of an email as files. Without a full content, these are its editable sections. */
async function readContent(client: MarketoClient, id: string): Promise<EmailContent['files']> {
  const envelope = (result: JsonObject[]): string => JSON.stringify({ success: true, result });
  const html = await readOptional(client, `${root}/${id}/fullContent.json`, { status: 'approved', type: 'HTML' });
  if (html.length > 0) {
    const [text] = await readOptional(client, `${root}/${id}/fullContent.json`, { status: 'approved', type: 'Text' });
    const content = text?.['content'];
    return [
      { name: `${id}-fullContent.json`, content: envelope(html) },
      ...(typeof content === 'string' ? [{ name: `${id}.txt`, content }] : []),
    ];
  }
  const sections = await readOptional(client, `${root}/${id}/content.json`, {});
  return sections.length > 0 ? [{ name: `${id}-content.json`, content: envelope(sections) }] : [];
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
