import assert from 'node:assert/strict';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, it } from 'vitest';
import { nothingUnfinished, planRun } from '../sync/activities.ts';
import { quotaDayEnd } from '../sync/clock.ts';
import type { SyncPlan } from '../sync/dry-run.ts';
import { parseInstance } from '../sync/options.ts';
import { subtract } from '../sync/stretches.ts';
import { UsageError } from '../usage-error.ts';
import type { FakeRequest } from './support/fake-marketo.ts';
import { createSync } from './support/sync.ts';

/** Options for a run with one export. */
const short = ['--since', '2026-03-18'];

const isFile = ({ path }: FakeRequest): boolean => path.endsWith('/file.json');
const isCreate = ({ path }: FakeRequest): boolean => path.endsWith('/create.json');

describe('sync and Marketo’s refusals', () => {
  it('needs a person when the client secret is wrong', async () => {
    const { marketo, sync } = await createSync();
    const { code, result, log } = await sync(short, {
      variables: { MARKETO_CLIENT_ID: 'the-id', MARKETO_CLIENT_SECRET: 'my-wrong-secret' },
    });
    assert.equal(code, 4);
    assert.match(result.reason ?? '', /does not accept the client id and secret \(invalid_client\)/);
    assert.ok(!`${log.join()}${JSON.stringify(result)}`.includes('my-wrong-secret'));
    assert.equal(marketo.requests.length, 0);
  });

  for (const [prefix, permission] of [
    ['/bulk/v1/activities/export/create', 'Read-Only Activity'],
    ['/rest/asset/v1/programs', 'Read-Only Assets'],
    ['/rest/v1/leads', 'Read-Only Lead'],
  ] as const) {
    it(`names the permission “${permission}” when it is missing`, async () => {
      const { marketo, sync } = await createSync();
      const denied = { code: '603', message: 'Access denied' };
      marketo.fault = ({ path }) => (path.startsWith(prefix) ? denied : undefined);
      const { code, result } = await sync([...short, '--people-fields', 'country']);
      assert.equal(code, 4);
      assert.match(result.reason ?? '', new RegExp(`“${permission}”`));
    });
  }

  it('gets a new token when the old one expires during a download', async () => {
    const { marketo, sync } = await createSync();
    let downloads = 0;
    marketo.fault = (request) => {
      downloads += isFile(request) ? 1 : 0;
      if (!isFile(request) || downloads > 2) return undefined;
      return downloads === 1 ? 'cut' : 'expire-token';
    };
    const { code, result } = await sync(short);
    assert.equal(code, 0, result.reason);
    assert.equal(marketo.exports.jobs.size, 1);
  });

  it('survives tokens that live for a minute and a half', async () => {
    const { marketo, sync } = await createSync();
    marketo.tokenLife = 90;
    const { code, result } = await sync(short);
    assert.equal(code, 0, result.reason);
    assert.deepEqual(marketo.violations, []);
  });

  it('makes no call after the daily quota of calls is used up, and continues the next day', async () => {
    const { clock, marketo, sync } = await createSync();
    marketo.dailyCalls = 12;
    const first = await sync(short);
    assert.deepEqual([first.code, first.result.notBefore], [3, '2026-03-21T05:00:00.000Z']);
    const calls = marketo.requests.length;
    assert.equal((await sync(short)).code, 3);
    assert.equal(marketo.requests.length, calls);
    await clock.sleep(24 * 3_600_000);
    marketo.dailyCalls = 1000;
    assert.equal((await sync(short)).code, 0);
    assert.deepEqual(marketo.violations, []);
  });

  it('waits while the export queue is full', async () => {
    const { marketo, sync } = await createSync();
    marketo.exports.fullQueueAnswers = 3;
    const { code, log } = await sync(short);
    assert.equal(code, 0);
    assert.equal(log.filter((line) => line.startsWith('Marketo refused') && line.includes('Too many jobs')).length, 3);
    assert.match(log.join('\n'), /Too many jobs[^.\n]*\. Next: attempt 2 of 16, in 120 s\.$/m);
  });

  it('reads the last month again once a week, also if the quota of exports spreads it over several days', async () => {
    const { marketo, clock, database, sync } = await createSync();
    assert.equal((await sync()).code, 0);
    await clock.sleep(7 * 86_400_000);
    marketo.exports.quota = 1000;
    let runs = 1;
    while ((await sync()).code !== 0) {
      runs += 1;
      await clock.sleep(86_400_000);
      assert.ok(runs < 10);
    }
    assert.ok(runs > 1);
    await clock.sleep(86_400_000);
    const { result } = await sync(['--dry-run']);
    assert.equal((result as unknown as SyncPlan).exports.length, 1);
    const finished = await database.query('SELECT is_wide FROM sync_runs ORDER BY started_at');
    assert.deepEqual(finished, [{ is_wide: true }, { is_wide: true }]);
  });

  it('reads the last month again once a week, also if no run is complete', async () => {
    const { clock, sync } = await createSync();
    await sync(short);
    await clock.sleep(7 * 86_400_000);
    assert.equal((await sync([...short, '--people-fields', 'shoeSize'])).code, 4);
    await clock.sleep(86_400_000);
    const { result } = await sync([...short, '--dry-run']);
    const { exports } = result as unknown as SyncPlan;
    assert.deepEqual(
      exports.map(({ from }) => from.slice(0, 13)),
      ['2026-03-24T11'],
    );
  });

  it('reads everything else when the daily quota of exports is used up', async () => {
    const { clock, marketo, database, sync } = await createSync();
    marketo.exports.quota = 1000;
    const { code, result } = await sync();
    assert.deepEqual([code, result.windows], [3, { imported: 1, failed: 0, remaining: 2 }]);
    assert.match(result.reason ?? '', /Export daily quota/);
    assert.equal((await database.query('FROM emails WHERE html IS NOT NULL')).length, 4);
    await clock.sleep(24 * 3_600_000);
    marketo.exports.quota = 1e9;
    assert.equal((await sync()).code, 0);
  });

  it('continues with polling when a job is already queued', async () => {
    const { marketo, sync } = await createSync();
    marketo.fault = ({ path, index }) =>
      path.endsWith('/enqueue.json') && !marketo.requests.slice(0, index).some((each) => each.path === path)
        ? 'lost-response'
        : undefined;
    const { code, result } = await sync(short);
    assert.equal(code, 0, result.reason);
    assert.equal(marketo.exports.jobs.size, 1);
  });

  it('ends a run that keeps failing, and a later run continues it', async () => {
    const { marketo, sync } = await createSync();
    marketo.fault = (request) => (isCreate(request) ? 'bad-gateway' : undefined);
    const { code, result } = await sync(short);
    assert.deepEqual([code, result.windows.remaining], [3, 1]);
    assert.match(result.reason ?? '', /Status 502.*7 attempts/);
    marketo.fault = () => undefined;
    assert.equal((await sync(short)).code, 0);
  });
});

