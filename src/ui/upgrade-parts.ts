/**
 * Upgrades the elements in a shadow root of another document when their tags are defined. A browser need not do that:
 * Firefox upgrades only the elements of the document whose window defines the tag.
 */
export function upgradeParts(root: ShadowRoot): void {
  const waiting = new WeakSet<Element>();
  const find = (): void => {
    for (const part of root.querySelectorAll(':not(:defined)')) {
      if (waiting.has(part)) continue;
      waiting.add(part);
      void customElements.whenDefined(part.localName).then(() => upgrade(part));
    }
  };
  find();
  new MutationObserver((changes) => {
    if (changes.some(({ addedNodes }) => addedNodes.length > 0)) find();
  }).observe(root, { childList: true, subtree: true });
}

/** Upgrades an element in the document of this window, and puts it back into its place. */
function upgrade(part: Element): void {
  if (part.matches(':defined')) return;
  const place = part.ownerDocument.createComment('');
  part.replaceWith(place);
  document.adoptNode(part);
  customElements.upgrade(part);
  place.replaceWith(part);
}
