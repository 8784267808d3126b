import { ReportError } from '../endpoint/report-error.ts';
import type { LoadedReport } from '../loading/loaded-report.ts';
import type { ReportSource } from '../loading/report-source.ts';
import type { Report } from '../model/report.ts';
import type { Explanation } from './explanation.ts';

/** `none`: the endpoint sends no explanation, as it does not for counts at an age. `changed`: its data has changed since the report loaded. */
export type ExplanationState = Explanation | 'loading' | 'failed' | 'changed' | 'none';

/** A source that is an endpoint. */
export type EndpointSource = Extract<ReportSource, { key: string }>;

/** A request for an explanation that the report lacks. */
export interface ExplanationRequest {
  /** Requests with the same key have the same response. */
  readonly key: string;
  /** An endpoint answers all requests with the same kind, or none. */
  readonly kind: string;
  /** Sends it. Aborts the controller if the response turns out to be another one. */
  readonly send: (source: EndpointSource, controller: AbortController) => Promise<Report>;
  /** Whether a response has any explanation. */
  readonly isExplained: (response: Report) => boolean;
  /** Returns the explanation in a response. `changed`: the response has other counts than the report on screen. */
  readonly read: (response: Report) => Explanation | 'changed' | 'none';
}

const outdated = new DOMException('Another report is on screen.', 'AbortError');

/**
 * Requests explanations that a report lacks. An endpoint that answers a request without one is sent no similar request, but others: it
 * may explain only single emails.
 */
export class ExplanationLoader {
  readonly #source: () => ReportSource | undefined;
  readonly #onChange: () => void;
  readonly #silentRequests = new Set<string>();
  #loaded: LoadedReport | undefined;
  readonly #pending = new Set<AbortController>();
  #responses = new Map<string, Report | 'loading' | 'failed' | 'none'>();

  /** @param onChange called when a request has ended */
  constructor(source: () => ReportSource | undefined, onChange: () => void) {
    this.#source = source;
    this.#onChange = onChange;
  }

  /** Forgets failures, so that the next look requests again. */
  retry(): void {
    for (const [key, response] of this.#responses) if (response === 'failed') this.#responses.delete(key);
  }

  /** Returns an explanation, or why it is missing. Requests it if it may exist. */
  stateOf(request: ExplanationRequest, loaded: LoadedReport): ExplanationState {
    if (loaded !== this.#loaded) {
      for (const pending of this.#pending) pending.abort(outdated);
      this.#responses = new Map();
    }
    this.#loaded = loaded;
    const { key } = request;
    const known = this.#responses.get(key);
    if (known) return typeof known === 'object' ? request.read(known) : known;
    const source = this.#source();
    const isCurrent = source && 'key' in source && source.key === loaded.key && !loaded.report.head['age'];
    const kind = JSON.stringify([loaded.endpoint, request.kind]);
    if (!isCurrent || loaded.endpoint === undefined || this.#silentRequests.has(kind)) return 'none';
    this.#responses.set(key, 'loading');
    void this.#send(request, source).then((response) => {
      if (response === 'none') this.#silentRequests.add(kind);
      if (loaded !== this.#loaded) return;
      this.#responses.set(key, response);
      this.#onChange();
    });
    return 'loading';
  }

  async #send(request: ExplanationRequest, source: EndpointSource): Promise<Report | 'failed' | 'none'> {
    const controller = new AbortController();
    const { signal } = controller;
    this.#pending.add(controller);
    try {
      const report = await request.send(source, controller);
      return request.isExplained(report) ? report : 'none';
    } catch (error) {
      const isOther = signal.aborted && signal.reason !== outdated;
      const isRefused = isOther || (error instanceof ReportError && error.status === 400);
      return isRefused ? 'none' : 'failed';
    } finally {
      this.#pending.delete(controller);
    }
  }
}
