import { setTimeout as wait } from 'node:timers/promises';
import { Stopped } from './outcome.ts';

/** The time, and waiting. Tests replace it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now: () => number;
  /** Rejects if the signal aborts. */
  sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

/** The longest time of a timer, 24.8 days. A longer one ends immediately. */
const longestTimer = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (milliseconds, signal) => {
    let left = milliseconds;
    do {
      await wait(Math.min(left, longestTimer), undefined, signal && { signal });
      left -= longestTimer;
    } while (left > 0);
  },
};

/** Returns a clock whose waits end with `Stopped` when the signal aborts. */
export function stoppable({ now, sleep }: Clock, signal: AbortSignal | undefined): Clock {
  const check = (): void => {
    if (signal?.aborted) throw new Stopped();
  };
  return {
    now,
    sleep: async (milliseconds) => {
      check();
      await sleep(milliseconds, signal).catch((error: unknown) => {
        check();
        throw error;
      });
      check();
    },
  };
}

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** How long `sync`, `serve` and `deliver` wait after a failure that may pass. */
export const retryInterval = 15 * minute;

/** Formats an instant as Marketo expects it: in UTC, without milliseconds. */
export function formatInstant(instant: number): string {
  return new Date(instant).toISOString().replace(/\.\d+Z$/, 'Z');
}

const centralHour = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/Chicago',
  hour: 'numeric',
  hourCycle: 'h23',
});

/** Returns the last midnight of US Central time, when Marketo's daily quotas begin. */
export function quotaDayStart(now: number): number {
  const wholeHour = now - (now % hour);
  for (let hours = 0; hours < 25; hours++) {
    const instant = wholeHour - hours * hour;
    if (Number(centralHour.format(instant)) === 0) return instant;
  }
  return wholeHour;
}

/** Returns the next midnight of US Central time, when Marketo's daily quotas end. */
export function quotaDayEnd(now: number): number {
  // No day has more than 25 hours, and 26 hours after a midnight are within the next day.
  return quotaDayStart(quotaDayStart(now) + 26 * hour);
}
