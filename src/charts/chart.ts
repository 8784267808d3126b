import { html, nothing, svg, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from '../ui/decorators.ts';
import type { ChartsMessages } from '../i18n/charts-messages.ts';
import { observeResize } from '../platform/resize-observer.ts';
import { warn } from '../platform/warn.ts';
import { baseStyles } from '../ui/base-styles.ts';
import { defineElement } from '../ui/define-element.ts';
import { ShadowElement } from '../ui/shadow-element.ts';
import { chartStyles } from './chart-styles.ts';
import type { Chart, Drawing } from './drawing.ts';
import { saveChart, type ImageFormat } from './save-chart.ts';

/** The width of a chart that has no box yet, for example in a hidden tab, and the least one, in pixels. */
const defaultWidth = 640;
const leastWidth = 240;
/** The number of items that PageUp and PageDown step over. */
const pageStep = 10;

/**
 * A chart with its title, its summary, a cursor that keys and the pointer move, a table of its data, and buttons that save it.
 *
 * The cursor is a slider, so screen readers announce its value, and pass arrow keys on.
 *
 * @csspart chart - A chart.
 */
export class ChartElement extends ShadowElement {
  static override styles = [baseStyles, chartStyles];

  @property({ attribute: false }) chart!: Chart;
  @property({ attribute: false }) messages!: ChartsMessages;
  /** The beginning of the title of saved images: the names of the email or the campaign. */
  @property({ attribute: false }) subject = '';

  @state() private width = defaultWidth;
  /** The item at the cursor; -1 without a cursor. */
  @state() private index = -1;
  @state() private isTableOpen = false;
  @state() private hasFailed = false;

  @query('.plot') private readonly plot!: HTMLElement;

  #drawing: Drawing | undefined;
  #stopObserving: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#observe();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopObserving?.();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('chart')) this.index = Math.min(this.index, this.chart.count - 1);
    this.#drawing = this.chart.draw(this.width);
  }

  protected override firstUpdated(): void {
    this.#observe();
  }

  protected override render(): TemplateResult {
    const { title, summary, count, textOf } = this.chart;
    const { data, keys } = this.messages;
    const at = Math.max(0, this.index);
    return html`<figure part="chart" aria-labelledby="title" aria-describedby="summary">
      <figcaption id="title">${title}</figcaption>
      <p id="summary">${summary}</p>
      <div
        class="plot"
        role="slider"
        tabindex="0"
        aria-labelledby="title"
        aria-describedby="keys"
        aria-valuemin="1"
        aria-valuemax=${count}
        aria-valuenow=${at + 1}
        aria-valuetext=${textOf(at)}
        @keydown=${this.#onKeyDown}
        @focus=${() => (this.index = at)}
        @blur=${() => (this.index = -1)}
        @pointermove=${this.#onPointer}
        @pointerdown=${this.#onPointer}
        @pointerleave=${() => (this.index = this.plot.matches(':focus') ? this.index : -1)}
      >
        ${this.#renderDrawing()}
      </div>
      <p class="value" aria-hidden="true">${this.index < 0 ? '\u00a0' : textOf(this.index)}</p>
      <p id="keys" class="hidden">${keys}</p>
      <div class="actions">
        <details @toggle=${(event: Event) => (this.isTableOpen = (event.target as HTMLDetailsElement).open)}>
          <summary>${data}</summary>
          ${this.isTableOpen ? this.#renderTable() : nothing}
        </details>
        ${(['PNG', 'SVG'] as const).map(
          (format) =>
            html`<button type="button" class="control" @click=${() => void this.#save(format)}>
              ${this.messages.save(format)}
            </button>`,
        )}
        <span role="status">${this.hasFailed ? this.messages.saveFailed : ''}</span>
      </div>
    </figure>`;
  }

  #renderDrawing(): TemplateResult | typeof nothing {
    const drawing = this.#drawing;
    if (!drawing) return nothing;
    const { width, height, shapes, markOf } = drawing;
    return html`<svg viewBox="0 0 ${width} ${height}" width=${width} height=${height} aria-hidden="true">
      ${shapes.map((shape) =>
        'text' in shape
          ? svg`<text x=${shape.x} y=${shape.y} text-anchor=${shape.anchor} class=${shape.ink}>${shape.text}</text>`
          : svg`<path d=${shape.path} class="${shape.ink} ${shape.width === undefined ? '' : 'line'}"
              stroke-width=${shape.width ?? nothing} stroke-dasharray=${shape.dash?.join(' ') ?? nothing}></path>`,
      )}
      ${this.index < 0 ? nothing : svg`<path d=${markOf(this.index)} class="text line" stroke-width="1"></path>`}
    </svg>`;
  }

  #renderTable(): TemplateResult {
    const { head, count, rowOf, title } = this.chart;
    return html`<div class="data" role="region" tabindex="0" aria-label=${title}>
      <table>
        <thead>
          <tr>
            ${head.map((label) => html`<th scope="col">${label}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${Array.from({ length: count }, (_, index) => {
            const [label, ...values] = rowOf(index);
            return html`<tr>
              <th scope="row">${label}</th>
              ${values.map((value) => html`<td>${value}</td>`)}
            </tr>`;
          })}
        </tbody>
      </table>
    </div>`;
  }

  #observe(): void {
    this.#stopObserving = observeResize(() => {
      const { clientWidth } = this.plot;
      // Without a box, as in a closed dialog, the width stays.
      if (clientWidth > 0) requestAnimationFrame(() => (this.width = Math.max(leastWidth, clientWidth)));
    }, this.plot);
  }

  #onPointer({ x, y }: PointerEvent): void {
    const box = this.plot.querySelector('svg')?.getBoundingClientRect();
    if (!box || !this.#drawing || box.width === 0) return;
    const scale = this.#drawing.width / box.width;
    this.index = this.#drawing.indexAt((x - box.left) * scale, (y - box.top) * scale);
  }

  #onKeyDown(event: KeyboardEvent): void {
    const last = this.chart.count - 1;
    const at = Math.max(0, this.index);
    const places: Readonly<Record<string, number>> = {
      ...{ ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1 },
      ...{ PageDown: at + pageStep, PageUp: at - pageStep, Home: 0, End: last },
    };
    const place = places[event.key];
    if (place === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.index = Math.max(0, Math.min(last, place));
  }

  async #save(format: ImageFormat): Promise<void> {
    this.hasFailed = false;
    const title = [this.subject, this.chart.title].filter(Boolean).join(' – ');
    try {
      await saveChart(this.chart, title, format, this.plot);
    } catch (error) {
      warn('a chart could not be saved.', error);
      this.hasFailed = true;
    }
  }
}

defineElement('cer-chart', ChartElement);

declare global {
  interface HTMLElementTagNameMap {
    'cer-chart': ChartElement;
  }
}
