import { hour, minute, quotaDayEnd, quotaDayStart, formatInstant } from './clock.ts';
import { importSynced, timestamp } from './context.ts';
import type { SyncContext } from './context.ts';
import { downloadFile } from './download.ts';
import { cancelExport, createExport, enqueueExport, exportFilePath, readExport } from './export-jobs.ts';
import type { ExportStatus } from './export-jobs.ts';
import type { Window } from './journal.ts';
import { addLateness, readLateness } from './lateness.ts';
import type { Lateness } from './lateness.ts';
import { RunAgainLater } from './outcome.ts';
import { halve } from './stretches.ts';
import type { ImportedWindow } from './synced-data.ts';

/** The options and counts of the extraction of activities. */
export interface Extraction {
  /** Where the data should begin. */
  wantedFrom: number;
  /** The size of exports per day that sync may request, in bytes. */
  exportLimit: number;
  /** The windows that earlier runs have imported. */
  readBefore: readonly ImportedWindow[];
  lateness: Lateness;
  /** Uses the time until a moment of the clock, in which the run waits for an export. */
  whileWaiting: (until: number) => Promise<void>;
  /** Describes the window for progress messages. */
  label: string;
  imported: number;
}

const maximumJobTime = 3 * hour;
/** How many jobs of a window may fail before it is halved, and how many may vanish before it is given up. */
const maximumFailures = 2;
const maximumLosses = 5;

/** The next step of a window in each state. Each step writes the new state before the next request. */
const steps: Partial<
  Record<Window['state'], (context: SyncContext, window: Window, extraction: Extraction) => Promise<void>>
> = {
  planned: create,
  created: enqueue,
  queued: poll,
  completed: download,
};

/**
 * Extracts and imports a window, from the step that it has reached.
 * @returns `imported`, `halved` if two smaller windows replace it, or `failed` if it was given up
 */
export async function extractWindow(
  context: SyncContext,
  window: Window,
  extraction: Extraction,
): Promise<'imported' | 'halved' | 'failed'> {
  for (;;) {
    const step = steps[window.state];
    if (step) await step(context, window, extraction);
    else if (window.state === 'downloaded') {
      await importWindow(context, window, extraction);
      return 'imported';
    } else return (await halveWindow(context, window)) ? 'halved' : 'failed';
  }
}

async function create(context: SyncContext, window: Window, { exportLimit }: Extraction): Promise<void> {
  const { client, journal } = context;
  const now = client.now();
  await journal.checkPause('exports', now);
  const exported = await journal.exportedSince(quotaDayStart(now));
  if (exported >= exportLimit) {
    const megabytes = Math.round(exported / 1e6);
    const message = `Sync has exported ${megabytes} MB today, the limit of --export-mb.`;
    throw new RunAgainLater(message, new Date(quotaDayEnd(now)), 'exports');
  }
  const exportId = await createExport(client, window.start, window.end);
  if (exportId === undefined) await restart(context, window, 'Marketo created a failed job.', maximumFailures);
  else await journal.update(window, { state: 'created', exportId });
}

async function enqueue({ client, journal, ...rest }: SyncContext, window: Window): Promise<void> {
  const exists = await enqueueExport(client, window.exportId ?? '');
  if (exists) await journal.update(window, { state: 'queued', queuedAt: client.now() });
  else await restart({ client, journal, ...rest }, window, 'The job is unknown to Marketo.', maximumLosses);
}

