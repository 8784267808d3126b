import { inlineDirection } from './inline-direction.ts';

/** The distance between a popover and its button, in pixels. */
const gap = 4;
/** The minimum distance between a popover and the edge of the window, in pixels. */
const margin = 8;
/** The minimum height of a popover, in pixels: it covers its button if there is less space above and below. */
const minHeight = 240;

/**
 * Positions an open popover below its button, or above if there is more space, start-aligned with it. The popover stays
 * inside the window and scrolls if it does not fit. Call it again after a scroll or a resize.
 */
export function placePopover(popover: HTMLElement, button: Element): void {
  const target = button.getBoundingClientRect();
  const windowWidth = document.documentElement.clientWidth;
  const windowHeight = window.innerHeight;
  const above = target.top - gap - margin;
  const below = windowHeight - target.bottom - gap - margin;
  // The height of the content plus the borders: removing the limit to measure would lose the scroll position.
  const contentHeight = popover.scrollHeight + popover.offsetHeight - popover.clientHeight;
  const isAbove = contentHeight > below && above > below;
  const room = Math.max(isAbove ? above : below, Math.min(minHeight, windowHeight - 2 * margin));
  const height = Math.min(contentHeight, room);
  const isRightToLeft = inlineDirection(button) < 0;
  const left = isRightToLeft ? target.right - popover.offsetWidth : target.left;
  const top = isAbove ? target.top - gap - height : target.bottom + gap;
  popover.style.maxHeight = `${room}px`;
  popover.style.left = `${clamp(left, windowWidth - margin - popover.offsetWidth)}px`;
  popover.style.top = `${clamp(top, windowHeight - margin - height)}px`;
}

function clamp(value: number, max: number): number {
  return Math.max(margin, Math.min(value, max));
}
