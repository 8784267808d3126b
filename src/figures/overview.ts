import { html, nothing, type TemplateResult } from 'lit';
import { property } from '../ui/decorators.ts';
import { figures as english } from '../i18n/en/figures.ts';
import { MessagesController } from '../i18n/messages-controller.ts';
import { shownActivity } from '../model/chosen-activity.ts';
import { readFigureChoices } from '../model/figure-choices.ts';
import { baseStyles } from '../ui/base-styles.ts';
import { columnLabel, formatCell } from '../ui/cell-formatters.ts';
import { defineElement } from '../ui/define-element.ts';
import type { RenderContext } from '../ui/render-context.ts';
import { SeriesLoader } from '../ui/series-loader.ts';
import { isSeriesOf, pointsOf, unitFor, type SeriesPoints, type Trend } from '../ui/series-points.ts';
import { ShadowElement } from '../ui/shadow-element.ts';
import { differenceWriter } from './comparison-texts.ts';
import { overviewStyles } from './overview-styles.ts';
import { trendPath, trendText } from './trend.ts';

const translations = { fr: () => import('../i18n/fr/figures.ts').then(({ figures }) => figures) };

/** The figures of the overview, and the counts whose trends are below them. */
const shown = [
  ['sent', 'sent'],
  ['deliveredRate', 'delivered'],
  ['openedRate', 'opened'],
  ['clickedRate', 'clicked'],
] as const satisfies readonly (readonly [column: string, trend: Trend])[];

/**
 * The most important figures of everything that the search and the filter leave, with their difference to the compared period, and
 * how their counts came about over time, where the endpoint has a series.
 */
export class Overview extends ShadowElement {
  static override styles = [baseStyles, overviewStyles];

  @property({ attribute: false }) context!: RenderContext;

  readonly #messages = new MessagesController(this, {
    ...{ feature: 'figures', english, translations },
    messages: () => this.context.localization.messages,
  });
  readonly #series = new SeriesLoader(() => this.requestUpdate());

  /** A BCP 47 tag. */
  get locale(): string {
    return this.context.locale;
  }

  /** Stops when it is removed, but not when the report is moved: it is then reconnected in the same task. */
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    queueMicrotask(() => !this.isConnected && this.#series.stop());
  }

  protected override shouldUpdate(): boolean {
    return this.#messages.follow();
  }

  protected override willUpdate(): void {
    // An element that was removed may still finish an update.
    if (this.isConnected && this.context.displayed?.loaded.report.complete)
      this.#series.follow(this.context, undefined);
  }

  protected override render(): TemplateResult {
    const { displayed } = this.context;
    if (!displayed) return html``;
    const points = this.#points();
    return html`<section aria-label=${this.#messages.current.overview.label}>
      <dl>${shown.map(([column, trend]) => this.#renderFigure(column, trend, points))}</dl>
    </section>`;
  }

  #renderFigure(
    column: (typeof shown)[number][0],
    trend: Trend,
    points: SeriesPoints | 'loading' | undefined,
  ): TemplateResult | typeof nothing {
    const { localization, displayed } = this.context;
    if (!displayed) return nothing;
    return html`<div class="figure">
      <dt>${columnLabel(column, undefined, localization.messages)}</dt>
      <dd class="value">${formatCell(displayed.table.total, column, 0, localization)}</dd>
      ${this.#renderDifference(column)}
      ${points === 'loading' ? html`<dd class="trend waiting"></dd>` : points && this.#renderTrend(trend, points)}
    </div>`;
  }

  #renderDifference(column: string): TemplateResult | typeof nothing {
    const { displayed, locale } = this.context;
    const figure = displayed?.loaded.compared?.comparison?.figure(undefined, column);
    const text = figure && differenceWriter(this.#messages.current.comparison, locale)(figure);
    if (!text) return nothing;
    return html`<dd class="difference ${figure.verdict === 'real' ? 'real' : ''}">
      <span aria-hidden="true">${text.sign}</span><span class="hidden">${text.words}</span>
    </dd>`;
  }

  #renderTrend(trend: Trend, points: SeriesPoints): TemplateResult | typeof nothing {
    const counts = points.values.get(trend);
    if (!counts || points.dates.length < 2) return nothing;
    const { localization } = this.context;
    const { overview } = this.#messages.current;
    const name = overview.over[points.unit](columnLabel(trend, undefined, localization.messages));
    return html`<dd class="trend">
      <svg
        viewBox="0 0 100 28"
        preserveAspectRatio="none"
        role="img"
        aria-label=${trendText(name, points, counts, { overview, formats: localization.formats })}
      >
        <path vector-effect="non-scaling-stroke" d=${trendPath(counts)} />
      </svg>
      <span class="caption" aria-hidden="true">${name}</span>
    </dd>`;
  }

  /** Returns the series, if it is of the figures on screen: not at an age, and not of other data. */
  #points(): SeriesPoints | 'loading' | undefined {
    const { displayed, view } = this.context;
    const { state } = this.#series;
    const { activity: chosen, age } = readFigureChoices(view.figures);
    if (!displayed || age || state === 'none' || state === 'failed') return undefined;
    if (state === 'loading') return 'loading';
    const activity = shownActivity(displayed.loaded, chosen);
    if (!isSeriesOf(state, { rows: displayed.table.total, row: 0 }, activity))
      return this.#series.isReloading ? 'loading' : undefined;
    const wanted = shown.map(([, trend]) => trend);
    return pointsOf(state, { unit: unitFor(state), activity, isCumulative: false }, wanted);
  }
}

defineElement('cer-overview', Overview);

declare global {
  interface HTMLElementTagNameMap {
    'cer-overview': Overview;
  }
}
