import { fetchSeries, type Series } from '../endpoint/fetch-series.ts';
import type { LinkedResource } from '../endpoint/fetch-json.ts';
import { filterParameters } from '../loading/filter-parameters.ts';
import type { ReportSource } from '../loading/report-source.ts';
import type { ComparedDates } from '../model/figure-choices.ts';
import { warn } from '../platform/warn.ts';
import { emailKeyOf } from '../table-model/find-lines.ts';
import type { Line } from '../table-model/table.ts';
import type { RenderContext } from './render-context.ts';

type EndpointSource = Extract<ReportSource, { key: string }>;

/** `none`: the endpoint has no series, or the host provides the report. */
export type SeriesState = Series | 'none' | 'loading' | 'failed';

/** Loads the series of one line of the report on screen, or of its totals. */
export class SeriesLoader {
  readonly #onChange: () => void;
  #key: string | undefined;
  #report: unknown;
  #state: SeriesState = 'none';
  #isReloading = false;
  #loading: AbortController | undefined;

  /** @param onChange called when the state has changed */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get state(): SeriesState {
    return this.#state;
  }

  /** Whether the state is the series of the report before a refresh, while that of the refreshed one loads. */
  get isReloading(): boolean {
    return this.#isReloading;
  }

  /**
   * Loads the series of a line, unless it has loaded. A refreshed report has another series, which replaces the previous one
   * when it has loaded.
   * @param dates other dates than those of the report
   */
  follow(context: RenderContext, line: Line | undefined, dates?: ComparedDates): void {
    const resource = seriesResource(context, line, dates);
    const key = resource && JSON.stringify([resource.endpoint, resource.base, resource.link, resource.parameters]);
    const report = context.displayed?.loaded.report;
    if (key === this.#key && report === this.#report) return;
    const previous =
      key !== undefined && key === this.#key && typeof this.#state === 'object' ? this.#state : undefined;
    this.stop();
    this.#key = key;
    this.#report = report;
    this.#isReloading = previous !== undefined;
    this.#state = previous ?? (resource ? 'loading' : 'none');
    if (resource) void this.#load(resource);
  }

  /** Stops loading. The next call of {@link follow} starts again. */
  stop(): void {
    this.#loading?.abort();
    this.#isReloading = false;
    this.#key = undefined;
    this.#report = undefined;
  }

  async #load(resource: Omit<LinkedResource, 'field'>): Promise<void> {
    const loading = new AbortController();
    this.#loading = loading;
    let state: SeriesState;
    try {
      state = await fetchSeries(resource, { signal: loading.signal });
    } catch (error) {
      if (!loading.signal.aborted) warn('the development failed to load.', error);
      state = 'failed';
    }
    if (loading.signal.aborted) return;
    this.#isReloading = false;
    this.#state = state;
    this.#onChange();
  }
}

/** Returns the search and the filter as parameters. They apply to a whole report immediately. */
function currentQuery({ columns, query: { search, filter, figures } }: EndpointSource): Record<string, unknown> {
  return { ...filterParameters(filter, columns), ...Object.fromEntries(new URLSearchParams(figures)), search };
}

/** The parameters of a report that a series does not have. */
const omitted = ['age', 'explain', 'sort', 'groupBy', 'offset', 'limit'];
/** The filters that decide on campaigns: a row has passed them. */
const campaignFilters = ['folder', 'archived'];

/** Returns the request for the series of a line; `undefined` without `seriesUrl`. */
function seriesResource(
  { displayed, source: sourceNow }: RenderContext,
  line: Line | undefined,
  dates?: ComparedDates,
): Omit<LinkedResource, 'field'> | undefined {
  const source = sourceNow();
  const loaded = displayed?.loaded;
  const link = loaded?.report.head['seriesUrl'];
  if (!loaded || typeof link !== 'string' || !source || !('key' in source) || source.key !== loaded.key)
    return undefined;
  const request = source.request();
  const { campaignId, emailId } = line ? emailKeyOf(line) : { campaignId: '', emailId: '' };
  const values: Record<string, unknown> = {
    ...request.query,
    ...loaded.scope,
    ...dates,
    ...(loaded.pages ? { search: undefined, ...loaded.pages.windowRequest(0, 1) } : currentQuery(source)),
  };
  for (const name of [...omitted, ...(line ? campaignFilters : [])]) values[name] = undefined;
  if (line) Object.assign(values, { campaign: campaignId, email: emailId });
  const parameters = Object.entries(values).map(([name, value]) => {
    const texts = [value].flat().filter((each) => each !== undefined && each !== null && each !== '');
    return [name, texts.map(String)] as const;
  });
  return { ...request, link, base: loaded.url ?? '', parameters: Object.fromEntries(parameters) };
}
