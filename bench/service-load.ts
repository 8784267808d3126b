/**
 * Measures the service under load: whole reports for many readers, clients that leave, and windows. The server runs in
 * another process, whose CPU time and memory are read from /proc (Linux). With --before, windows and leaving clients are
 * also measured with another build, interleaved.
 *
 *   npm run bench:load -- [--rows 100000] [--runs 3] [--before DIRECTORY] [--database FILE]
 *
 * --before is a clone of this repository with its packages installed. --database keeps the generated database, and reuses it
 * if the file exists.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { brotliDecompressSync } from 'node:zlib';
import { generateDatabase } from '../service/test/support/generated-database.ts';
import { median } from './median.ts';

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    runs: { type: 'string', default: '3' },
    before: { type: 'string' },
    database: { type: 'string' },
  },
});
const rows = Number(options.rows);
const workingDirectory = process.env['INIT_CWD'] ?? '.';

interface Server {
  readonly address: string;
  /** CPU time since the start, in seconds. */
  readonly cpu: () => number;
  /** The largest memory so far, in MB. */
  readonly peakMemory: () => number;
  readonly stop: () => Promise<void>;
}

async function startServer(directory: string, database: string): Promise<Server> {
  const args = ['--import', 'tsx', 'service/cli.ts', 'serve', '--database', database, '--port', '0'];
  const child: ChildProcess = spawn(process.execPath, args, { cwd: directory, stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout ?? child, 'data')) as [Buffer];
  const read = (file: string): string => readFileSync(`/proc/${child.pid}/${file}`, 'utf8');
  return {
    address: /http:\S+/.exec(line.toString())?.[0] ?? '',
    cpu: () => {
      const fields = read('stat')
        .replace(/^.*\) /, '')
        .split(' ');
      return (Number(fields[11]) + Number(fields[12])) / 100;
    },
    peakMemory: () => Number(/VmHWM:\s+(\d+)/.exec(read('status'))?.[1]) / 1000,
    stop: async () => {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** Measures the response times of /health during some work, in milliseconds, from another process. */
async function probeDuring<T>(address: string, work: () => Promise<T>): Promise<[times: number[], result: T]> {
  const args = ['--import', 'tsx', 'bench/health-probe.ts', address];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  await once(child.stdout, 'data');
  const result = await work();
  child.kill('SIGTERM');
  await once(child, 'close');
  return [JSON.parse(output.slice(output.indexOf('['))) as number[], result];
}

interface Body {
  readonly status: number | undefined;
  readonly retryAfter: string | undefined;
  readonly isComplete: boolean;
  /** The compressed bytes, to be examined later. */
  readonly parts: Buffer[];
  /** The number of lines of a response without compression. */
  readonly lines: number;
}

function fetchBody(url: string, headers: Record<string, string>): Promise<Body | undefined> {
  return new Promise((resolve) => {
    const request = get(url, { headers, agent: false }, (response) => {
      const isCompressed = response.headers['content-encoding'] === 'br';
      const parts: Buffer[] = [];
      let lines = 0;
      response.on('data', (part: Buffer) => {
        if (isCompressed) parts.push(part);
        else lines += countLines(part);
      });
      response.on('close', () => {
        const { statusCode: status, complete: isComplete } = response;
        resolve({ status, retryAfter: response.headers['retry-after'], isComplete, parts, lines });
      });
    });
    request.on('error', () => resolve(undefined));
  });
}

function countLines(text: Buffer): number {
  let lines = 0;
  for (let at = text.indexOf(10); at >= 0; at = text.indexOf(10, at + 1)) lines += 1;
  return lines;
}

function resultOf(body: Body | undefined): 'whole' | 'refused' | 'broken' {
  if (body?.status === 503 && body.retryAfter !== undefined) return 'refused';
  if (body?.status !== 200 || !body.isComplete) return 'broken';
  const lines = body.parts.length > 0 ? countLines(brotliDecompressSync(Buffer.concat(body.parts))) : body.lines;
  return lines === rows + 1 ? 'whole' : 'broken';
}

/** 40 readers request whole reports at the same time. */
async function measureReports(name: string, database: string, isEqual: boolean, encoding: string): Promise<void> {
  const server = await startServer('.', database);
  const [idle] = await probeDuring(server.address, () => pause(2000));
  const headers = { accept: 'application/x-ndjson', 'accept-encoding': encoding };
  const urls = Array.from({ length: 40 }, (_, index) => `?to=${isEqual ? 2099 : 2060 + index}-01-01`);
  const [busy, [bodies, seconds]] = await probeDuring(server.address, async () => {
    const start = performance.now();
    const all = await Promise.all(urls.map((query) => fetchBody(`${server.address}/api/report${query}`, headers)));
    return [all, (performance.now() - start) / 1000] as const;
  });
  const cpu = server.cpu();
  const results = bodies.map(resultOf);
  const count = (kind: string): number => results.filter((result) => result === kind).length;
  const [idleMedian, busyMedian] = [median(idle), median(busy)];
  console.log(
    `${name}: ${count('whole')} whole, ${count('refused')} refused, ${count('broken')} broken, ` +
      `${seconds.toFixed(1)} s, ${cpu.toFixed(1)} CPU s, ` +
      `peak ${server.peakMemory().toFixed(0)} MB, /health ${idleMedian.toFixed(2)} ms idle, ` +
      `${busyMedian.toFixed(2)} ms busy (${(busyMedian / idleMedian).toFixed(1)} x), ` +
      `95 % ${(busy.toSorted((a, b) => a - b)[Math.floor(busy.length * 0.95)] ?? NaN).toFixed(1)} ms`,
  );
  await server.stop();
}

/** 60 clients request different reports and leave after 0.3 s. Returns the CPU time until the server is idle. */
async function measureLeaving(directory: string, database: string): Promise<number> {
  const server = await startServer(directory, database);
  const before = server.cpu();
  const clients = Array.from({ length: 60 }, (_, index) =>
    fetch(`${server.address}/api/report?to=${2030 + index}-01-01`, { signal: AbortSignal.timeout(300) })
      .then((response) => response.arrayBuffer())
      .catch(() => undefined),
  );
  await Promise.all(clients);
  let last = -1;
  while (server.cpu() - last > 0.02) {
    last = server.cpu();
    await pause(1000);
  }
  const used = server.cpu() - before;
  await server.stop();
  return used;
}

/** 8 connections request windows. Returns the requests per second, and CPU seconds of the server per request. */
async function measureWindows(directory: string, database: string, offsets: number): Promise<[number, number]> {
  const server = await startServer(directory, database);
  const [cpu, start] = [server.cpu(), performance.now()];
  let next = 0;
  const clients = Array.from({ length: 8 }, async () => {
    while (next < 64) {
      next += 1;
      const response = await fetch(`${server.address}/api/report?limit=200&offset=${200 * (next % offsets)}`);
      if (!response.ok) throw new Error(await response.text());
      await response.arrayBuffer();
    }
  });
  await Promise.all(clients);
  const figures: [number, number] = [64_000 / (performance.now() - start), (server.cpu() - cpu) / 64];
  await server.stop();
  return figures;
}

async function compareWindows(name: string, builds: readonly [string, string][], database: string, offsets: number) {
  const figures = new Map<string, [number, number][]>(builds.map(([build]) => [build, []]));
  for (let run = 0; run < Number(options.runs); run += 1) {
    for (const [build, directory] of builds) {
      figures.get(build)?.push(await measureWindows(directory, database, offsets));
    }
  }
  for (const [build, each] of figures) {
    const [rate, cpu] = [median(each.map(([first]) => first)), median(each.map(([, second]) => second))];
    console.log(`${name}, ${build}: ${rate.toFixed(2)} requests/s, ${cpu.toFixed(3)} CPU s per request`);
  }
}

const directory = await mkdtemp(join(tmpdir(), 'bench-load-'));
try {
  const given = options.database;
  const database = given === undefined ? join(directory, 'report.duckdb') : resolve(workingDirectory, given);
  if (!existsSync(database)) await generateDatabase(database, { rows, peoplePerRow: 10 });
  const builds: [string, string][] = [['now', '.']];
  if (options.before !== undefined) builds.unshift(['before', resolve(workingDirectory, options.before)]);
  await measureReports('40 equal reports, compressed', database, true, 'br');
  await measureReports('40 different reports, compressed', database, false, 'br');
  await measureReports('40 different reports, uncompressed', database, false, 'identity');
  for (const [build, path] of builds) {
    console.log(`60 leaving clients, ${build}: ${(await measureLeaving(path, database)).toFixed(1)} CPU s`);
  }
  await compareWindows('64 different windows', builds, database, 64);
  await compareWindows('8 different windows, 8 times each', builds, database, 8);
} finally {
  await rm(directory, { recursive: true });
}