async function poll(context: SyncContext, window: Window, extraction: Extraction): Promise<void> {
  const { client, clock, journal } = context;
  const exportId = window.exportId ?? '';
  const queuedAt = window.queuedAt ?? client.now();
  for (;;) {
    const wait = nextPoll(client.now() - queuedAt, context.pollInterval);
    context.log(`${extraction.label}: waiting for Marketo, next poll in ${Math.round(wait / 1000)} s`);
    const nextPollAt = clock.now() + wait;
    await extraction.whileWaiting(nextPollAt);
    await clock.sleep(Math.max(0, nextPollAt - clock.now()));
    const job = await readExport(client, exportId);
    if (job.status !== 'running') return finishJob(context, window, job);
    if (client.now() - queuedAt > maximumJobTime) {
      await cancelExport(client, exportId);
      await journal.update(window, { state: 'planned', exportId: null, problem: 'The job took more than 3 hours.' });
      throw new RunAgainLater('Marketo did not complete an export within 3 hours. The job was canceled.');
    }
  }
}

/** A status changes at most once a minute. */
function nextPoll(age: number, interval: number | undefined): number {
  return interval ?? (age < 5 * minute ? minute : 5 * minute);
}

async function finishJob(context: SyncContext, window: Window, job: ExportStatus): Promise<void> {
  const { client, journal } = context;
  const { status, fileSize = null, checksum = null, records = null } = job;
  if (status === 'created') await journal.update(window, { state: 'created' });
  else if (status === 'completed') {
    await journal.addExport(window.exportId ?? '', client.now(), fileSize ?? 0);
    await journal.update(window, { state: 'completed', fileSize, checksum, records });
  } else {
    const limit = status === 'failed' ? maximumFailures : maximumLosses;
    await restart(context, window, job.problem ?? `Marketo’s job is ${status}.`, limit);
  }
}

async function download(context: SyncContext, window: Window, extraction: Extraction): Promise<void> {
  const { client, journal } = context;
  context.log(`${extraction.label}: downloading`);
  const expected = { size: window.fileSize ?? undefined, checksum: window.checksum ?? undefined };
  const isComplete = await downloadFile(
    client,
    exportFilePath(window.exportId ?? ''),
    journal.fileOf(window),
    expected,
  );
  if (isComplete) await journal.update(window, { state: 'downloaded' });
  else await restart(context, window, 'The file is missing or damaged.', maximumLosses);
}

/** Plans a window again, with a new job, or gives it up after too many jobs. */
async function restart({ journal }: SyncContext, window: Window, problem: string, limit: number): Promise<void> {
  const attempts = window.attempts + 1;
  const state = attempts < limit ? 'planned' : 'failed';
  await journal.removeFiles(window);
  await journal.update(window, { state, attempts, problem, exportId: null, queuedAt: null });
}

async function halveWindow({ journal, log }: SyncContext, window: Window): Promise<boolean> {
  const halves = halve(window);
  const range = `${formatInstant(window.start)} to ${formatInstant(window.end)}`;
  log(`The export of ${range} failed: ${window.problem ?? 'no reason given'} ${halves ? 'Its halves follow.' : ''}`);
  if (halves) await journal.plan(halves, [window]);
  return halves !== undefined;
}

async function importWindow(context: SyncContext, window: Window, extraction: Extraction): Promise<void> {
  const { client, journal } = context;
  context.log(`${extraction.label}: importing`);
  const { start, end, exportId, records, fileSize } = window;
  const now = client.now();
  const instants = [start, end, extraction.wantedFrom, now].map(timestamp).join(', ');
  let late: Lateness = { activities: 0, hours: 0 };
  const counts = await importSynced(context, { extracts: [journal.fileOf(window)] }, async (connection) => {
    await connection.run(`INSERT INTO sync_windows VALUES ($1, ${instants}, $2, $3)`, [exportId, records, fileSize]);
    // The data is complete until the end of the newest export, also if nothing happened in its last hours.
    await connection.run(`UPDATE coverage SET as_of = greatest(as_of, ${timestamp(end)})`);
    late = await readLateness(connection, window, extraction.readBefore);
  });
  if (late.activities > 0) await journal.addLateness(window, now, late);
  addLateness(extraction.lateness, late);
  extraction.imported += counts.imported;
  context.log(`${extraction.label}: ${counts.imported} new activities`);
  await journal.finish(window);
}
