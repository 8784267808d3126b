import type { Readable } from 'node:stream';
import { keptVersions } from './clickhouse-activities.ts';
import { checkLastImport } from './clickhouse-generation.ts';
import type { ClickHouseNode } from './clickhouse-node.ts';
import { list, sql, type ClickHouseStatement } from './clickhouse-statement.ts';
import type { StoreState } from './store-state.ts';

/** A row of the report, or the part of a person. */
export interface RowScope {
  readonly campaign: bigint;
  readonly email: bigint;
  /** Default: everyone. */
  readonly person: bigint | undefined;
}

/** An activity behind a row of the report. Missing texts are empty. */
export interface RowActivity {
  readonly guid: string;
  readonly leadId: string;
  /** In milliseconds since 1970 UTC. */
  readonly at: number;
  readonly type: string;
  /** `0` for an unsubscribe that the rules assign to the campaign. */
  readonly campaignId: string;
  readonly emailName: string;
  /** The attributes that the rules read, by their names. Servers have no others. */
  readonly attributes: Readonly<Record<string, string | boolean>>;
  readonly actionResult: string;
  /** The person who remains after merges. */
  readonly personId: string;
}

const columns = [
  ...['at', 'guid', 'lead_id', 'type', 'campaign_id', 'email_name', 'link', 'is_bot', 'bot_pattern', 'is_privacy'],
  ...['campaign_name', 'action_result', 'person_id'],
];

/** The activities of a row on a server: also unsubscribes without a campaign that belong to it, see `assigned` in clickhouse-derive.ts. */
const activitiesOf = (generation: bigint, { campaign, email, person }: RowScope): ClickHouseStatement => {
  const ofPerson = person === undefined ? sql`1` : sql`person_id = ${person}`;
  // Another version of the same activity may be of another email.
  const versions = sql`(${keptVersions(
    generation,
    sql`(person_id, guid) IN (
      SELECT person_id, guid FROM activities WHERE generation <= ${generation} AND email_id = ${email} AND ${ofPerson}
    )`,
  )})`;
  return sql`
    SELECT ${list(columns)} FROM ${versions}
    WHERE email_id = ${email} AND (campaign_id = ${campaign} OR (campaign_id = 0 AND (person_id, guid) IN (
      SELECT person_id, guid FROM (
        SELECT person_id, guid, max((sent, sender)) AS latest
        FROM (
          SELECT person_id, guid, at AS unsubscribed FROM ${versions}
          WHERE email_id = ${email} AND type = 9 AND campaign_id = 0
        ) AS unsubscribes
        ALL INNER JOIN (
          SELECT person_id, at AS sent, campaign_id AS sender FROM ${versions}
          WHERE email_id = ${email} AND is_send AND campaign_id != 0
        ) AS sends USING person_id
        WHERE sent <= unsubscribed
        GROUP BY person_id, guid
      )
      WHERE latest.2 = ${campaign}
    )))
    ORDER BY at, guid`;
};

/**
 * Returns the activities behind a row of the report, by their dates.
 * @throws if a server does not respond, or does not have the last import: then, some may be missing
 */
export async function* rowActivities(
  nodes: readonly ClickHouseNode[],
  state: Pick<StoreState, 'generation' | 'lastImport'>,
  scope: RowScope,
): AsyncGenerator<RowActivity> {
  const statement = activitiesOf(state.generation, scope);
  const sources = await Promise.all(nodes.map(async (node) => linesOf(await node.stream(statement))));
  const heads = await Promise.all(sources.map(nextOf));
  for (;;) {
    const first = heads.reduce<number | undefined>((least, head, index) => {
      const other = least === undefined ? undefined : heads[least];
      return head && (!other || isBefore(head, other)) ? index : least;
    }, undefined);
    const [head, source] = [heads[first ?? -1], sources[first ?? -1]];
    if (first === undefined || !head || !source) break;
    yield head;
    heads[first] = await nextOf(source);
  }
  for (const node of nodes) await checkLastImport(node, state);
}

const isBefore = (left: RowActivity, right: RowActivity): boolean =>
  left.at < right.at || (left.at === right.at && left.guid < right.guid);

async function nextOf(source: AsyncIterator<string, undefined>): Promise<RowActivity | undefined> {
  const line = (await source.next()).value;
  return line === undefined ? undefined : parseActivity(line);
}

/** Only a line feed ends a line: `TabSeparated` does not escape the other line ends of Unicode. */
async function* linesOf(input: Readable): AsyncGenerator<string, undefined> {
  let rest = '';
  for await (const part of input.setEncoding('utf8') as AsyncIterable<string>) {
    const lines = (rest + part).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  return undefined;
}

/** Parses a line in the format `TabSeparated`. */
function parseActivity(line: string): RowActivity {
  const [at = '', guid = '', leadId = '', type = '', campaignId = '', emailName = '', ...others] = line
    .split('\t')
    .map(unescape);
  const [link = '', isBot = '', botPattern = '', isPrivacy = '', campaign = '', actionResult = '', personId = ''] =
    others;
  const attributes = {
    ...(link !== '' && { Link: link }),
    ...(isBot !== '-1' && { 'Is Bot Activity': isBot === '1' }),
    ...(botPattern !== '' && { 'Bot Activity Pattern': botPattern }),
    // The user agent by which the rules know a privacy proxy.
    ...(isPrivacy === '1' && { 'User Agent': 'Mozilla/5.0' }),
    ...(campaign !== '' && { Campaign: campaign }),
  };
  return { guid, leadId, at: Number(at) / 1000, type, campaignId, emailName, attributes, actionResult, personId };
}

const escapes: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', b: '\b', f: '\f', '0': '\0' };

const unescape = (field: string): string =>
  field.replace(/\\(.)/g, (_, character: string) => escapes[character] ?? character);
