import { html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from '../ui/decorators.ts';
import type { Series } from '../endpoint/fetch-series.ts';
import type { SeriesUnit } from '../endpoint/series-contract.ts';
import { charts as english } from '../i18n/en/charts.ts';
import { MessagesController } from '../i18n/messages-controller.ts';
import { shownActivity } from '../model/chosen-activity.ts';
import { dayCount } from '../model/compared-dates.ts';
import { dayAt } from '../model/day-range.ts';
import { readFigureChoices, type Activity, type ComparedDates, type FigureChoices } from '../model/figure-choices.ts';
import { FollowedLine } from '../table-model/followed-line.ts';
import type { Line } from '../table-model/table.ts';
import { baseStyles } from '../ui/base-styles.ts';
import { choiceStyles } from '../ui/choice-styles.ts';
import { defineElement } from '../ui/define-element.ts';
import { dialogStyles } from '../ui/dialog-styles.ts';
import type { RenderContext } from '../ui/render-context.ts';
import { SeriesLoader } from '../ui/series-loader.ts';
import { isSeriesOf, onSameDays, pointsOf, sumOf, trends, unitFor } from '../ui/series-points.ts';
import { ShadowElement } from '../ui/shadow-element.ts';
import './chart.ts';
import { bouncesChart, funnelChart, type Counted } from './count-charts.ts';
import { developmentPanelStyles } from './development-panel-styles.ts';
import type { Chart, ChartTexts } from './drawing.ts';
import { seriesChart } from './series-chart.ts';

const translations = { fr: () => import('../i18n/fr/charts.ts').then(({ charts }) => charts) };

/**
 * A modal dialog with charts of an email, a campaign, or everything that the search and the filter leave: its development over
 * time, the steps from sent to clicked, and its bounces.
 *
 * @csspart development - The dialog with charts.
 */
export class DevelopmentPanel extends ShadowElement {
  static override styles = [baseStyles, dialogStyles, choiceStyles, developmentPanelStyles];

  @property({ attribute: false }) context!: RenderContext;

  @state() private isOpen = false;
  @state() private unit: SeriesUnit | undefined;
  @state() private isCumulative = false;

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  readonly #messages = new MessagesController(this, {
    ...{ feature: 'charts', english, translations },
    messages: () => this.context.localization.messages,
  });
  readonly #series = new SeriesLoader(() => this.requestUpdate());
  readonly #otherSeries = new SeriesLoader(() => this.requestUpdate());
  #followed = new FollowedLine(undefined, undefined);
  #shown: Counted | undefined;

  /** A BCP 47 tag. */
  get locale(): string {
    return this.context.locale;
  }

  /** Opens the dialog for a line, or for everything that the search and the filter leave. */
  show(line: Line | undefined): void {
    this.#followed = new FollowedLine(line, this.context.displayed?.table);
    this.unit = undefined;
    this.isOpen = true;
  }

  /** The dialog opens when it has been rendered: its texts may still have to load. */
  protected override updated(): void {
    if (!this.isOpen) return;
    if (this.dialog.open) {
      // The element that had the focus was removed.
      if (!this.shadowRoot?.activeElement && this.dialog.matches(':modal')) this.dialog.focus();
      return;
    }
    // jsdom has no modal dialogs.
    if ('showModal' in this.dialog) this.dialog.showModal();
    else Object.assign(this.dialog, { open: true });
    this.dialog.focus();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#close();
    // After a move in the document it would still be marked as open, but no longer be modal.
    if (this.hasUpdated) this.dialog.removeAttribute('open');
  }

  protected override shouldUpdate(): boolean {
    return this.#messages.follow();
  }

  protected override willUpdate(): void {
    // While it is closed, it neither follows the report nor requests anything.
    if (!this.isOpen) return;
    // A line that is gone stays as it was.
    this.#followed.follow(this.context.displayed?.table);
    const { line } = this.#followed;
    this.#series.follow(this.context, line);
    // Until the series of a refreshed report has loaded, the panel keeps the previous figures, which agree with each other.
    if (!this.#series.isReloading) this.#shown = this.#counted();
    const dates = this.#comparedDates;
    if (dates) this.#otherSeries.follow(this.context, line, dates);
    else this.#otherSeries.stop();
  }

  protected override render(): TemplateResult {
    const { development, close } = this.#messages.current;
    return html`<dialog
      part="development"
      tabindex="-1"
      aria-labelledby="heading"
      @cancel=${() => this.#close()}
      @close=${() => this.#close()}
      @keydown=${(event: Event) => event.stopPropagation()}
      @click=${({ target }: Event) => {
        if (target === this.dialog) this.#dismiss();
      }}
    >
      <div class="content">
        <header>
          <h2 id="heading">${development} <bdi>${this.#names}</bdi></h2>
          <button type="button" class="control" @click=${() => this.#dismiss()}>${close}</button>
        </header>
        ${this.isOpen ? this.#renderCharts() : nothing}
      </div>
    </dialog>`;
  }

  #renderCharts(): TemplateResult | typeof nothing {
    const counted = this.#shown;
    if (!counted) return nothing;
    const funnel = funnelChart(counted, this.#texts);
    const bounces = bouncesChart(counted, this.#texts);
    return html`
      ${this.#renderSeries(counted)}
      ${
        funnel === 'contradictory'
          ? html`<p class="note">${this.#messages.current.contradictory}</p>`
          : funnel && this.#renderChart(funnel)
      }
      ${bounces && this.#renderChart(bounces)}
    `;
  }

  #renderChart(chart: Chart): TemplateResult {
    return html`<cer-chart
      exportparts="chart"
      .chart=${chart}
      .messages=${this.#messages.current}
      .subject=${this.#names}
    ></cer-chart>`;
  }

  #renderSeries(counted: Counted): TemplateResult | typeof nothing {
    const { state } = this.#series;
    const { loading, failed, differs, nothingYet, atEnd } = this.#messages.current;
    if (state === 'none') return nothing;
    if (state === 'loading') return html`<p class="note" role="status">${loading}</p>`;
    if (state === 'failed') return this.#renderProblem(failed);
    const { age } = this.#choices;
    if (!age && !isSeriesOf(state, counted, this.#activity)) {
      if (this.#series.isReloading) return html`<p class="note" role="status">${loading}</p>`;
      return this.#renderProblem(differs);
    }
    const other = this.#comparedSeries(state);
    const unit = this.unit ?? unitFor(state, other);
    const steps = { unit, activity: this.#activity, isCumulative: this.isCumulative };
    const compared = other && {
      points: pointsOf(other, { ...steps, beside: state }),
      dates: this.context.displayed?.loaded.compared?.dates ?? '',
    };
    const points = pointsOf(state, { ...steps, beside: other });
    const chart = seriesChart(points, this.isCumulative, this.#texts, compared);
    if (!chart) return html`<p class="note">${nothingYet}</p>`;
    return html`${this.#renderChoices(unit)} ${this.#renderChart(chart)}
    ${age ? html`<p class="note">${atEnd}</p>` : nothing}`;
  }

  #renderProblem(text: string): TemplateResult {
    const onRetry = () => {
      this.#series.stop();
      this.requestUpdate();
    };
    return html`<p class="note" role="status">
      ${text}
      <button type="button" class="control" @click=${onRetry}>${this.context.localization.messages.retry}</button>
    </p>`;
  }

  #renderChoices(chosen: SeriesUnit): TemplateResult {
    const { unitLabel, units, cumulative } = this.#messages.current;
    return html`<div class="choices">
      <fieldset>
        <legend>${unitLabel}</legend>
        ${(['day', 'week', 'month'] as const).map(
          (unit) =>
            html`<label
              ><input
                type="radio"
                name="unit"
                .checked=${unit === chosen}
                @change=${() => (this.unit = unit)}
              />${units[unit]}</label
            >`,
        )}
      </fieldset>
      <label
        ><input
          type="checkbox"
          .checked=${this.isCumulative}
          @change=${() => (this.isCumulative = !this.isCumulative)}
        />${cumulative}</label
      >
    </div>`;
  }

  #counted(): Counted | undefined {
    const { displayed } = this.context;
    return this.#followed.line ?? (displayed && { rows: displayed.table.total, row: 0 });
  }

  get #texts(): ChartTexts {
    return { localization: this.context.localization, chartMessages: this.#messages.current };
  }

  get #choices(): FigureChoices {
    return readFigureChoices(this.context.view.figures);
  }

  /** The dates of the compared period, once it has loaded and can be compared. */
  get #comparedDates(): ComparedDates | undefined {
    const { comparison, range } = this.context.displayed?.loaded.compared ?? {};
    return comparison && range;
  }

  /** Returns the series of the compared period on the days of this one; `undefined` if it is missing, or not that of the compared figures. */
  #comparedSeries(series: Series): Series | undefined {
    const { displayed } = this.context;
    const { state } = this.#otherSeries;
    const [dates, from] = [this.#comparedDates, displayed?.loaded.scope.from];
    if (typeof state === 'string' || !displayed || !dates || !from) return undefined;
    const { report, scope, loadedAt, compared } = displayed.loaded;
    const isSame = trends.every((trend) => {
      if (sumOf(series, trend, this.#activity) === undefined) return true;
      const other = compared?.comparison?.figure(this.#followed.line, trend)?.other;
      return other === undefined || Number.isNaN(other) || other === (sumOf(state, trend, this.#activity) ?? 0);
    });
    if (!isSame) return undefined;
    const days = (dayCount({ from: dates.from, to: from }) ?? NaN) - 1;
    const end = Number.isNaN(report.asOf) ? loadedAt : report.asOf;
    return onSameDays(state, days, dayAt(end, scope.timeZone ?? 'UTC'));
  }

  get #activity(): Activity {
    return shownActivity(this.context.displayed?.loaded, this.#choices.activity);
  }

  get #names(): string {
    const { line, names } = this.#followed;
    return line ? names.join(' · ') : this.#messages.current.all;
  }

  #dismiss(): void {
    this.#close();
    this.dialog.close();
  }

  /** An update before the dialog's own event would open it again. */
  #close(): void {
    this.isOpen = false;
    this.#series.stop();
    this.#otherSeries.stop();
  }
}

defineElement('cer-development-panel', DevelopmentPanel);

declare global {
  interface HTMLElementTagNameMap {
    'cer-development-panel': DevelopmentPanel;
  }
}
