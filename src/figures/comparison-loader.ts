import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { fetchReport } from '../endpoint/fetch-report.ts';
import { fetchFirst } from '../loading/fetch-first.ts';
import type { LoadedReport } from '../loading/loaded-report.ts';
import type { ReportPages } from '../loading/report-pages.ts';
import type { ReportSource } from '../loading/report-source.ts';
import { activityOf, hasBotMarks, withActivity } from '../model/chosen-activity.ts';
import { isRateId } from '../model/columns.ts';
import { comparedDates, isWithinLimits } from '../model/compared-dates.ts';
import { readFigureChoices, type ComparedDates, type FigureChoices } from '../model/figure-choices.ts';
import type { Report } from '../model/report.ts';
import type { Calendar } from '../model/time-frame.ts';
import { runSliced } from '../platform/scheduler.ts';
import { shallowEqualArrays } from '../platform/shallow-equal-arrays.ts';
import { warn } from '../platform/warn.ts';
import { compareReports, type Comparison } from '../table-model/comparison.ts';
import { ReaderCollation } from '../table-model/reader-collation.ts';
import type { RenderContext } from '../ui/render-context.ts';

/** Why nothing is compared, or not yet. `unlike`: the endpoint has counted the two periods differently. */
export type ComparisonProblem =
  | 'loading'
  | 'failed'
  | 'provided'
  | 'incomplete'
  | 'openDates'
  | 'outsideLimits'
  | 'otherDates'
  | 'unlike'
  | 'empty'
  | 'noTotals';

/** The state of a comparison. */
export interface ComparisonState {
  /** The report that it is about. */
  readonly report: Report;
  readonly dates: ComparedDates | undefined;
  /** The compared report, if it has loaded. */
  readonly other: Report | undefined;
  readonly problem: ComparisonProblem | undefined;
  /** The calendar of the host, whose limits the compared dates may be outside of. */
  readonly calendar: Calendar;
  /** Whether a search or a filter leaves out emails of both periods. */
  readonly isFiltered: boolean;
  readonly comparison: Comparison | undefined;
}

type Host = ReactiveControllerHost & Element;
type EndpointSource = Extract<ReportSource, { key: string }>;

/** A report to compare with. */
interface Target {
  readonly key: string;
  readonly dates: ComparedDates;
  readonly source: EndpointSource;
  /** Set if the report loads page by page. Only its totals are compared. */
  readonly pages: ReportPages | undefined;
}

const stopped = new DOMException('The comparison is no longer needed.', 'AbortError');

/**
 * Requests the report of the compared period, and compares the report on screen with it. Requests it again only if the request
 * or the data has changed, or for the next report after a failure; a search, a filter or another activity compares the same reports again.
 */
export class ComparisonLoader implements ReactiveController {
  /** `undefined` if nothing is to be compared. */
  state: ComparisonState | undefined;

  readonly #host: Host;
  readonly #context: () => RenderContext | undefined;
  #collation: ReaderCollation | undefined;
  #key: string | undefined;
  #request: AbortController | undefined;
  /** The compared report, or the report on screen that none has loaded for. */
  #loaded: { readonly other?: Report; readonly failedFor?: Report } | undefined;
  #inputs: readonly unknown[] = [];
  #work: AbortController | undefined;

  /** @param context returns the context of the last update */
  constructor(host: Host, context: () => RenderContext | undefined) {
    this.#host = host;
    this.#context = context;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  /** Stops when the element is removed, but not when it is moved: it is then reconnected in the same task. */
  hostDisconnected(): void {
    queueMicrotask(() => !this.#host.isConnected && this.#reset());
  }

  hostUpdated(): void {
    // Its state changes the element, which must not change while it updates.
    queueMicrotask(() => this.#host.isConnected && this.#update());
  }

  #update(): void {
    const context = this.#context();
    const choices = readFigureChoices(context?.view.figures ?? '');
    if (!context?.displayed || !choices.compare) {
      if (this.state) this.#reset();
      return;
    }
    // Until the report of another request has loaded, the previous one keeps its comparison.
    if (context.isLoading) return;
    const target = targetOf(context, choices);
    if (typeof target === 'string') this.#refuse(target, context.displayed.loaded, context.calendar);
    else if (target) this.#follow(target, context, choices);
  }

  #reset(): void {
    this.#request?.abort(stopped);
    this.#work?.abort(stopped);
    this.#work = this.#key = this.#loaded = this.state = undefined;
    this.#inputs = [];
  }

  #refuse(problem: ComparisonProblem, { report }: LoadedReport, calendar: Calendar): void {
    if (this.state?.report === report && this.state.problem === problem) return;
    this.#reset();
    const nothing = { dates: undefined, other: undefined, isFiltered: false, comparison: undefined };
    this.#show({ ...nothing, report, problem, calendar });
  }