describe('sync on a bad day of its machine', () => {
  it('ends when the disk is full, and later continues with the same export', async () => {
    const { database, sync } = await createSync();
    const part = join(`${database.path}.sync`, 'export-1.csv.part');
    await mkdir(dirname(part));
    await symlink('/dev/full', part);
    const { code, result } = await sync(short);
    assert.deepEqual([code, result.reason], [3, 'The disk of the database is full. Free some space.']);
    await rm(part);
    assert.equal((await sync(short)).code, 0);
    assert.equal((await database.query(`FROM sync_windows WHERE export_id = 'export-1'`)).length, 1);
  });

  for (const days of [-40, 40]) {
    it(`uses Marketo’s clock if its own is wrong by ${days} days`, async () => {
      const { clock, marketo, database, sync } = await createSync();
      const now = (): number => clock.now() + days * 86_400_000;
      const { code, result } = await sync(short, { clock: { now, sleep: clock.sleep } });
      assert.deepEqual([code, result.activities > 0, marketo.violations], [0, true, []]);
      const windows = await database.query('SELECT max(end_at)::DATE::VARCHAR AS "end" FROM sync_windows');
      assert.deepEqual(windows, [{ end: '2026-03-20' }]);
    });
  }
});

describe('the limits of sync', () => {
  it('leaves the reserved calls to other integrations', async () => {
    const { sync } = await createSync();
    const { code, result } = await sync([...short, '--daily-calls', '50', '--reserve', '40']);
    assert.deepEqual([code, result.calls], [3, 10]);
    assert.match(result.reason ?? '', /--reserve/);
  });

  it('stops exports at --export-mb, and the run at --max-calls', async () => {
    const { sync } = await createSync();
    const limited = await sync(['--export-mb', '0.001']);
    assert.deepEqual([limited.code, limited.result.windows.imported], [3, 1]);
    assert.match(limited.result.reason ?? '', /--export-mb/);
    const stopped = await sync(['--max-calls', '4']);
    assert.deepEqual([stopped.code, stopped.result.calls], [3, 4]);
  });

  it('refuses data of another instance', async () => {
    const { database, sync } = await createSync();
    await sync(short);
    const other = await createSync();
    const { code, result } = await other.sync(['--database', database.path, ...short]);
    assert.equal(code, 4);
    assert.match(result.reason ?? '', /one database per instance/);
  });

  it('reads the credentials from a file', async () => {
    const { database, sync } = await createSync();
    const file = join(database.directory, 'credentials');
    await writeFile(file, 'MARKETO_CLIENT_ID=the-id\nMARKETO_CLIENT_SECRET="the-secret"\n');
    assert.equal((await sync([...short, '--credentials', file], { variables: {} })).code, 0);
    await assert.rejects(sync(short, { variables: {} }), UsageError);
  });

  it('runs every day with --every, until it needs a person', async () => {
    const { clock, marketo, database, sync } = await createSync();
    const sleep = async (milliseconds: number): Promise<void> => {
      await clock.sleep(milliseconds);
      if (milliseconds > 12 * 3_600_000) marketo.credentials.clientSecret = 'changed';
    };
    const printed: string[] = [];
    const print = (line: string): number => printed.push(line);
    const { code } = await sync([...short, '--every', '24h'], { clock: { now: clock.now, sleep }, print });
    assert.equal(code, 4);
    assert.deepEqual(
      printed.map((line) => (JSON.parse(line) as { outcome: string }).outcome),
      ['complete', 'needs-a-person'],
    );
    assert.equal((await database.query('FROM sync_runs')).length, 1);
  });
});

