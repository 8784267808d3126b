import { ReportError, type ReportErrorDetails } from './report-error.ts';

/**
 * The abort signal and the timeouts of one request. The scope ends when the caller aborts or a timeout expires. Everything
 * awaited with {@link race} then rejects, even if a host's fetcher ignores the signal.
 */
export class AbortScope {
  readonly #controller = new AbortController();
  readonly #callerSignal: AbortSignal | undefined;
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  readonly #onCallerAbort = () => this.#controller.abort(this.#callerSignal?.reason);

  constructor(callerSignal: AbortSignal | undefined) {
    this.#callerSignal = callerSignal;
    if (callerSignal?.aborted) this.#onCallerAbort();
    else callerSignal?.addEventListener('abort', this.#onCallerAbort, { once: true });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Aborts with a `timeout` error after some milliseconds. Returns a function that cancels the timeout. */
  abortAfter(milliseconds: number, message: string, details?: ReportErrorDetails): () => void {
    const abort = () => this.#controller.abort(new ReportError('timeout', message, details));
    const timer = setTimeout(abort, milliseconds);
    this.#timers.add(timer);
    return () => {
      clearTimeout(timer);
      this.#timers.delete(timer);
    };
  }

  /** Returns a promise that settles like `promise`, or rejects with the reason of the signal as soon as it is aborted. */
  race<T>(promise: Promise<T>): Promise<T> {
    const { signal } = this.#controller;
    return new Promise((resolve, reject) => {
      const onAbort = () => reject(signal.reason as Error);
      if (signal.aborted) onAbort();
      else signal.addEventListener('abort', onAbort);
      promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
    });
  }

  /** Cancels all timeouts and stops listening to the caller's signal. */
  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#callerSignal?.removeEventListener('abort', this.#onCallerAbort);
  }
}
