/**
 * Defines a custom element if its tag is free. Another copy of this package may have defined it; the first copy on a page
 * owns all tags, so that its elements never mix with those of another version.
 */
export function defineElement(tag: string, elementClass: CustomElementConstructor): void {
  if (!customElements.get(tag)) customElements.define(tag, elementClass);
}
