import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { Journal } from '../sync/journal.ts';
import { randomNumbers } from './support/fake-clock.ts';
import type { Fault, FakeRequest } from './support/fake-marketo.ts';
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
      // The minute between the two runs is its own stretch.
      assert.equal(marketo.exports.jobs.size, 2);
      assert.equal((await database.query('FROM sync_windows')).length, 2);
      assert.deepEqual(marketo.violations, []);
    });
  }

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
