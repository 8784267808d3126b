import { initialState, Task } from '@lit/task';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { ContractError } from '../endpoint/contract-error.ts';
import { fetchReport, type ReportRequest } from '../endpoint/fetch-report.ts';
import { ParsedReport } from '../endpoint/parsed-report.ts';
import { ReportError } from '../endpoint/report-error.ts';
import type { RetryWait, Wait } from '../endpoint/retry.ts';
import { runSliced } from '../platform/scheduler.ts';
import type { Report, ReportScope } from '../model/report.ts';
import type { ReportWindows } from './report-windows.ts';
import { fetchFirst, queryKey, type WindowQuery } from './window-query.ts';

/** What is to be on screen: a report that is fetched, or one that the host gives. */
export type ReportSource =
  | {
      /** Two sources with the same key are the same report, asked for again. */
      readonly key: string;
      /** The request as of now: a named time frame is resolved anew each time. */
      readonly request: () => ReportRequest;
      /** What an endpoint that answers with windows is to do to the rows. */
      readonly query: WindowQuery;
    }
  | { readonly given: unknown };

/** The report on screen. */
export interface ShownReport {
  readonly report: Report;
  readonly key: string;
  /** What the report covers: as the endpoint says, and where it says nothing, as it was asked. */
  readonly scope: ReportScope;
  /** The URL that the addresses in the report are relative to; none where the host gave the report. */
  readonly url: string | undefined;
  /** When its first rows came, in milliseconds since 1970 UTC. */
  readonly loadedAt: number;
  /** The endpoint that was asked. */
  readonly endpoint?: string | undefined;
  /** If the report is longer than what is here: `report` is its first window then. */
  readonly windows?: ReportWindows | undefined;
}

export interface Progress {
  readonly received: number;
  readonly expected: number | undefined;
}

export interface ReportLoaderOptions {
  readonly source: () => ReportSource | undefined;
  readonly now: () => Date;
  readonly wait: Wait;
  /** The endpoint wants to be left alone for a while; `undefined` when that is over. */
  readonly onPause: (pause: RetryWait | undefined) => void;
  readonly onLoad: (shown: ShownReport) => void;
  readonly onError: (error: ReportError) => void;
}

const stopped = new DOMException('Loading was stopped by the reader.', 'AbortError');
const removed = new DOMException('The element was removed.', 'AbortError');
const givenKey = 'given';

/**
 * Keeps the last good report on screen through reloads and errors, and the newest request the only one that counts.
 * A different report takes the old one's place with its first rows; the same report, asked for again, when it is whole.
 */
export class ReportLoader implements ReactiveController {
  shown: ShownReport | undefined;
  /** Why the last load did not end well, if it did not. */
  error: ReportError | 'stopped' | undefined;
  /** When that was, in milliseconds since 1970 UTC. */
  failedAt = NaN;
  /** The endpoint has said when it wants to be asked again, and that is waited for. */
  pause: RetryWait | undefined;
  progress: Progress | undefined;
  loading = false;
  /** Whether the report was asked for again because its data changed while it was read, window by window. */
  renewed = false;

  readonly #host: ReactiveControllerHost & Element;
  readonly #options: ReportLoaderOptions;
  readonly #task: Task<readonly unknown[], ShownReport>;
  #args: readonly unknown[] = [];
  #reload = false;
  #interrupted = false;
  #ticks: ReturnType<typeof setInterval> | undefined;
  #isRenewal = false;
  #linesInView = { first: 0, end: 1 };

