import { html, LitElement, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { styleMap } from 'lit/directives/style-map.js';
import type { CampaignEmailReport } from '../../src/index.ts';
import { eventually, ReportPage } from '../../test/support/report-page.ts';
import { scenarioEndpoint, scenarioNow, type ScenarioId } from '../../src/testing/testing.ts';
import { cssParts, withCode } from './described.ts';
import './parts-map.css';

interface Box {
  readonly part: string;
  readonly rect: DOMRect;
  /** Whether it is in a popover or a dialog. */
  readonly isOver: boolean;
}

interface Look {
  readonly words: string;
  readonly scenario: ScenarioId;
  /** What is pressed when the report has been loaded, one after the other. */
  readonly press?: readonly string[];
  /** Parts that show when it has come to that. */
  readonly tells: readonly string[];
}

/** Between them, they have every part. */
export const looks: readonly Look[] = [
  { words: 'a whole report', scenario: 'fifty', tells: ['row'] },
  { words: 'the time frames, open', scenario: 'fifty', press: ['[part~=time-frame-button]'], tells: ['option'] },
  { words: 'the columns, open', scenario: 'fifty', press: ['[part~=columns-button]'], tells: ['reset'] },
  {
    words: 'an email',
    scenario: 'fifty',
    press: ['tbody button.link', '[part~=viewer-links]'],
    tells: ['viewer-frame', 'link'],
  },
  {
    words: 'an email of plain text',
    scenario: 'email-plain-text',
    press: ['tbody button.link'],
    tells: ['viewer-text'],
  },
  { words: 'a long table', scenario: 'ten-thousand', tells: ['actions'] },
  { words: 'loading', scenario: 'half-way', tells: ['progress'] },
  { words: 'waiting for the server', scenario: 'too-many-requests', tells: ['pause'] },
  { words: 'incomplete', scenario: 'incomplete', tells: ['notice'] },
  { words: 'rows that could not be had', scenario: 'windows-failing', tells: ['failed'] },
  { words: 'counts that contradict each other', scenario: 'contradictions', tells: ['mark'] },
  { words: 'an error', scenario: 'server-error', tells: ['panel'] },
];

/** The element around an element, through shadow roots. */
function around(element: Element): Element | undefined {
  return element.parentElement ?? (element.getRootNode() as Partial<ShadowRoot>).host;
}

function isOverThePage(element: Element | undefined): boolean {
  return element !== undefined && (element.matches(':popover-open, :modal') || isOverThePage(around(element)));
}

function visibleIn(page: DOMRect, box: DOMRect): DOMRect {
  const [left, top] = [Math.max(box.left, page.left), Math.max(box.top, page.top)];
  return new DOMRect(left, top, Math.min(box.right, page.right) - left, Math.min(box.bottom, page.bottom) - top);
}

/** Numbers stand in the upper right corner. */
function haveNumbersMet(one: Box, other: Box): boolean {
  return Math.abs(one.rect.right - other.rect.right) < 22 && Math.abs(one.rect.top - other.rect.top) < 16;
}

/** The place of a part in the list, from 1 on: over the element a number leaves more to see than a name. */
const numberOf = (part: string) => cssParts.findIndex(({ name }) => name === part) + 1;

/** The parts as a list, beside an element over which those are drawn that are pointed at; at first one of each. */
export class PartsMap extends LitElement {
  @state() private pointedAt = '';
  @state() private look = 0;
  @state() private boxes: ReadonlyMap<string, readonly Box[]> = new Map();
  @query('campaign-email-report') private readonly report!: CampaignEmailReport;
  @query('.parts-boxes') private readonly layer!: HTMLElement;
  readonly #draw = () => this.#drawNow();
  readonly #timer = setInterval(this.#draw, 500);

  /** Drawn into the story itself, where its checks and the page's styles reach it. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('scroll', this.#draw, { capture: true, passive: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('scroll', this.#draw, { capture: true });
    clearInterval(this.#timer);
  }

  protected override render(): TemplateResult {
    return html`<div class="parts">
      <div>
        <label class="parts-look">
          The element shows
          <select @change=${this.#onLook}>
            ${looks.map(({ words }, index) => html`<option value=${index}>${words}</option>`)}
          </select>
        </label>
        <p class="parts-hint">
          Point at a part, or walk through them with the Tab key. Those that are not there now are grey.
        </p>
        <ol class="parts-list">
          ${cssParts.map((part) => this.#renderPart(part))}
        </ol>
      </div>
      <div class="parts-page">
        ${keyed(
          this.look,
          html`<campaign-email-report
            endpoint=${scenarioEndpoint(looks[this.look]?.scenario ?? 'fifty')}
            time-zone="Europe/Paris"
            columns="emailName,campaignFolder,campaignArchived,firstSentAt,sent,openedRate"
            .now=${() => scenarioNow}
            @report-load=${() => void this.#press()}
          ></campaign-email-report>`,
        )}
        <div class="parts-boxes ${this.pointedAt ? 'one-part' : ''}" popover="manual" aria-hidden="true">
          ${this.#drawn().map(
            ({ part, rect: { left, top, width, height } }) =>
              html`<div
                class="parts-box"
                style=${styleMap({ left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` })}
              >
                <span>${this.pointedAt ? part : numberOf(part)}</span>
              </div>`,
          )}
        </div>
      </div>
    </div>`;
  }

  /** All elements of the part that is pointed at, or else the first of each that is on top and whose number has room. */
  #drawn(): readonly Box[] {
    if (this.pointedAt) return this.boxes.get(this.pointedAt) ?? [];
    const firsts = [...this.boxes.values()].flatMap((boxes) => boxes.slice(0, 1));
    const isOver = firsts.some((box) => box.isOver);
    const drawn: Box[] = [];
    for (const box of firsts)
      if (box.isOver === isOver && !drawn.some((other) => haveNumbersMet(box, other))) drawn.push(box);
    return drawn;
  }

  #renderPart({ name, description }: (typeof cssParts)[number]): TemplateResult {
    return html`<li>
      <button
        type="button"
        class=${this.boxes.has(name) ? '' : 'absent'}
        @focus=${() => this.#show(name)}
        @pointerenter=${() => this.#show(name)}
        @pointerleave=${() => this.#show('')}
        @blur=${() => this.#show('')}
      >
        <small>${numberOf(name)}</small> <code>${name}</code> ${withCode(description)}
      </button>
    </li>`;
  }

  #onLook({ target }: Event): void {
    this.look = Number((target as HTMLSelectElement).value);
  }

  async #press(): Promise<void> {
    for (const selector of looks[this.look]?.press ?? []) {
      const found = await eventually(selector, () => new ReportPage(this.report).all(selector)[0]);
      (found as HTMLElement).click();
    }
  }

  #show(part: string): void {
    this.pointedAt = part;
    this.#drawNow();
  }

  #drawNow(): void {
    if (!this.isConnected || !this.report.shadowRoot) return;
    // Over whatever has been opened since.
    if (this.layer.matches(':popover-open')) this.layer.hidePopover();
    this.layer.showPopover();
    const boxes = new Map<string, Box[]>();
    for (const box of this.#allBoxes()) boxes.set(box.part, [...(boxes.get(box.part) ?? []), box]);
    this.boxes = boxes;
  }

  /** Where the elements of each part are in the window, as far as they can be seen. */
  #allBoxes(): Box[] {
    const page = this.report.getBoundingClientRect();
    return new ReportPage(this.report)
      .all('[part]')
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .flatMap((element) => {
        const isOver = isOverThePage(element);
        const rect = isOver ? element.getBoundingClientRect() : visibleIn(page, element.getBoundingClientRect());
        return [...element.part].map((part) => ({ part, rect, isOver }));
      })
      .filter(({ rect }) => rect.width > 0 && rect.height > 0);
  }
}

customElements.define('parts-map', PartsMap);
