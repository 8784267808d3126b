import type { Report } from '../model/report.ts';
import type { ReportStream } from './report-stream.ts';

/** The progress of a stream. The report does not change; the next progress has a longer one. */
export interface ReportProgress {
  readonly report: Report;
  /** The number of rows received. */
  readonly received: number;
  /** The number of all rows, if the response announces it. */
  readonly expected: number | undefined;
}

/**
 * The first rows are shown when there are more than this many, or after this many milliseconds. A shorter report is
 * shown once, complete: showing a part of it first would have the browser lay out two tables.
 */
const fewRows = 1000;
const firstRowsDelay = 100;
/** The least number of milliseconds between two reports of progress. */
const interval = 250;

/** Reports the progress of a stream: the first rows early, later ones at intervals, even when the stream stalls. */
export class StreamProgress {
  readonly #stream: ReportStream;
  readonly #onProgress: (progress: ReportProgress) => void;
  #reported = 0;
  /** On the clock of `performance.now()`. */
  #dueAt: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(stream: ReportStream, onProgress: (progress: ReportProgress) => void) {
    this.#stream = stream;
    this.#onProgress = onProgress;
  }

  /** Reports the rows read so far, now or when they are due. Returns whether it has reported the first rows. */
  update(): boolean {
    const { length } = this.#stream;
    if (length === this.#reported) return false;
    const now = performance.now();
    this.#dueAt ??= now + firstRowsDelay;
    const isFirst = this.#reported === 0;
    if (now < this.#dueAt && !(isFirst && length > fewRows)) {
      this.#timer ??= setTimeout(() => this.#report(), this.#dueAt - now);
      return false;
    }
    this.#report();
    return isFirst;
  }

  /** Cancels the report that is due. */
  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #report(): void {
    this.end();
    const { length: received, expectedRows: expected } = this.#stream;
    this.#reported = received;
    this.#dueAt = performance.now() + interval;
    this.#onProgress({ report: this.#stream.snapshot(), received, expected });
  }
}
