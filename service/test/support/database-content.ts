import type { TestDatabase } from './import.ts';

/** The tables that activities determine, without the texts that only one of two equal databases may have. */
const tables = {
  activities: 'guid, lead_id, activity_date, activity_type, campaign_id, email_id',
  records: '*',
  orphan_records: '*',
  record_bot_patterns: '*',
  pairs: '*',
  cells: '*',
  effect_cells: '*',
  pattern_cells: '*',
  attributed_unsubscribes: '*',
  unassigned_unsubscribes: '*',
  email_names: '*',
  campaign_names: '*',
  coverage: '*',
  activity_totals: '*',
  survivors: '*',
};

/** Returns what two databases with the same activities have in common. */
export async function contentOf(database: TestDatabase): Promise<Record<string, unknown>> {
  const entries = Object.entries(tables).map(async ([table, columns]) => [
    table,
    await database.query(`SELECT ${columns} FROM ${table} ORDER BY ALL`),
  ]);
  return Object.fromEntries((await Promise.all(entries)) as [string, unknown][]);
}
