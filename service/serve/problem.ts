import { STATUS_CODES } from 'node:http';

/** The body of error responses: a problem document (RFC 9457). */
export interface ProblemDocument {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  /** Shown to readers as the details of an error. */
  readonly detail: string;
  /** The invalid query parameter, if any. */
  readonly parameter?: string;
}

export const problemType = 'application/problem+json';

/** An error that is reported to the client. Its message becomes the `detail` of the problem document. */
export class Problem extends Error {
  readonly statusCode: number;
  readonly parameter: string | undefined;
  /** In how many seconds the client should try again. */
  readonly retryAfter: number | undefined;

  /** The reason in the log, which can say more than the message. */
  readonly logged: string;

  constructor(statusCode: number, detail: string, parameter?: string, logged = detail) {
    super(detail);
    this.logged = logged;
    this.statusCode = statusCode;
    this.parameter = parameter;
    this.retryAfter = statusCode === 503 ? 5 : undefined;
  }
}

export function badParameter(parameter: string, detail: string): Problem {
  return new Problem(400, detail, parameter);
}

export function problemDocument(status: number, detail: string, parameter?: string): ProblemDocument {
  const document = { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail } as const;
  return parameter === undefined ? document : { ...document, parameter };
}
