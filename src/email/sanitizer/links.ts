import { attributeOf, type EmailElement, type EmailNode } from './email-tree.ts';
import { droppedElements } from './rules.ts';
import { cleanUrl, isCode, isPlace } from './urls.ts';

/** An address that an email links to, once for all the places that do. */
export interface EmailLink {
  /** From 1, in the order of appearance: what the badges show. */
  readonly number: number;
  /** As the email has it, but for spaces around it. It may be relative, or a `mailto:`. */
  readonly url: string;
  /** The words of its first place that has any, or a picture's alternative text; empty without. */
  readonly text: string;
  /** How many places of the email link to it. */
  readonly places: number;
}

/** The address of an element that is a link to somewhere else. */
export function linkAddress(element: EmailElement): string | undefined {
  if (element.space !== 'html' || (element.name !== 'a' && element.name !== 'area')) return undefined;
  const url = cleanUrl(attributeOf(element, 'href') ?? '');
  return url === '' || isPlace(url) || isCode(url) ? undefined : url;
}

/** The links of an email, in the order of appearance. */
export function linksOf(root: EmailElement): readonly EmailLink[] {
  const links = new Map<string, EmailLink>();
  const visit = (element: EmailElement): void => {
    if (droppedElements.has(element.name)) return;
    const url = linkAddress(element);
    if (url !== undefined) {
      const known = links.get(url);
      const text = known?.text ?? '';
      links.set(url, {
        number: known?.number ?? links.size + 1,
        url,
        text: text || wordsOf(element),
        places: (known?.places ?? 0) + 1,
      });
    }
    for (const child of element.children) if (typeof child !== 'string') visit(child);
  };
  visit(root);
  return [...links.values()];
}

function wordsOf(element: EmailElement): string {
  const words = (node: EmailNode): string => {
    if (typeof node === 'string') return node;
    if (droppedElements.has(node.name) || node.name === 'style') return '';
    return ` ${attributeOf(node, 'alt') ?? ''} ${node.children.map(words).join('')}`;
  };
  return words(element).replace(/\s+/g, ' ').trim();
}