  constructor(host: ReactiveControllerHost & Element, options: ReportLoaderOptions) {
    this.#host = host;
    this.#options = options;
    this.#task = new Task<readonly unknown[], ShownReport>(host, {
      args: () => this.#nextArgs(),
      task: (_args, { signal }) => this.#load(signal),
      onComplete: (shown) => this.#complete(shown),
      onError: (error) => this.#fail(error),
      // That an endpoint turns out to answer with windows is no reason to ask it again.
      argsEqual: ([key, query], [nextKey, nextQuery]) =>
        key === nextKey && (query === undefined || nextQuery === undefined || query === nextQuery),
    });
    host.addController(this);
  }

  hostConnected(): void {
    this.shown?.windows?.resume();
    if (!this.#interrupted) return;
    this.#interrupted = false;
    void this.#task.run();
  }

  hostDisconnected(): void {
    // An element that is moved is disconnected and connected at once; only one that stays away stops loading.
    queueMicrotask(() => {
      if (this.#host.isConnected) return;
      this.shown?.windows?.stop();
      if (!this.loading) return;
      this.#interrupted = true;
      this.#task.abort(removed);
    });
  }

  /** Asks for the report again, past the browser's cache. Settled when that has ended, well or not. */
  async refresh(): Promise<void> {
    this.#reload = true;
    await this.#task.run();
  }

  /** Why rows are missing from the middle of a report that the endpoint sends window by window. */
  get fault(): ReportError | undefined {
    return this.shown?.windows?.fault;
  }

  /** Asks again for what could not be had: all, where its windows do not fit each other. */
  async retry(): Promise<void> {
    if (!this.error && this.fault && this.fault.kind !== 'contract') this.shown?.windows?.retry();
    else await this.refresh();
  }

  /** The lines from `first` up to but not including `end` are in view. */
  showLines(first: number, end: number): void {
    this.#linesInView = { first, end };
    this.shown?.windows?.show(first, end);
  }

  /** Gives up the request under way; what is on screen stays. */
  stop(): void {
    this.#task.abort(stopped);
  }

  /** What makes a new load necessary. While the element is away nothing does. */
  #nextArgs(): readonly unknown[] {
    if (!this.#host.isConnected) return this.#args;
    const source = this.#options.source();
    if (!source) this.#args = [];
    else if ('given' in source) this.#args = [givenKey, source.given];
    else this.#args = [source.key, this.shown?.windows && queryKey(source.query)];
    return this.#args;
  }

  async #load(signal: AbortSignal): Promise<ShownReport | typeof initialState> {
    const source = this.#options.source();
    const reload = this.#reload;
    this.#reload = false;
    this.renewed = this.#isRenewal;
    this.#isRenewal = false;
    this.error = undefined;
    this.#end();
    this.loading = source !== undefined;
    if (!source) {
      this.shown = undefined;
      return initialState;
    }
    const isGiven = 'given' in source;
    const key = isGiven ? givenKey : source.key;
    const before = this.shown;
    const takesPlaceAtOnce = isGiven || before?.key !== key;
    let asked: (ReportScope & Pick<ReportRequest, 'endpoint'>) | undefined;
    let url: string | undefined;
    const show = (report: Report) => this.#show(report, key, asked, url);
    before?.windows?.stop();
    try {
      if (isGiven) return show(checkGiven(await runSliced(ParsedReport.reportOf(source.given), signal)));
      const request = { ...source.request(), reload };
      asked = request;
      const known = before?.endpoint === request.endpoint ? before.windows : undefined;
      if (known) await known.waitForTyping(source.query, signal);
      const report = await fetchFirst(request, known?.pageSize, () => this.#query(source), {
        signal,
        now: this.#options.now,
        onAnswer: (answered) => {
          url = answered;
        },
        wait: this.#options.wait,
        onPause: (pause) => {
          if (!signal.aborted) this.#hold(pause);
        },
        onProgress: ({ report: soFar, received, expected }) => {
          if (signal.aborted) return;
          this.progress = { received, expected };
          if (takesPlaceAtOnce && !soFar.window) this.shown = show(soFar);
          this.#host.requestUpdate();
        },
      });
      const windows =
        report.window && (await this.#windowsOf(report, () => ({ ...source.request(), ...periodOf(request), reload })));
      signal.throwIfAborted();
      return { ...show(report), windows };
    } catch (error) {
      if (signal.aborted) throw error;
      const reportError = toReportError(error);
      if (takesPlaceAtOnce && reportError.report && !reportError.report.window) this.shown = show(reportError.report);
      throw reportError;
    }
  }

  /** What is wanted of the same report by now. */
  #query(source: Extract<ReportSource, { query: unknown }>): WindowQuery {
    const now = this.#options.source();
    return now && 'query' in now && now.key === source.key ? now.query : source.query;
  }

  /** Few endpoints answer with windows: the others are spared the script for them. */
  async #windowsOf(first: Report, request: () => ReportRequest): Promise<ReportWindows> {
    const { checkWindow, ReportWindows } = await import('./report-windows.ts');
    const { now, wait } = this.#options;
    const windows: ReportWindows = new ReportWindows(first, {
      ask: (window, signal) =>
        fetchReport({ ...request(), sort: windows.sort, window }, { signal, now, wait, checkWindow }),
      onChange: () => this.#host.requestUpdate(),
      onFault: (error) => this.#report(error),
      onOutdated: () => this.#renew(),
    });
    return windows;
  }

  /** Asks for a report whose data has changed once more, if that was not done already: it may change all the time. */
  #renew(): boolean {
    if (this.renewed) return false;
    this.#isRenewal = true;
    void this.refresh();
    return true;
  }

  #show(
    report: Report,
    key: string,
    asked: (ReportScope & Pick<ReportRequest, 'endpoint'>) | undefined,
    url: string | undefined,
  ): ShownReport {
    const { from, to, timeZone, dateBasis } = report.scope;
    return {
      report,
      key,
      url,
      endpoint: asked?.endpoint,
      scope: {
        from: from ?? asked?.from,
        to: to ?? asked?.to,
        timeZone: timeZone ?? asked?.timeZone,
        dateBasis: dateBasis ?? asked?.dateBasis,
      },
      loadedAt: this.#options.now().getTime(),
    };
  }

  #complete(shown: ShownReport): void {
    this.#end();
    this.shown = shown;
    shown.windows?.show(this.#linesInView.first, this.#linesInView.end);
    this.#options.onLoad(shown);
  }

  #fail(error: unknown): void {
    this.#end();
    if (this.#host.isConnected) this.shown?.windows?.resume();
    if (error === removed) return;
    if (error === stopped) {
      this.error = 'stopped';
      return;
    }
    this.error = toReportError(error);
    this.#report(this.error);
  }

  #report(error: ReportError): void {
    this.failedAt = this.#options.now().getTime();
    this.#options.onError(error);
  }

  /** Waits aloud: what is left of the pause is drawn every second. */
  #hold(pause: RetryWait | undefined): void {
    if (pause === this.pause) return;
    clearInterval(this.#ticks);
    this.pause = pause;
    if (pause) this.#ticks = setInterval(() => this.#host.requestUpdate(), 1000);
    this.#options.onPause(pause);
    this.#host.requestUpdate();
  }

  #end(): void {
    this.#hold(undefined);
    this.loading = false;
    this.progress = undefined;
  }
}

/** A report that the host gives is held to what an endpoint's is held to. */
function checkGiven(report: Report): Report {
  if (report.complete && isWhole(report)) return report;
  const rows = report.length === 0 ? undefined : report;
  throw new ReportError('incomplete', `Only ${report.length} of ${report.rowCount ?? 'all'} rows came.`, {
    report: rows,
  });
}

/** There is nobody to ask for what a window leaves out. */
function isWhole({ window, length, rowCount }: Report): boolean {
  return !window || (length === rowCount && window.groupBy === undefined);
}

const periodOf = ({ from, to }: ReportRequest) => ({ from, to });

function toReportError(error: unknown): ReportError {
  if (error instanceof ReportError) return error;
  if (error instanceof ContractError) return ReportError.ofContract(error);
  const message = error instanceof Error ? error.message : String(error);
  return new ReportError('network', `The report could not be asked for: ${message}`, { cause: error });
}
