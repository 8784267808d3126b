import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listValue, type DuckDBValue } from '@duckdb/node-api';
import { isObject } from '../import/json-values.ts';
import { peopleAfter } from '../store/clickhouse-people.ts';
import { readStoreState } from '../store/store-state.ts';
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
/** Less than every id. */
const noId = -1n;
/** After this time, the fields of a person are read again. */
const maximumAge = 30 * day;

/** Reads and imports fields of the persons in the report, those whose fields are unknown or old. */
export async function syncPeople(context: SyncContext, fields: readonly string[]): Promise<void> {
  if (fields.length === 0) return;
  await checkFields(context.client, fields);
  const names = [...fields].sort().join();
  let last = noId;
  for (let done = 0; ;) {
    const ids = await nextPeople(context, names, last);
    if (ids.length === 0) return;
    context.log(`Reading persons, ${done} done`);
    await syncBatch(context, ids, fields, names);
    done += ids.length;
    last = BigInt(ids.at(-1) ?? noId);
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

/** Returns the next persons in the order of their ids. */
async function nextPeople({ client, database, nodes }: SyncContext, names: string, last: bigint): Promise<string[]> {
  const ids = await queryDatabase(database, nodes.length, async (connection) => {
    const store = await readStoreState(connection);
    const unread = async (source: string, value: DuckDBValue): Promise<string[]> => {
      const result = await connection.runAndReadAll(
        `SELECT lead_id::VARCHAR FROM (${source})
         WHERE lead_id NOT IN (
           SELECT lead_id FROM sync_people WHERE fields = $names AND read_at > ${timestamp(client.now() - maximumAge)}
         )
         ORDER BY lead_id LIMIT ${pageSize * pagesPerImport}`,
        { names, value },
      );
      return result.getRows().map(([id]) => String(id));
    };
    if (!store) return unread('SELECT DISTINCT lead_id FROM records WHERE lead_id > $value', last);
    for (let after = last; ;) {
      const page = await peopleAfter(nodes, store.generation, after);
      after = page.at(-1) ?? after;
      const found =
        page.length === 0 ? [] : await unread('SELECT unnest($value::BIGINT[]) AS lead_id', listValue(page));
      if (found.length > 0 || page.length === 0) return found;
    }
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
