/** The distance in pixels between a popover and its button, and between a popover and the edge of the window. */
const gap = 4;
const margin = 8;
/** A popover may cover its button where neither side of it has this many pixels. */
const leastHeight = 240;

/**
 * Places an open popover under its button, or above it where there is more room, start-aligned with it. The popover
 * stays inside the window and scrolls if it is taller than the room. Call it again when anything has moved.
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
  const room = Math.max(isAbove ? above : below, Math.min(leastHeight, windowHeight - 2 * margin));
  const height = Math.min(contentHeight, room);
  const isRightToLeft = getComputedStyle(button).direction === 'rtl';
  const left = isRightToLeft ? target.right - popover.offsetWidth : target.left;
  const top = isAbove ? target.top - gap - height : target.bottom + gap;
  popover.style.maxHeight = `${room}px`;
  popover.style.left = `${clamp(left, windowWidth - margin - popover.offsetWidth)}px`;
  popover.style.top = `${clamp(top, windowHeight - margin - height)}px`;
}

function clamp(value: number, greatest: number): number {
  return Math.max(margin, Math.min(value, greatest));
}