describe('sync --every', () => {
  it('waits until the last complete run is older than the interval', async () => {
    const { clock, marketo, sync } = await createSync();
    await sync(short);
    await clock.sleep(3_600_000);
    marketo.credentials.clientSecret = 'changed';
    const { code, log } = await sync([...short, '--every', '24h']);
    assert.equal(code, 4);
    assert.match(
      log[0] ?? '',
      /^The last complete run began at 2026-03-20T12:00:\d\dZ\. The next run begins at 2026-03-21T12:00:\d\dZ\.$/,
    );
    assert.equal(log.at(-1), 'Sync ends: a setting must be changed first.');
  });

  it('ends while it waits when it is asked to stop', async () => {
    const { clock, sync } = await createSync();
    await sync(short);
    const stopping = new AbortController();
    const { code, log } = await sync([...short, '--every', '24h'], {
      signal: stopping.signal,
      clock: {
        now: clock.now,
        sleep: (_, signal) => {
          stopping.abort();
          return Promise.reject(signal?.aborted ? new Error('aborted') : new Error('The signal is missing.'));
        },
      },
    });
    assert.deepEqual([code, log.at(-1)], [5, 'Stopped between two runs.']);
  });
});

describe('a dry run of sync', () => {
  it('refuses the same options as the run', async () => {
    const { database, sync } = await createSync();
    await sync(short);
    const other = await createSync();
    const refused = await other.sync(['--database', database.path, ...short, '--dry-run']);
    assert.deepEqual([refused.code, refused.log.length], [4, 1]);
    assert.match(refused.log[0] ?? '', /one database per instance/);
    await assert.rejects(sync([...short, '--dry-run', '--every', '1d']), UsageError);
    for (const isDry of [[], ['--dry-run']]) {
      await assert.rejects(sync(['--since', '2026-03-21', ...isDry]), /is in the future/);
    }
  });

  it('warns that sends of more than 90 days ago are gone, and estimates contents and time', async () => {
    const { sync } = await createSync();
    const first = await sync(['--since', '2025-11-01', '--dry-run']);
    assert.match(first.log[0] ?? '', /Marketo keeps sends and deliveries for 90 days/);
    assert.equal((first.result as unknown as SyncPlan).contentCalls, null);
    await sync([...short, '--max-calls', '17']);
    const plan = (await sync([...short, '--dry-run'])).result as unknown as SyncPlan;
    assert.ok(plan.contentCalls !== null && plan.contentCalls > 0, JSON.stringify(plan));
    assert.equal(plan.calls, plan.exports.length * 9 + plan.otherCalls + plan.contentCalls);
  });
});

