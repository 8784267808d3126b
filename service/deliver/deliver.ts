import { second, type Clock } from '../sync/clock.ts';
import { UnsubscribedAddresses } from '../subscriptions/unsubscribed.ts';
import { maskAddress, type Mailbox } from './addresses.ts';
import type { DeliveryJournal } from './journal.ts';
import type { Message } from './mail-server.ts';
import { SendError, type DeliveryResult } from './outcome.ts';
import type { Period } from './schedule.ts';

/** How messages of a subscription are created and sent. */
export interface Delivery {
  /** The path of the database. */
  readonly database: string;
  /** The id of the subscription. */
  readonly subscription: string;
  /** Without repeated addresses. */
  readonly recipients: readonly Mailbox[];
  /** Whether recipients get the email who may have got it before, or were refused. */
  readonly again: boolean;
  /** Returns what creates the message of a recipient. Called if there is one. */
  readonly prepare: (period: Period) => Promise<(recipient: Mailbox) => Promise<Message>>;
  /** @throws SendError */
  readonly send: (message: Message) => Promise<void>;
  /** The times between the attempts, in milliseconds. Then the run ends, and another one can continue it. */
  readonly delays: readonly number[];
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: (message: string) => void;
  /** Stops after the message that is being sent. */
  readonly signal: AbortSignal;
}

/** The times between the attempts of a run that repeats, in milliseconds. Then it waits for the next one. */
export const delaysOfSchedule = [10 * second, 60 * second, 300 * second] as const;

/** The time before the second attempt of a single run: whoever started it waits for its result, and can run it again. */
export const delaysOfSingleRun = [10 * second] as const;

/** The recipients of a run, by what happened to them. */
interface Counts {
  sent: number;
  sentBefore: number;
  unsubscribed: number;
  unconfirmed: number;
  refused: number;
}

/** How a run ended, and whether a person has to change a setting before anything can be sent. */
export interface Delivered {
  readonly result: DeliveryResult;
  readonly isStuck: boolean;
}

/** Sends the email of a period to all recipients who have not got it. */
export async function deliver(delivery: Delivery, period: Period, journal: DeliveryJournal): Promise<Delivered> {
  const run = new DeliveryRun(delivery, period, journal);
  return await run.run();
}

class DeliveryRun {
  readonly #delivery: Delivery;
  readonly #period: Period;
  readonly #journal: DeliveryJournal;
  readonly #unsubscribed: UnsubscribedAddresses;
  readonly #counts: Counts = { sent: 0, sentBefore: 0, unsubscribed: 0, unconfirmed: 0, refused: 0 };
  #waiting: readonly Mailbox[];
  #reason: string | undefined;

  constructor(delivery: Delivery, period: Period, journal: DeliveryJournal) {
    this.#delivery = delivery;
    this.#period = period;
    this.#journal = journal;
    this.#unsubscribed = new UnsubscribedAddresses(delivery.database);
    this.#waiting = delivery.recipients;
  }

  async run(): Promise<Delivered> {
    const { prepare, delays, signal } = this.#delivery;
    await this.#skipOthers();
    if (this.#waiting.length === 0) return this.#end(false);
    const create = await prepare(this.#period);
    for (const delay of [0, ...delays]) {
      if (delay > 0) await this.#pause(delay);
      if (await this.#attempt(create)) return this.#end(true);
      if (this.#waiting.length === 0 || signal.aborted) break;
    }
    return this.#end(false);
  }

  /** Leaves out recipients who have got the email, do not want it, or were refused. */
  async #skipOthers(): Promise<void> {
    const { subscription, again } = this.#delivery;
    const remaining: Mailbox[] = [];
    for (const recipient of this.#waiting) {
      const { address } = recipient;
      const state = again ? undefined : await this.#journal.stateOf(this.#period.id, address);
      if (await this.#unsubscribed.has(subscription, address)) this.#counts.unsubscribed += 1;
      else if (state === 'sent') this.#counts.sentBefore += 1;
      else if (state === 'sending') this.#notConfirmed(recipient, 'an earlier run was interrupted');
      else if (state === 'refused') this.#refusedBefore(recipient);
      else remaining.push(recipient);
    }
    this.#waiting = remaining;
  }

  #notConfirmed({ address }: Mailbox, reason: string): void {
    this.#counts.unconfirmed += 1;
    this.#delivery.log(
      `${maskAddress(address)} may have got the email or not: ${reason}. It is not sent again, unless you use --again.`,
    );
  }

  /** Repeated attempts at addresses that are refused make a server distrust the sender. */
  #refusedBefore({ address }: Mailbox): void {
    this.#counts.refused += 1;
    this.#delivery.log(
      `The server refused ${maskAddress(address)} before. The email is not sent again, unless you use --again.`,
    );
  }

