/**
 * How much the server adds to the database: a report, and a window of it, over HTTP beside the bare SQL query with its
 * rows fetched. Prints medians of interleaved runs and their ratios.
 *
 *   npm run bench:report -- [--database FILE] [--records 870000] [--rows 2000] [--runs 15]
 *
 * Without a database of your own, one is made with so many records in so many rows.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { DuckDBConnection } from '@duckdb/node-api';
import { openForImport, openReadOnly, readStatements } from '../service/database.ts';
import { createServer } from '../service/serve/server.ts';

const { values: options } = parseArgs({
  options: {
    database: { type: 'string' },
    records: { type: 'string', default: '870000' },
    rows: { type: 'string', default: '2000' },
    runs: { type: 'string', default: '15' },
  },
});

/** Records in the shape that an import leaves behind; only their number and spread matter here. */
async function makeDatabase(path: string, spill: string, records: number, rows: number): Promise<void> {
  const instance = await openForImport(path, spill);
  const connection = await instance.connect();
  await connection.run(await readStatements('schema.sql'));
  await connection.run(await readStatements('rules.sql'));
  const key = `1000 + (i % ${rows}) // 5, i % ${rows}, i`;
  await connection.run(`
    INSERT INTO records
    SELECT ${key}, TIMESTAMP '2026-01-01' + INTERVAL (i % ${rows}) HOUR + INTERVAL (i // ${rows}) MINUTE,
      TIMESTAMP '2026-11-01' + INTERVAL (i) SECOND,
      CASE WHEN reached THEN 'delivered' WHEN i % 3 = 0 THEN 'hardBounced' WHEN i % 3 = 1 THEN 'softBounced' END,
      reached AND i % 3 = 0, reached AND i % 15 = 0, reached AND i % 600 = 0,
      reached AND i % 6 = 0, reached AND i % 30 = 0, 1, 0, reached AND i % 60 = 0, false, 0, 0,
      (reached AND i % 9 = 0)::INTEGER, 0
    FROM (SELECT i, i % 20 <> 0 AS reached FROM range(${records}) AS each(i))`);
  await connection.run(`
    INSERT INTO record_bot_patterns SELECT campaign_id, email_id, lead_id, 'IAB', 1 FROM records WHERE bot_opens > 0`);
  await connection.run(`
    INSERT INTO pairs SELECT campaign_id, email_id, min(first_sent_at), max(last_activity_at) FROM records GROUP BY ALL`);
  await connection.run(`
    INSERT INTO campaigns SELECT DISTINCT campaign_id, 'Été "' || campaign_id || '", webinar', 1, 'Folder' FROM pairs`);
  await connection.run(`INSERT INTO email_names SELECT DISTINCT email_id, '2026-10 DACH.Invite ' || email_id FROM pairs`);
  await connection.run(`
    INSERT INTO activities
    SELECT 'a' || lead_id, lead_id, first_sent_at, 6, campaign_id, email_id, NULL, NULL, NULL, NULL, false, NULL
    FROM records`);
  await connection.run('CHECKPOINT');
  connection.closeSync();
  instance.closeSync();
}

async function fetchRows(connection: DuckDBConnection, sql: string): Promise<number> {
  return (await (await connection.run(sql)).getRows()).length;
}

async function fetchBody(url: string): Promise<number> {
  const response = await fetch(url, { headers: { 'accept-encoding': 'identity' } });
  if (!response.ok) throw new Error(await response.text());
  return (await response.arrayBuffer()).byteLength;
}

function median(times: number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? NaN;
}

async function measure(database: string): Promise<void> {
  const server = await createServer({ database });
  const address = await server.listen({ host: '127.0.0.1', port: 0 });
  const instance = await openReadOnly(database);
  const connection = await instance.connect();
  const report = `${address}/api/report`;
  const rows = `FROM report_rows('first-sent', NULL, NULL)`;
  const order = 'ORDER BY clicked DESC, "campaignId", "emailId"';
  const cases: Record<string, () => Promise<number>> = {
    'report, bare SQL': () => fetchRows(connection, rows),
    'report, JSON': () => fetchBody(`${report}?sort=-clicked`),
    'window, bare SQL': () => fetchRows(connection, `${rows} ${order} LIMIT 50 OFFSET 100`),
    'window, JSON': () => fetchBody(`${report}?sort=-clicked&limit=50&offset=100`),
    'window by campaign, JSON': () => fetchBody(`${report}?sort=-clicked&limit=50&offset=100&groupBy=campaign`),
    'window by name, searched, JSON': () => fetchBody(`${report}?sort=campaignName&search=DACH&limit=50&offset=100`),
  };
  const times = new Map<string, number[]>(Object.keys(cases).map((name) => [name, []]));
  for (let run = -2; run < Number(options.runs); run += 1) {
    for (const [name, work] of Object.entries(cases)) {
      const start = performance.now();
      await work();
      if (run >= 0) times.get(name)?.push(performance.now() - start);
    }
  }
  for (const [name, each] of times) {
    const bare = median(times.get(`${name.slice(0, 6)}, bare SQL`) ?? []);
    console.log(`${name.padEnd(34)} ${median(each).toFixed(1).padStart(8)} ms  ${(median(each) / bare).toFixed(2)} x`);
  }
  connection.closeSync();
  instance.closeSync();
  await server.close();
}

const directory = await mkdtemp(join(tmpdir(), 'bench-report-'));
try {
  const made = join(directory, 'report.duckdb');
  if (options.database === undefined) {
    await makeDatabase(made, directory, Number(options.records), Number(options.rows));
  }
  await measure(options.database === undefined ? made : resolve(process.env['INIT_CWD'] ?? '.', options.database));
} finally {
  await rm(directory, { recursive: true });
}
