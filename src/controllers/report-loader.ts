import { initialState, Task } from '@lit/task';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { parseReport } from '../data/contract.ts';
import { ContractError } from '../data/contract-problems.ts';
import { fetchReport, type ReportRequest } from '../data/fetch-report.ts';
import { ReportError } from '../data/report-error.ts';
import type { Pause, Wait } from '../data/retries.ts';
import type { Report, ReportScope } from '../model/report.ts';

/** What is to be on screen: a report that is fetched, or one that the host gives. */
export type ReportSource =
  | {
      /** Two sources with the same key are the same report, asked for again. */
      readonly key: string;
      /** The request as of now: a named time frame is resolved anew each time. */
      readonly request: () => ReportRequest;
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
  readonly onPause: (pause: Pause | undefined) => void;
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
  pause: Pause | undefined;
  progress: Progress | undefined;
  loading = false;

  readonly #host: ReactiveControllerHost & Element;
  readonly #options: ReportLoaderOptions;
  readonly #task: Task<readonly unknown[], ShownReport>;
  #args: readonly unknown[] = [];
  #reload = false;
  #interrupted = false;
  #ticks: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost & Element, options: ReportLoaderOptions) {
    this.#host = host;
    this.#options = options;
    this.#task = new Task<readonly unknown[], ShownReport>(host, {
      args: () => this.#nextArgs(),
      task: (_args, { signal }) => this.#load(signal),
      onComplete: (shown) => this.#complete(shown),
      onError: (error) => this.#fail(error),
    });
    host.addController(this);
  }

  hostConnected(): void {
    if (!this.#interrupted) return;
    this.#interrupted = false;
    void this.#task.run();
  }

  hostDisconnected(): void {
    // An element that is moved is disconnected and connected at once; only one that stays away stops loading.
    queueMicrotask(() => {
      if (this.#host.isConnected || !this.loading) return;
      this.#interrupted = true;
      this.#task.abort(removed);
    });
  }

  /** Asks for the report again, past the browser's cache. Settled when that has ended, well or not. */
  async refresh(): Promise<void> {
    this.#reload = true;
    await this.#task.run();
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
    else this.#args = [source.key];
    return this.#args;
  }

  async #load(signal: AbortSignal): Promise<ShownReport | typeof initialState> {
    const source = this.#options.source();
    const reload = this.#reload;
    this.#reload = false;
    this.error = undefined;
    this.#end();
    this.loading = source !== undefined;
    if (!source) {
      this.shown = undefined;
      return initialState;
    }
    const isGiven = 'given' in source;
    const key = isGiven ? givenKey : source.key;
    const takesPlaceAtOnce = isGiven || this.shown?.key !== key;
    let asked: ReportScope = {};
    let url: string | undefined;
    const show = (report: Report) => this.#show(report, key, asked, url);
    try {
      if (isGiven) return show(readGiven(source.given));
      const request = { ...source.request(), reload };
      asked = request;
      const report = await fetchReport(request, {
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
          if (takesPlaceAtOnce) this.shown = show(soFar);
          this.#host.requestUpdate();
        },
      });
      if (!isWhole(report)) throw new ReportError('incomplete', 'Only a window of the report came.', { report });
      return show(report);
    } catch (error) {
      if (signal.aborted) throw error;
      const reportError = toReportError(error);
      if (takesPlaceAtOnce && reportError.report) this.shown = show(reportError.report);
      throw reportError;
    }
  }

  #show(report: Report, key: string, asked: ReportScope, url: string | undefined): ShownReport {
    const { from, to, timeZone, dateBasis } = report.scope;
    return {
      report,
      key,
      url,
      scope: {
        from: from ?? asked.from,
        to: to ?? asked.to,
        timeZone: timeZone ?? asked.timeZone,
        dateBasis: dateBasis ?? asked.dateBasis,
      },
      loadedAt: this.#options.now().getTime(),
    };
  }

  #complete(shown: ShownReport): void {
    this.#end();
    this.shown = shown;
    this.#options.onLoad(shown);
  }

  #fail(error: unknown): void {
    this.#end();
    if (error === removed) return;
    if (error === stopped) {
      this.error = 'stopped';
      return;
    }
    this.error = toReportError(error);
    this.failedAt = this.#options.now().getTime();
    this.#options.onError(this.error);
  }

  /** Waits aloud: what is left of the pause is drawn every second. */
  #hold(pause: Pause | undefined): void {
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
function readGiven(body: unknown): Report {
  const report = parseReport(body);
  if (report.complete && isWhole(report)) return report;
  const rows = report.length === 0 ? undefined : report;
  throw new ReportError('incomplete', `Only ${report.length} of ${report.rowCount ?? 'all'} rows came.`, { report: rows });
}

/** There is nobody to ask for what a window leaves out. */
function isWhole({ window, length, rowCount }: Report): boolean {
  return !window || (length === rowCount && window.groupBy === undefined);
}

function toReportError(error: unknown): ReportError {
  if (error instanceof ReportError) return error;
  if (error instanceof ContractError) return ReportError.ofContract(error);
  const message = error instanceof Error ? error.message : String(error);
  return new ReportError('network', `The report could not be asked for: ${message}`, { cause: error });
}
