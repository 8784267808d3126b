import { minute, quotaDayEnd, second } from './clock.ts';
import type { Clock } from './clock.ts';
import {
  ConnectionFailure,
  NeedsPerson,
  QuotaReached,
  Refusal,
  RunAgainLater,
  TransientFailure,
  UnreadableResponse,
} from './outcome.ts';

/** The access token is missing, invalid or has expired. */
const tokenCodes = new Set(['600', '601', '602']);

const transientCodes = new Set([
  '604', // The request timed out in Marketo.
  '608', // The API is temporarily unavailable.
  '611', // System error.
  '614', // The instance is unreachable, for example while it is moved.
  '615', // Too many requests at the same time.
  '713', // Transient error.
  '719', // A lock was not released in time.
]);

/** Other codes for which there is a remedy. */
const accessDenied = '603';
const rateLimitExceeded = '606';
const dailyQuotaReached = '607';
/** Three meanings, which the message tells: too many jobs in the queue, the daily quota of exports, or a job that is queued already. */
const exportRefused = '1029';

/** How often each remedy is tried for one request. */
const maximumTries = { transient: 6, rate: 5, queue: 15, token: 1 };

/** Recovers from the failures of one request: waits until the next attempt, or throws after the last one. */
export class Recovery {
  readonly #endpoint: string;
  readonly #options: { clock: Clock; random: () => number; log: (message: string) => void };
  readonly #tries = { transient: 0, rate: 0, queue: 0, token: 0 };

  constructor(endpoint: string, options: { clock: Clock; random: () => number; log: (message: string) => void }) {
    this.#endpoint = endpoint;
    this.#options = options;
  }

  /**
   * @param now the time of the instance's clock
   * @returns which token the next attempt uses
   * @throws the failure, or another error that says how the run ends, if there is no next attempt
   */
  async recover(failure: unknown, now: number): Promise<'same-token' | 'new-token'> {
    if (failure instanceof ConnectionFailure) return this.#backOff(failure.message, RunAgainLater);
    if (failure instanceof TransientFailure) return this.#backOff(failure.message, UnreadableResponse);
    if (!(failure instanceof Refusal)) throw failure;
    const { code, message } = failure;
    if (transientCodes.has(code)) return this.#backOff(message);
    if (tokenCodes.has(code)) return this.#renewToken(message);
    if (code === rateLimitExceeded) return this.#wait('rate', 20 * second, message);
    if (code === dailyQuotaReached) throw new QuotaReached(message, new Date(quotaDayEnd(now)), 'requests');
    if (code === accessDenied) throw new NeedsPerson(permissionHint(this.#endpoint, message));
    if (code === exportRefused && /quota/i.test(message)) {
      throw new QuotaReached(message, new Date(quotaDayEnd(now)), 'exports');
    }
    if (code === exportRefused && !isAlreadyQueued(failure)) return this.#wait('queue', 2 * minute, message);
    throw failure;
  }

  #renewToken(message: string): 'new-token' {
    if (this.#tries.token >= maximumTries.token) {
      throw new NeedsPerson(
        `${asSentence(message)} Marketo refused a new access token, too: check the API user and its service.`,
      );
    }
    this.#tries.token += 1;
    return 'new-token';
  }

  async #backOff(reason: string, Failure: typeof RunAgainLater = UnreadableResponse): Promise<'same-token'> {
    const delay = 2 * second * 2 ** this.#tries.transient * (0.75 + this.#options.random() / 2);
    return this.#wait('transient', delay, `${this.#endpoint} failed: ${reason}`, Failure);
  }

  async #wait(
    kind: 'transient' | 'rate' | 'queue',
    delay: number,
    reason: string,
    Failure: typeof RunAgainLater = RunAgainLater,
  ): Promise<'same-token'> {
    const attempts = maximumTries[kind] + 1;
    if (this.#tries[kind] >= maximumTries[kind]) throw new Failure(`${reason} (${attempts} attempts)`);
    this.#tries[kind] += 1;
    const place = `attempt ${this.#tries[kind] + 1} of ${attempts}`;
    this.#options.log(`${asSentence(reason)} Next: ${place}, in ${Math.round(delay / second)} s.`);
    await this.#options.clock.sleep(delay);
    return 'same-token';
  }
}

/** Whether Marketo refused to enqueue a job because it is enqueued already. */
export function isAlreadyQueued(error: unknown): boolean {
  return error instanceof Refusal && error.code === exportRefused && /already/i.test(error.message);
}

/** Ends a text with a full stop, unless it has one. The texts of Marketo's errors have none. */
const asSentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

const permissions: [RegExp, string][] = [
  [/^\/(bulk|rest)\/v1\/activities/, 'Read-Only Activity'],
  [/^\/rest\/asset\//, 'Read-Only Assets'],
  [/^\/(bulk|rest)\/v1\/leads?/, 'Read-Only Lead'],
];

function permissionHint(endpoint: string, message: string): string {
  const permission = permissions.find(([pattern]) => pattern.test(endpoint))?.[1];
  const remedy = permission ? `the permission “${permission}” (Admin > Users & Roles)` : 'access';
  return `${asSentence(message)} The role of the API user needs ${remedy}, and an IP allow-list must include this machine.`;
}
