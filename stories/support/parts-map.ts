import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import type { CampaignEmailReport } from '../../src/index.ts';
import { ReportPage } from '../../test/support/report-page.ts';
import { scenarioEndpoint, scenarioNow, type ScenarioId } from '../../test/support/scenarios/testing.ts';
import { cssParts } from './described.ts';
import './parts-map.css';

interface Box {
  readonly part: string;
  readonly rect: DOMRectReadOnly;
}

/** In which state the parts show that are not always there. */
const scenarios: readonly (readonly [ScenarioId, string])[] = [
  ['fifty', 'a whole report'],
  ['half-way', 'loading'],
  ['incomplete', 'incomplete'],
  ['server-error', 'an error'],
  ['too-many-requests', 'waiting'],
];

/** The parts as a list, beside an element over which those are drawn that are pointed at; at first one of each. */
export class PartsMap extends LitElement {
  @state() private pointedAt = '';
  @state() private scenario: ScenarioId = 'fifty';
  @state() private boxes: readonly Box[] = [];
  @query('campaign-email-report') private readonly report!: CampaignEmailReport;
  readonly #resized = new ResizeObserver(() => this.#draw());

  /** Drawn into the story itself, where its checks and the page's styles reach it. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const names = [...new Set(this.boxes.map(({ part }) => part))];
    return html`<div class="parts">
      <div>
        <label class="parts-scenario">
          In the state
          <select @change=${this.#onScenario}>
            ${scenarios.map(([id, words]) => html`<option value=${id}>${words}</option>`)}
          </select>
        </label>
        <ul class="parts-list">
          ${cssParts.map(
            ({ name, description }) => html`<li>
              <button
                type="button"
                class=${names.includes(name) ? '' : 'absent'}
                @focus=${() => this.#show(name)}
                @pointerenter=${() => this.#show(name)}
                @pointerleave=${() => this.#show('')}
                @blur=${() => this.#show('')}
              >
                <code>${name}</code> ${description}
              </button>
            </li>`,
          )}
        </ul>
      </div>
      <div class="parts-page">
        <campaign-email-report
          endpoint=${scenarioEndpoint(this.scenario)}
          time-zone="Europe/Paris"
          .now=${() => scenarioNow}
          @report-load=${() => this.#drawSoon()}
          @report-error=${() => this.#drawSoon()}
        ></campaign-email-report>
        <div class="parts-boxes" aria-hidden="true">
          ${this.boxes.map(
            ({ part, rect }) => html`<div
              class="parts-box"
              style=${styleMap({ left: `${rect.x}px`, top: `${rect.y}px`, width: `${rect.width}px`, height: `${rect.height}px` })}
            >
              <span>${part}</span>
            </div>`,
          )}
        </div>
      </div>
    </div>`;
  }

  protected override firstUpdated(_changed: PropertyValues<this>): void {
    this.#resized.observe(this.report);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
  }

  #onScenario({ target }: Event): void {
    this.scenario = (target as HTMLSelectElement).value as ScenarioId;
    setTimeout(() => this.#draw(), 500);
  }

  #show(part: string): void {
    this.pointedAt = part;
    this.#draw();
  }

  #drawSoon(): void {
    requestAnimationFrame(() => requestAnimationFrame(() => this.#draw()));
  }

  /** All elements of the part that is pointed at, or else the first of each. */
  #draw(): void {
    if (!this.isConnected || !this.report.shadowRoot) return;
    const page = new ReportPage(this.report);
    const origin = this.report.getBoundingClientRect();
    const boxesOf = (part: string) =>
      page
        .all(`[part~="${part}"]`)
        .filter((element) => element.checkVisibility({ visibilityProperty: true }))
        .map((element): Box => {
          const { x, y, width, height } = element.getBoundingClientRect();
          return { part, rect: new DOMRectReadOnly(x - origin.x, y - origin.y, width, height) };
        })
        .filter(({ rect }) => rect.width > 0 && rect.y < origin.height && rect.x < origin.width);
    this.boxes = this.pointedAt ? boxesOf(this.pointedAt) : cssParts.flatMap(({ name }) => boxesOf(name).slice(0, 1));
  }
}

customElements.define('parts-map', PartsMap);
