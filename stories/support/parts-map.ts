import { html, LitElement, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { styleMap } from 'lit/directives/style-map.js';
import type { CampaignEmailReport, ExtraColumn } from '../../src/index.ts';
import { eventually, ReportPage } from '../../test/support/report-page.ts';
import { scenarioEndpoint, scenarioNow, type ScenarioId } from '../../src/testing/testing.ts';
import { cssParts, withCode } from './described.ts';
import { scenarioWithFields } from './scenario-with-fields.ts';
import './parts-map.css';

interface Box {
  readonly part: string;
  readonly rect: DOMRect;
  /** Whether the element is in a popover or a dialog. */
  readonly isOver: boolean;
}

/** A view of the element in which some parts are visible. */
interface View {
  readonly label: string;
  readonly scenario: ScenarioId;
  /** Answers instead of the network. */
  readonly fetcher?: typeof fetch;
  readonly filter?: string;
  readonly views?: CampaignEmailReport['views'];
  /** The selectors of elements to click in sequence once the report has loaded. */
  readonly clicks?: readonly string[];
  /** Parts that are visible in this view. */
  readonly expectedParts: readonly string[];
}

const extraColumns: readonly ExtraColumn[] = [{ id: 'revenue', label: 'Revenue', kind: 'number' }];

/** The views. Together, they contain every part. */
export const views: readonly View[] = [
  { label: 'a report', scenario: 'fifty', expectedParts: ['row'] },
  {
    label: 'the time frame picker',
    scenario: 'fifty',
    clicks: ['[part~=time-frame-button]'],
    expectedParts: ['option'],
  },
  { label: 'the column selector', scenario: 'fifty', clicks: ['[part~=columns-button]'], expectedParts: ['reset'] },
  {
    label: 'the filter',
    scenario: 'fifty',
    filter: 'sent>=1',
    clicks: ['[part~=filter-button]'],
    expectedParts: ['filter-chip'],
  },
  {
    label: 'the views menu',
    scenario: 'fifty',
    views: [{ name: 'Best clicks', view: { sort: '-clickedRate' } }],
    clicks: ['[part~=views-button]'],
    expectedParts: ['views-button'],
  },
  { label: 'the share menu', scenario: 'fifty', clicks: ['[part~=share-button]'], expectedParts: ['share-entry'] },
  {
    label: 'the explanation of a figure',
    scenario: 'fifty',
    clicks: ['tbody .email td.rate'],
    expectedParts: ['formula', 'steps'],
  },
  {
    label: 'the charts of a row',
    scenario: 'fifty',
    clicks: ['tbody .email td.rate', '.development'],
    expectedParts: ['development', 'chart'],
  },
  {
    label: 'an email',
    scenario: 'fifty',
    clicks: ['tbody button.link', '[part~=viewer-links]'],
    expectedParts: ['viewer-frame', 'link'],
  },
  {
    label: 'a plain-text email',
    scenario: 'email-plain-text',
    clicks: ['tbody button.link'],
    expectedParts: ['viewer-text'],
  },
  { label: 'a long table', scenario: 'ten-thousand', expectedParts: ['actions'] },
  { label: 'a loading report', scenario: 'half-way', expectedParts: ['progress'] },
  { label: 'a wait before a retry', scenario: 'too-many-requests', expectedParts: ['pause'] },
  { label: 'an incomplete report', scenario: 'incomplete', expectedParts: ['notice'] },
  { label: 'rows that failed to load', scenario: 'windows-failing', expectedParts: ['failed'] },
  { label: 'contradictory counts', scenario: 'contradictions', expectedParts: ['mark', 'total'] },
  {
    label: 'a column of the page',
    scenario: 'fifty',
    fetcher: scenarioWithFields(() => ({ revenue: 12.5 })),
    expectedParts: ['number'],
  },
  { label: 'an error', scenario: 'server-error', expectedParts: ['panel'] },
];

/** Returns the parent of an element, across shadow roots. */
function parentOf(element: Element): Element | undefined {
  return element.parentElement ?? (element.getRootNode() as Partial<ShadowRoot>).host;
}

function isOverThePage(element: Element | undefined): boolean {
  return element !== undefined && (element.matches(':popover-open, :modal') || isOverThePage(parentOf(element)));
}

function visibleIn(page: DOMRect, box: DOMRect): DOMRect {
  const [left, top] = [Math.max(box.left, page.left), Math.max(box.top, page.top)];
  return new DOMRect(left, top, Math.min(box.right, page.right) - left, Math.min(box.bottom, page.bottom) - top);
}

/** Whether the numbers of two boxes overlap. They are in the upper right corner. */
function doNumbersOverlap(one: Box, other: Box): boolean {
  return Math.abs(one.rect.right - other.rect.right) < 22 && Math.abs(one.rect.top - other.rect.top) < 16;
}

/** Returns the number of a part, from 1. A number covers less of the element than a name. */
const numberOf = (part: string) => cssParts.findIndex(({ name }) => name === part) + 1;

/** A list of parts beside an element. Highlights the part under the pointer, or one element of each part. */
export class PartsMap extends LitElement {
  @state() private pointedAt = '';
  @state() private viewIndex = 0;
  @state() private boxes: ReadonlyMap<string, readonly Box[]> = new Map();
  @query('campaign-email-report') private readonly report!: CampaignEmailReport;
  @query('.parts-boxes') private readonly layer!: HTMLElement;
  readonly #onScroll = () => this.#highlight();
  readonly #timer = setInterval(this.#onScroll, 500);

  /** Renders into the light DOM, where accessibility checks and the page's styles reach it. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('scroll', this.#onScroll, { capture: true, passive: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('scroll', this.#onScroll, { capture: true });
    clearInterval(this.#timer);
  }

  protected override render(): TemplateResult {
    return html`<div class="parts">
      <div>
        <label class="parts-view">
          The element shows
          <select @change=${this.#onViewChange}>
            ${views.map(({ label }, index) => html`<option value=${index}>${label}</option>`)}
          </select>
        </label>
        <p class="parts-hint">
          Point at a part, or move through the parts with Tab. Parts that are not in this view are dimmed.
        </p>
        <ol class="parts-list">
          ${cssParts.map((part) => this.#renderPart(part))}
        </ol>
      </div>
      <div class="parts-page">
        ${keyed(
          this.viewIndex,
          html`<campaign-email-report
            endpoint=${scenarioEndpoint(views[this.viewIndex]?.scenario ?? 'fifty')}
            time-zone="Europe/Paris"
            columns="emailName,revenue,campaignFolder,campaignArchived,firstSentAt,sent,openedRate"
            .extraColumns=${extraColumns}
            .views=${views[this.viewIndex]?.views}
            .filter=${views[this.viewIndex]?.filter ?? ''}
            .fetcher=${views[this.viewIndex]?.fetcher}
            .now=${() => scenarioNow}
            @report-load=${() => void this.#clickAll()}
          ></campaign-email-report>`,
        )}
        <div class="parts-boxes ${this.pointedAt ? 'one-part' : ''}" popover="manual" aria-hidden="true">
          ${this.#highlighted().map(
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

  /** All elements of the part under the pointer, or the first element of each part whose number fits. */
  #highlighted(): readonly Box[] {
    if (this.pointedAt) return this.boxes.get(this.pointedAt) ?? [];
    const firsts = [...this.boxes.values()].flatMap((boxes) => boxes.slice(0, 1));
    const isOver = firsts.some((box) => box.isOver);
    const highlighted: Box[] = [];
    for (const box of firsts)
      if (box.isOver === isOver && !highlighted.some((other) => doNumbersOverlap(box, other))) highlighted.push(box);
    return highlighted;
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

  #onViewChange({ target }: Event): void {
    this.viewIndex = Number((target as HTMLSelectElement).value);
  }

  async #clickAll(): Promise<void> {
    for (const selector of views[this.viewIndex]?.clicks ?? []) {
      const found = await eventually(selector, () => new ReportPage(this.report).all(selector)[0]);
      (found as HTMLElement).click();
    }
  }

  #show(part: string): void {
    this.pointedAt = part;
    this.#highlight();
  }

  #highlight(): void {
    if (!this.isConnected || !this.report.shadowRoot) return;
    // Keeps the highlights above popovers and dialogs that have opened since.
    if (this.layer.matches(':popover-open')) this.layer.hidePopover();
    this.layer.showPopover();
    const boxes = new Map<string, Box[]>();
    for (const box of this.#allBoxes()) boxes.set(box.part, [...(boxes.get(box.part) ?? []), box]);
    this.boxes = boxes;
  }

  /** Returns the visible boxes of all parts. */
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
