import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { DuckDBConnection } from '@duckdb/node-api';
import { csvLine } from '../csv-line.ts';
import { checkVersion, openReadOnly } from '../database.ts';
import type { ClickHouseNode } from '../store/clickhouse-node.ts';
import { rowActivities, type RowScope } from '../store/clickhouse-row-activities.ts';
import { parseStore, storeUsage, withStore } from '../store/store-option.ts';
import { checkStore, readStoreState, type StoreState } from '../store/store-state.ts';
import { UsageError } from '../usage-error.ts';

export const usage = `Usage: npm run --silent service -- activities --database FILE --campaign ID --email ID [--person ID]

Prints the activities behind a row of the report as CSV, in the columns of a Bulk Activity Extract, with one more: personId, the
person who remains after merges. Activities of people who were removed because of their age are not in the database. From servers, attributes
are only those that the rules read.

  --database FILE  database that import or sync has written
  --campaign ID    id of the smart campaign
  --email ID       id of the email
  --person ID      only the activities of this person, and of those who were merged into it
  --store STORE    ${storeUsage} (environment: IMPORT_STORE)`;

const columns = [
  ...['marketoGUID', 'leadId', 'activityDate', 'activityTypeId', 'campaignId'],
  ...['primaryAttributeValueId', 'primaryAttributeValue', 'attributes', 'actionResult', 'personId'],
];

/**
 * Prints the activities of a row.
 * @returns the exit code
 * @throws UsageError if the command line is invalid, or an Error if the database cannot be read
 */
export async function run(
  args: string[],
  workingDirectory: string,
  print: (line: string) => void = console.log,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      database: { type: 'string' },
      campaign: { type: 'string' },
      email: { type: 'string' },
      person: { type: 'string' },
      store: { type: 'string' },
    },
  });
  if (!values.database) throw new UsageError('--database FILE is missing.');
  const path = resolve(workingDirectory, values.database);
  const scope = {
    campaign: parseId('--campaign', values.campaign),
    email: parseId('--email', values.email),
    person: values.person === undefined ? undefined : parseId('--person', values.person),
  };
  const servers = parseStore(values.store ?? (environment['IMPORT_STORE'] || undefined));
  await withStore(servers, async (nodes) => {
    const instance = await openReadOnly(path);
    const connection = await instance.connect();
    try {
      await checkVersion(connection, path);
      const store = await readStoreState(connection);
      checkStore(store, nodes.length, path);
      print(csvLine(columns));
      if (store) await printFromServers(nodes, store, scope, print);
      else await printActivities(connection, scope, print);
    } finally {
      connection.closeSync();
      instance.closeSync();
    }
  });
  return 0;
}

function parseId(option: string, text: string | undefined): bigint {
  if (text !== undefined && /^\d{1,18}$/.test(text)) return BigInt(text);
  throw new UsageError(`${option} must be an id, a decimal integer, not ${JSON.stringify(text ?? '')}.`);
}

async function printActivities(
  connection: DuckDBConnection,
  { campaign, email, person }: RowScope,
  print: (line: string) => void,
): Promise<void> {
  const result = await connection.stream(
    `SELECT guid, lead_id::VARCHAR, strftime(activity_date, '%Y-%m-%dT%H:%M:%SZ'), activity_type::VARCHAR, campaign_id::VARCHAR,
       email_id::VARCHAR, email_name, attributes, action_result, coalesce(person_id, lead_id)::VARCHAR
     FROM activities LEFT JOIN survivors USING (lead_id)
     WHERE email_id = ${email} AND is_email_type(activity_type)
       AND (campaign_id = ${campaign} OR guid IN (
         SELECT guid FROM attributed_unsubscribes WHERE campaign_id = ${campaign} AND email_id = ${email}
       ))
       AND ${person === undefined ? 'true' : `coalesce(person_id, lead_id) = ${person}`}
     ORDER BY activity_date, guid`,
  );
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) return;
    for (const row of chunk.getRows()) print(csvLine(row as (string | null)[]));
  }
}

async function printFromServers(
  nodes: readonly ClickHouseNode[],
  store: StoreState,
  scope: RowScope,
  print: (line: string) => void,
): Promise<void> {
  for await (const { at, campaignId, emailName, attributes, ...activity } of rowActivities(nodes, store, scope)) {
    const { guid, leadId, type, actionResult, personId } = activity;
    const date = new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
    const campaign = campaignId === '0' ? null : campaignId;
    const details = Object.keys(attributes).length > 0 ? JSON.stringify(attributes) : null;
    const others = [String(scope.email), emailName || null, details, actionResult || null, personId];
    print(csvLine([guid, leadId, date, type, campaign, ...others]));
  }
}
