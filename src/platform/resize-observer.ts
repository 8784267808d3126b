/**
 * Calls back when the size of an element changes, until the returned function is called; never in jsdom, which has no
 * `ResizeObserver`. The page gets an error “loop completed” if the callback changes an observed size before the next frame, or
 * if the observer is not that of the elements' window.
 */
export function observeResize(callback: ResizeObserverCallback, ...elements: [Element, ...Element[]]): () => void {
  const view: Partial<typeof globalThis> | null = elements[0].ownerDocument.defaultView;
  if (!view?.ResizeObserver) return () => {};
  const observer = new view.ResizeObserver(callback);
  for (const element of elements) observer.observe(element);
  return () => observer.disconnect();
}
