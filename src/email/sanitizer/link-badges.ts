import { removedElements, selectElements } from './allow-list.ts';
import type { EmailElement } from './email-tree.ts';
import { findLinks, linkUrl } from './links.ts';

/** A badge with the number of a link, in the element that contains the first words of the link. */
export interface LinkBadge {
  readonly number: number;
  /** The index of the child before which the badge is. */
  readonly index: number;
  /** Whether the link has no words, so that the badge is on its image. */
  readonly isOverlay: boolean;
}

/** Returns the badges of all links, by the element that contains the badge. */
export function placeBadges(root: EmailElement): ReadonlyMap<EmailElement, LinkBadge> {
  const numbers = new Map(findLinks(root).map(({ url, number }) => [url, number]));
  const badges = new Map<EmailElement, LinkBadge>();
  const visit = (element: EmailElement): void => {
    const number = numbers.get(linkUrl(element) ?? '');
    if (number !== undefined) {
      const words = findWords(element);
      const [parent, index] = words ?? [element, 0];
      badges.set(parent, { number, index, isOverlay: !words });
    }
    for (const child of element.children) if (typeof child !== 'string') visit(child);
  };
  visit(root);
  return badges;
}

/** Returns the element and the index of its first child that is text, where HTML allows another element before it. */
function findWords(element: EmailElement): readonly [EmailElement, number] | undefined {
  const { name, namespace, children } = element;
  const isText = name === 'textarea' || name === 'style' || selectElements.has(name) || removedElements.has(name);
  if (isText || namespace !== 'html') return undefined;
  for (const [index, child] of children.entries()) {
    const words = typeof child !== 'string' ? findWords(child) : /[\p{L}\p{N}\p{P}\p{S}]/u.test(child);
    if (words) return words === true ? [element, index] : words;
  }
  return undefined;
}
