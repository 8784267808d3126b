/**
 * Returns how many pixels of the window a pixel of an element takes: 1, unless the page uses CSS `zoom` or `transform`.
 * Styles, `offsetWidth` and `scrollTop` are in pixels of the element, bounding boxes and pointers in those of the window.
 */
export function visualScale(element: HTMLElement): number {
  return element.getBoundingClientRect().width / element.offsetWidth || 1;
}
