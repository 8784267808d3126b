import { minute, second } from './clock.ts';
import type { Clock } from './clock.ts';
import { NeedsPerson, TransientFailure } from './outcome.ts';
import { connectionFailure } from './connection-failure.ts';

/** The id and secret of a LaunchPoint service. */
export interface Credentials {
  clientId: string;
  clientSecret: string;
}

interface TokenAccess {
  origin: string;
  credentials: Credentials;
  clock: Clock;
  /** Ends requests when it aborts. */
  signal?: AbortSignal | undefined;
}

interface Token {
  value: string;
  expiresAt: number;
}

/** A token with less time left is not used: it could expire during the request. */
const minimumLife = minute;

/** Requests access tokens. The request has the secret in its URL, so no message may contain that URL. */
export class AccessTokens {
  readonly #origin: string;
  readonly #credentials: Credentials;
  readonly #clock: Clock;
  readonly #signal: AbortSignal | undefined;
  #token: Token | undefined;

  constructor({ origin, credentials, clock, signal }: TokenAccess) {
    this.#origin = origin;
    this.#credentials = credentials;
    this.#clock = clock;
    this.#signal = signal;
  }

  /** Returns a token that is valid for at least a minute. */
  async get(): Promise<string> {
    if (this.#token && this.#lifeOf(this.#token) >= minimumLife) return this.#token.value;
    this.#token = await this.#request();
    const life = this.#lifeOf(this.#token);
    if (life < minimumLife) {
      // Marketo returns the same token until it expires.
      await this.#clock.sleep(life + second);
      this.#token = await this.#request();
    }
    return this.#token.value;
  }

  /** Forgets a token that Marketo has refused. */
  discard(): void {
    this.#token = undefined;
  }

  #lifeOf(token: Token): number {
    return token.expiresAt - this.#clock.now();
  }

  async #request(): Promise<Token> {
    const { clientId, clientSecret } = this.#credentials;
    const query = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
    });
    let response: Response;
    try {
      response = await fetch(`${this.#origin}/identity/oauth/token?${query.toString()}`, {
        redirect: 'error',
        signal: this.#signal ?? null,
      });
    } catch (error) {
      throw connectionFailure(this.#origin, error);
    }
    const { status } = response;
    const body: unknown = await response.json().catch(() => {
      throw new TransientFailure('The response to the request for an access token is not JSON.');
    });
    if (status === 400 || status === 401) {
      throw new NeedsPerson(
        `Marketo does not accept the client id and secret (${errorOf(body)}). Compare MARKETO_CLIENT_ID and ` +
          'MARKETO_CLIENT_SECRET with Admin > LaunchPoint > View Details, and --instance with Admin > Web Services.',
      );
    }
    const { access_token: value, expires_in: life } = (body ?? {}) as Record<string, unknown>;
    if (status !== 200 || typeof value !== 'string') {
      throw new TransientFailure(`The request for an access token failed with status ${status}.`);
    }
    return { value, expiresAt: this.#clock.now() + Number(life ?? 0) * second };
  }
}

function errorOf(body: unknown): string {
  const error = (body as Record<string, unknown> | null)?.['error'];
  return error === 'invalid_client' || error === 'unauthorized' ? error : 'no reason given';
}
