import type { Clock } from '../../sync/clock.ts';
import { FakeMarketo } from './fake-marketo.ts';
import { activity } from './import.ts';

/** A clock that runs five hundred times as fast as a real one. */
function fastClock(start: string): Clock {
  const startedAt = Date.now();
  return { now: () => Date.parse(start) + 500 * (Date.now() - startedAt), sleep: () => Promise.resolve() };
}

/** Starts a simulated instance with three sends. */
export async function startInstance(): Promise<FakeMarketo> {
  const marketo = await FakeMarketo.start(fastClock('2026-03-03T00:00:00Z'));
  marketo.tokenLife = 1e7;
  marketo.exports.activities = ['1', '2', '3'].map((leadId) => activity('send', 1, undefined, { leadId }));
  return marketo;
}
