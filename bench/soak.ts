/**
 * Runs the service for a while under everything that readers and operators do to it: readers of whole reports, clients that leave,
 * readers that stop reading, bursts that fill the queue, and imports. Checks every report, and that memory does not grow. Needs
 * Linux, because memory is read from /proc.
 *
 *   npm run soak -- [--minutes 8] [--rows 10000] [--import-every 60]
 *
 * Exit code 1: a report was wrong, a response had a status of 500 or more except 503, or an import failed.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { generateDatabase } from '../service/test/support/generated-database.ts';
import { extractOf, startService } from '../service/test/support/server.ts';
import { median } from './median.ts';

const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string', default: '8' },
    rows: { type: 'string', default: '10000' },
    'import-every': { type: 'string', default: '60' },
  },
});
const rows = Number(options.rows);
const end = Date.now() + Number(options.minutes) * 60_000;
const isOver = (): boolean => Date.now() > end;

/** The number of imports that have begun and that are complete. Each adds a row to the report. */
const imports = { begun: 0, complete: 0, failed: 0 };
const counts = new Map<string, number>();
const problems: string[] = [];

function count(what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}

function fetchResponse(url: string, signal?: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = { accept: 'application/x-ndjson', 'accept-encoding': 'identity' };
    get(url, { headers, agent: false, ...(signal && { signal }) }, resolve).on('error', reject);
  });
}

async function textOf(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

/** Requests a whole report and checks it: the number of rows, and that each row is complete. */
async function readReport(url: string): Promise<void> {
  const before = imports.complete;
  const response = await fetchResponse(url);
  const text = await textOf(response);
  const { statusCode: status = 0 } = response;
  if (status === 503) {
    if (response.headers['retry-after'] === undefined) problems.push('503 without Retry-After');
    count('refused');
    return;
  }
  if (status !== 200) {
    problems.push(`status ${status}: ${text.slice(0, 200)}`);
    return;
  }
  const [head = '{}', ...lines] = text.trimEnd().split('\n');
  const { rowCount } = JSON.parse(head) as { rowCount: number };
  const sent = lines.map((line) => (JSON.parse(line) as { sent: number }).sent);
  const isPlausible = rowCount >= rows + before && rowCount <= rows + imports.begun;
  if (!response.complete || lines.length !== rowCount || !isPlausible || sent.some((number) => !(number >= 1))) {
    problems.push(`${lines.length} rows instead of ${rowCount}, ${before} to ${imports.begun} imports`);
  } else count('right');
}

/** A different report for each call, but always with all rows. */
let next = 0;
const anotherReport = (address: string): string => `${address}/api/report?to=${2060 + (next++ % 7000)}-01-01`;

async function readAgain(address: string): Promise<void> {
  while (!isOver()) {
    await readReport(Math.random() < 0.3 ? `${address}/api/report` : anotherReport(address));
    await pause(1000 * Math.random());
  }
}

async function leaveAgain(address: string): Promise<void> {
  while (!isOver()) {
    const signal = AbortSignal.timeout(Math.ceil(400 * Math.random()));
    await fetchResponse(anotherReport(address), signal)
      .then(textOf)
      .catch(() => undefined);
    count('left');
    await pause(200 * Math.random());
  }
}

/** Reads the first bytes of a report and then nothing until the server closes the connection. */
async function stopReading(address: string): Promise<void> {
  while (!isOver()) {
    const response = await fetchResponse(anotherReport(address)).catch(() => undefined);
    if (response?.statusCode === 200) {
      await pause(15_000);
      await textOf(response).catch(() => undefined);
      count(response.complete ? 'slow, but read' : 'slow, and closed');
    } else response?.resume();
    await pause(1000);
  }
}

async function fillQueue(address: string): Promise<void> {
  while (!isOver()) {
    await pause(15_000);
    await Promise.all(Array.from({ length: 40 }, () => readReport(anotherReport(address))));
  }
}

async function importAgain(directory: string, database: string): Promise<void> {
  while (!isOver()) {
    await pause(Number(options['import-every']) * 1000);
    imports.begun += 1;
    const id = imports.begun;
    const file = join(directory, 'extract.csv');
    const at = '2026-11-02T08:00:00Z';
    await writeFile(
      file,
      extractOf([{ type: 'send', campaign: 9_000_000 + id, email: 1, person: 1, at }], `soak${id}-`),
    );
    const { code, stderr } = await startService(['import', '--database', database, file]).finished;
    if (code === 0) imports.complete += 1;
    else {
      imports.failed += 1;
      problems.push(`import: ${stderr}`);
    }
  }
}

let child: ChildProcess | undefined;
const directory = await mkdtemp(join(tmpdir(), 'soak-'));
try {
  const database = join(directory, 'report.duckdb');
  await generateDatabase(database, { rows, peoplePerRow: 5 });
  const limits = ['--queries', '2', '--queue-length', '8', '--reader-timeout', '5', '--cache-size', '64'];
  const args = ['--import', 'tsx', 'service/cli.ts', 'serve', '--database', database, '--port', '0', ...limits];
  const server = spawn(process.execPath, [...args, '--log-level', 'error'], { stdio: ['ignore', 'pipe', 'pipe'] });
  child = server;
  let log = '';
  server.stderr.on('data', (text: Buffer) => (log += text.toString()));
  const [line] = (await once(server.stdout, 'data')) as [Buffer];
  const address = /http:\S+/.exec(line.toString())?.[0] ?? '';
  const memoryOf = (name: string): number =>
    Number(new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]) / 1000;
  const memory: number[] = [];
  const sample = setInterval(() => memory.push(memoryOf('VmRSS')), 2000);
  const idle = memoryOf('VmRSS');
  await Promise.all([
    ...Array.from({ length: 4 }, () => readAgain(address)),
    ...Array.from({ length: 3 }, () => leaveAgain(address)),
    ...Array.from({ length: 3 }, () => stopReading(address)),
    fillQueue(address),
    importAgain(directory, database),
  ]);
  clearInterval(sample);
  const peak = memoryOf('VmHWM');
  await pause(10_000);
  const after = memoryOf('VmRSS');
  await readReport(`${address}/api/report`);
  const exited = once(server, 'exit');
  server.kill('SIGTERM');
  await exited;
  const quarter = Math.ceil(memory.length / 4);
  const quarters = [0, 1, 2, 3].map((index) => median(memory.slice(index * quarter, (index + 1) * quarter)).toFixed(0));
  console.log(`${options.minutes} minutes, ${rows} rows, ${imports.complete} imports, ${imports.failed} failed`);
  console.log([...counts].map(([what, number]) => `${what}: ${number}`).join(', '));
  console.log(
    `memory in MB: ${idle.toFixed(0)} at start, median of each quarter ${quarters.join(', ')}, ` +
      `peak ${peak.toFixed(0)}, ${after.toFixed(0)} ten seconds after the end`,
  );
  console.log(`problems: ${problems.length}, lines in the log of errors: ${log.split('\n').length - 1}`);
  for (const problem of [...problems, log].slice(0, 10)) if (problem) console.log(problem);
  process.exitCode = problems.length + imports.failed === 0 ? 0 : 1;
} finally {
  child?.kill('SIGKILL');
  await rm(directory, { recursive: true });
}
