/**
 * Calls back when the size of an element changes, until the returned function is called; never in jsdom, which has no
 * `ResizeObserver`. The observer is that of the elements' window: in any other it fails with “loop completed”.
 */
export function observeResize(callback: ResizeObserverCallback, ...elements: [Element, ...Element[]]): () => void {
  const view: Partial<typeof globalThis> | null = elements[0].ownerDocument.defaultView;
  if (!view?.ResizeObserver) return () => {};
  const observer = new view.ResizeObserver(callback);
  for (const element of elements) observer.observe(element);
  return () => observer.disconnect();
}
