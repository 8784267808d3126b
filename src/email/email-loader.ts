import type { ReactiveController, ReactiveControllerHost } from 'lit';
import {
  fetchEmail,
  findEmailPage,
  type EmailPage,
  type EmailPageState,
  type EmailRequest,
} from '../endpoint/fetch-email.ts';
import type { RetryWait, Wait } from '../endpoint/retry.ts';
import { ReportError } from '../endpoint/report-error.ts';
import type { Email } from '../model/email.ts';

export interface EmailLoadOptions {
  /** The page of its own that is to be shown of it. */
  readonly page?: EmailPage | undefined;
  readonly now: () => Date;
  readonly wait?: Wait | undefined;
}

/** Fetches one email at a time: the one that was asked for last. */
export class EmailLoader implements ReactiveController {
  email: Email | undefined;
  /** What is known of its page, if one is wanted and the email has HTML. */
  page: EmailPageState | undefined;
  /** Why there is no email, if there is none and none is under way. */
  error: ReportError | undefined;
  /** The endpoint wants to be left alone for a while. */
  pause: RetryWait | undefined;

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
    this.page = undefined;
    this.error = undefined;
    this.pause = undefined;
  }

  async load(request: EmailRequest, { page, ...options }: EmailLoadOptions): Promise<void> {
    this.forget();
    const underWay = new AbortController();
    this.#underWay = underWay;
    this.#host.requestUpdate();
    try {
      const fetchOptions = {
        ...options,
        signal: underWay.signal,
        onPause: (pause: RetryWait | undefined) => {
          if (this.#underWay !== underWay) return;
          this.pause = pause;
          this.#host.requestUpdate();
        },
      };
      const email = await fetchEmail(request, fetchOptions);
      const found = page && email.html !== undefined ? await findEmailPage(page, request, fetchOptions) : undefined;
      if (this.#underWay === underWay) [this.email, this.page] = [email, found];
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
