import { placePopover } from '../ui/place-popover.ts';

/** The time in milliseconds that the pointer rests before the tooltip shows, and for which it stays on the way there. */
const showDelay = 400;
const hideDelay = 150;
/** Glyphs may be a few pixels taller than their line; a hidden line is taller than that. */
const glyphOverflow = 4;

interface Described {
  readonly anchor: Element;
  readonly text: string;
}

const leftOf = (element: Element): number => element.getBoundingClientRect().left;

/** Returns an element of the header with its place. Measures no other element: that may cost a layout for each row under the pointer. */
const headingAt = (target: Element) => (target.closest('thead') ? ([target, leftOf(target)] as const) : undefined);

function isTruncated(name: HTMLElement): boolean {
  const { scrollWidth, clientWidth, scrollHeight, clientHeight } = name;
  return (
    name.querySelector('.hidden') !== null || scrollWidth > clientWidth || scrollHeight > clientHeight + glyphOverflow
  );
}

/**
 * Returns the description of an element: the definition of a column, a whole name, or the reason of a mark or of an
 * unknown figure.
 */
function describe(target: Element | null): Described | undefined {
  const mark = target?.closest('.mark');
  if (mark) return { anchor: mark, text: mark.ariaLabel ?? '' };
  const figure = target?.closest('td[aria-description]');
  if (figure) return { anchor: figure, text: figure.getAttribute('aria-description') ?? '' };
  const anchor = target?.closest('th');
  const definition = anchor?.querySelector('.definition');
  if (anchor && definition) return { anchor, text: definition.textContent };
  const names = [...(anchor?.querySelectorAll<HTMLElement>('bdi') ?? [])];
  if (!anchor || !names.some(isTruncated)) return undefined;
  return { anchor, text: names.map((name) => name.textContent).join('\n') };
}

/**
 * Shows the definition of a column, and the whole of a name of which only a part is visible: on hover, on keyboard focus
 * and on a tap of a mark. A tap on a header sorts: its definition is in its menu, where it covers neither rows nor notes. Escape hides it. The pointer may move onto it.
 */
export class TableTooltip {
  readonly #popover: HTMLElement;
  #anchor: Element | undefined;
  /** The heading whose tooltip shows, or will after the delay, and its distance from the left edge of the window. */
  #heading: readonly [target: Element, left: number] | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The element that the pointer has entered since its last move. */
  #entered: Element | undefined;
  #click: Event | undefined;

  constructor(scroller: HTMLElement, popover: HTMLElement) {
    this.#popover = popover;
    // A panel that opens or closes above a figure makes the pointer leave and enter it without a move.
    scroller.addEventListener('pointerover', ({ pointerType, target }) => {
      if (pointerType !== 'touch') this.#entered = target as Element;
    });
    scroller.addEventListener('pointermove', () => {
      if (this.#entered) this.showSoon(this.#entered);
      this.#entered = undefined;
    });
    scroller.addEventListener('pointerleave', () => {
      this.#entered = undefined;
      this.#hideSoon();
    });
    scroller.addEventListener('focusin', ({ target }) => this.#onFocus(target as Element));
    scroller.addEventListener('focusout', () => this.hide());
    scroller.addEventListener('click', (event) => this.handleClick(event, event.target as Element));
    scroller.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') this.hide();
    });
    popover.addEventListener('pointerenter', () => clearTimeout(this.#timer));
    popover.addEventListener('pointerleave', () => this.#hideSoon());
    const { activeElement } = scroller.getRootNode() as ShadowRoot;
    if (activeElement) this.#onFocus(activeElement);
  }

  /** Hides the tooltip after the table has scrolled or changed, except that of a heading which is still in place. */
  update(): void {
    if (!this.#isHeadingInPlace()) this.hide();
  }

  /** Hides the tooltip. */
  hide(): void {
    clearTimeout(this.#timer);
    this.#anchor = undefined;
    this.#heading = undefined;
    if (this.#popover.matches(':popover-open')) this.#popover.hidePopover();
  }

  /** Shows the tooltip of an element after a delay, which is shorter while another tooltip is open. */
  showSoon(target: Element): void {
    clearTimeout(this.#timer);
    if (this.#anchor?.contains(target)) return;
    this.#heading = headingAt(target);
    // A definition may load until then.
    this.#timer = setTimeout(() => this.#show(describe(target)), this.#anchor ? hideDelay : showDelay);
  }

  /**
   * Hides the tooltip, or shows that of the mark that a finger has tapped: touch screens have no hover. Handles
   * each click once, also if it is the one on which this code has loaded.
   */
  handleClick(click: Event, target: Element): void {
    if (click === this.#click) return;
    this.#click = click;
    const opened = this.#anchor;
    this.hide();
    const mark = target.closest('.touched');
    // A second tap hides its reason.
    if (mark && mark !== opened) this.#show(describe(mark));
  }

  #onFocus(target: Element): void {
    const described = target.matches(':focus-visible')
      ? (describe(target.closest('tbody th')?.querySelector('.mark') ?? null) ?? describe(target))
      : undefined;
    if (described) this.#show(described);
  }

  #show(described: Described | undefined): void {
    this.hide();
    // The table may be in a frame that has been removed.
    if (!described?.anchor.isConnected || !this.#popover.ownerDocument.defaultView) return;
    this.#anchor = described.anchor;
    this.#heading = headingAt(described.anchor);
    this.#popover.textContent = described.text;
    this.#popover.showPopover();
    placePopover(this.#popover, described.anchor, 'start');
  }

  /** Headings stay in view while rows scroll and change. One that has become that of another column has another definition. */
  #isHeadingInPlace(): boolean {
    const [target, left] = this.#heading ?? [];
    if (!target?.isConnected || leftOf(target) !== left) return false;
    return !this.#anchor || describe(this.#anchor)?.text === this.#popover.textContent;
  }

  #hideSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.hide(), hideDelay);
  }
}
