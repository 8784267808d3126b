import { initialState, Task } from '@lit/task';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { fetchReport, type FetchReportOptions, type ReportRequest } from '../endpoint/fetch-report.ts';
import { ParsedReport } from '../endpoint/parsed-report.ts';
import { ReportError } from '../endpoint/report-error.ts';
import type { RetryWait, Wait } from '../endpoint/retry.ts';
import type { ReportProgress } from '../endpoint/stream-progress.ts';
import type { ColumnSet } from '../model/columns.ts';
import type { Report } from '../model/report.ts';
import { runSliced } from '../platform/scheduler.ts';
import { checkProvidedReport, toLoadedReport, type LoadedReport } from './loaded-report.ts';
import type { ReportPages } from './report-pages.ts';
import type { ReportSource } from './report-source.ts';
import { fetchFirst } from './fetch-first.ts';
import { queryKey, type PageQuery } from './page-query.ts';

export type { LoadedReport } from './loaded-report.ts';

/** How many rows have loaded. */
export interface Progress {
  readonly received: number;
  /** The number of rows that the endpoint announced, if it did. */
  readonly expected: number | undefined;
}

export interface ReportLoaderOptions {
  readonly source: () => ReportSource | undefined;
  readonly now: () => Date;
  readonly wait: Wait;
  /** Called when the endpoint requests a wait before the next request, and with `undefined` when the wait is over. */
  readonly onRetryWait: (wait: RetryWait | undefined) => void;
  readonly onLoad: (loaded: LoadedReport) => void;
  readonly onError: (error: ReportError) => void;
}

/** The reason of a load. */
interface Attempt {
  /** Whether to bypass the browser's cache. */
  readonly bypassesCache: boolean;
  /** Whether the report reloads because its data changed while its pages were loading. */
  readonly isForChangedData: boolean;
}

type LoadArgs = readonly [key: unknown, query: string | undefined, attempt: Attempt, columns?: ColumnSet];

const automatic: Attempt = { bypassesCache: false, isForChangedData: false };
const stopped = new DOMException('The reader stopped loading.', 'AbortError');
const removed = new DOMException('The element was removed.', 'AbortError');

/**
 * Loads the report. Keeps the last good report during reloads and errors, and ignores all but the newest request.
 * A different report replaces the old one with its first rows. A refresh of the same report replaces it when complete.
 */
export class ReportLoader implements ReactiveController {
  loaded: LoadedReport | undefined;
  isLoading = false;
  progress: Progress | undefined;
  /** Set while the endpoint has asked for a wait before the next request. */
  retryWait: RetryWait | undefined;
  /** Why the last load failed, if it did. */
  failure: ReportError | 'stopped' | undefined;
  /** When the last failure happened, in milliseconds since 1970 UTC. */
  failedAt = NaN;
  /** Whether the report was reloaded because its data changed while its pages were loading. */
  wasReloaded = false;

