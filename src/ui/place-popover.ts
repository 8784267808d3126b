/** Pixels between a popover and its button, and between a popover and the edge of the window. */
const gap = 4;
const margin = 8;
/** Where neither side of the button has this much room, a popover may cover the button. */
const leastHeight = 240;

/**
 * Puts an open popover at its button: under it, or over it where there is more room, its start edge at the
 * button's. It stays inside the window; what does not fit is scrolled. To be called again when anything moved.
 */
export function placePopover(popover: HTMLElement, button: Element): void {
  const target = button.getBoundingClientRect();
  const windowWidth = document.documentElement.clientWidth;
  const windowHeight = window.innerHeight;
  const above = target.top - gap - margin;
  const below = windowHeight - target.bottom - gap - margin;
  // The height of the content plus the borders: asking for it without a limit would lose the scroll position.
  const wanted = popover.scrollHeight + popover.offsetHeight - popover.clientHeight;
  const isAbove = wanted > below && above > below;
  const room = Math.max(isAbove ? above : below, Math.min(leastHeight, windowHeight - 2 * margin));
  const height = Math.min(wanted, room);
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
