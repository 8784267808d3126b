import { Problem } from './problem.ts';

/** How much work a query is. */
export type QuerySize = 'small' | 'large';

const sizes = ['small', 'large'] as const;

interface Waiting {
  readonly start: () => void;
}

/**
 * Admits queries. At most `queries` of each size run at the same time, and one more in total, so small ones are answered
 * while large ones run. The rest wait in the order of their arrival, up to `queueLength` of each size.
 */
export class QueryQueue {
  readonly #queries: number;
  readonly #queueLength: number;
  readonly #running = { small: 0, large: 0 };
  readonly #waiting: Record<QuerySize, Set<Waiting>> = { small: new Set(), large: new Set() };

  constructor(queries: number, queueLength: number) {
    this.#queries = queries;
    this.#queueLength = queueLength;
  }

  /**
   * Waits for a slot. Returns the function that frees it; calls after the first do nothing.
   * @throws Problem with status 503 if the queue is full, or the signal's reason if it aborts; the place in the queue is free
   * then
   */
  async acquire(size: QuerySize, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.#canStart(size)) this.#running[size] += 1;
    else await this.#wait(size, signal);
    let isFree = false;
    return () => {
      if (isFree) return;
      isFree = true;
      this.#running[size] -= 1;
      this.#startNext();
    };
  }

  /** The number of queries of a size that run, and that wait. */
  load(size: QuerySize): { running: number; waiting: number } {
    return { running: this.#running[size], waiting: this.#waiting[size].size };
  }

  #canStart(size: QuerySize): boolean {
    const { small, large } = this.#running;
    return this.#running[size] < this.#queries && small + large <= this.#queries;
  }

  #wait(size: QuerySize, signal: AbortSignal): Promise<void> {
    const waiting = this.#waiting[size];
    if (waiting.size >= this.#queueLength) {
      throw new Problem(503, 'Too many reports are requested at the moment. Try again in a few seconds.');
    }
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        waiting.delete(place);
        reject(signal.reason as Error);
      };
      const start = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const place = { start };
      waiting.add(place);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  /** Gives free slots to waiting queries, first to the size of which fewer run. */
  #startNext(): void {
    const { small, large } = this.#running;
    for (const size of small <= large ? sizes : [...sizes].reverse()) {
      for (const place of this.#waiting[size]) {
        if (!this.#canStart(size)) break;
        this.#waiting[size].delete(place);
        this.#running[size] += 1;
        place.start();
      }
    }
  }
}
