import { ReportError } from './report-error.ts';

/**
 * Returns the value of the `Authorization` header, such as `Bearer …`, or a promise of it. If it is empty, `null` or
 * `undefined`, no header is sent.
 */
export type Token = () => string | null | undefined | Promise<string | null | undefined>;

/**
 * Calls the host's token function once for all requests that run at the same time, and discards the value when the last
 * of them ends: only the host knows how long a token is valid.
 */
export class Authorization {
  readonly #tokenFunction: () => Token | undefined;
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
      if (this.#users === 0) this.#pending = undefined;
    }
  }

  /**
   * Returns a promise of the header's value, which is empty if no header is to be sent; `undefined` if the host has no
   * token function.
   * @param rejected a value that the endpoint answered with 401. The host is asked for a new one, once for all requests
   * that used it.
   */
  value(rejected?: Promise<string>): Promise<string> | undefined {
    const token = this.#tokenFunction();
    if (!token) return undefined;
    if (this.#pending?.from !== token || this.#pending.value === rejected) {
      this.#pending = { from: token, value: callToken(token) };
    }
    return this.#pending.value;
  }
}

async function callToken(token: Token): Promise<string> {
  try {
    const value = (await token()) ?? '';
    // Throws if the value contains characters that a header may not have.
    return new Headers({ Authorization: value }).get('Authorization') ?? '';
  } catch (cause) {
    const message = 'The token function failed, or returned a value that is not a valid Authorization header.';
    throw new ReportError('sign-in', message, { cause });
  }
}
