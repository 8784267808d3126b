import { isObject } from '../import/json-values.ts';
import type { JsonObject } from '../import/json-values.ts';
import { AccessTokens } from './access-token.ts';
import type { Credentials } from './access-token.ts';
import { quotaDayEnd, second } from './clock.ts';
import type { Clock } from './clock.ts';
import { connectionFailure, isConnectionFailure } from './connection-failure.ts';
import { NeedsPerson, Refusal, RunAgainLater, Stopped, TransientFailure } from './outcome.ts';
import { Recovery } from './recovery.ts';

/** An instance, and how sync may use it. */
export interface InstanceAccess {
  /** The origin of the instance, such as `https://123-abc-456.mktorest.com`. */
  origin: string;
  credentials: Credentials;
  clock: Clock;
  /** Returns numbers from 0 to 1, to spread retries. */
  random: () => number;
  /** The number of calls after which the run ends. */
  maximumCalls: number;
  /** Ends requests, and the run, when it aborts. */
  signal?: AbortSignal | undefined;
  log: (message: string) => void;
}

/** Parts of a request that may differ between its attempts. */
interface RequestParts {
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: string;
}

const minimumInterval = second / 2;

/** Calls Marketo's REST API: one call at a time, at most two a second, with retries. */
export class MarketoClient {
  /** The number of calls of this run, retries included. Requests for tokens do not count. */
  calls = 0;
  readonly #access: InstanceAccess;
  readonly #tokens: AccessTokens;
  #limit: { calls: number; error: () => RunAgainLater };
  #lastCallAt = 0;
  #serverTimeOffset = 0;

  constructor(access: InstanceAccess) {
    this.#access = access;
    this.#tokens = new AccessTokens(access);
    const { maximumCalls } = access;
    this.#limit = {
      calls: maximumCalls,
      error: () => new RunAgainLater(`The limit of ${maximumCalls} calls (--max-calls) is reached.`),
    };
  }

  /** The time of the instance's clock. */
  now(): number {
    return this.#access.clock.now() + this.#serverTimeOffset;
  }

  /** The number of calls that this run may still make. */
  get callsLeft(): number {
    return this.#limit.calls - this.calls;
  }

  /** Ends the run before the quota of the instance is used up. @param calls the number of further calls */
  reserveQuota(calls: number): void {
    if (this.calls + calls >= this.#limit.calls) return;
    const error = (): RunAgainLater =>
      new RunAgainLater('Only the calls that --reserve keeps are left today.', new Date(quotaDayEnd(this.now())));
    this.#limit = { calls: this.calls + calls, error };
  }

  /**
   * Requests JSON.
   * @throws Refusal for a code without a general remedy, RunAgainLater, or NeedsPerson
   */
  get(path: string, query: Record<string, string | number> = {}): Promise<JsonObject> {
    const parameters = Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]);
    const search = new URLSearchParams(parameters).toString();
    return this.call(search ? `${path}?${search}` : path, () => ({}), readEnvelope);
  }

  /** Sends JSON. @throws as `get` does */
  post(path: string, body?: object): Promise<JsonObject> {
    const parts: RequestParts = { method: 'POST' };
    if (body) Object.assign(parts, { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    return this.call(path, () => parts, readEnvelope);
  }

  /**
   * Sends a request until it succeeds or cannot succeed.
   * @param parts returns the parts of the next attempt
   * @param read reads the response; throws a Refusal or a TransientFailure if it is not a success
   */
  async call<Result>(
    path: string,
    parts: () => RequestParts | Promise<RequestParts>,
    read: (response: Response, endpoint: string) => Promise<Result>,
  ): Promise<Result> {
    const endpoint = path.split('?', 1).join();
    const recovery = new Recovery(endpoint, this.#access);
    for (;;) {
      try {
        const token = await this.#tokens.get();
        return await read(await this.#send(path, token, await parts()), endpoint);
      } catch (error) {
        if (this.#access.signal?.aborted) throw new Stopped();
        const failure = isConnectionFailure(error) ? connectionFailure(this.#access.origin, error) : error;
        if ((await recovery.recover(failure, this.now())) === 'new-token') this.#tokens.discard();
      }
    }
  }

  async #send(path: string, token: string, parts: RequestParts): Promise<Response> {
    if (this.calls >= this.#limit.calls) throw this.#limit.error();
    const { clock, origin, signal = null } = this.#access;
    const early = this.#lastCallAt + minimumInterval - clock.now();
    if (early > 0) await clock.sleep(early);
    this.#lastCallAt = clock.now();
    this.calls += 1;
    const headers = { ...parts.headers, authorization: `Bearer ${token}` };
    const response = await fetch(origin + path, { ...parts, headers, signal, redirect: 'error' });
    const date = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(date)) this.#serverTimeOffset = date - clock.now();
    return response;
  }
}

/** Reads a response with Marketo's envelope. A refusal has status 200. */
export async function readEnvelope(response: Response, endpoint: string): Promise<JsonObject> {
  const text = await response.text();
  if (response.status >= 500) throw new TransientFailure(`Status ${response.status}.`);
  const body = parseObject(text);
  if (!body) {
    if (response.status < 400) throw new TransientFailure('The response is not JSON.');
    throw new Refusal(endpoint, String(response.status), text.slice(0, 200));
  }
  if (body['success'] === true) return body;
  const [error] = Array.isArray(body['errors']) ? (body['errors'] as unknown[]).filter(isObject) : [];
  if (!error) throw new TransientFailure('The response is not complete.');
  throw new Refusal(endpoint, String(error['code']), String(error['message']));
}

function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Returns the items of a response. A response without a `result` has none. */
export function itemsOf(response: JsonObject): JsonObject[] {
  return Array.isArray(response['result']) ? (response['result'] as unknown[]).filter(isObject) : [];
}

/** Returns the only item of a response. @throws NeedsPerson if the list is empty */
export function itemOf(response: JsonObject, endpoint: string): JsonObject {
  const [item] = itemsOf(response);
  if (!item) throw new NeedsPerson(`Marketo answered ${endpoint} without a result.`);
  return item;
}
