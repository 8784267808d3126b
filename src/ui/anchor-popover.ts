import { observeResize } from '../platform/resize-observer.ts';
import { limitHeight, movePopover, placePopover } from './place-popover.ts';

export { popoverStyles } from './popover-styles.ts';

/** Places an open popover at its button, and keeps it there until the signal aborts. */
export function anchorPopover(popover: HTMLElement, button: Element, signal: AbortSignal): void {
  popover.style.maxHeight = '';
  const place = () => {
    if (popover.matches(':popover-open')) placePopover(popover, button);
  };
  place();
  const view = popover.ownerDocument.defaultView ?? window;
  // It moves in the same frame. An observer must not change the size before the next one.
  const follow = () => {
    if (!popover.matches(':popover-open')) return;
    const height = movePopover(popover, button);
    view.requestAnimationFrame(() => limitHeight(popover, height));
  };
  signal.addEventListener('abort', observeResize(follow, popover));
  view.addEventListener('scroll', place, { capture: true, passive: true, signal });
  view.addEventListener('resize', place, { signal });
}