  readonly #host: ReactiveControllerHost & Element;
  readonly #options: ReportLoaderOptions;
  readonly #task: Task<LoadArgs, LoadedReport>;
  /** The signal of the newest load. */
  #signal: AbortSignal | undefined;
  #linesInView = { first: 0, end: 1 };
  #countdown: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost & Element, options: ReportLoaderOptions) {
    this.#host = host;
    this.#options = options;
    this.#task = new Task<LoadArgs, LoadedReport>(host, {
      args: () => this.#args(automatic),
      task: ([, , attempt], { signal }) => this.#load(attempt, signal),
      onComplete: (loaded) => this.#complete(loaded),
      onError: (error) => this.#fail(error),
      // The query is known only for an endpoint that answers with windows. Learning it must not start a new request.
      argsEqual: ([key, query, , columns], [nextKey, nextQuery, , nextColumns]) =>
        key === nextKey &&
        columns === nextColumns &&
        (query === undefined || nextQuery === undefined || query === nextQuery),
    });
    host.addController(this);
  }

  hostConnected(): void {
    this.#task.autoRun = true;
    if (this.#signal?.reason === removed) void this.#task.run();
    // A report on its way has stopped the pages of the one on screen.
    else if (!this.isLoading) this.loaded?.pages?.resume();
    this.#host.requestUpdate();
  }

  /** Stops loading when the element is removed, but not when it is moved: it is then reconnected in the same task. */
  hostDisconnected(): void {
    this.#task.autoRun = false;
    queueMicrotask(() => {
      if (this.#host.isConnected) return;
      this.loaded?.pages?.stop();
      if (this.isLoading) this.#task.abort(removed);
    });
  }

  /** Reloads the report, bypassing the browser's cache. Resolves when loading finishes, successfully or not. */
  async refresh(): Promise<void> {
    await this.#task.run(this.#args({ bypassesCache: true, isForChangedData: false }));
  }

  /** Retries what failed: the failed pages, or the whole report if its pages are inconsistent. */
  async retry(): Promise<void> {
    const { pageError } = this;
    if (!this.failure && pageError && pageError.kind !== 'contract') this.loaded?.pages?.retry();
    else await this.refresh();
  }

  /** Stops the load. The report on screen stays. */
  stop(): void {
    this.#task.abort(stopped);
  }

  /** Why pages of the report failed to load, if they did. */
  get pageError(): ReportError | undefined {
    return this.loaded?.pages?.error;
  }

  /** Loads the lines in view, from `first` (inclusive) to `end` (exclusive). */
  loadLines(first: number, end: number): void {
    this.#linesInView = { first, end };
    this.loaded?.pages?.load(first, end);
  }

  #args(attempt: Attempt): LoadArgs {
    const source = this.#options.source();
    if (!source) return [undefined, undefined, attempt];
    const { columns } = source;
    if ('provided' in source) return [source.provided, undefined, attempt, columns];
    return [source.key, this.loaded?.pages && queryKey(source.query), attempt, columns];
  }

  async #load(attempt: Attempt, signal: AbortSignal): Promise<LoadedReport | typeof initialState> {
    const source = this.#options.source();
    this.#signal = signal;
    this.#end();
    this.failure = undefined;
    this.wasReloaded = attempt.isForChangedData;
    this.isLoading = source !== undefined;
    this.loaded?.pages?.stop();
    if (!source) {
      this.loaded = undefined;
      return initialState;
    }
    try {
      return await ('provided' in source
        ? this.#read(source.provided, source.columns, signal)
        : this.#fetch(source, attempt, signal));
    } catch (error) {
      if (signal.aborted) throw error;
      throw ReportError.from(error, 'The report failed to load');
    }
  }

  async #read(provided: unknown, columns: ColumnSet, signal: AbortSignal): Promise<LoadedReport> {
    const show = (report: Report) => toLoadedReport(report, { key: provided, url: report.url }, this.#options.now());
    try {
      return show(checkProvidedReport(await runSliced(ParsedReport.reportOf(provided, columns), signal)));
    } catch (error) {
      this.#keepRows(error, show);
      throw error;
    }
  }

  async #fetch(source: Extract<ReportSource, { key: string }>, attempt: Attempt, signal: AbortSignal) {
    const { key } = source;
    const previous = this.loaded;
    const isRefresh = previous?.key === key;
    const request: ReportRequest = { ...source.request(), reload: attempt.bypassesCache };
    let url: string | undefined;
    const toLoaded = (report: Report) => toLoadedReport(report, { key, request, url }, this.#options.now());
    const pageSize = previous?.endpoint === request.endpoint ? previous.pages?.pageSize : undefined;
    const options: FetchReportOptions = {
      ...this.#fetchOptions(signal),
      onResponse: (answered) => {
        url = answered;
      },
      onProgress: (progress) => {
        if (!signal.aborted) this.#showProgress(progress, isRefresh ? undefined : toLoaded);
      },
    };
    try {
      const report = await fetchFirst(request, pageSize, () => this.#queryOf(source), options);
      const pages = report.window && (await this.#createPages(report, request, source.request));
      signal.throwIfAborted();
      return { ...toLoaded(report), pages };
    } catch (error) {
      if (!signal.aborted && !isRefresh) this.#keepRows(error, toLoaded);
      throw error;
    }
  }

  #fetchOptions(signal: AbortSignal): FetchReportOptions {
    const { now, wait } = this.#options;
    return { signal, now, wait, onRetryWait: (retryWait) => !signal.aborted && this.#setRetryWait(retryWait) };
  }

  /** Returns the newest query for the same report, as the reader may have changed it during the load. */
  #queryOf(source: Extract<ReportSource, { key: string }>): PageQuery {
    const newest = this.#options.source();
    return newest && 'key' in newest && newest.key === source.key ? newest.query : source.query;
  }

  /** Creates the pages of a report. Their code loads on demand, as few endpoints answer with windows. */
  async #createPages(first: Report, request: ReportRequest, current: () => ReportRequest): Promise<ReportPages> {
    const { acceptWindow, pageRequest, ReportPages } = await import('./report-pages.ts');
    const { now, wait } = this.#options;
    const pages: ReportPages = new ReportPages(first, {
      columns: request.columns,
      fetchWindow: (window, signal) =>
        fetchReport(
          { ...pageRequest(request, current()), sort: pages.sort, window },
          { signal, now, wait, acceptWindow },
        ),
      onChange: () => this.#host.requestUpdate(),
      onError: (error) => this.#report(error),
      onOutdated: () => this.#reloadChangedData(),
    });
    return pages;
  }

  /** Reloads a report whose data has changed. Returns `false` after two changes in a row, to avoid an endless loop. */
  #reloadChangedData(): boolean {
    if (this.wasReloaded) return false;
    void this.#task.run(this.#args({ bypassesCache: true, isForChangedData: true }));
    return true;
  }

  #showProgress({ report, received, expected }: ReportProgress, toLoaded?: (report: Report) => LoadedReport): void {
    this.progress = { received, expected };
    if (toLoaded && !report.window) this.loaded = toLoaded(report);
    this.#host.requestUpdate();
  }

  /** Keeps the rows that arrived before an error. */
  #keepRows(error: unknown, toLoaded: (report: Report) => LoadedReport): void {
    const report = error instanceof ReportError ? error.report : undefined;
    if (report && !report.window) this.loaded = toLoaded(report);
  }

  #complete(loaded: LoadedReport): void {
    this.#end();
    this.loaded = loaded;
    loaded.pages?.load(this.#linesInView.first, this.#linesInView.end);
    this.#options.onLoad(loaded);
  }

  #fail(error: unknown): void {
    this.#end();
    if (this.#host.isConnected) this.loaded?.pages?.resume();
    if (error === removed) return;
    this.failure = error === stopped ? 'stopped' : (error as ReportError);
    if (this.failure !== 'stopped') this.#report(this.failure);
  }

  #report(error: ReportError): void {
    this.failedAt = Number(this.#options.now());
    this.#options.onError(error);
  }

  /** Shows the remaining seconds of a wait, every second. */
  #setRetryWait(retryWait: RetryWait | undefined): void {
    if (retryWait === this.retryWait) return;
    clearInterval(this.#countdown);
    this.retryWait = retryWait;
    if (retryWait) this.#countdown = setInterval(() => this.#host.requestUpdate(), 1000);
    this.#options.onRetryWait(retryWait);
    this.#host.requestUpdate();
  }

  #end(): void {
    this.#setRetryWait(undefined);
    this.isLoading = false;
    this.progress = undefined;
  }
}
