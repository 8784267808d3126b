import type { ReportSource } from './report-loader.ts';
import type { RequestSettings } from '../endpoint/http-get.ts';
import type { Authorization } from '../endpoint/authorization.ts';
import { resolveTimeFrame } from '../model/time-frame.ts';
import type { ViewState } from '../table-model/view-state.ts';

/** What of the root element says where a report comes from. */
export interface ReportSourceHost {
  readonly report: unknown;
  readonly endpoint: string;
  readonly requestInit: RequestInit | undefined;
  readonly fetcher: typeof fetch | undefined;
  readonly timeFrame: string;
  readonly timeZone: string;
  readonly now: () => Date;
  readonly ownerDocument: Document;
}

/** How the host wants its endpoint to be asked. */
export function requestSettings(host: ReportSourceHost, authorization: Authorization): RequestSettings {
  const { endpoint, requestInit, fetcher, ownerDocument } = host;
  const { baseURI } = ownerDocument;
  return {
    endpoint: URL.canParse(endpoint, baseURI) ? new URL(endpoint, baseURI).href : endpoint,
    ...{ requestInit, fetcher, authorization },
  };
}

/** Where the report comes from; `undefined` if the host has not said. */
export function reportSource(
  host: ReportSourceHost,
  view: ViewState,
  locale: string,
  authorization: Authorization,
): ReportSource | undefined {
  const { report, endpoint, timeFrame, timeZone } = host;
  if (report) return { given: report };
  if (!endpoint) return undefined;
  const { dateBasis, sort, search, groupBy } = view;
  return {
    key: JSON.stringify([endpoint, timeFrame, timeZone, dateBasis]),
    request: () => ({
      ...requestSettings(host, authorization),
      ...resolveTimeFrame(view.timeFrame, host.now(), timeZone, locale),
      ...{ timeZone, dateBasis, sort },
    }),
    query: { sort, search: search.trim() || undefined, groupBy: groupBy === 'campaign' ? groupBy : undefined },
  };
}
