import type { Report } from '../model/report.ts';
import { ContractError, type ContractProblem } from './contract-error.ts';

/**
 * Why there is no report, or not all of it:
 * `network` no answer came; `timeout` it took too long; `http` the endpoint answered with an error;
 * `sign-in` status 401; `forbidden` status 403; `contract` the answer cannot be understood;
 * `incomplete` fewer rows came than there are.
 */
export type ReportErrorKind = 'network' | 'timeout' | 'http' | 'sign-in' | 'forbidden' | 'contract' | 'incomplete';

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

/** A report that could not be loaded, or not whole. The message is in English, for developers. */
export class ReportError extends Error {
  override readonly name = 'ReportError';
  readonly kind: ReportErrorKind;
  /** The HTTP status, if it is why. */
  readonly status: number | undefined;
  /** The title of the endpoint's problem document (RFC 9457): plain text of at most 200 characters. */
  readonly title: string | undefined;
  /** The detail of the endpoint's problem document: plain text of at most 1000 characters. */
  readonly detail: string | undefined;
  /** After how many seconds the endpoint wants to be asked again. */
  readonly retryAfter: number | undefined;
  /** Whether it may well pass by itself, so that it is worth asking again by and by. */
  readonly isRetryable: boolean;
  /** The first places where the answer breaks the contract. */
  readonly problems: readonly ContractProblem[];
  /** In how many places the answer breaks the contract. */
  readonly problemCount: number;
  /** @internal The rows that arrived before the failure, if any. The report is not complete. */
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
   * Returns anything thrown while loading as a report error: a contract error as `contract`, other errors as `network`.
   * @param summary what failed, in English, for the message of other errors
   */
  static from(error: unknown, summary: string): ReportError {
    if (error instanceof ReportError) return error;
    if (error instanceof ContractError) return ReportError.ofContract(error);
    const message = error instanceof Error ? error.message : String(error);
    return new ReportError('network', `${summary}: ${message}`, { cause: error });
  }

  /** @internal Returns the error for a response that breaks the contract, with the rows before the first problem. */
  static ofContract(error: ContractError, report?: Report): ReportError {
    const { problems, problemCount } = error;
    return new ReportError('contract', error.message, { problems, problemCount, report, cause: error });
  }
}
