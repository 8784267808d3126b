/** The real timers and clock: a test may replace those of the window. */
const setRealTimeout = window.setTimeout.bind(window);
const clearRealTimeout = window.clearTimeout.bind(window);
const realNow = performance.now.bind(performance);

/** Milliseconds. Only guards against a hang: no test may depend on how fast the machine is. */
const limit = 60_000;

/** Waits until `ask` returns an answer, and returns it. The error of a timeout contains `what`. */
export async function eventually<Answer>(what: string, ask: () => Answer | undefined | false): Promise<Answer> {
  const end = realNow() + limit;
  for (;;) {
    const answer = ask();
    if (answer !== undefined && answer !== false) return answer;
    if (realNow() > end) throw new Error(`Timed out waiting for ${what}`);
    await new Promise((resolve) => setRealTimeout(resolve, 10));
  }
}

/** Resolves in the next frame, before it is painted. */
export function nextFrame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => resolve()));
}

/** Resolves after a frame has been painted and observers of scrolls and sizes have been notified. */
export async function nextPaint(): Promise<void> {
  await nextFrame();
  await nextFrame();
}

/**
 * Resolves after everything that is already due has run: promises, messages, timers without a delay, and frames.
 * For tests that nothing happens.
 */
export async function pendingTasks(): Promise<void> {
  for (let round = 0; round < 5; round += 1) {
    await new Promise((resolve) => setRealTimeout(resolve));
    await nextPaint();
  }
}

interface Timer {
  readonly due: number;
  readonly callback: () => void;
}

/**
 * Replaces the timers of the window during `use`: they run only when the test advances the time. Timers without a delay
 * stay real, as they only give way to other tasks.
 */
export async function withFakeTimers(use: (timers: FakeTimers) => Promise<void>): Promise<void> {
  const timers = new FakeTimers();
  try {
    await use(timers);
  } finally {
    timers.restore();
  }
}

class FakeTimers {
  readonly #timers = new Map<number, Timer>();
  #now = 0;
  // Far above the ids of real timers.
  #lastId = 1_000_000_000;

  constructor() {
    window.setTimeout = ((callback: (...values: unknown[]) => void, delay = 0, ...values: unknown[]) => {
      if (delay <= 0) return setRealTimeout(callback, delay, ...values);
      this.#timers.set(++this.#lastId, { due: this.#now + delay, callback: () => callback(...values) });
      return this.#lastId;
    }) as typeof window.setTimeout;
    window.clearTimeout = (id) => {
      if (!this.#timers.delete(id as number)) clearRealTimeout(id);
    };
  }

  /** Lets time pass, and runs the timers that become due, in order. */
  advance(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (;;) {
      const [next] = [...this.#timers]
        .filter(([, { due }]) => due <= end)
        .sort(([, one], [, other]) => one.due - other.due);
      if (!next) break;
      const [id, { due, callback }] = next;
      this.#timers.delete(id);
      this.#now = due;
      callback();
    }
    this.#now = end;
  }

  /** Gives the window its timers back. Timers that are still waiting never run. */
  restore(): void {
    window.setTimeout = setRealTimeout;
    window.clearTimeout = clearRealTimeout;
  }
}
