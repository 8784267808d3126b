/**
 * Compares reports whose records are in two servers of ClickHouse with those of DuckDB, in CPU time of all processes. Prints the
 * medians of interleaved runs, first for a sample, then for two and four times as many activities of other people, each an import of its
 * own, and after these imports are compacted.
 *
 *   npm run bench:cluster -- --directory DIR [--activities 5000000] [--runs 7]
 *
 * Starts two servers of the installed clickhouse-server. The directory is kept, with the extracts and the DuckDB databases.
 */
import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { fullAccess } from '../service/serve/access.ts';
import { ReportDatabase } from '../service/serve/report-database.ts';
import { parseReportRequest, type Query } from '../service/serve/report-parameters.ts';
import { queryReport } from '../service/serve/report-query.ts';
import { connectStore, parseStore } from '../service/store/store-option.ts';
import { constant } from '../service/store/clickhouse-statement.ts';
import { createDatabases, startServerProcess } from '../service/test/cluster/servers.ts';
import { writeSample } from '../tools/sample/write-sample.ts';
import { importFiles } from './import-process.ts';
import { median } from './median.ts';

const { values: options } = parseArgs({
  options: {
    directory: { type: 'string' },
    activities: { type: 'string', default: '5000000' },
    runs: { type: 'string', default: '7' },
  },
});
const { directory } = options;
if (directory === undefined) throw new Error('--directory DIR is missing.');
const path = (name: string): string => join(directory, name);

const reports: Readonly<Record<string, Query>> = {
  'all emails': {},
  'three weeks by each send': { dateBasis: 'sent', from: '2026-10-25', to: '2026-11-15' },
  'since a day, by first send': { from: '2026-09-01' },
  'all emails at 7 days': { age: '7d' },
  'window of 50, by clicks': { limit: '50', sort: '-clicked' },
};

/** Writes an extract of the same activities of other people. Merges stay those of the first. */
async function writeCopy(extracts: readonly string[], number: number): Promise<string> {
  const copy = path(`copy-${number}.csv`);
  if (existsSync(copy)) return copy;
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  await connection.run(
    `COPY (
       SELECT * REPLACE (marketoGUID || '-${number}' AS marketoGUID, TRY_CAST(leadId AS BIGINT) + ${number}00000000 AS leadId)
       FROM read_csv([${extracts.map((name) => `'${name}'`).join(', ')}], all_varchar = true, union_by_name = true)
       WHERE activityTypeId IN ('6', '7', '8', '9', '10', '11', '27') AND TRY_CAST(leadId AS BIGINT) > 0
     ) TO '${copy}' (HEADER)`,
  );
  connection.closeSync();
  instance.closeSync();
  return copy;
}

const servers = await Promise.all([startServerProcess(), startServerProcess()]);

/** The CPU time of both servers, in milliseconds. */
function serverCpu(): number {
  return servers.reduce((sum, { pid }) => {
    const fields = readFileSync(`/proc/${pid() ?? 0}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    // In hundredths of a second: utime and stime.
    return sum + 10 * (Number(fields[11]) + Number(fields[12]));
  }, 0);
}

async function measureReports(stores: Readonly<Record<string, ReportDatabase>>): Promise<void> {
  for (const [name, query] of Object.entries(reports)) {
    const times = new Map(Object.keys(stores).map((store): [string, number[]] => [store, []]));
    let rows = 0;
    for (let run = -1; run < Number(options.runs); run += 1) {
      for (const [store, database] of Object.entries(stores)) {
        const [own, theirs] = [process.cpuUsage(), serverCpu()];
        const file = await database.lease();
        const snapshot = await file.connect();
        const { batches } = await queryReport(snapshot, parseReportRequest(query, fullAccess), undefined);
        rows = 0;
        for await (const batch of batches) rows += batch.length;
        snapshot.close();
        file.release();
        const { user, system } = process.cpuUsage(own);
        if (run >= 0) times.get(store)?.push((user + system) / 1000 + serverCpu() - theirs);
      }
    }
    const medians = [...times].map(([store, each]) => `${store} ${median(each).toFixed(0).padStart(5)} ms`);
    console.log(`  ${name.padEnd(28)} ${medians.join('   ')}   ${rows} rows`);
  }
}

const store = `clickhouse:${(await createDatabases(servers, 'bench')).join(',')}`;

/** Imports files into the servers. */
async function importIntoCluster(files: readonly string[], isNew: boolean): Promise<void> {
  process.env['IMPORT_STORE'] = store;
  const [before, start] = [serverCpu(), performance.now()];
  const { cpuSeconds, megabytes } = await importFiles(path('cluster.duckdb'), files, isNew);
  delete process.env['IMPORT_STORE'];
  const theirs = (serverCpu() - before) / 1000;
  console.log(
    `import: ${cpuSeconds.toFixed(1)} s of CPU time and ${megabytes.toFixed(0)} MB, servers ${theirs.toFixed(1)} s, ` +
      `${((performance.now() - start) / 1000).toFixed(0)} s in all`,
  );
}

const nodes = await connectStore(parseStore(store) ?? []);

async function printSizes(): Promise<void> {
  const sizes = new Map<string, [rows: number, bytes: number]>();
  for (const node of nodes) {
    const sizesOf = constant(`SELECT table, sum(rows), sum(bytes) FROM system.parts
      WHERE active AND database = 'bench' GROUP BY table`);
    for (const [table = '', rows, bytes] of await node.read(sizesOf)) {
      const [moreRows, moreBytes] = sizes.get(String(table)) ?? [0, 0];
      sizes.set(String(table), [Number(rows) + moreRows, Number(bytes) + moreBytes]);
    }
  }
  const texts = [...sizes].map(([table, [rows, bytes]]) => `${table} ${rows} rows, ${(bytes / 1e6).toFixed(0)} MB`);
  console.log(`  ${texts.join('; ')}`);
}

try {
  const sample = { activities: Number(options.activities), seed: 'bench', until: Date.UTC(2026, 10, 23) };
  const { extracts } = await writeSample({ ...sample, directory: path('sample') });
  await rm(path('cluster.duckdb'), { force: true });
  if (!existsSync(path('single.duckdb'))) {
    const { cpuSeconds } = await importFiles(path('single.duckdb'), extracts);
    console.log(`import into DuckDB: ${cpuSeconds.toFixed(1)} s of CPU time`);
  }
  const fail = (error: unknown): void => console.error(error);
  const single = new ReportDatabase(path('single.duckdb'), fail);
  const cluster = new ReportDatabase(path('cluster.duckdb'), fail, undefined, undefined, nodes);
  for (const count of [1, 2, 3, 4]) {
    await importIntoCluster(count === 1 ? extracts : [await writeCopy(extracts, count)], count === 1);
    if (count === 3) continue;
    console.log(`${count} × ${options.activities} activities`);
    await measureReports({ DuckDB: single, ClickHouse: cluster });
    await printSizes();
  }
  await importIntoCluster(['--compact'], false);
  // The next import removes the rows of the earlier ones.
  await importIntoCluster(['--campaigns', path('sample/campaigns.json')], false);
  console.log(`4 × ${options.activities} activities, compacted`);
  await measureReports({ DuckDB: single, ClickHouse: cluster });
  await printSizes();
  await importIntoCluster(['--compact', '--retain', '6'], false);
  console.log(
    `4 × ${options.activities} activities, of which those of people without activity in six months are only sums`,
  );
  await measureReports({ DuckDB: single, ClickHouse: cluster });
  await printSizes();
  single.close();
  cluster.close();
} finally {
  await Promise.all([...nodes.map((node) => node.close()), ...servers.map((server) => server.remove())]);
}
