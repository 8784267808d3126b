import { ReportError } from './report-error.ts';

/**
 * Gives the value of the `Authorization` header, `Bearer …` for instance, at once or later. Nothing, or an empty text,
 * sends no header.
 */
export type Token = () => string | null | undefined | Promise<string | null | undefined>;

/**
 * Asks the host for its token, once for all the requests that run at the same time, and forgets it with the last of
 * them: how long a token is good for is the host's to know.
 */
export class Authorization {
  readonly #current: () => Token | undefined;
  #users = 0;
  #asked: { readonly of: Token; readonly value: Promise<string> } | undefined;

  /** @param current the host's token function as of now */
  constructor(current: () => Token | undefined) {
    this.#current = current;
  }

  /** Does a piece of work that uses the value; what is asked of the host in it is shared with what runs beside it. */
  async share<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#users += 1;
    try {
      return await work();
    } finally {
      this.#users -= 1;
      if (this.#users === 0) this.#asked = undefined;
    }
  }

  /**
   * The header's value, or an empty text for none; `undefined` where the host has no token function.
   * @param refused an earlier answer that the endpoint did not accept: the host is asked for another, once for all who
   * were refused with it
   */
  value(refused?: Promise<string>): Promise<string> | undefined {
    const token = this.#current();
    if (!token) return undefined;
    if (this.#asked?.of !== token || this.#asked.value === refused) this.#asked = { of: token, value: ask(token) };
    return this.#asked.value;
  }
}

async function ask(token: Token): Promise<string> {
  try {
    const value = (await token()) ?? '';
    // Refuses, here and not at the request, what cannot be a header's value.
    return new Headers({ Authorization: value }).get('Authorization') ?? '';
  } catch (cause) {
    throw new ReportError('sign-in', 'The host’s token could not be had.', { cause });
  }
}
