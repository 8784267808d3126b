import type { Page } from 'playwright-core';

/** Names that are cut by design. A tooltip shows them in full. */
const cutByDesign = 'bdi, .name, [title], [aria-hidden=true]';

/** Runs in the page: the elements that hide a part of their text. */
function cutTextIn(exceptions: string): string[] {
  const found: string[] = [];
  const hasOwnText = (element: Element) =>
    [...element.childNodes].some((node) => node instanceof Text && node.data.trim() !== '');
  const isHiddenFromSight = ({ clientWidth, clientHeight }: Element) => clientWidth <= 1 && clientHeight <= 1;
  const check = (element: Element) => {
    const style = getComputedStyle(element);
    const cutsInline = style.overflowX !== 'visible' && !['auto', 'scroll'].includes(style.overflowX);
    const cutsBlock = style.overflowY !== 'visible' && !['auto', 'scroll'].includes(style.overflowY);
    const isWider = cutsInline && element.scrollWidth > element.clientWidth + 1;
    const isHigher = cutsBlock && element.scrollHeight > element.clientHeight + 1;
    if (!isWider && !isHigher) return;
    found.push(
      `cut text (${isWider ? 'inline' : 'block'}): <${element.localName} class="${element.getAttribute('class') ?? ''}"> “${element.textContent.trim().replace(/\s+/g, ' ').slice(0, 60)}” ${element.scrollWidth}×${element.scrollHeight} in ${element.clientWidth}×${element.clientHeight}`,
    );
  };
  const visit = (root: Document | ShadowRoot) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) visit(element.shadowRoot);
      if (!hasOwnText(element) && !element.querySelector('bdi, span')) continue;
      if (element.matches(exceptions) || isHiddenFromSight(element)) continue;
      if (element.checkVisibility({ visibilityProperty: true })) check(element);
    }
  };
  visit(document);
  return found;
}

/** Returns a line for each element whose text is cut. */
export function findCutText(page: Page): Promise<string[]> {
  return page.evaluate(cutTextIn, cutByDesign);
}
