import { html, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from '../ui/decorators.ts';
import { repeat } from 'lit/directives/repeat.js';
import { edgeScroll, followPointer } from '../ui/pointer-drag.ts';
import type { ColumnId } from '../model/columns.ts';
import type { GroupBy } from '../table-model/view-state.ts';
import { baseStyles } from '../ui/base-styles.ts';
import type { ColumnListMessages } from '../i18n/column-list-messages.ts';
import type { Messages } from '../i18n/messages.ts';
import { columnLabel } from '../ui/cell-formatters.ts';
import { defineElement } from '../ui/define-element.ts';
import { columnOrderStyles } from './column-order-styles.ts';
import { ShadowElement } from '../ui/shadow-element.ts';

type Direction = 'up' | 'down';

const steps: Readonly<Record<Direction, number>> = { up: -1, down: 1 };
const arrows = { up: 'm4 10 4-4 4 4', down: 'm4 6 4 4 4-4' };

/** Returns the scroll container of an element, across shadow roots. */
function scrollerOf(element: Element): Element | undefined {
  const root = element.getRootNode();
  const parent = element.parentElement ?? (root instanceof ShadowRoot ? root.host : undefined);
  if (!parent) return undefined;
  const scrolls = parent.scrollHeight > parent.clientHeight && getComputedStyle(parent).overflowY === 'auto';
  return scrolls ? parent : scrollerOf(parent);
}

/**
 * The columns on screen, in order. The reader reorders them by dragging, with buttons, or with Alt + arrow key.
 *
 * @fires {CustomEvent<ColumnChange>} column-request
 */
export class ColumnOrder extends ShadowElement {
  static override styles = [baseStyles, columnOrderStyles];

  /** The columns on screen, in order. */
  @property({ attribute: false }) shown: readonly ColumnId[] = [];
  @property({ attribute: false }) groupBy: GroupBy = 'campaign';
  @property({ attribute: false }) messages!: ColumnListMessages;
  /** The messages with the column labels. */
  @property({ attribute: false }) labels!: Messages;

  /** The row in the tab order. */
  @state() private active: ColumnId | undefined;

  @query('ul') private readonly list!: HTMLElement;

  /** The button to focus once the rows have moved, as a moved element loses the focus. */
  #movedButton: { readonly column: ColumnId; readonly direction: Direction } | undefined;

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('shown') || !this.#movedButton) return;
    this.#focus(this.#movedButton.column, this.#movedButton.direction);
    this.#movedButton = undefined;
  }

  protected override render(): TemplateResult {
    const active = this.active && this.shown.includes(this.active) ? this.active : this.shown[1];
    return html`<ul @keydown=${this.#onKey}>
      ${repeat(
        this.shown,
        (column) => column,
        (column, index) =>
          index === 0 ? this.#renderFirst(column) : this.#renderRow(column, index, column === active),
      )}
    </ul>`;
  }

  #renderFirst(column: ColumnId): TemplateResult {
    return html`<li class="first">
      <span class="name">${columnLabel(column, this.groupBy, this.labels)}</span>
      <span class="always">${this.messages.alwaysFirst}</span>
    </li>`;
  }

  #renderRow(column: ColumnId, index: number, isActive: boolean): TemplateResult {
    const label = this.#labelOf(column);
    return html`<li data-column=${column} @pointerdown=${(event: PointerEvent) => this.#onPress(event, index)}>
      <svg class="handle" viewBox="0 0 16 16" aria-hidden="true">
        <path d="M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01" />
      </svg>
      <span class="name" title=${label}><bdi>${label}</bdi></span>
      ${this.#renderButton(column, 'up', index > 1, isActive)}
      ${this.#renderButton(column, 'down', index < this.shown.length - 1, isActive)}
    </li>`;
  }

  #labelOf(column: ColumnId): string {
    return columnLabel(column, undefined, this.labels);
  }

  /** Renders a move button. At either end it is inert but stays, as it may have the focus. */
  #renderButton(column: ColumnId, direction: Direction, canMove: boolean, isActive: boolean): TemplateResult {
    const label = this.messages[direction === 'up' ? 'moveUp' : 'moveDown'](this.#labelOf(column));
    return html`<button
      type="button"
      data-direction=${direction}
      tabindex=${isActive ? 0 : -1}
      title=${label}
      aria-label=${label}
      aria-disabled=${String(!canMove)}
      @focus=${() => (this.active = column)}
      @click=${() => this.#move(column, direction, direction)}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true"><path d=${arrows[direction]} /></svg>
    </button>`;
  }

  #onKey(event: KeyboardEvent): void {
    const direction = event.key === 'ArrowUp' ? 'up' : event.key === 'ArrowDown' ? 'down' : undefined;
    const focused = (this.shadowRoot?.activeElement as HTMLElement | null)?.dataset['direction'] as
      Direction | undefined;
    const column = this.active;
    if (!direction || !focused || !column) return;
    event.preventDefault();
    if (event.altKey) {
      this.#move(column, direction, focused);
      return;
    }
    const next = this.shown[this.shown.indexOf(column) + steps[direction]];
    if (next) this.#focus(next, focused);
  }

  #focus(column: ColumnId, direction: Direction): void {
    this.list.querySelector<HTMLElement>(`[data-column=${column}] [data-direction=${direction}]`)?.focus();
  }

  #move(column: ColumnId, direction: Direction, focused: Direction): void {
    const index = this.shown.indexOf(column) + steps[direction];
    const to = index > 0 ? this.shown[index] : undefined;
    if (!to) return;
    this.#movedButton = { column, direction: focused };
    // Before the rows move: the focus event of the moved button would change it while they update.
    this.active = column;
    this.#request(column, to);
  }

  /** Starts a drag: the row follows the pointer, and the rows that it passes make room. */
  #onPress(event: PointerEvent, from: number): void {
    const row = event.currentTarget as HTMLElement;
    if (event.button !== 0 || (event.target as Element).closest('button')) return;
    const rows = [...this.list.children] as HTMLElement[];
    const scroller = scrollerOf(this.list);
    const initialScrollTop = scroller?.scrollTop ?? 0;
    const height = row.offsetHeight;
    let to = from;
    const onDrag = ({ y, byY }: { y: number; byY: number }) => {
      if (scroller) {
        const { top, bottom } = scroller.getBoundingClientRect();
        scroller.scrollTop += edgeScroll(y, top, bottom);
      }
      const min = (1 - from) * height;
      const max = (rows.length - 1 - from) * height;
      const by = Math.max(min, Math.min(byY + (scroller?.scrollTop ?? 0) - initialScrollTop, max));
      to = from + Math.round(by / height);
      this.list.classList.add('dragging');
      row.classList.add('dragged');
      rows.forEach((other, index) => {
        const makesRoom = index > from && index <= to ? -1 : index < from && index >= to ? 1 : 0;
        other.style.translate = `0 ${other === row ? by : makesRoom * height}px`;
      });
    };
    const onEnd = (isDropped: boolean) => {
      this.list.classList.remove('dragging');
      row.classList.remove('dragged');
      for (const other of rows) other.style.translate = '';
      const [column, target] = [this.shown[from], this.shown[to]];
      if (isDropped && column && target && column !== target) this.#request(column, target);
    };
    followPointer(row, event, { onDrag, onEnd }, 3);
  }

  #request(move: ColumnId, to: ColumnId): void {
    this.dispatchEvent(new CustomEvent('column-request', { detail: { move, to } }));
  }
}

defineElement('cer-column-order', ColumnOrder);
