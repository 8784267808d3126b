import { inlineDirection } from './inline-direction.ts';
import { visualScale } from './visual-scale.ts';

/** The distance between a popover and its button, in pixels. */
const gap = 4;
/** The minimum distance between a popover and the edge of the window, in pixels. */
const margin = 8;
/** The minimum height of a popover, in pixels: it covers its button if there is less space above and below. */
const minHeight = 240;

/** Positions an open popover as `movePopover` does, and makes it scroll if it does not fit. */
export function placePopover(popover: HTMLElement, button: Element, alignment: 'start' | 'end' = 'end'): void {
  limitHeight(popover, movePopover(popover, button, alignment));
}

/** Limits the height of a popover, in its own pixels: a zoomed page has others. */
export function limitHeight(popover: HTMLElement, height: number): void {
  popover.style.maxHeight = `${height}px`;
}

/**
 * Positions an open popover below its button, or above if there is more space, aligned with its end, or with its start if
 * it does not fit otherwise. The popover stays inside the window if it has at most the returned height. Call it again after a
 * scroll or a resize. Its size does not change. All lengths are in pixels of the window, but for the returned one.
 */
export function movePopover(popover: HTMLElement, button: Element, alignment: 'start' | 'end' = 'end'): number {
  const target = button.getBoundingClientRect();
  const scale = visualScale(popover);
  const { documentElement: root, defaultView } = popover.ownerDocument;
  const zoom = (root.currentCSSZoom as number | undefined) ?? 1;
  const width = scale * popover.offsetWidth;
  const maxLeft = zoom * root.clientWidth - margin - width;
  const windowHeight = (defaultView ?? window).innerHeight;
  const above = target.top - gap - margin;
  const below = windowHeight - target.bottom - gap - margin;
  // The height of the content plus the borders: removing the limit to measure would lose the scroll position.
  const contentHeight = scale * (popover.scrollHeight + popover.offsetHeight - popover.clientHeight);
  const isAbove = contentHeight > below && above > below;
  const room = Math.max(isAbove ? above : below, Math.min(minHeight, windowHeight - 2 * margin));
  const height = Math.min(contentHeight, room);
  const atLeft = target.left;
  const atRight = target.right - width;
  const isRightAligned = (alignment === 'end') === inlineDirection(button) > 0;
  const [left, otherLeft] = isRightAligned ? [atRight, atLeft] : [atLeft, atRight];
  const fits = left >= margin && left <= maxLeft;
  const top = isAbove ? target.top - gap - height : target.bottom + gap;
  popover.style.left = `${clamp(fits ? left : otherLeft, maxLeft) / scale}px`;
  popover.style.top = `${clamp(top, windowHeight - margin - height) / scale}px`;
  return room / scale;
}

function clamp(value: number, max: number): number {
  return Math.max(margin, Math.min(value, max));
}