  /** Tries to send to all who wait. Returns whether a person has to change a setting. */
  async #attempt(create: (recipient: Mailbox) => Promise<Message>): Promise<boolean> {
    const failed: Mailbox[] = [];
    for (const [index, recipient] of this.#waiting.entries()) {
      if (this.#delivery.signal.aborted) {
        this.#waiting = [...failed, ...this.#waiting.slice(index)];
        return false;
      }
      const failure = await this.#sendTo(recipient, create);
      if (failure === 'later') failed.push(recipient);
      if (failure === 'all-later' || failure === 'stuck') {
        // The server may close the connection because of this recipient. The next attempt begins with another one.
        this.#waiting = [...this.#waiting.slice(index + 1), ...failed, recipient];
        return failure === 'stuck';
      }
    }
    this.#waiting = failed;
    return false;
  }

  async #sendTo(
    recipient: Mailbox,
    create: (recipient: Mailbox) => Promise<Message>,
  ): Promise<'later' | 'all-later' | 'stuck' | undefined> {
    const { subscription, send, clock, log } = this.#delivery;
    const { address } = recipient;
    // Attempts can be minutes apart.
    if (await this.#unsubscribed.has(subscription, address)) {
      this.#counts.unsubscribed += 1;
      return undefined;
    }
    const message = await create(recipient);
    await this.#journal.note(this.#period.id, address, 'sending', clock.now());
    try {
      await send(message);
    } catch (error) {
      if (!(error instanceof SendError)) throw error;
      if (error.kind === 'unconfirmed') {
        this.#notConfirmed(recipient, error.message);
        return undefined;
      }
      log(`${maskAddress(address)}: ${error.message}`);
      this.#reason = error.message;
      if (error.kind === 'refused') {
        await this.#journal.note(this.#period.id, address, 'refused', clock.now());
        this.#counts.refused += 1;
        return undefined;
      }
      await this.#journal.forget(this.#period.id, address);
      return ({ temporary: 'later', unreachable: 'all-later', 'needs-a-person': 'stuck' } as const)[error.kind];
    }
    await this.#journal.note(this.#period.id, address, 'sent', clock.now());
    this.#counts.sent += 1;
    return undefined;
  }

  async #pause(delay: number): Promise<void> {
    const { clock, random, log, signal } = this.#delivery;
    const time = delay * (0.75 + random() / 2);
    log(`${this.#waiting.length} emails could not be sent. Next attempt in ${Math.round(time / second)} s.`);
    await clock.sleep(time, signal).catch(() => undefined);
  }

  #end(isStuck: boolean): Delivered {
    const { subscription, recipients } = this.#delivery;
    const { unconfirmed, refused } = this.#counts;
    const waiting = this.#waiting.length;
    const needsPerson = isStuck || refused + unconfirmed > 0;
    const outcome = waiting > 0 && !isStuck ? 'run-again-later' : needsPerson ? 'needs-a-person' : 'complete';
    const result: DeliveryResult = {
      ...{ outcome, subscription, period: this.#period.id, recipients: recipients.length },
      ...this.#counts,
      ...{ waiting, reason: outcome === 'complete' ? undefined : this.#reason },
    };
    return { result, isStuck };
  }
}
