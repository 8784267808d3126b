import type { Authorization } from '../endpoint/authorization.ts';
import type { ReportQuery, ReportRequest, RequestMethod } from '../endpoint/fetch-report.ts';
import type { RequestSettings } from '../endpoint/http-request.ts';
import type { ColumnSet } from '../model/columns.ts';
import { resolveTimeFrame, type Calendar } from '../model/time-frame.ts';
import { weekStart } from '../model/week-start.ts';
import type { ViewState } from '../table-model/view-state.ts';
import type { PageQuery } from './page-query.ts';

/** The source of the report: an endpoint, or a property of the element. */
export type ReportSource =
  | {
      /** Sources with equal keys request the same report. */
      readonly key: string;
      readonly columns: ColumnSet;
      /** Returns the current request. Named time frames are re-evaluated each time. */
      readonly request: () => ReportRequest;
      /** The query for an endpoint that answers with windows. */
      readonly query: PageQuery;
    }
  | { readonly provided: unknown; readonly columns: ColumnSet };

/** The properties of the element that determine the source of its report. */
export interface ReportSourceHost {
  readonly report: unknown;
  readonly endpoint: string;
  readonly query: ReportQuery | undefined;
  readonly method: RequestMethod;
  readonly requestInit: RequestInit | undefined;
  readonly fetcher: typeof fetch | undefined;
  readonly timeFrame: string;
  readonly timeZone: string;
  readonly now: () => Date;
  readonly ownerDocument: Document;
}

/** Returns the host's settings for requests, with the endpoint as an absolute URL. */
export function requestSettings(host: ReportSourceHost, authorization: Authorization): RequestSettings {
  const { endpoint, requestInit, fetcher, ownerDocument } = host;
  const { baseURI } = ownerDocument;
  const url = URL.canParse(endpoint, baseURI) ? new URL(endpoint, baseURI).href : endpoint;
  return { endpoint: url, requestInit, fetcher, authorization };
}

/** The parameters of requests that follow from how figures are counted. */
export interface FigureParameters {
  /** Parameters of each request. */
  readonly query?: ReportQuery | undefined;
  /** Those of windows, as a query string. */
  readonly page: string;
}

export interface SourceOptions {
  readonly locale: string;
  readonly authorization: Authorization;
  readonly calendar: Calendar;
  readonly figures: FigureParameters | undefined;
}

/** Returns the source of the report; `undefined` if the host has set none. */
export function reportSource(
  host: ReportSourceHost,
  view: ViewState,
  { locale, authorization, calendar, figures }: SourceOptions,
): ReportSource | undefined {
  const { report, endpoint, timeFrame, timeZone, method } = host;
  const query = { ...host.query, ...figures?.query };
  const columns = view.columnSet;
  if (report) return { provided: report, columns };
  if (!endpoint) return undefined;
  const { dateBasis, sort, search, filter, groupBy } = view;
  const firstDay = timeFrame.endsWith('week') && weekStart(locale);
  return {
    key: JSON.stringify([endpoint, timeFrame, timeZone, dateBasis, query, method, calendar, firstDay]),
    columns,
    request: () => ({
      ...requestSettings(host, authorization),
      ...resolveTimeFrame(view.timeFrame, host.now(), timeZone, locale, calendar),
      timeZone,
      ...{ dateBasis, sort, query, method, columns },
    }),
    query: {
      ...{ sort, search: search.trim() || undefined, filter, groupBy: groupBy === 'campaign' ? groupBy : undefined },
      figures: figures?.page ?? '',
    },
  };
}
