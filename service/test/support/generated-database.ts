import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { installSchema, openForImport } from '../../database.ts';
import { createCells } from '../../import/merge-activities.ts';

/** The size of a generated database. */
export interface GeneratedSize {
  /** The number of rows of its report. */
  readonly rows: number;
  readonly peoplePerRow: number;
  readonly hasEndlessReports?: boolean;
  /** Whether the database plans each query of the report for minutes. It cannot interrupt that. */
  readonly hasUnplannableReports?: boolean;
}

/** Returns SQL that generates records: two years of sends, each row of the report one minute or more after the last. */
function recordsSql({ rows, peoplePerRow }: GeneratedSize): string {
  return `
INSERT INTO records
SELECT
  1000 + row_of // 4, 1 + row_of, n % 400000, sent_at, quarter_hour_of(sent_at), sent_at + INTERVAL 3 HOURS,
  CASE WHEN h % 100 < 92 THEN later END, CASE WHEN h % 100 BETWEEN 92 AND 94 THEN later END,
  CASE WHEN h % 100 BETWEEN 95 AND 98 THEN later END,
  CASE WHEN h % 100 < 30 THEN later END, CASE WHEN h % 100 < 8 THEN later END, CASE WHEN h % 100 < 1 THEN later END,
  CASE WHEN h % 100 < 24 THEN later END, CASE WHEN h % 100 < 6 THEN later END, CASE WHEN h % 100 < 12 THEN later END,
  5, 1, 0, 1, 0, 0, (h % 100 < 28)::INTEGER, (h % 100 < 8)::INTEGER, 0, 0, 0, (h % 100 < 6)::INTEGER, 0, 0, 0, 0
FROM (
  SELECT *, sent_at + INTERVAL (h % 9000) SECONDS AS later
  FROM (
    SELECT *, TIMESTAMP '2024-12-01' + INTERVAL (row_of * 1_000_000 // ${rows}) MINUTES AS sent_at
    FROM (SELECT n, n // ${peoplePerRow} AS row_of, hash(n) AS h FROM range(${rows * peoplePerRow}) AS numbers(n))
  )
);
INSERT INTO record_bot_patterns
SELECT campaign_id, email_id, lead_id, CASE WHEN lead_id % 2 = 0 THEN 'IAB' ELSE 'Proximity' END, 1
FROM records WHERE bot_opens > 0;
INSERT INTO pairs
SELECT campaign_id, email_id, min(first_sent_at), max(last_activity_at) FROM records GROUP BY ALL;
INSERT INTO email_names SELECT DISTINCT email_id, 'Email ' || email_id FROM pairs;
INSERT INTO campaign_details (campaign_id, name) SELECT DISTINCT campaign_id, 'Campaign ' || campaign_id FROM pairs;
INSERT INTO coverage SELECT max(last_activity_at), min(first_sent_at), 0, 0 FROM records;`;
}

/** Requests for a report from this day on never end in a database with `hasEndlessReports`. */
export const endlessFrom = '2001-01-01';

/** Redefines the report, so that a query for a time frame from `endlessFrom` on runs until it is interrupted. */
async function endlessReportSql(): Promise<string> {
  const sql = await readFile(new URL('../../report.sql', import.meta.url), 'utf8');
  return `
${sql.replace('MACRO counted_of(', 'MACRO finite_counted_of(')}
CREATE OR REPLACE MACRO counted_of(source, basis, from_instant, to_instant) AS TABLE
SELECT *
FROM finite_counted_of(source, basis, from_instant, to_instant)
WHERE (
  SELECT sum(hash(i)) >= 0
  FROM range(CASE WHEN from_instant = TIMESTAMP '${endlessFrom}' THEN 1_000_000_000_000_000 ELSE 1 END) AS numbers(i)
);`;
}

/** Redefines the report, so that its joins take minutes to order. */
async function unplannableReportSql(): Promise<string> {
  const sql = await readFile(new URL('../../report.sql', import.meta.url), 'utf8');
  const conditions = Array.from(
    { length: 300 },
    (_, index) => `lead_id IN (SELECT lead_id FROM people WHERE field = '${index}')`,
  );
  return `
${sql.replace('MACRO counted_of(', 'MACRO finite_counted_of(')}
CREATE OR REPLACE MACRO counted_of(source, basis, from_instant, to_instant) AS TABLE
WITH chosen AS NOT MATERIALIZED (SELECT * FROM records WHERE ${conditions.join(' AND ')})
SELECT *
FROM finite_counted_of(source, basis, from_instant, to_instant)
WHERE (SELECT count(*) FROM chosen JOIN chosen AS a USING (lead_id) JOIN chosen AS b USING (lead_id)) >= 0;`;
}

/** Creates a database whose records are generated in it: a million take seconds. Its activities are empty. */
export async function generateDatabase(file: string, size: GeneratedSize): Promise<void> {
  const instance = await openForImport(file, dirname(file));
  const connection = await instance.connect();
  await installSchema(connection, file);
  await connection.run(recordsSql(size));
  await createCells(connection);
  if (size.hasEndlessReports) await connection.run(await endlessReportSql());
  if (size.hasUnplannableReports) await connection.run(await unplannableReportSql());
  connection.closeSync();
  instance.closeSync();
}
