import { STATUS_CODES } from 'node:http';

/** The body of every answer of 400 and above: a problem document (RFC 9457). */
export interface ProblemDocument {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** The query parameter that is to blame, where one is. */
  readonly parameter?: string;
}

export const problemType = 'application/problem+json';

/** An error that is the client's to read: its message becomes the problem's `detail`. */
export class Problem extends Error {
  readonly statusCode: number;
  readonly parameter: string | undefined;

  constructor(statusCode: number, detail: string, parameter?: string) {
    super(detail);
    this.statusCode = statusCode;
    this.parameter = parameter;
  }
}

export function badParameter(parameter: string, detail: string): Problem {
  return new Problem(400, detail, parameter);
}

export function problemDocument(status: number, detail: string, parameter?: string): ProblemDocument {
  const document = { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail } as const;
  return parameter === undefined ? document : { ...document, parameter };
}
