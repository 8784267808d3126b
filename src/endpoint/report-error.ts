import type { Report } from '../model/report.ts';
import { ContractError, type ContractProblem } from './contract-error.ts';

/**
 * Why a report or an email failed to load:
 * - `network`: there was no response, or nothing was sent because the host's `token` or `fetcher` failed.
 * - `timeout`: the response took too long.
 * - `http`: the endpoint responded with an error status other than 401 and 403.
 * - `sign-in`: status 401, or a redirect to an HTML page, which is the page to sign in.
 * - `forbidden`: status 403.
 * - `contract`: the response breaks the contract.
 * - `incomplete`: the response has fewer rows than it announced.
 */
export type ReportErrorKind = 'network' | 'timeout' | 'http' | 'sign-in' | 'forbidden' | 'contract' | 'incomplete';

/** The optional properties of a {@link ReportError}. */
export interface ReportErrorDetails {
  readonly status?: number | undefined;
  readonly title?: string | undefined;
  readonly detail?: string | undefined;
  readonly retryAfter?: number | undefined;
  readonly isRetryable?: boolean | undefined;
  readonly problems?: readonly ContractProblem[] | undefined;
  readonly problemCount?: number | undefined;
  /** @internal */
  readonly report?: Report | undefined;
  readonly cause?: unknown;
}

/**
 * A report or an email failed to load, or a part of it did. `report-error` events carry it as `detail.error`. The message
 * is in English, for developers.
 */
export class ReportError extends Error {
  override readonly name = 'ReportError';
  readonly kind: ReportErrorKind;
  /** The HTTP status, if the endpoint responded with an error status. */
  readonly status: number | undefined;
  /** The title in the endpoint's problem document (RFC 9457): plain text of at most 200 characters. */
  readonly title: string | undefined;
  /** The detail in the endpoint's problem document: plain text of at most 1000 characters. */
  readonly detail: string | undefined;
  /** The endpoint's `Retry-After`, in seconds. */
  readonly retryAfter: number | undefined;
  /** Whether the failure is temporary, so that the request is retried. */
  readonly isRetryable: boolean;
  /** The first places where the response breaks the contract, at most 20. */
  readonly problems: readonly ContractProblem[];
  /** The number of all places where the response breaks the contract. */
  readonly problemCount: number;
  /** @internal The rows received before the failure, as an incomplete report; `undefined` without rows. */
  readonly report: Report | undefined;

  constructor(kind: ReportErrorKind, message: string, details: ReportErrorDetails = {}) {
    super(message, 'cause' in details ? { cause: details.cause } : undefined);
    this.kind = kind;
    this.status = details.status;
    this.title = details.title;
    this.detail = details.detail;
    this.retryAfter = details.retryAfter;
    this.isRetryable = details.isRetryable ?? false;
    this.problems = details.problems ?? [];
    this.problemCount = details.problemCount ?? this.problems.length;
    this.report = details.report;
  }

  /**
   * Converts anything thrown while loading: a contract error becomes `contract`, another error `network`.
   * @param summary what failed, in English, for the message of other errors
   * @internal
   */
  static from(error: unknown, summary: string): ReportError {
    if (error instanceof ReportError) return error;
    if (error instanceof ContractError) return ReportError.ofContract(error);
    const message = error instanceof Error ? error.message : String(error);
    return new ReportError('network', `${summary}: ${message}`, { cause: error });
  }

  /**
   * Converts a contract error.
   * @param report the rows received before the problem
   * @internal
   */
  static ofContract(error: ContractError, report?: Report): ReportError {
    const { problems, problemCount } = error;
    return new ReportError('contract', error.message, { problems, problemCount, report, cause: error });
  }
}
