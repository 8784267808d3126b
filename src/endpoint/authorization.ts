import { ReportError } from './report-error.ts';

/** The argument of the host's token function. */
export interface TokenRequest {
  /** Whether the endpoint has refused the last token with status 401: a cached token must be replaced. */
  readonly refused: boolean;
}

/**
 * Returns the value of the `Authorization` header, such as `Bearer …`, or a promise of it. If it is empty, `null` or
 * `undefined`, no header is sent.
 */
export type Token = (request: TokenRequest) => string | null | undefined | Promise<string | null | undefined>;

/**
 * Calls the host's token function once for all requests that run at the same time, and discards the value when the last
 * of them ends: only the host knows how long a token is valid.
 */
export class Authorization {
  readonly #tokenFunction: () => Token | undefined;
  /** The value that the last requests sent; `undefined` without a token function. */
  lastValue: Promise<string> | undefined;
  #users = 0;
  #pending: { readonly from: Token; readonly value: Promise<string> } | undefined;

  /** @param tokenFunction returns the current token function of the host */
  constructor(tokenFunction: () => Token | undefined) {
    this.#tokenFunction = tokenFunction;
  }

  /** Runs a request that uses {@link value}. Requests that overlap share the value. */
  async share<Result>(request: () => Promise<Result>): Promise<Result> {
    this.#users += 1;
    try {
      return await request();
    } finally {
      this.#users -= 1;
      if (this.#users === 0) {
        this.lastValue = this.#pending?.value;
        this.#pending = undefined;
      }
    }
  }

  /**
   * Returns a promise of the header's value, which is empty if no header is to be sent; `undefined` if the host has no
   * token function.
   * @param refused a value that the endpoint answered with 401. The host is asked for a new one, once for all requests
   * that used it.
   */
  value(refused?: Promise<string>): Promise<string> | undefined {
    const token = this.#tokenFunction();
    if (!token) return undefined;
    if (this.#pending?.from !== token || this.#pending.value === refused) {
      this.#pending = { from: token, value: callToken(token, refused !== undefined) };
    }
    return this.#pending.value;
  }
}

async function callToken(token: Token, refused: boolean): Promise<string> {
  try {
    const value = (await token({ refused })) ?? '';
    // Throws if the value contains characters that a header may not have.
    return new Headers({ Authorization: value }).get('Authorization') ?? '';
  } catch (cause) {
    const message = 'token: expected a function that returns the value of the Authorization header, or a promise of it';
    throw new ReportError('network', message, { cause });
  }
}
