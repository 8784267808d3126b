import { AbortScope } from './abort-scope.ts';
import { ReportError } from './report-error.ts';

/** Returns a promise that resolves after the time, or as soon as the signal is aborted. */
export type Wait = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/** A wait that the endpoint requested with `Retry-After`. */
export interface RetryWait {
  /** When it ends, in milliseconds since 1970 UTC. */
  readonly until: number;
  readonly retryNow: () => void;
}

export interface RetryOptions {
  readonly signal?: AbortSignal | undefined;
  /** The current time, for a `Retry-After` with a date and for the end of a wait. */
  readonly now?: (() => Date) | undefined;
  /** Called when a wait that the endpoint requested begins, and with `undefined` when it ends. */
  readonly onRetryWait?: ((retryWait: RetryWait | undefined) => void) | undefined;
  /** For tests. */
  readonly wait?: Wait | undefined;
  /** Returns a number from 0 to 1. For tests. */
  readonly random?: (() => number) | undefined;
}

const maxRetries = 3;
/** The longest `Retry-After` to wait for, in seconds. */
const maxRetryAfter = 60;
/** The longest sum of all `Retry-After` of one load, in seconds: an endpoint that never stops counts as down. */
const maxTotalRetryAfter = 600;

/**
 * Retries temporary failures up to three times: after 0.5 to 1 s at random, then twice and four times as long. A
 * `Retry-After` of the endpoint is waited for instead and does not count as a retry.
 * @throws the error of the last attempt; the abort reason as soon as the signal is aborted
 */
export async function withRetries<Result>(attempt: () => Promise<Result>, options: RetryOptions = {}): Promise<Result> {
  const { random = Math.random } = options;
  let totalRetryAfter = 0;
  for (let retries = 0; ;) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof ReportError) || !error.isRetryable) throw error;
      const { retryAfter } = error;
      if (retryAfter !== undefined) {
        const seconds = Math.max(1, retryAfter);
        totalRetryAfter += seconds;
        if (seconds > maxRetryAfter || totalRetryAfter > maxTotalRetryAfter) throw error;
        await waitForEndpoint(seconds * 1000, options);
      } else {
        if (retries === maxRetries) throw error;
        await waitOrAbort((500 + 500 * random()) * 2 ** retries, options);
        retries += 1;
      }
    }
  }
}

/** Waits and reports the wait, which the reader can end early. */
async function waitForEndpoint(milliseconds: number, options: RetryOptions): Promise<void> {
  const { now, onRetryWait } = options;
  const early = new AbortController();
  onRetryWait?.({ until: (now?.().getTime() ?? 0) + milliseconds, retryNow: () => early.abort() });
  try {
    await waitOrAbort(milliseconds, options, early);
  } finally {
    onRetryWait?.(undefined);
  }
}

/**
 * Waits, and leaves nothing behind at the signal.
 * @throws the abort reason as soon as the signal is aborted
 */
export async function waitOrAbort(
  milliseconds: number,
  options: RetryOptions,
  early = new AbortController(),
): Promise<void> {
  const { signal, wait = waitByTimer } = options;
  const scope = new AbortScope(signal);
  try {
    await scope.race(wait(milliseconds, early.signal));
  } finally {
    early.abort();
    scope.close();
  }
}

/** Waits with `setTimeout`. */
export const waitByTimer: Wait = (milliseconds, signal) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
