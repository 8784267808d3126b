import type { Clock } from '../../sync/clock.ts';

/** A clock that only moves when somebody sleeps. */
export class FakeClock implements Clock {
  #now: number;

  constructor(start: string) {
    this.#now = Date.parse(start);
  }

  now = (): number => this.#now;

  sleep = (milliseconds: number): Promise<void> => {
    this.#now += milliseconds;
    return Promise.resolve();
  };
}

/** Returns a generator of numbers from 0 to 1 that depends only on the seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}
