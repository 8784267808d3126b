import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { fetchEmail, type EmailRequest } from '../data/fetch-email.ts';
import type { Pause, Wait } from '../data/retries.ts';
import { ReportError } from '../data/report-error.ts';
import type { Email } from '../model/email.ts';

/** Fetches one email at a time: the one that was asked for last. */
export class EmailLoader implements ReactiveController {
  email: Email | undefined;
  /** Why there is no email, if there is none and none is under way. */
  error: ReportError | undefined;
  /** The endpoint wants to be left alone for a while. */
  pause: Pause | undefined;

  readonly #host: ReactiveControllerHost;
  #underWay: AbortController | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.forget();
  }

  get loading(): boolean {
    return this.#underWay !== undefined;
  }

  /** Lets go of the email that is here or under way. */
  forget(): void {
    this.#underWay?.abort();
    this.#underWay = undefined;
    this.email = undefined;
    this.error = undefined;
    this.pause = undefined;
  }

  async load(request: EmailRequest, options: { readonly now: () => Date; readonly wait?: Wait | undefined }): Promise<void> {
    this.forget();
    const underWay = new AbortController();
    this.#underWay = underWay;
    this.#host.requestUpdate();
    try {
      const email = await fetchEmail(request, {
        ...options,
        signal: underWay.signal,
        onPause: (pause) => {
          if (this.#underWay !== underWay) return;
          this.pause = pause;
          this.#host.requestUpdate();
        },
      });
      if (this.#underWay === underWay) this.email = email;
    } catch (error) {
      if (this.#underWay === underWay) this.error = toReportError(error);
    }
    if (this.#underWay !== underWay) return;
    this.#underWay = undefined;
    this.#host.requestUpdate();
  }
}

function toReportError(error: unknown): ReportError {
  if (error instanceof ReportError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new ReportError('network', `The email could not be asked for: ${message}`, { cause: error });
}
