/** How a run of sync ended. */
export type Outcome = 'complete' | 'run-again-later' | 'needs-a-person' | 'stopped';

/** The exit codes of the command. 1 is an unexpected error, 2 a mistake in the command line. */
export const exitCodes: Record<Outcome, number> = {
  complete: 0,
  'run-again-later': 3,
  'needs-a-person': 4,
  stopped: 5,
};

/** Ends a run because the process was asked to stop. */
export class Stopped extends Error {
  constructor() {
    super('Stopped.');
  }
}

/** Ends a run that can be continued later without any change. */
export class RunAgainLater extends Error {
  /** The moment from which another run makes sense, if it is known. */
  readonly notBefore: Date | undefined;
  /** Whether all requests have to wait, or only exports. */
  readonly scope: 'requests' | 'exports';

  constructor(message: string, notBefore?: Date, scope: 'requests' | 'exports' = 'requests') {
    super(message);
    this.notBefore = notBefore;
    this.scope = scope;
  }
}

/** Ends a run because Marketo's responses to one request stayed unreadable. Other requests may succeed. */
export class UnreadableResponse extends RunAgainLater {}

/** Ends a run because one of Marketo's daily quotas is used up. No run before `notBefore` may try again. */
export class QuotaReached extends RunAgainLater {}

/** Ends a run that fails again until a person changes a setting. The message names it. */
export class NeedsPerson extends Error {}

/** A request that Marketo refused, with a code for which there is no general remedy. */
export class Refusal extends Error {
  readonly code: string;

  constructor(endpoint: string, code: string, message: string) {
    super(`Marketo refused ${endpoint}: ${code} ${message}`);
    this.code = code;
  }
}

/** A failure that may pass: a server error, or a response that is not JSON. */
export class TransientFailure extends Error {}

/** A failure that may pass: no connection to the instance, or a lost one. */
export class ConnectionFailure extends TransientFailure {}