  #follow(target: Target, context: RenderContext, choices: FigureChoices): void {
    const { table, loaded } = context.displayed ?? {};
    if (!table || !loaded) return;
    const { failedFor = loaded.report } = this.#loaded ?? {};
    if (target.key !== this.#key || failedFor !== loaded.report) {
      this.#reset();
      this.#key = target.key;
      void this.#fetch(target, loaded.report, context.now);
    }
    const { search, filter, timeZone, columnSet, groupBy } = context.view;
    const rates = table.columns.filter(isRateId).join();
    const inputs = [loaded.report, this.#loaded, choices.activity, search, filter, timeZone, columnSet, groupBy, rates];
    if (shallowEqualArrays(inputs, this.#inputs)) return;
    this.#inputs = inputs;
    void this.#compare(target);
  }

  async #fetch({ source, dates, pages }: Target, report: Report, now: () => Date): Promise<void> {
    const { signal } = (this.#request = new AbortController());
    try {
      const request = { ...source.request(), ...dates };
      const other = pages
        ? await fetchReport({ ...request, sort: pages.sort, window: pages.windowRequest(0, 1) }, { signal, now })
        : await fetchFirst(request, undefined, () => source.query, { signal, now });
      if (!signal.aborted) this.#loaded = { other };
    } catch {
      if (!signal.aborted) this.#loaded = { failedFor: report };
    }
    if (!signal.aborted) this.#host.requestUpdate();
  }

  async #compare({ dates }: Target): Promise<void> {
    this.#work?.abort(stopped);
    const work = (this.#work = new AbortController());
    // The table of this view comes first. It has the sums of the report, too.
    await this.#host.updateComplete;
    const context = this.#context();
    if (work !== this.#work || !context?.displayed) return;
    const { view, locale, calendar } = context;
    const { table, loaded } = context.displayed;
    const { report } = loaded;
    const activity = activityOf(loaded, readFigureChoices(view.figures).activity);
    const { other, failedFor } = this.#loaded ?? {};
    const isFiltered = view.search.trim() !== '' || view.filter !== '';
    const state: ComparisonState = {
      ...{ report, dates, other, calendar, isFiltered },
      ...{ problem: undefined, comparison: undefined },
    };
    const problem = failedFor ? 'failed' : other ? problemOf(report, other, dates, activity) : 'loading';
    if (problem || !other) {
      this.#show({ ...state, problem });
      return;
    }
    const { signal } = work;
    try {
      this.#collation ??= new ReaderCollation(new Intl.Collator(locale));
      const figured = withActivity(other, activity);
      const known = { table, before: this.state?.comparison };
      const comparison = await runSliced(compareReports(report, figured, view, this.#collation, known), signal);
      await runSliced(comparison.test(table.columns), signal);
      this.#show(comparison.hasTotals ? { ...state, comparison } : { ...state, problem: 'noTotals' });
    } catch (error) {
      if (!signal.aborted) warn('the comparison failed.', error);
    }
  }

  #show(state: ComparisonState): void {
    this.state = state;
    this.#host.requestUpdate();
  }
}

/** Returns the report to compare with, or the reason for which it is missing; `undefined` if another report is on its way. */
function targetOf(context: RenderContext, { compare }: FigureChoices): Target | ComparisonProblem | undefined {
  const source = context.source();
  const { displayed, view, calendar } = context;
  if (!displayed || !compare || !source) return undefined;
  if (!('key' in source)) return 'provided';
  const { loaded } = displayed;
  if (loaded.key !== source.key) return undefined;
  // Sums of a part are less than those of a whole period. The first window has the totals of all rows.
  if (!loaded.pages && !loaded.report.complete) return 'incomplete';
  const dates = comparedDates(compare, view.timeFrame, loaded.scope);
  if (!dates) return 'openDates';
  if (!isWithinLimits(dates, calendar)) return 'outsideLimits';
  const { report, pages, loadedAt } = loaded;
  // The compared report can change with the data, too.
  const version = Number.isNaN(report.asOf) ? loadedAt : report.asOf;
  const window = pages?.windowRequest(0, 1);
  return { key: JSON.stringify([source.key, dates, version, window]), dates, source, pages };
}

/** Returns why two reports cannot be compared: a wrong figure would be worse than none. */
function problemOf(
  report: Report,
  other: Report,
  dates: ComparedDates,
  activity: FigureChoices['activity'],
): ComparisonProblem | undefined {
  const { from = dates.from, to = dates.to } = other.scope;
  if (from !== dates.from || to !== dates.to) return 'otherDates';
  const isSame = (['timeZone', 'dateBasis'] as const).every((id) => report.scope[id] === other.scope[id]);
  const isAlike = ['age', 'people', 'deleted'].every(
    (id) => JSON.stringify(report.head[id]) === JSON.stringify(other.head[id]),
  );
  if (!isSame || !isAlike) return 'unlike';
  if ((other.window ? other.rowCount : other.length) === 0) return 'empty';
  return activity !== 'all' && hasBotMarks(report) !== hasBotMarks(other) ? 'unlike' : undefined;
}
