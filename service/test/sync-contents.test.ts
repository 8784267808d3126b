import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import type { SyncPlan } from '../sync/dry-run.ts';
import { Journal } from '../sync/journal.ts';
import type { Fault, FakeRequest } from './support/fake-marketo.ts';
import { holdDatabase } from './support/held-database.ts';
import { createSync } from './support/sync.ts';
import type { SyncSetup } from './support/sync.ts';

/** Options for a run with one export. */
const short = ['--since', '2026-03-14'];

class Killed extends Error {}

/** Returns a log that kills the run at a message. */
function killAt(start: string): { log: (message: string) => void } {
  return {
    log: (message) => {
      if (message.startsWith(start)) throw new Killed();
    },
  };
}

const isContent = ({ path }: FakeRequest): boolean => /ontent\.json$/.test(path);

/** The requests for contents, each with its type. */
function contentRequests({ marketo }: SyncSetup): string[] {
  return marketo.requests.filter(isContent).map(({ path, query }) => `${path} ${query.get('type') ?? ''}`);
}

/** Whether a message says that contents have to wait. */
const isPostponement = (message: string): boolean =>
  message.endsWith('Sync continues, and tries the contents of emails again later.');

async function importedContents({ database }: SyncSetup): Promise<unknown> {
  const [row] = await database.query('SELECT count(html)::INT AS contents FROM emails');
  return row?.['contents'];
}

describe('the contents of emails', () => {
  it('are in the report before the next export is', async () => {
    const setup = await createSync();
    const log: string[] = [];
    const kill = (message: string): void => {
      log.push(message);
      if (message.startsWith('Window 2 of 3') && message.endsWith('importing')) throw new Killed();
    };
    await assert.rejects(setup.sync([], { log: kill }), Killed);
    assert.equal(await importedContents(setup), 4, log.join('\n'));
    assert.ok(log.includes('Reading the content of emails: 4 left'));
    assert.deepEqual(setup.marketo.violations, []);
  });

  it('are kept when a run is stopped between two of them, and their cost is not planned again', async () => {
    const setup = await createSync();
    const { marketo, sync } = setup;
    const stopping = new AbortController();
    marketo.fault = (request) => {
      // The second part of the third email.
      if (isContent(request) && contentRequests(setup).length === 6) stopping.abort();
      return undefined;
    };
    const { result } = await sync(short, { signal: stopping.signal });
    assert.equal(result.outcome, 'stopped');
    marketo.fault = () => undefined;
    const plan = (await sync([...short, '--dry-run'])).result as unknown as SyncPlan;
    assert.equal(plan.contentCalls, 4);
    const before = contentRequests(setup);
    assert.equal((await sync(short)).code, 0);
    const read = contentRequests(setup).slice(before.length);
    assert.deepEqual(
      read.filter((request) => before.slice(0, 4).includes(request)),
      [],
    );
    assert.equal(await importedContents(setup), 4);
  });

  it('are not requested again after a kill at their import', async () => {
    const setup = await createSync();
    await assert.rejects(setup.sync(short, killAt('The report has the content of 4')), Killed);
    const before = contentRequests(setup).length;
    assert.equal((await setup.sync(short)).code, 0);
    assert.deepEqual([contentRequests(setup).length, await importedContents(setup)], [before, 4]);
  });

  it('do not hold up activities when they cannot be read', async () => {
    const setup = await createSync();
    const { marketo, sync } = setup;
    marketo.fault = (request): Fault | undefined => (isContent(request) ? 'bad-gateway' : undefined);
    const { code, result, log } = await sync();
    assert.deepEqual([code, result.windows], [3, { imported: 3, failed: 0, remaining: 0 }]);
    assert.match(result.reason ?? '', /fullContent\.json failed: Status 502\./);
    assert.equal(log.filter(isPostponement).length, 1);
    marketo.fault = () => undefined;
    assert.equal((await sync()).code, 0);
    assert.equal(await importedContents(setup), 4);
  });

  it('are imported at the next wait when another import runs at the first', async () => {
    const setup = await createSync();
    const { clock, database, sync } = setup;
    const directory = `${database.path}.import`;
    let release: (() => Promise<void>) | undefined;
    const log: string[] = [];
    const { code, result } = await sync([], {
      log: (message) => log.push(message),
      clock: {
        now: clock.now,
        sleep: async (milliseconds) => {
          if (!release && log.some((message) => message.startsWith('Reading the content of emails'))) {
            await mkdir(directory, { recursive: true });
            release = await holdDatabase(join(directory, 'lock.duckdb'));
          } else if (log.some(isPostponement)) await release?.();
          await clock.sleep(milliseconds);
        },
      },
    });
    assert.deepEqual([code, result.windows], [0, { imported: 3, failed: 0, remaining: 0 }], log.join('\n'));
    const postponements = log.filter(isPostponement);
    assert.equal(postponements.length, 1, log.join('\n'));
    assert.match(postponements[0] ?? '', /^Another import into .* is running\./);
    const isBefore = log.slice(
      0,
      log.findIndex((message) => /^Window 3 of 3.* importing$/.test(message)),
    );
    assert.ok(isBefore.includes('The report has the content of 4 further emails'), log.join('\n'));
    assert.equal(await importedContents(setup), 4);
  });

  it('do not hold up activities when they cannot be imported', async () => {
    const { clock, database, sync } = await createSync();
    const journal = await Journal.open(database.path);
    const files = [{ name: '20-content.json', content: '{' }];
    await journal.addContent({ id: '20', updatedAt: '2026-03-01T00:00:00Z+0000', files });
    journal.close();
    for (const imported of [3, 1]) {
      const { code, result, log } = await sync();
      assert.deepEqual([code, result.windows], [4, { imported, failed: 0, remaining: 0 }], result.reason);
      assert.match(result.reason ?? '', /cannot be imported: .*20-content\.json cannot be read as JSON/);
      assert.equal(log.filter(isPostponement).length, 1, log.join('\n'));
      await clock.sleep(24 * 3_600_000);
    }
  });

  for (const [end, fault, code] of [
    ['the daily quota of calls is used up', { code: '607', message: 'Daily quota reached' }, 3],
    ['the run is stopped', undefined, 5],
  ] as const) {
    it(`end the run when ${end} while they are read`, async () => {
      const setup = await createSync();
      const stopping = new AbortController();
      setup.marketo.fault = (request) => {
        if (isContent(request) && fault === undefined) stopping.abort();
        return isContent(request) ? fault : undefined;
      };
      const run = await setup.sync([], { signal: stopping.signal });
      assert.deepEqual([run.code, run.result.windows.remaining], [code, 2]);
      assert.deepEqual([contentRequests(setup).length, run.log.filter(isPostponement)], [1, []]);
    });
  }

  it('leave calls to the exports of the run', async () => {
    const setup = await createSync();
    await assert.rejects(setup.sync(['--max-calls', '300'], killAt('Window 3 of 3')), Killed);
    assert.deepEqual(contentRequests(setup), []);
    assert.equal((await setup.sync(['--max-calls', '300'])).code, 0);
  });
});
