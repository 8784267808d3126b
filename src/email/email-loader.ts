import { emailPage, emailUrl, type EmailPage } from '../endpoint/email-url.ts';
import { Task, TaskStatus } from '@lit/task';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { fetchEmail, findEmailPage, type EmailPageState, type EmailRequest } from '../endpoint/fetch-email.ts';
import { ReportError } from '../endpoint/report-error.ts';
import type { RetryWait, Wait } from '../endpoint/retry.ts';
import type { Email, EmailKey } from '../model/email.ts';
import type { Line, Table } from '../table-model/table.ts';

/** The email to load. */
export interface EmailSource extends EmailKey {
  /** The request; `undefined` if the host shows emails itself. */
  readonly request: EmailRequest | undefined;
  /** The URL template of the email as a separate page, if the host prefers it and the endpoint offers it. */
  readonly pageTemplate: string | undefined;
}

/** The email on screen: a row of the report, and where to load the email from. */
export interface ViewedEmail extends EmailSource {
  readonly line: Line;
  /** Whether the row is no longer in the report. */
  readonly isGone: boolean;
  /** The table, and the index of the row in it: `NaN` if the table does not show it. */
  readonly table: Table | undefined;
  readonly index: number;
}

export interface EmailLoaderOptions {
  readonly source: () => EmailSource;
  readonly now: () => Date;
  readonly wait: () => Wait | undefined;
  /** Called when an email fails to load. */
  readonly onError: (error: ReportError, request: EmailRequest) => void;
}

interface LoadedEmail {
  readonly email: Email | undefined;
  /** The state of its separate page, if there is one and the email has HTML. */
  readonly pageState: EmailPageState | undefined;
}

type LoadArgs = readonly [key: string, bypassesCache: boolean];

const removed = new DOMException('The viewer was removed.', 'AbortError');

/** Loads one email at a time: the newest one requested. */
export class EmailLoader implements ReactiveController {
  /** Set while the endpoint has asked for a wait before the next request. */
  retryWait: RetryWait | undefined;

  readonly #host: ReactiveControllerHost;
  readonly #options: EmailLoaderOptions;
  readonly #task: Task<LoadArgs, LoadedEmail>;
  /** The signal of the newest load. */
  #signal: AbortSignal | undefined;

  constructor(host: ReactiveControllerHost, options: EmailLoaderOptions) {
    this.#host = host;
    this.#options = options;
    this.#task = new Task<LoadArgs, LoadedEmail>(host, {
      args: () => this.#args(false),
      task: ([, bypassesCache], { signal }) => this.#load(bypassesCache, signal),
      onError: (error) => {
        const { request } = options.source();
        if (error !== removed && request) options.onError(ReportError.from(error, 'The email failed to load'), request);
      },
      argsEqual: ([key], [nextKey]) => key === nextKey,
    });
    host.addController(this);
  }

  hostConnected(): void {
    if (this.#signal?.reason === removed) this.reload();
  }

  hostDisconnected(): void {
    if (this.isLoading) this.#task.abort(removed);
  }

  get isLoading(): boolean {
    return this.#task.status === TaskStatus.PENDING;
  }

  get email(): Email | undefined {
    return this.#loaded?.email;
  }

  /** The email as a separate page. It may be missing although the endpoint has announced it. */
  get page(): EmailPage | undefined {
    return pageOf(this.#options.source(), this.email);
  }

  get pageState(): EmailPageState | undefined {
    return this.#loaded?.pageState;
  }

  /** Why the email failed to load, if it did. */
  get error(): ReportError | undefined {
    if (this.#task.status !== TaskStatus.ERROR || this.#task.error === removed) return undefined;
    return ReportError.from(this.#task.error, 'The email failed to load');
  }

  /** Loads the email again, bypassing the browser's cache. */
  reload(): void {
    void this.#task.run(this.#args(true));
  }

  get #loaded(): LoadedEmail | undefined {
    return this.#task.status === TaskStatus.COMPLETE ? this.#task.value : undefined;
  }

  #args(bypassesCache: boolean): LoadArgs {
    const source = this.#options.source();
    const { campaignId, emailId, request } = source;
    // The links of a campaign follow the dates and the people of the report.
    const url = request && (emailUrl(request) ?? '');
    return [JSON.stringify([campaignId, emailId, url, pageOf(source)?.url]), bypassesCache];
  }

  async #load(bypassesCache: boolean, signal: AbortSignal): Promise<LoadedEmail> {
    const source = this.#options.source();
    this.#signal = signal;
    this.#setRetryWait(undefined);
    if (!source.request) return { email: undefined, pageState: undefined };
    const request = bypassesCache ? { ...source.request, reload: true } : source.request;
    const options = {
      signal,
      now: this.#options.now,
      wait: this.#options.wait(),
      onRetryWait: (retryWait: RetryWait | undefined) => !signal.aborted && this.#setRetryWait(retryWait),
    };
    const email = await fetchEmail(request, options);
    const page = email.html === undefined ? undefined : pageOf(source, email);
    return { email, pageState: page ? await findEmailPage(page, request, options) : undefined };
  }

  #setRetryWait(retryWait: RetryWait | undefined): void {
    this.retryWait = retryWait;
    this.#host.requestUpdate();
  }
}

/** Returns the page of an email, if there is one. An email may have its own address, such as one that expires. */
function pageOf({ request, pageTemplate }: EmailSource, email?: Email): EmailPage | undefined {
  const template = pageTemplate && (email?.previewPageUrl ?? pageTemplate);
  return request && template !== undefined ? emailPage({ ...request, template }) : undefined;
}
