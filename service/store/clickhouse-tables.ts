/**
 * The tables on each server. All rows have a generation: the number of the import that wrote them, which is also their partition.
 * Readers take the latest row of each key up to the published generation, so rows of a failed import are never seen. The next
 * import has the same number, and removes them first.
 *
 * Instants are microseconds since 1970 UTC. Before the year 2000 there is no data, so 0 means never. Missing texts are empty.
 */

/** An hour, in the unit of instants. */
export const hour = 3_600_000_000n;

/** The columns of an activity: the fields that a rule reads, and values that the rules of the DuckDB file derive from them. */
const activity = {
  /** The person who remained after merges when the row was written. */
  person_id: 'Int64',
  lead_id: 'Int64',
  guid: 'String',
  at: 'Int64',
  type: 'UInt8',
  campaign_id: 'Int64',
  email_id: 'Int64',
  email_name: 'String',
  campaign_name: 'String',
  link: 'String',
  /** -1: unmarked. */
  is_bot: 'Int8',
  bot_pattern: 'String',
  is_privacy: 'UInt8',
  action_result: 'String',
  is_send: 'UInt8',
  is_skipped: 'UInt8',
  is_ignored: 'UInt8',
  is_unreadable: 'UInt8',
} as const;

/** The instants of a record, as in `schema.sql`. */
export const recordInstants = [
  'first_sent_at',
  'last_activity_at',
  'delivered_at',
  'hard_bounced_at',
  'soft_bounced_at',
  'reacted_at',
  'clicked_at',
  'unsubscribed_at',
  'human_reacted_at',
  'human_clicked_at',
  'person_reacted_at',
] as const;

/** The numbers of activities of a record, as in `schema.sql`. */
export const recordNumbers = [
  'activities',
  'sends',
  'sends_skipped',
  'deliveries',
  'hard_bounces',
  'soft_bounces',
  'opens',
  'clicks',
  'unsubscribes',
  'unsubscribes_attributed',
  'clicks_ignored',
  'bot_opens',
  'bot_clicks',
  'opens_unmarked',
  'clicks_unmarked',
  'privacy_opens',
] as const;

const columns = <Name extends string>(names: readonly Name[], type: string): Record<Name, string> =>
  Object.fromEntries(names.map((name) => [name, type])) as Record<Name, string>;

const record = {
  campaign_id: 'Int64',
  email_id: 'Int64',
  person_id: 'Int64',
  quarter_hour: 'Int64',
  ...columns(recordInstants, 'Int64'),
  ...columns(recordNumbers, 'UInt32'),
  /** The bot pattern of each open and click that is marked as bot. */
  bot_patterns: 'Array(String)',
} as const;

/** The counts of a cell, as in `schema.sql`. */
export const cellCounts = [
  'sent',
  'delivered',
  'hard_bounced',
  'soft_bounced',
  'opened',
  'clicked',
  'unsubscribed',
  'human_opened',
  'human_clicked',
  'privacy_opened',
] as const;

/** The effects of the rules on the records of a row, as in `schema.sql`. */
export const effectCounts = [
  'sends',
  'deliveries',
  'hard_bounces',
  'soft_bounces',
  'opens',
  'clicks',
  'unsubscribes',
  'sends_merged',
  'sends_skipped',
  'opens_inferred',
  'deliveries_inferred',
  'bounces_overridden',
  'clicks_ignored',
  'bot_opens',
  'bot_clicks',
  'opens_unmarked',
  'clicks_unmarked',
  'privacy_opens',
  'unsubscribes_attributed',
] as const;

/** The counts of each person, so that the totals of the database can be summed from people instead of activities. */
export const personCounts = [
  'activities',
  'with_campaign',
  'skipped',
  'without_campaign',
  'unreadable',
  'sends_without_result',
  'records',
  'of_records',
  'attributed',
] as const;

export const activityColumns = Object.keys(activity) as readonly (keyof typeof activity)[];
export const recordColumns = Object.keys(record) as readonly (keyof typeof record)[];

// age: in hours, 0 for the current state. quarter_hour: 0 for the whole month.
const cell = {
  age: 'UInt32',
  quarter_hour: 'Int64',
  month: 'UInt32',
  campaign_id: 'Int64',
  email_id: 'Int64',
  first_sent_at: 'Int64',
  last_activity_at: 'Int64',
  ...columns(cellCounts, 'Int64'),
} as const;

