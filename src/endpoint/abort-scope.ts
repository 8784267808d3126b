import { ReportError, type ReportErrorDetails } from './report-error.ts';

/**
 * The time that a request has. It ends when its caller aborts it or when a limit passes; whatever is
 * waited for in it ends then too, even if a host's fetcher pays no heed to the signal.
 */
export class AbortScope {
  readonly #controller = new AbortController();
  readonly #caller: AbortSignal | undefined;
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  readonly #follow = () => this.#controller.abort(this.#caller?.reason);

  constructor(caller: AbortSignal | undefined) {
    this.#caller = caller;
    if (caller?.aborted) this.#follow();
    else caller?.addEventListener('abort', this.#follow, { once: true });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /**
   * Ends the lifetime with a timeout, unless the answer is called before.
   * @param milliseconds from now
   */
  abortAfter(milliseconds: number, message: string, details?: ReportErrorDetails): () => void {
    const end = () => this.#controller.abort(new ReportError('timeout', message, details));
    const timer = setTimeout(end, milliseconds);
    this.#timers.add(timer);
    return () => {
      clearTimeout(timer);
      this.#timers.delete(timer);
    };
  }

  /** The work's own end, or the reason of the lifetime's if that comes first. */
  race<T>(work: Promise<T>): Promise<T> {
    const { signal } = this.#controller;
    return new Promise((resolve, reject) => {
      const end = () => reject(signal.reason as Error);
      if (signal.aborted) end();
      else signal.addEventListener('abort', end);
      work.then(resolve, reject).finally(() => signal.removeEventListener('abort', end));
    });
  }

  /** Takes back all limits and lets go of the caller's signal. */
  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#caller?.removeEventListener('abort', this.#follow);
  }
}
