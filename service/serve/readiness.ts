import type { FastifyReply } from 'fastify';
import { fullAccess } from './access.ts';
import { type KeySet, KeysUnavailableError } from './key-set.ts';
import type { ServerLimits } from './limits.ts';
import { Problem } from './problem.ts';
import type { Queries } from './queries.ts';
import type { FileLease, ReportDatabase } from './report-database.ts';
import { parseReportRequest } from './report-parameters.ts';
import { queryReport } from './report-query.ts';
import { smallReport } from './report-size.ts';

interface ReadinessOptions extends Pick<ServerLimits, 'maxAge' | 'maxDataAge'> {
  /** Whether a server without data is ready: its report says that sync reads the first data. */
  readonly isSyncing: boolean;
}

/** Tells whether the server can answer reports: the newest file can be queried, has data, and is not too old. */
export class Readiness {
  readonly #database: ReportDatabase;
  readonly #queries: Queries;
  readonly #keys: KeySet | undefined;
  readonly #options: ReadinessOptions;
  readonly #logError: (error: unknown) => void;
  /** The result of the query for a version of the file. */
  #check: { readonly version: string; readonly passed: Promise<void> } | undefined;
  #isStopping = false;

  /** @param keys the keys of tokens, if readers sign in with one */
  constructor(
    database: ReportDatabase,
    queries: Queries,
    keys: KeySet | undefined,
    options: ReadinessOptions,
    logError: (error: unknown) => void,
  ) {
    this.#keys = keys;
    this.#database = database;
    this.#queries = queries;
    this.#options = options;
    this.#logError = logError;
  }

  /** From now on, the server is not ready. */
  stop(): void {
    this.#isStopping = true;
  }

  /** Handles `GET /ready`. @throws Problem with status 503 and the reason if the server is not ready */
  async handle(reply: FastifyReply): Promise<unknown> {
    reply.header('cache-control', 'no-store');
    if (this.#isStopping) throw new Problem(503, 'The server is shutting down.');
    this.#checkQueries();
    await this.#checkKeys();
    const file = await this.#database.lease();
    try {
      await this.#checkFile(file);
      return { status: 'ready', asOf: file.coverage.asOf };
    } finally {
      file.release();
    }
  }

  async #checkKeys(): Promise<void> {
    await this.#keys?.prepare().catch((error: unknown) => {
      if (error instanceof KeysUnavailableError) throw new Problem(503, `Readers cannot sign in. ${error.message}`);
      throw error;
    });
  }

  #checkQueries(): void {
    const { stuck } = this.#queries;
    if (stuck === 0) return;
    const subject = stuck === 1 ? '1 query takes' : `${stuck} queries take`;
    throw new Problem(503, `${subject} too long and cannot be interrupted. Restart the service if this does not end.`);
  }

  async #checkFile(file: FileLease): Promise<void> {
    const state = await this.#database.fileState();
    if (state === 'missing') {
      throw new Problem(503, 'The database file is missing. Reports are answered from the file that was there before.');
    }
    if (state === 'unreadable') {
      const detail =
        'The newest database file cannot be read. Reports are answered from the file that was there before.';
      throw new Problem(503, detail);
    }
    this.#checkAge(file);
    await this.#tryReport(file);
  }

  #checkAge({ modifiedAt, coverage: { asOf } }: FileLease): void {
    const { maxAge, maxDataAge, isSyncing } = this.#options;
    const fileAge = Date.now() - modifiedAt;
    if (maxAge !== undefined && fileAge > maxAge) {
      const limit = `${hours(fileAge)} hours old. The limit is ${hours(maxAge)} hours.`;
      throw new Problem(503, `The database file is stale: it is ${limit} Import newer data.`);
    }
    if (asOf === null) {
      if (isSyncing && maxDataAge === undefined) return;
      throw new Problem(503, 'The database has no data yet. Import some.');
    }
    if (maxDataAge === undefined) return;
    const dataAge = Date.now() - Date.parse(asOf);
    if (dataAge > maxDataAge) {
      const limit = `${hours(dataAge)} hours ago. The limit is ${hours(maxDataAge)} hours.`;
      throw new Problem(503, `The data is stale: it ends ${limit} Import newer data.`);
    }
  }

  /** Queries the report with its own SQL, once for each version of the file. Another failure than its SQL is tried again. */
  async #tryReport(file: FileLease): Promise<void> {
    if (this.#check?.version !== file.version) {
      const check = { version: file.version, passed: this.#query(file.share()) };
      this.#check = check;
      check.passed.catch((error: unknown) => {
        if (error instanceof Problem) {
          if (this.#check === check) this.#check = undefined;
        } else this.#logError(error);
      });
    }
    try {
      await this.#check.passed;
    } catch (error) {
      if (error instanceof Problem) throw error;
      throw new Problem(503, 'The query of the report fails. The log of the server has the details.');
    }
  }

  /**
   * Runs the query for the last day of the data, because the server may be busy. Windows of a short report share its rows of all time, which
   * are kept: the first reader finds them. Releases the file.
   */
  async #query(file: FileLease): Promise<void> {
    try {
      const from = file.coverage.asOf?.slice(0, 10);
      const request = parseReportRequest({ limit: '1', ...(from !== undefined && { from }) }, fullAccess);
      await this.#queries.run(file, 'small', new AbortController().signal, async (snapshot) => {
        const { maxRows } = snapshot;
        const count = maxRows <= smallReport.rows ? maxRows : undefined;
        const { batches } = await queryReport(snapshot, request, undefined, count);
        for await (const rows of batches) if (rows.length > 0) return;
      });
    } finally {
      file.release();
    }
  }
}

function hours(milliseconds: number): string {
  return (milliseconds / 3_600_000).toFixed(1).replace(/\.0$/, '');
}