/** A row of the report in a quarter hour. */
const retained = { quarter_hour: 'Int64', campaign_id: 'Int64', email_id: 'Int64' } as const;

/** The tables with their columns and their order. */
const tables: Readonly<Record<string, readonly [columns: Readonly<Record<string, string>>, order: string]>> = {
  // One row for each import that has written everything.
  imports: [{ id: 'String' }, 'id'],
  // The activities of an import, before they are compared with the stored ones. file_id: as in imported_files of the DuckDB file.
  incoming: [{ ...activity, file_id: 'UInt32' }, 'person_id, guid'],
  // All versions of all activities. files: those that are known to have it when the row is written.
  activities: [{ ...activity, files: 'Array(UInt32)' }, 'person_id, guid'],
  // The other files of versions. A compaction adds them to the activities. content: a hash of the fields that tell versions apart.
  activity_files: [
    { person_id: 'Int64', lead_id: 'Int64', guid: 'String', content: 'UInt64', file_id: 'UInt32' },
    'person_id, guid',
  ],
  // Versions of activities with several people, on all servers: that with the earliest date is kept, on a tie that of the smallest person.
  rivals: [{ guid: 'String', lead_id: 'Int64', at: 'Int64', is_gone: 'UInt8' }, 'guid'],
  // The versions that an import has stored on any server.
  new_versions: [{ guid: 'String', lead_id: 'Int64', at: 'Int64' }, 'guid'],
  // The activities and people that a removal is given. People with all ids that were merged.
  given_guids: [{ guid: 'String' }, 'guid'],
  given_people: [{ lead_id: 'Int64' }, 'lead_id'],
  // The activities that the servers do not have in any version yet, if the import removes old ones.
  arrived: [{ person_id: 'Int64', guid: 'String' }, 'person_id, guid'],
  // The versions of activities that a removal leaves out.
  removed: [{ person_id: 'Int64', guid: 'String', content: 'UInt64' }, 'person_id, guid'],
  // The person who remains, for each person who was merged, and who remained before.
  survivors: [{ lead_id: 'Int64', previous_id: 'Int64', survivor_id: 'Int64' }, 'lead_id'],
  // The values of people. An empty one: none anymore.
  people: [{ person_id: 'Int64', field: 'String', value: 'String' }, 'field, person_id'],
  // Who was deleted. 0: not anymore.
  deletions: [{ person_id: 'Int64', is_deleted: 'UInt8' }, 'person_id'],
  // The people whose records an import derives.
  touched: [{ person_id: 'Int64' }, 'person_id'],
  // One version of each of their activities.
  kept: [activity, 'person_id, guid'],
  derived: [record, 'quarter_hour, campaign_id, email_id, person_id'],
  // A record that is gone has a row of zeros. content: a hash of all columns.
  records: [{ ...record, content: 'UInt64' }, 'quarter_hour, campaign_id, email_id, person_id'],
  cells: [cell, 'age, quarter_hour, month, campaign_id, email_id'],
  // The sums of records that were removed because of their age, by quarter hour.
  retained_cells: [cell, 'age, quarter_hour, month, campaign_id, email_id'],
  retained_effects: [{ ...retained, ...columns(effectCounts, 'Int64') }, 'quarter_hour, campaign_id, email_id'],
  retained_patterns: [
    { ...retained, pattern: 'String', activities: 'Int64' },
    'quarter_hour, campaign_id, email_id, pattern',
  ],
  person_counts: [
    { person_id: 'Int64', ...columns(personCounts, 'Int64'), last_at: 'Int64', first_send_at: 'Int64' },
    'person_id',
  ],
};

/** The tables of an import only. */
export const temporaryTables = [
  'incoming',
  'new_versions',
  'given_guids',
  'given_people',
  'arrived',
  'removed',
  'touched',
  'kept',
  'derived',
] as const;
export const tableNames = Object.keys(tables);

/** The statements that create the tables that are missing. */
export const createTables = [
  // Which report the server belongs to, and its place among the servers.
  `CREATE TABLE IF NOT EXISTS shard (store String, number UInt32, shards UInt32) ENGINE = MergeTree ORDER BY store`,
  ...Object.entries(tables).map(([name, [types, order]]) => {
    const list = Object.entries(types).map(([column, type]) => `${column} ${type}`);
    return `CREATE TABLE IF NOT EXISTS ${name} (generation UInt32, ${list.join(', ')})
      ENGINE = MergeTree PARTITION BY generation ORDER BY (${order})`;
  }),
];
