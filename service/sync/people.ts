import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isObject } from '../import/json-values.ts';
import { itemsOf } from './client.ts';
import type { MarketoClient } from './client.ts';
import { day } from './clock.ts';
import { importSynced, timestamp } from './context.ts';
import type { SyncContext } from './context.ts';
import { NeedsPerson } from './outcome.ts';
import { queryDatabase } from './synced-data.ts';

/** The maximum number of ids in one request. */
const pageSize = 300;
const pagesPerImport = 50;
/** After this time, the fields of a person are read again. */
const maximumAge = 30 * day;

/** Reads and imports fields of the persons in the report, those whose fields are unknown or old. */
export async function syncPeople(context: SyncContext, fields: readonly string[]): Promise<void> {
  if (fields.length === 0) return;
  await checkFields(context.client, fields);
  const names = [...fields].sort().join();
  for (let done = 0; ;) {
    const ids = await nextPeople(context, names);
    if (ids.length === 0) return;
    context.log(`Reading persons, ${done} done`);
    await syncBatch(context, ids, fields, names);
    done += ids.length;
  }
}

async function checkFields(client: MarketoClient, fields: readonly string[]): Promise<void> {
  const described = itemsOf(await client.get('/rest/v1/leads/describe.json'));
  const known = described.flatMap(({ rest }) =>
    isObject(rest) && typeof rest['name'] === 'string' ? [rest['name']] : [],
  );
  const unknown = fields.filter((field) => !known.includes(field));
  if (unknown.length === 0) return;
  throw new NeedsPerson(
    `--people-fields: the instance has no person field ${unknown.join(', ')}. Use API names, as in Admin > Field Management.`,
  );
}

async function nextPeople({ client, database }: SyncContext, names: string): Promise<string[]> {
  const ids = await queryDatabase(database, async (connection) => {
    const result = await connection.runAndReadAll(
      `SELECT DISTINCT lead_id::VARCHAR FROM records
       WHERE lead_id NOT IN (
         SELECT lead_id FROM sync_people WHERE fields = $1 AND read_at > ${timestamp(client.now() - maximumAge)}
       )
       ORDER BY ALL LIMIT ${pageSize * pagesPerImport}`,
      [names],
    );
    return result.getRows().map(([id]) => String(id));
  });
  return ids ?? [];
}

async function syncBatch(
  context: SyncContext,
  ids: readonly string[],
  fields: readonly string[],
  names: string,
): Promise<void> {
  const { client, journal } = context;
  const directory = journal.pathOf('people');
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  const people: string[] = [];
  for (let start = 0; start < ids.length; start += pageSize) {
    const filterValues = ids.slice(start, start + pageSize).join();
    const query = { filterType: 'id', filterValues, fields: ['id', ...fields].join(), batchSize: pageSize };
    const result = itemsOf(await client.get('/rest/v1/leads.json', query));
    const path = join(directory, `${start}.json`);
    await writeFile(path, JSON.stringify({ success: true, result }));
    people.push(path);
  }
  await importSynced(context, { people }, async (connection) => {
    await connection.run(
      `INSERT OR REPLACE INTO sync_people
       SELECT unnest(from_json($1, '["VARCHAR"]'))::BIGINT, $2, ${timestamp(client.now())}`,
      [JSON.stringify(ids), names],
    );
  });
  await rm(directory, { recursive: true, force: true });
}
