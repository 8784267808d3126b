import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { waitOrAbort, type Wait } from '../endpoint/retry.ts';

/** The properties and methods of the element that the refresh depends on. */
export interface AutoRefreshHost extends ReactiveControllerHost {
  /** In seconds; 0 for none. */
  readonly refreshInterval: number;
  readonly endpoint: string;
  readonly report: unknown;
  readonly wait: Wait;
  /** Reloads the report. Resolves when loading finishes, whether it succeeds or fails. */
  refresh(): Promise<void>;
}

/**
 * Reloads the report at an interval, which begins when the previous load has finished: loads never overlap. Pauses while
 * the page is hidden, and catches up once when it is visible again.
 */
export class AutoRefresh implements ReactiveController {
  /** Whether the report is reloading because of the interval. */
  isRefreshing = false;

  readonly #host: AutoRefreshHost;
  readonly #isLoading: () => boolean;
  #interval = 0;
  #controller: AbortController | undefined;

  constructor(host: AutoRefreshHost, isLoading: () => boolean) {
    this.#host = host;
    this.#isLoading = isLoading;
    host.addController(this);
  }

  hostConnected(): void {
    this.#restart();
  }

  hostUpdated(): void {
    if (this.#hostInterval !== this.#interval) this.#restart();
  }

  hostDisconnected(): void {
    this.#controller?.abort();
  }

  /** In seconds; 0 also where there is nothing to reload. */
  get #hostInterval(): number {
    const { endpoint, report, refreshInterval } = this.#host;
    return endpoint && !report ? refreshInterval : 0;
  }

  #restart(): void {
    this.#controller?.abort();
    this.#interval = this.#hostInterval;
    if (this.#interval === 0) return;
    this.#controller = new AbortController();
    void this.#run(this.#interval * 1000, this.#controller.signal);
  }

  async #run(milliseconds: number, signal: AbortSignal): Promise<void> {
    const host = this.#host;
    for (;;) {
      await waitOrAbort(milliseconds, { signal, wait: host.wait }).catch(() => undefined);
      await whenVisible(signal);
      if (signal.aborted) return;
      if (this.#isLoading()) continue;
      this.isRefreshing = true;
      await host.refresh();
      this.isRefreshing = false;
    }
  }
}

/** Resolves when the page is visible, or the signal is aborted. */
function whenVisible(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const resolveIfVisible = () => {
      if (signal.aborted || !document.hidden) {
        document.removeEventListener('visibilitychange', resolveIfVisible);
        signal.removeEventListener('abort', resolveIfVisible);
        resolve();
      }
    };
    document.addEventListener('visibilitychange', resolveIfVisible);
    signal.addEventListener('abort', resolveIfVisible);
    resolveIfVisible();
  });
}
