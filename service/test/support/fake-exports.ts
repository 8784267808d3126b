import { createHash } from 'node:crypto';
import type { Clock } from '../../sync/clock.ts';
import { quotaDayStart } from '../../sync/clock.ts';
import { csv } from './import.ts';
import type { ExtractRecord } from './import.ts';

/** An activity of the fake instance. */
export interface FakeActivity extends ExtractRecord {
  /** When Marketo writes it. Default: at its date. */
  writtenAt?: string;
}

/** An answer of the fake instance: the items of `result`, an error, or a file. */
export type Answer =
  | { result?: object[]; more?: object }
  | { error: [code: string, message: string] }
  | { file: Buffer }
  | { notFound: string };

interface Job {
  id: string;
  start: number;
  end: number;
  fields: string[];
  types: number[];
  queuedAt: number | undefined;
  lastPollAt: number;
  isCanceled: boolean;
  file: Buffer | undefined;
  completedAt: number;
  mustFail: boolean;
}

const processingTime = 150_000;

/** The bulk extract of the fake instance. */
export class FakeExports {
  readonly jobs = new Map<string, Job>();
  activities: FakeActivity[] = [];
  /** The daily quota, in bytes. */
  quota = 500e6;
  /** How many of the next enqueue requests are refused because the queue is full. */
  fullQueueAnswers = 0;
  /** Whether the job of a stretch fails. */
  mustFail: (start: number, end: number) => boolean = () => false;
  readonly #clock: Clock;
  readonly #violate: (message: string) => void;

  constructor(clock: Clock, violate: (message: string) => void) {
    this.#clock = clock;
    this.#violate = violate;
  }

  handle(path: string, body: string): Answer {
    if (path === 'create.json') return this.#create(body);
    const [id = '', action] = path.split('/');
    const job = this.jobs.get(id);
    if (!job) return { notFound: 'Not found' };
    this.#advance(job);
    if (action === 'enqueue.json') return this.#enqueue(job);
    if (action === 'file.json') return job.file ? { file: job.file } : { notFound: 'File not found' };
    if (action === 'cancel.json') job.isCanceled = true;
    return { result: [this.#describe(job)] };
  }

  /** Notes that the status of a job was answered. */
  notePoll(path: string): void {
    const [id = '', action] = path.split('/');
    const job = this.jobs.get(id);
    if (action !== 'status.json' || !job) return;
    const now = this.#clock.now();
    if (now - job.lastPollAt < 60_000) this.#violate(`job ${id} was polled twice within a minute`);
    job.lastPollAt = now;
  }

  #create(body: string): Answer {
    if (this.#isQuotaReached()) return { error: ['1029', 'Export daily quota 500MB exceeded.'] };
    const request = JSON.parse(body) as {
      fields: string[];
      filter: { createdAt: { startAt: string; endAt: string }; activityTypeIds: number[] };
    };
    const { startAt, endAt } = request.filter.createdAt;
    const [start, end] = [Date.parse(startAt), Date.parse(endAt)];
    if (/\.\d/.test(startAt + endAt)) this.#violate('an instant has milliseconds');
    if (end - start > 31 * 86_400_000) return { error: ['1035', 'The range is longer than 31 days'] };
    const id = `export-${this.jobs.size + 1}`;
    const job: Job = {
      ...{ id, start, end, fields: request.fields, types: request.filter.activityTypeIds },
      ...{ queuedAt: undefined, lastPollAt: 0, isCanceled: false, file: undefined, completedAt: 0 },
      mustFail: this.mustFail(start, end),
    };
    this.jobs.set(id, job);
    return { result: [this.#describe(job)] };
  }

  #enqueue(job: Job): Answer {
    if (this.#isQuotaReached()) return { error: ['1029', 'Export daily quota 500MB exceeded.'] };
    if (job.queuedAt !== undefined) return { error: ['1029', 'Job already queued'] };
    if (this.fullQueueAnswers > 0) {
      this.fullQueueAnswers -= 1;
      return { error: ['1029', 'Too many jobs in queue'] };
    }
    const running = [...this.jobs.values()].filter((other) => {
      this.#advance(other);
      return other.queuedAt !== undefined && !other.file && !other.isCanceled && !other.mustFail;
    });
    if (running.length >= 2) this.#violate('more than two jobs were running');
    job.queuedAt = this.#clock.now();
    return { result: [this.#describe(job)] };
  }

  #advance(job: Job): void {
    const isDue = job.queuedAt !== undefined && this.#clock.now() - job.queuedAt >= processingTime;
    if (!isDue || job.file || job.mustFail || job.isCanceled) return;
    job.completedAt = this.#clock.now();
    const records = this.activities.filter(({ activityDate, activityTypeId, writtenAt = activityDate }) => {
      const date = Date.parse(activityDate);
      const isIn = date >= job.start && date <= job.end && job.types.includes(Number(activityTypeId));
      return isIn && Date.parse(writtenAt) <= job.completedAt;
    });
    job.file = Buffer.from(csv(records, job.fields));
  }

  #describe(job: Job): object {
    const { id, file, mustFail, isCanceled, queuedAt } = job;
    const exportId = id;
    if (isCanceled) return { exportId, status: 'Cancelled' };
    if (queuedAt === undefined) return { exportId, status: 'Created' };
    const age = this.#clock.now() - queuedAt;
    if (!file) {
      if (mustFail && age >= processingTime) return { exportId, status: 'Failed', errorMsg: 'System error' };
      return { exportId, status: age < 60_000 ? 'Queued' : 'Processing' };
    }
    const fileChecksum = `sha256:${createHash('sha256').update(file).digest('hex')}`;
    const numberOfRecords = file.toString().split('\n').length - 2;
    return { exportId, status: 'Completed', fileSize: file.length, fileChecksum, numberOfRecords };
  }

  #isQuotaReached(): boolean {
    const today = quotaDayStart(this.#clock.now());
    const sizes = [...this.jobs.values()].map(({ file, completedAt }) =>
      file && completedAt >= today ? file.length : 0,
    );
    return sizes.reduce((sum, size) => sum + size, 0) >= this.quota;
  }
}
