import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, it, onTestFinished } from 'vitest';
import { Journal } from '../sync/journal.ts';
import type { SyncResult } from '../sync/sync.ts';
import { randomNumbers } from './support/fake-clock.ts';
import type { Fault, FakeRequest } from './support/fake-marketo.ts';
import { runWithFullDisk } from './support/server.ts';
import { contentOf, createSync, importEverything } from './support/sync.ts';
import type { SyncSetup } from './support/sync.ts';

const anyFaults: Fault[] = [
  'bad-gateway',
  'broken-json',
  'reset',
  'lost-response',
  'expire-token',
  'cut',
  { code: '606', message: 'Max rate limit exceeded' },
  { code: '611', message: 'System error' },
  { code: '615', message: 'Concurrent access limit reached' },
];

/** A fault on a fifth of the requests. */
function randomFaults(random: () => number): (request: FakeRequest) => Fault | undefined {
  return ({ path }) => {
    if (random() >= 0.2) return undefined;
    if (path.endsWith('/file.json') && random() < 0.5) return random() < 0.7 ? 'cut' : 'truncate';
    return anyFaults[Math.floor(random() * anyFaults.length)];
  };
}

/** Options for a run with one export. */
const short = ['--since', '2026-03-18'];

class Killed extends Error {}

/** Runs sync until it completes, day after day, and kills it `kills` times, at random moments of its waits and steps. */
async function syncWithKills({ sync, clock }: SyncSetup, kills: number, random: () => number): Promise<string[]> {
  const killedAt: string[] = [];
  for (let run = 0; run < 3 * kills; run++) {
    let steps = killedAt.length < kills ? 5 + Math.floor(random() * 30) : Infinity;
    const step = (at: string): void => {
      steps -= 1;
      if (steps >= 0) return;
      killedAt.push(at);
      throw new Killed();
    };
    try {
      const { result } = await sync([], {
        random,
        log: step,
        clock: {
          now: clock.now,
          sleep: async (milliseconds) => {
            step('between two requests');
            await clock.sleep(milliseconds);
          },
        },
      });
      if (result.outcome === 'complete') {
        if (killedAt.length === kills) return killedAt;
        await clock.sleep(86_400_000);
      } else assert.equal(result.outcome, 'run-again-later', result.reason);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
  }
  return assert.fail('Sync never completed.');
}

describe('a sync that is interrupted', () => {
  it('gives the same report after 25 kills, and failures of a fifth of all requests', async () => {
    const setup = await createSync();
    const random = randomNumbers(101);
    setup.marketo.fault = randomFaults(random);
    const killedAt = await syncWithKills(setup, 25, random);
    assert.deepEqual(setup.marketo.violations, []);
    const expected = await importEverything(setup, new Date(setup.clock.now()).toISOString());
    assert.deepEqual(await contentOf(setup.database), await contentOf(expected), killedAt.join('\n'));
  });

  for (const step of ['waiting', 'downloading', 'importing', 'new activities']) {
    it(`continues after a kill at the step “${step}” without another export`, async () => {
      const { marketo, database, sync, clock } = await createSync();
      let isKilled = false;
      const log = (message: string): void => {
        if (isKilled || !message.includes(step)) return;
        isKilled = true;
        throw new Killed();
      };
      await assert.rejects(sync(short, { log }), Killed);
      await clock.sleep(60_000);
      const { result } = await sync(short);
      assert.equal(result.outcome, 'complete', result.reason);
      assert.equal(marketo.exports.jobs.size, 1);
      assert.equal((await database.query('FROM sync_windows')).length, 1);
      assert.deepEqual(marketo.violations, []);
    });
  }

  it('continues its plan and its numbers after a restart, and reads no list again', async () => {
    const { marketo, sync, clock } = await createSync();
    const kill = (message: string): void => {
      if (message.startsWith('Window 2 of 3')) throw new Killed();
    };
    await assert.rejects(sync([], { log: kill }), Killed);
    await clock.sleep(3_600_000);
    const before = marketo.requests.length;
    const { result, log } = await sync();
    assert.deepEqual(result.windows, { imported: 2, failed: 0, remaining: 0 });
    assert.ok(log.includes('Continuing an interrupted run: 2 windows left'), log.join('\n'));
    assert.ok(
      log.some((line) => line.startsWith('Window 3 of 3') && line.includes(' activities in this run:')),
      log.join('\n'),
    );
    const lists = marketo.requests.slice(before).filter(({ path }) => /deletedleads|smartCampaigns/.test(path));
    assert.deepEqual(lists, []);
    // Later, the lists are read again, and so is the time since the plan.
    await clock.sleep(24 * 3_600_000);
    const next = await sync();
    assert.ok(
      next.log.some((line) => line.startsWith('Window 1 of 1 (2026-03-17 to 2026-03-21)')),
      next.log.join('\n'),
    );
    assert.ok(next.log.includes('Reading the deletions of people'));
  });

  it('reads the days before a long interruption again, once, in the run after the one that completes it', async () => {
    const { clock, database, marketo, sync } = await createSync();
    const [first] = marketo.exports.activities;
    assert.ok(first);
    const late = { marketoGUID: 'late', leadId: '29', activityDate: '2026-03-20T11:50:00Z' };
    marketo.exports.activities.push({ ...first, ...late, writtenAt: '2026-03-20T12:20:00Z' });
    const startsOf = async (day: string): Promise<string[]> =>
      (
        await database.query(
          `SELECT start_at::DATE::VARCHAR AS start FROM sync_windows WHERE imported_at::DATE = '${day}' ORDER BY end_at`,
        )
      ).map(({ start }) => String(start));
    marketo.exports.quota = 1;
    const interrupted = await sync();
    assert.deepEqual([interrupted.code, interrupted.result.windows.imported], [3, 1]);
    marketo.exports.quota = 500e6;
    await clock.sleep(4 * 86_400_000);
    assert.equal((await sync()).code, 0);
    assert.deepEqual(await startsOf('2026-03-24'), ['2026-03-04', '2026-03-06', '2026-03-20']);
    await clock.sleep(86_400_000);
    const next = await sync();
    // The run before has read the first day of the interruption three days later.
    assert.deepEqual(await startsOf('2026-03-25'), ['2026-03-17', '2026-03-21']);
    // 5 minutes before 11:55, where the interrupted run ended.
    assert.deepEqual(next.result.late, { activities: 1, hours: 0 });
    await clock.sleep(86_400_000);
    assert.equal((await sync()).code, 0);
    assert.deepEqual(await startsOf('2026-03-26'), ['2026-03-22']);
    assert.deepEqual(marketo.violations, []);
  });

  it('stops after its current step when it is asked to, and says where the next run continues', async () => {
    const { marketo, sync } = await createSync();
    const stopping = new AbortController();
    const log: string[] = [];
    const { code, result } = await sync([], {
      signal: stopping.signal,
      log: (message) => {
        log.push(message);
        if (message.startsWith('Window 2 of 3')) stopping.abort();
      },
    });
    assert.deepEqual([code, result.outcome, result.windows], [5, 'stopped', { imported: 1, failed: 0, remaining: 2 }]);
    assert.match(log.at(-1) ?? '', /^Stopped\. The next run continues with window 2 of 3\. /);
    assert.equal((await sync()).code, 0);
    assert.deepEqual(marketo.violations, []);
  });

  it('ends on SIGTERM while Marketo does not answer, and releases its lock', async () => {
    const { marketo, database } = await createSync();
    const cli = join(import.meta.dirname, '../cli.ts');
    // A server that accepts connections and never answers.
    const silent = createServer();
    await new Promise<void>((done) => void silent.listen(0, '127.0.0.1', done));
    onTestFinished(() => void silent.close());
    const origin = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const args = ['--import', 'tsx', cli, 'sync', '--database', database.path, '--instance', origin];
    const child = spawn(process.execPath, args, {
      env: { ...process.env, MARKETO_CLIENT_ID: 'the-id', MARKETO_CLIENT_SECRET: 'the-secret' },
    });
    const output = text(child.stdout);
    child.stderr.resume();
    const [socket] = (await once(silent, 'connection')) as [Socket];
    child.kill('SIGTERM');
    const [code] = (await once(child, 'close')) as [number];
    socket.destroy();
    assert.equal(code, 5);
    assert.equal((JSON.parse(await output) as SyncResult).outcome, 'stopped');
    (await Journal.open(database.path)).close();
    assert.equal(marketo.requests.length, 0);
  });

  it('continues a download where it broke off', async () => {
    const { marketo, sync } = await createSync();
    let cuts = 0;
    marketo.fault = ({ path }) => (path.endsWith('/file.json') && (cuts += 1) <= 2 ? 'cut' : undefined);
    const { result } = await sync(short);
    assert.equal(result.outcome, 'complete', result.reason);
    assert.equal(marketo.exports.jobs.size, 1);
  });

  it('downloads a truncated file once more, then requests another export', async () => {
    const { marketo, sync } = await createSync();
    let downloads = 0;
    marketo.fault = ({ path }) => (path.endsWith('/file.json') && (downloads += 1) <= 2 ? 'truncate' : undefined);
    const { result } = await sync(short);
    assert.equal(result.outcome, 'complete', result.reason);
    assert.equal(marketo.exports.jobs.size, 2);
  });

  it('requests an export again that Marketo no longer knows', async () => {
    const { marketo, sync } = await createSync();
    let isLost = false;
    marketo.fault = ({ path }) => {
      if (!isLost && path.endsWith('/status.json')) marketo.exports.jobs.delete(path.split('/')[5] ?? '');
      isLost ||= path.endsWith('/status.json');
      return undefined;
    };
    const { result } = await sync(short);
    assert.equal(result.outcome, 'complete', result.reason);
    assert.equal(result.windows.imported, 1);
  });

  it('starts after a run that had a disk with 4096 bytes for each file', async () => {
    const { marketo, database, sync } = await createSync();
    const errors = await runWithFullDisk(4096, ['sync', '--database', database.path, '--instance', marketo.origin], {
      MARKETO_CLIENT_ID: 'the-id',
      MARKETO_CLIENT_SECRET: 'the-secret',
    });
    assert.match(errors, /The disk of the database is full/);
    assert.deepEqual(await readdir(`${database.path}.sync`), []);
    assert.equal((await sync(short)).code, 0);
  });

  for (const bytes of [0, 4096]) {
    it(`replaces a journal of ${bytes} bytes, which an earlier version has left`, async () => {
      const { database, sync } = await createSync();
      await mkdir(`${database.path}.sync`);
      await writeFile(join(`${database.path}.sync`, 'journal.duckdb'), Buffer.alloc(bytes));
      assert.equal((await sync([...short, '--dry-run'])).code, 0);
      assert.equal((await sync(short)).code, 0);
    });
  }

  it('ends a second sync of the same database with a sentence', async () => {
    const { marketo, database } = await createSync();
    const journal = await Journal.open(database.path);
    const cli = join(import.meta.dirname, '../cli.ts');
    const args = ['--import', 'tsx', cli, 'sync', '--database', database.path, '--instance', marketo.origin];
    const child = spawn(process.execPath, args, {
      env: { ...process.env, MARKETO_CLIENT_ID: 'the-id', MARKETO_CLIENT_SECRET: 'the-secret' },
    });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number];
    journal.close();
    assert.deepEqual([code, errors.trim().split('\n').length, marketo.requests.length], [3, 1, 0], errors);
    assert.match(errors, /^Another sync of .* is running/);
  });
});

