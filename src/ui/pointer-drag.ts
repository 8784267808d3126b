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
  let latest = press;
  let isDragging = false;
  let frame = 0;

  const drag = () => {
    const { clientX: x, clientY: y } = latest;
    const scale = visualScale(element);
    follower.onDrag({ x, y, byX: (x - clientX) / scale, byY: (y - clientY) / scale });
    frame = requestAnimationFrame(drag);
  };
  const start = () => {
    isDragging = true;
    element.setPointerCapture(pointerId);
    frame = requestAnimationFrame(drag);
  };
  const end = (isDropped: boolean) => {
    listening.abort();
    cancelAnimationFrame(frame);
    if (!isDragging) return;
    if (element.hasPointerCapture(pointerId)) element.releasePointerCapture(pointerId);
    if (isDropped) {
      drag();
      cancelAnimationFrame(frame);
    }
    swallowClick(view);
    follower.onEnd(isDropped);
  };
  const onMove = (event: PointerEvent) => {
    if (event.pointerId !== pointerId) return;
    // The pointer was released before this function was called, or outside the window.
    if (event.buttons === 0) {
      end(false);
      return;
    }
    latest = event;
    if (!isDragging && Math.hypot(event.clientX - clientX, event.clientY - clientY) > slack) start();
  };
  const onUp = (event: PointerEvent) => {
    if (event.pointerId !== pointerId) return;
    latest = event;
    end(true);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !isDragging) return;
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
