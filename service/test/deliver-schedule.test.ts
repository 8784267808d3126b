import assert from 'node:assert/strict';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { latestPeriod, nextPeriod, parseSchedule } from '../deliver/schedule.ts';
import { createDelivery, variables, type DeliverySetup } from './support/delivery.ts';
import { startService } from './support/server.ts';

const anna = 'anna@example.org';
const ben = 'ben@example.org';
const day = 86_400_000;
const weekly = ['--to', anna, '--every', 'week', '--time-zone', 'Europe/Paris'];

/** Runs the command with `--every` until an instant of the test's clock. */
async function deliverUntil(setup: DeliverySetup, end: string, args: readonly string[], onSleep?: () => void) {
  const stop = new AbortController();
  const sleep = async (milliseconds: number) => {
    onSleep?.();
    await setup.clock.sleep(milliseconds);
    if (setup.clock.now() >= Date.parse(end)) stop.abort();
  };
  return await setup.deliver(args, { clock: { now: setup.clock.now, sleep }, signal: stop.signal });
}

const datesOf = ({ mails }: DeliverySetup) => mails.received.map(({ mail }) => mail.date?.toISOString());

describe('deliver --every', () => {
  it('sends at the time of the time zone, also when clocks change', async () => {
    const setup = await createDelivery('2026-03-17T12:00:00Z');
    const { code, results } = await deliverUntil(setup, '2026-04-07T00:00:00Z', weekly);
    assert.equal(code, 0);
    assert.deepEqual(datesOf(setup), [
      '2026-03-23T06:00:00.000Z',
      '2026-03-30T05:00:00.000Z',
      '2026-04-06T05:00:00.000Z',
    ]);
    assert.deepEqual(
      results.map(({ period }) => period),
      ['week 2026-03-23', 'week 2026-03-30', 'week 2026-04-06'],
    );
  });

  it('does not send an email twice after a restart, and makes up for one that was missed', async () => {
    const setup = await createDelivery('2026-03-22T12:00:00Z');
    await deliverUntil(setup, '2026-03-24T00:00:00Z', weekly);
    await deliverUntil(setup, '2026-03-29T00:00:00Z', weekly);
    assert.equal(setup.mails.received.length, 1);
    await setup.clock.sleep(3 * day);
    await deliverUntil(setup, '2026-04-02T00:00:00Z', weekly);
    assert.deepEqual(datesOf(setup), ['2026-03-23T06:00:00.000Z', setup.mails.received[1]?.mail.date?.toISOString()]);
    assert.equal(setup.mails.received[1]?.mail.date?.toISOString().slice(0, 10), '2026-04-01');
  });

  it('shows the dates of its period if it is late', async () => {
    const setup = await createDelivery('2026-03-22T12:00:00Z');
    await setup.write('yesterday.json', { timeFrame: 'yesterday' });
    const args = [...weekly, '--view', 'yesterday.json'];
    await deliverUntil(setup, '2026-03-24T00:00:00Z', args);
    await setup.clock.sleep(8 * day);
    await deliverUntil(setup, '2026-04-02T00:00:00Z', args);
    const subjects = setup.mails.received.map(({ mail }) => mail.subject);
    assert.deepEqual(subjects, [
      'Campaign email performance: Mar 22, 2026',
      'Campaign email performance: Mar 29, 2026',
    ]);
  });

  for (const [failure, behavior] of [
    ['refuses recipients for now', 451],
    ['closes connections', 'hang up'],
  ] as const) {
    it(`tries again until the next period if the server ${failure}`, async () => {
      const setup = await createDelivery('2026-03-22T12:00:00Z');
      setup.mails.behaviors.set(anna, behavior);
      const recover = () => {
        if (setup.clock.now() > Date.parse('2026-03-23T09:00:00Z')) setup.mails.behaviors.clear();
      };
      await deliverUntil(setup, '2026-03-24T00:00:00Z', weekly, recover);
      assert.equal(setup.mails.received.length, 1);
      // Four attempts in each run, and a run every 15 minutes or more.
      assert.ok(setup.mails.attempts.length > 8 && setup.mails.attempts.length < 60);
    });
  }

  it('continues with the next period if a recipient is refused', async () => {
    const setup = await createDelivery('2026-03-22T12:00:00Z');
    setup.mails.behaviors.set(anna, 550);
    await deliverUntil(setup, '2026-03-31T00:00:00Z', weekly);
    assert.deepEqual(setup.mails.attempts, [anna, anna]);
  });

  it('does not try a refused recipient again while another one waits', async () => {
    const setup = await createDelivery('2026-03-22T12:00:00Z');
    setup.mails.behaviors.set(anna, 550).set(ben, 452);
    const { results } = await deliverUntil(setup, '2026-03-23T08:00:00Z', [...weekly, '--to', ben]);
    assert.deepEqual(
      setup.mails.attempts.filter((address) => address === anna),
      [anna],
    );
    assert.ok(results.length > 1);
    for (const { refused, waiting } of results) assert.deepEqual([refused, waiting], [1, 1]);
  });

  it('ends when the process is asked to stop', async () => {
    const { directory, mails } = await createDelivery();
    const { child, finished, output } = startService(
      ['deliver', '--database', join(directory, 'report.duckdb'), '--view', join(directory, 'all.json'), ...weekly],
      { ...variables, SMTP_URL: `smtp://127.0.0.1:${mails.port}` },
    );
    while (!output().stderr.includes('The next email is due at ')) await once(child.stderr, 'data');
    child.kill('SIGTERM');
    assert.equal((await finished).code, 0);
  });

  it('ends if a person has to change a setting', async () => {
    const setup = await createDelivery('2026-03-22T12:00:00Z');
    setup.mails.passwords.length = 0;
    const url = `smtp://user:wrong@127.0.0.1:${setup.mails.port}`;
    const { code } = await setup.deliver(weekly, { variables: { ...variables, SMTP_URL: url } });
    assert.equal(code, 4);
    assert.equal(setup.mails.passwords.length, 1);
  });
});

