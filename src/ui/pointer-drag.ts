import { visualScale } from './visual-scale.ts';

/** The position of a pointer in the window, and its distance from where it was pressed, in pixels of the element. */
export interface PointerPosition {
  readonly x: number;
  readonly y: number;
  readonly byX: number;
  readonly byY: number;
}

export interface PointerFollower {
  /** Called on every animation frame of a drag, even if the pointer has not moved. */
  readonly onDrag: (position: PointerPosition) => void;
  /** Called at the end of a drag. `isDropped` is `false` if the drag was cancelled. */
  readonly onEnd: (isDropped: boolean) => void;
}

/** A drag of a pressed pointer. */
class Drag {
  /** The latest event of the pointer. */
  latest: PointerEvent;
  hasStarted = false;

  readonly #element: HTMLElement;
  readonly #press: PointerEvent;
  readonly #follower: PointerFollower;
  #frame = 0;

  constructor(element: HTMLElement, press: PointerEvent, follower: PointerFollower) {
    this.#element = element;
    this.#press = press;
    this.#follower = follower;
    this.latest = press;
  }

  start(): void {
    this.hasStarted = true;
    this.#element.setPointerCapture(this.#press.pointerId);
    this.#frame = requestAnimationFrame(this.#follow);
  }

  /** @param view the window whose next click is suppressed */
  end(isDropped: boolean, view: Window): void {
    cancelAnimationFrame(this.#frame);
    if (!this.hasStarted) return;
    const { pointerId } = this.#press;
    if (this.#element.hasPointerCapture(pointerId)) this.#element.releasePointerCapture(pointerId);
    if (isDropped) {
      this.#follow();
      cancelAnimationFrame(this.#frame);
    }
    swallowClick(view);
    this.#follower.onEnd(isDropped);
  }

  readonly #follow = (): void => {
    const { clientX: x, clientY: y } = this.latest;
    const scale = visualScale(this.#element);
    const { clientX, clientY } = this.#press;
    this.#follower.onDrag({ x, y, byX: (x - clientX) / scale, byY: (y - clientY) / scale });
    this.#frame = requestAnimationFrame(this.#follow);
  };
}

/**
 * Tracks a pressed pointer until it is released, or Escape cancels the drag.
 *
 * @param slack the distance in pixels from which a press becomes a drag; a drag does not cause a click
 */
export function followPointer(element: HTMLElement, press: PointerEvent, follower: PointerFollower, slack = 0): void {
  const { pointerId, clientX, clientY } = press;
  const listening = new AbortController();
  const { signal } = listening;
  // Of an iframe or a popup, if the report was moved there.
  const view = element.ownerDocument.defaultView ?? window;
  const drag = new Drag(element, press, follower);
  const end = (isDropped: boolean) => {
    listening.abort();
    drag.end(isDropped, view);
  };
  const onMove = (event: PointerEvent) => {
    if (event.pointerId !== pointerId) return;
    // The pointer was released before this function was called, or outside the window.
    if (event.buttons === 0) {
      end(false);
      return;
    }
    drag.latest = event;
    if (!drag.hasStarted && Math.hypot(event.clientX - clientX, event.clientY - clientY) > slack) drag.start();
  };
  const onUp = (event: PointerEvent) => {
    if (event.pointerId !== pointerId) return;
    drag.latest = event;
    end(true);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !drag.hasStarted) return;
    event.preventDefault();
    event.stopPropagation();
    end(false);
  };

  view.addEventListener('pointermove', onMove, { signal });
  view.addEventListener('pointerup', onUp, { signal });
  view.addEventListener('pointercancel', () => end(false), { signal });
  view.addEventListener('keydown', onKey, { signal, capture: true });
}

/** Suppresses the click that follows the end of a drag. */
function swallowClick(view: Window): void {
  const swallow = (event: Event) => {
    event.stopPropagation();
    event.preventDefault();
  };
  view.addEventListener('click', swallow, { capture: true });
  setTimeout(() => view.removeEventListener('click', swallow, { capture: true }));
}

/** The distance from the edge of a scroller within which a drag scrolls it, in pixels. */
const edge = 32;
/** The distance that a drag scrolls per animation frame, in pixels. */
const step = 8;

/** Returns how far a drag at a position scrolls, in pixels: negative near the start, positive near the end, else 0. */
export function edgeScroll(at: number, from: number, to: number): number {
  if (at < from + edge) return -step;
  return at > to - edge ? step : 0;
}