describe('the plan of sync', () => {
  const day = 86_400_000;

  /** Plans a run, in days. @param windows the start, the end and the end of all data at the import of each */
  function planDays(
    windows: readonly (readonly [number, number, number])[],
    { to = 30, overlap = 3, reread = 0 } = {},
  ) {
    const imported = windows.map(([start, end, asOf]) => ({
      ...{ exportId: '', start: start * day, end: end * day, asOf: asOf * day },
    }));
    const wanted = { start: 0, end: to * day };
    const target = { wanted, overlap: overlap * day, reread: reread * day, isWide: reread > 0 };
    const { added } = planRun({ windows: imported }, target, nothingUnfinished);
    return added.map(({ start, end }) => [start / day, end / day]);
  }

  it('cuts new stretches at seven days, reads the overlap again, and closes gaps', () => {
    const imported = [
      [0, 10, 20],
      [12, 20, 20],
    ] as const;
    assert.deepEqual(planDays(imported), [
      [23, 30],
      [17, 23],
      [10, 12],
    ]);
  });

  it('reads the overlap again beyond a gap', () => {
    const imported = [
      [0, 10, 20],
      [12, 20, 20],
    ] as const;
    const windows = planDays(imported, { to: 21, overlap: 15 });
    assert.deepEqual([windows.at(-1)?.[0], windows[0]?.[1]], [5, 21]);
  });

  it('reads every time again that no export has read later than the overlap, and nothing else', () => {
    // A first sync that a quota has spread over three days, and one that took a few hours.
    const spread = [
      [13, 20, 20],
      [20, 21, 21],
      [6, 13, 21],
      [21, 22, 22],
      [0, 6, 22],
    ] as const;
    assert.deepEqual(planDays(spread, { to: 23 }), [[17, 23]]);
    const short = [
      [13, 20, 20],
      [6, 13, 20],
      [0, 6, 20],
    ] as const;
    assert.deepEqual(planDays(short, { to: 21 }), [[17, 21]]);
    // An interruption of ten days that was never made up for.
    const nights = [
      [0, 7, 7],
      [7, 17, 17],
      [14, 18, 18],
      [15, 19, 19],
    ] as const;
    assert.deepEqual(planDays(nights, { to: 20 }), [
      [16, 20],
      [4, 7],
    ]);
    assert.deepEqual(planDays(nights, { to: 20, reread: 10 }), [
      [13, 20],
      [9, 13],
      [4, 7],
    ]);
  });

  it('reads nothing again from before the sends that Marketo keeps, or without new time', () => {
    const imported = [
      [0, 50, 50],
      [50, 100, 100],
      [100, 150, 150],
    ] as const;
    assert.deepEqual(planDays(imported, { to: 151 }), [
      [147, 151],
      [97, 100],
    ]);
    assert.deepEqual(planDays(imported, { to: 150 }), []);
  });

  it('subtracts stretches', () => {
    assert.deepEqual(
      subtract({ start: 0, end: 9 }, [
        { start: 4, end: 12 },
        { start: 1, end: 2 },
      ]),
      [
        { start: 0, end: 1 },
        { start: 2, end: 4 },
      ],
    );
  });

  it('knows when quotas end in US Central time, also when clocks change', () => {
    const endAfter = (instant: string): string => new Date(quotaDayEnd(Date.parse(instant))).toISOString();
    assert.equal(endAfter('2026-01-10T12:00:00Z'), '2026-01-11T06:00:00.000Z');
    assert.equal(endAfter('2026-03-08T06:00:00Z'), '2026-03-09T05:00:00.000Z');
    assert.equal(endAfter('2026-11-01T05:30:00Z'), '2026-11-02T06:00:00.000Z');
  });

  it('accepts any URL of an instance, and no plain http except on this machine', () => {
    assert.equal(parseInstance('https://123-ABC-456.mktorest.com/rest'), 'https://123-abc-456.mktorest.com');
    assert.equal(parseInstance('https://123-ABC-456.mktorest.com/identity/'), 'https://123-abc-456.mktorest.com');
    assert.throws(() => parseInstance('http://123-ABC-456.mktorest.com'), UsageError);
    assert.throws(() => parseInstance('123-ABC-456'), UsageError);
  });
});
