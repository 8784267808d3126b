import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Authorization, Token } from '../endpoint/authorization.ts';
import type { ReportError } from '../endpoint/report-error.ts';

/** The properties of the element that sign in, besides cookies. */
export interface SignInHost extends ReactiveControllerHost {
  readonly token: Token | undefined;
  readonly requestInit: RequestInit | undefined;
}

/** The loader of the report. */
export interface SignInLoader {
  /** The last report that has loaded. */
  readonly loaded: unknown;
  readonly failure: ReportError | 'stopped' | undefined;
  readonly pageError: ReportError | undefined;
  retry(): Promise<void>;
}

type SignIn = Pick<SignInHost, 'token' | 'requestInit'>;

const headersOf = ({ requestInit }: SignIn) =>
  JSON.stringify([[...new Headers(requestInit?.headers)], requestInit?.credentials]);

/**
 * Loads a report that the endpoint has refused again, once the host signs in differently. Frameworks often set a new function
 * or object of the same value, and some hosts set one after each error: there is one retry until another report loads.
 */
export class SignInRetry implements ReactiveController {
  readonly #host: SignInHost;
  readonly #loader: SignInLoader;
  readonly #authorization: Authorization;
  #refused: SignIn;
  /** The report that was on screen at the last retry. */
  #retriedFor: unknown = this;

  /** @param refused the host's sign-in when the endpoint refused the report */
  constructor(host: SignInHost, loader: SignInLoader, authorization: Authorization, refused: SignIn) {
    this.#host = host;
    this.#loader = loader;
    this.#authorization = authorization;
    this.#refused = refused;
    host.addController(this);
  }

  hostUpdated(): void {
    const { token, requestInit } = this.#host;
    const previous = this.#refused;
    if (token === previous.token && requestInit === previous.requestInit) return;
    this.#refused = { token, requestInit };
    const { failure = this.#loader.pageError } = this.#loader;
    const isRefused = failure !== 'stopped' && failure?.kind === 'sign-in';
    if (isRefused && this.#canRetry) void this.#retryIfDifferent(previous).catch(() => undefined);
  }

  get #canRetry(): boolean {
    return this.#loader.loaded !== this.#retriedFor;
  }

  /** The report loads with the token that was compared. Rejects if the host's token or headers are invalid. */
  async #retryIfDifferent(previous: SignIn): Promise<void> {
    const authorization = this.#authorization;
    await authorization.share(async () => {
      // A token function that failed has sent nothing.
      const refusedToken = await authorization.lastValue?.catch(() => undefined);
      const isEqual = headersOf(previous) === headersOf(this.#refused);
      if ((isEqual && (await authorization.value()) === refusedToken) || !this.#canRetry) return;
      this.#retriedFor = this.#loader.loaded;
      await this.#loader.retry();
    });
  }
}
