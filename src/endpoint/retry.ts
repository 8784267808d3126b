import { AbortScope } from './abort-scope.ts';
import { ReportError } from './report-error.ts';

/** Settled when the time is over, or as soon as the signal is aborted. */
export type Wait = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/** The endpoint has said when it wants to be asked again. */
export interface RetryWait {
  /** In milliseconds since 1970 UTC. */
  readonly until: number;
  readonly retryNow: () => void;
}

export interface RetryOptions {
  readonly signal?: AbortSignal | undefined;
  /** The time, for a `Retry-After` that names a date, and for when a pause ends. */
  readonly now?: (() => Date) | undefined;
  /** Called when a pause that the endpoint wants begins, and with `undefined` when it ends. */
  readonly onRetryWait?: ((pause: RetryWait | undefined) => void) | undefined;
  /** For tests. */
  readonly wait?: Wait | undefined;
  /** From 0 to 1, for tests. */
  readonly random?: (() => number) | undefined;
}

const mostRetries = 3;
/** In seconds. A `Retry-After` that is longer is an error. */
const longestPause = 60;
/** In seconds, of all pauses together: who goes on asking for more is as good as down. */
const longestPauses = 600;

/**
 * Tries again, three times at most, after failures that may pass by themselves: after half a second to one second,
 * then twice as long, then twice as long again. Where the endpoint says how long to wait, that is how long it is, and it
 * is not counted; for ten minutes in all.
 * @throws what the last try threw; the signal's reason when that is aborted, also in the middle of a wait
 */
export async function withRetries<Result>(attempt: () => Promise<Result>, options: RetryOptions = {}): Promise<Result> {
  const { random = Math.random } = options;
  let paused = 0;
  for (let retries = 0; ;) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof ReportError) || !error.isRetryable) throw error;
      const { retryAfter } = error;
      if (retryAfter !== undefined) {
        const seconds = Math.max(1, retryAfter);
        paused += seconds;
        if (seconds > longestPause || paused > longestPauses) throw error;
        await pause(seconds * 1000, options);
      } else {
        if (retries === mostRetries) throw error;
        await pass((500 + 500 * random()) * 2 ** retries, options);
        retries += 1;
      }
    }
  }
}

/** Waits aloud: whoever looks on can see until when, and can cut it short. */
async function pause(milliseconds: number, options: RetryOptions): Promise<void> {
  const { now, onRetryWait } = options;
  const cut = new AbortController();
  onRetryWait?.({ until: (now?.().getTime() ?? 0) + milliseconds, retryNow: () => cut.abort() });
  try {
    await pass(milliseconds, options, cut);
  } finally {
    onRetryWait?.(undefined);
  }
}

async function pass(milliseconds: number, options: RetryOptions, cut = new AbortController()): Promise<void> {
  const { signal, wait = waitByTimer } = options;
  const scope = new AbortScope(signal);
  try {
    await scope.race(wait(milliseconds, cut.signal));
  } finally {
    cut.abort();
    scope.close();
  }
}

/** By the browser's own clock. */
export const waitByTimer: Wait = (milliseconds, signal) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
