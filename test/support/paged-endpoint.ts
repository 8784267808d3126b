import type { ReportResponse, ReportResponseRow } from '../../src/endpoint/contract.ts';
import { reportResponse } from './report-response.ts';
import { filterNames } from '../../src/model/report.ts';
import { windowOf } from '../../src/testing/windows.ts';

type Row = ReportResponseRow;
type Answer = ReportResponse | Response;

/** A fake endpoint that sorts, searches and groups rows, and returns one page of them. */
export class PagedEndpoint {
  readonly urls: URL[] = [];
  readonly signals: AbortSignal[] = [];
  rows: readonly Row[];
  /** The page size if a request asks for none. */
  limit: number;
  /** Changes an answer before it is sent. */
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

  /** The queries of all requests, reduced to the parameters that differ between pages. */
  get queries(): string[] {
    return this.urls.map(({ searchParams }) => {
      const parts = ['sort', 'offset', 'limit', 'search', 'groupBy', ...filterNames].filter((name) =>
        searchParams.has(name),
      );
      return parts.map((name) => `${name}=${searchParams.getAll(name).join(',')}`).join(' ');
    });
  }

  answer({ searchParams }: URL): ReportResponse {
    const { rows, ...window } = windowOf(this.rows, searchParams, this.limit);
    return reportResponse(rows, window);
  }
}
