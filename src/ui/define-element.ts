/**
 * Defines a custom element if its tag is free. If several copies of this package are on a page, the first one owns all
 * tags, so that elements of different versions never mix.
 */
export function defineElement(tag: string, elementClass: CustomElementConstructor): void {
  if (!customElements.get(tag)) customElements.define(tag, elementClass);
}
