import type { ReportResponse, ReportResponseRow } from '../../src/endpoint/contract.ts';
import { reportResponse } from './report-response.ts';
import { windowOf } from '../../src/testing/windows.ts';

type Row = ReportResponseRow;
type Answer = ReportResponse | Response;

/** Stands in for an endpoint that answers with windows: it sorts, searches and groups, and cuts up what is left. */
export class WindowsEndpoint {
  readonly urls: URL[] = [];
  readonly signals: AbortSignal[] = [];
  rows: readonly Row[];
  /** The size of the windows that it sends of its own accord. */
  limit: number;
  /** What becomes of an answer on its way. */
  change: (answer: ReportResponse, url: URL) => Answer | Promise<Answer> = (answer) => answer;

  constructor(rows: readonly Row[], limit = 10) {
    this.rows = rows;
    this.limit = limit;
  }

  readonly fetcher: typeof fetch = async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    this.urls.push(url);
    const { signal } = init;
    if (signal) this.signals.push(signal);
    const aborted = new Promise<never>((_, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason as Error));
    });
    const answer = await Promise.race([this.change(this.answer(url), url), aborted]);
    return answer instanceof Response ? answer : Response.json(answer);
  };

  /** The last address that was asked, without what is the same in all. */
  get asked(): string[] {
    return this.urls.map(({ searchParams }) => {
      const parts = ['sort', 'offset', 'limit', 'search', 'groupBy', 'campaign'].filter((name) =>
        searchParams.has(name),
      );
      return parts.map((name) => `${name}=${searchParams.get(name) ?? ''}`).join(' ');
    });
  }

  answer({ searchParams }: URL): ReportResponse {
    const { rows, ...window } = windowOf(this.rows, searchParams, this.limit);
    return reportResponse(rows, window);
  }
}
