/** Where a pointer is, in the window, and how far it has come since it was pressed; in pixels. */
export interface PointerPlace {
  readonly x: number;
  readonly y: number;
  readonly byX: number;
  readonly byY: number;
}

export interface PointerFollower {
  /** Called once a frame while the pointer drags, whether it moved or not. */
  readonly onDrag: (place: PointerPlace) => void;
  /** Called at the end of a drag: `isDropped` if the pointer was let go, not if the drag was given up. */
  readonly onEnd: (isDropped: boolean) => void;
}

/**
 * Follows a pointer that is pressed on an element until it is let go, or the drag is given up by Escape.
 * Up to `slack` pixels it is a press, which may become a click; further on it is a drag, which is none.
 */
export function followPointer(element: HTMLElement, press: PointerEvent, follower: PointerFollower, slack = 0): void {
  const { pointerId, clientX, clientY } = press;
  const listening = new AbortController();
  const { signal } = listening;
  let latest = press;
  let isDragging = false;
  let frame = 0;

  const drag = () => {
    const { clientX: x, clientY: y } = latest;
    follower.onDrag({ x, y, byX: x - clientX, byY: y - clientY });
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
    swallowClick();
    follower.onEnd(isDropped);
  };
  const onMove = (event: PointerEvent) => {
    if (event.pointerId !== pointerId) return;
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

  window.addEventListener('pointermove', onMove, { signal });
  window.addEventListener('pointerup', onUp, { signal });
  window.addEventListener('pointercancel', () => end(false), { signal });
  window.addEventListener('keydown', onKey, { signal, capture: true });
}

/** A pointer that is let go clicks what it was pressed on, at once. */
function swallowClick(): void {
  const swallow = (event: Event) => {
    event.stopPropagation();
    event.preventDefault();
  };
  window.addEventListener('click', swallow, { capture: true });
  setTimeout(() => window.removeEventListener('click', swallow, { capture: true }));
}

/** Within so many pixels of its edge, what scrolls is scrolled by a drag, so many pixels a frame. */
const edge = 32;
const step = 8;

/** How far to scroll on, where a drag has come near an edge: a negative number is back. */
export function edgeScroll(at: number, from: number, to: number): number {
  if (at < from + edge) return -step;
  return at > to - edge ? step : 0;
}
