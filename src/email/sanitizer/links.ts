import { removedElements } from './allow-list.ts';
import { isFragment, isScriptOrContentUrl, normalizeUrl } from './allowed-urls.ts';
import { attributeOf, type EmailElement, type EmailNode } from './email-tree.ts';

/** A URL that an email links to. Several links to the same URL are one entry. */
export interface EmailLink {
  /** From 1, in order of appearance. The badges in the email show it. */
  readonly number: number;
  /** As in the email, without surrounding spaces. May be relative or a `mailto:`. */
  readonly url: string;
  /** Text of the first link that has text, or the alternative text of its image; otherwise empty. */
  readonly text: string;
  /** How often the email links to the URL. */
  readonly places: number;
}

/** Returns the URL of a link that leaves the email; `undefined` for other elements, fragments and script URLs. */
export function linkUrl(element: EmailElement): string | undefined {
  if (element.namespace !== 'html' || (element.name !== 'a' && element.name !== 'area')) return undefined;
  const url = normalizeUrl(attributeOf(element, 'href') ?? '');
  return url === '' || isFragment(url) || isScriptOrContentUrl(url) ? undefined : url;
}

/** Returns the links of an email in order of appearance. */
export function findLinks(root: EmailElement): readonly EmailLink[] {
  const links = new Map<string, EmailLink>();
  const visit = (element: EmailElement): void => {
    if (removedElements.has(element.name)) return;
    const url = linkUrl(element);
    if (url !== undefined) {
      const known = links.get(url);
      const text = known?.text ?? '';
      links.set(url, {
        number: known?.number ?? links.size + 1,
        url,
        text: text || linkText(element),
        places: (known?.places ?? 0) + 1,
      });
    }
    for (const child of element.children) if (typeof child !== 'string') visit(child);
  };
  visit(root);
  return [...links.values()];
}

function linkText(element: EmailElement): string {
  const textOf = (node: EmailNode): string => {
    if (typeof node === 'string') return node;
    if (removedElements.has(node.name) || node.name === 'style') return '';
    return ` ${attributeOf(node, 'alt') ?? ''} ${node.children.map(textOf).join('')}`;
  };
  return textOf(element).replace(/\s+/g, ' ').trim();
}