describe('schedules', () => {
  const cases: readonly (readonly [string, string | undefined, string, string, string, string])[] = [
    ['day', undefined, '07:00', '2026-03-23T06:59:59Z', 'day 2026-03-22', 'day 2026-03-23'],
    ['day', undefined, '07:00', '2026-03-23T07:00:00Z', 'day 2026-03-23', 'day 2026-03-24'],
    ['week', 'friday', '18:30', '2026-03-22T00:00:00Z', 'week 2026-03-20', 'week 2026-03-27'],
    ['week', 'Sunday', '00:00', '2026-03-22T00:00:00Z', 'week 2026-03-22', 'week 2026-03-29'],
    ['month', '28', '07:00', '2026-03-01T00:00:00Z', 'month 2026-02-28', 'month 2026-03-28'],
    ['month', undefined, '07:00', '2026-01-01T06:00:00Z', 'month 2025-12-01', 'month 2026-01-01'],
  ];
  for (const [every, on, at, now, latest, next] of cases) {
    it(`are ${latest} and ${next} at ${now}`, () => {
      const schedule = parseSchedule(every, { at, on }, 'UTC');
      assert.equal(latestPeriod(schedule, Date.parse(now)).id, latest);
      assert.equal(nextPeriod(schedule, Date.parse(now)).id, next);
    });
  }

  it('are after the gap if clocks skip their time', () => {
    const schedule = parseSchedule('day', { at: '02:30', on: undefined }, 'Europe/Paris');
    const { dueAt } = latestPeriod(schedule, Date.parse('2026-03-29T12:00:00Z'));
    assert.equal(new Date(dueAt).toISOString(), '2026-03-29T01:30:00.000Z');
  });

  for (const [every, at, on] of [
    ['hour', undefined, undefined],
    ['day', '7:00', undefined],
    ['day', '24:00', undefined],
    ['day', undefined, 'monday'],
    ['week', undefined, '1'],
    ['month', undefined, '31'],
    ['month', undefined, 'monday'],
  ] as const) {
    it(`refuse ${[every, at, on].filter(Boolean).join(' ')}`, () => {
      assert.throws(() => parseSchedule(every, { at, on }, 'UTC'), /--(?:every|at|on) /);
    });
  }
});