describe('an export that fails', () => {
  const day = 86_400_000;
  const daily = [...short, '--overlap', '1'];

  /** An instance that was synced a day ago, with an activity of the day before that was written later. */
  async function createDayOld(): Promise<SyncSetup> {
    const setup = await createSync();
    await setup.sync(daily);
    addLate(setup, 'late', '2026-03-20T03:30:00Z', '2026-03-20T20:00:00Z');
    await setup.clock.sleep(day);
    return setup;
  }

  function addLate({ marketo }: SyncSetup, marketoGUID: string, activityDate: string, writtenAt: string): void {
    const [first] = marketo.exports.activities;
    assert.ok(first);
    marketo.exports.activities.push({ ...first, marketoGUID, leadId: '29', activityDate, writtenAt });
  }

  const has = async ({ database }: SyncSetup, guid: string): Promise<boolean> =>
    (await database.query(`FROM activities WHERE guid = '${guid}'`)).length > 0;

  it('is requested again, also for a time that was read before, and together with its neighbors', async () => {
    const setup = await createDayOld();
    const { clock, marketo, sync } = setup;
    const [from = 0, to = 0] = ['2026-03-20T03:00:00Z', '2026-03-20T05:00:00Z'].map((text) => Date.parse(text));
    marketo.exports.mustFail = (start, end) => start < to && end > from;
    const failed = await sync(daily);
    assert.deepEqual([failed.code, failed.result.windows.failed > 1], [3, true]);
    marketo.exports.mustFail = () => false;
    await clock.sleep(900_000);
    const kill = (message: string): void => {
      if (message === 'Continuing an interrupted run: 1 window left') throw new Killed();
    };
    await assert.rejects(sync(daily, { log: kill }), Killed);
    const { result } = await sync(daily);
    assert.deepEqual([result.outcome, result.windows], ['complete', { imported: 1, failed: 0, remaining: 0 }]);
    assert.ok(await has(setup, 'late'));
    assert.deepEqual(marketo.violations, []);
  });

  it('does not keep the next night from reading the last days again', async () => {
    const setup = await createDayOld();
    const { clock, marketo, sync } = setup;
    const failing = Date.parse('2026-03-20T03:00:00Z');
    marketo.exports.mustFail = (start, end) => start < failing && failing < end;
    await sync(daily);
    addLate(setup, 'later', '2026-03-21T03:00:00Z', '2026-03-22T02:00:00Z');
    await clock.sleep(day);
    assert.equal((await sync(daily)).result.windows.failed, 1);
    assert.ok(await has(setup, 'later'));
  });
});
