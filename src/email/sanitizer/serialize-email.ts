import { badgeAttribute, sanitizeAttributes, type SanitizeContext } from './sanitize-attributes.ts';
import { sanitizeCss } from './sanitize-css.ts';
import { Drawing, field } from './paint-budget.ts';
import { attributeOf, findChild, type EmailElement, type EmailNode } from './email-tree.ts';
import { linkUrl } from './links.ts';
import { EmbeddedImages } from './embedded-images.ts';
import {
  selectElements,
  removedElements,
  formFieldElements,
  allowedSvgElements,
  outputName,
  voidElements,
} from './allow-list.ts';

export interface SerializeOptions {
  /** Whether `https:` pictures of `img` stay. */
  readonly remoteImages: boolean;
  /** Whether styles stay. */
  readonly styles: boolean;
  /** The number to show at a link, by its address. */
  readonly badges?: ReadonlyMap<string, number> | undefined;
}

/** An email without anything that loads, runs or leads away, as the parts of a document. */
export interface SerializedEmail {
  /** The start tag of its `html` element. */
  readonly startTag: string;
  /** Its style sheets, and what it says about light and dark. */
  readonly head: string;
  /** Its `body` element. */
  readonly body: string;
}

/**
 * Writes what is kept of an email, from its root element.
 * Whatever tree a browser makes of the answer: it holds no other tags and attributes than those of the rules, all
 * text in it is escaped, and in its style sheets there is nothing that could end them.
 */
export function serializeEmail(root: EmailElement, options: SerializeOptions): SerializedEmail {
  const head = findChild(root, 'head');
  const body = findChild(root, 'body') ?? { name: 'body', namespace: 'html', attributes: [], children: [] };
  const writer = new EmailSerializer(root, options);
  return {
    startTag: writer.startTag('html', root),
    head: serializeColorScheme(head) + (head?.children ?? []).map((child) => writer.headNode(child)).join(''),
    body: writer.node(body),
  };
}

/** Of all that a head can say, how it takes light and dark is the one thing that changes what is seen. */
function serializeColorScheme(head: EmailElement | undefined): string {
  const metas = (head?.children ?? []).filter((child) => typeof child !== 'string' && child.name === 'meta');
  for (const meta of metas as EmailElement[]) {
    const content = attributeOf(meta, 'content')?.trim().toLowerCase() ?? '';
    const isScheme = attributeOf(meta, 'name')?.trim().toLowerCase() === 'color-scheme';
    if (isScheme && /^(?:(?:light|dark|only|normal)\s*)+$/.test(content))
      return `<meta name="color-scheme" content="${content}">`;
  }
  return '';
}

class EmailSerializer {
  readonly #options: SerializeOptions;
  readonly #shown: SanitizeContext;

  constructor(root: EmailElement, options: SerializeOptions) {
    this.#options = options;
    const drawing = new Drawing(root);
    this.#shown = {
      embeddedImages: new EmbeddedImages(drawing),
      remoteImages: options.remoteImages,
      paintBudget: drawing,
    };
  }

  headNode(node: EmailNode): string {
    return typeof node !== 'string' && node.name === 'style' ? this.node(node) : '';
  }

  node(node: EmailNode): string {
    if (typeof node === 'string') return escapeText(breakLongWords(node));
    if (node.namespace === 'svg') return this.#svg(node);
    if (node.namespace !== 'html' || removedElements.has(node.name)) return '';
    const name = outputName(node);
    const hasRoom = !formFieldElements.has(name) || this.#shown.paintBudget.take(field);
    return this.#html(node, hasRoom ? name : 'span');
  }

  startTag(name: string, element: EmailElement): string {
    const kept = sanitizeAttributes(element, this.#shown);
    const attributes = this.#options.styles ? kept : kept.filter(([each]) => each !== 'style');
    return `<${name}${attributes.map(([each, value]) => ` ${each}="${escapeAttribute(value)}"`).join('')}>`;
  }

  #html(element: EmailElement, name: string): string {
    if (name === 'style' && !this.#options.styles) return '';
    const start = this.startTag(name, element);
    if (voidElements.has(name)) return start;
    if (name === 'style') return `${start}${sanitizeCss(textContentOf(element), this.#shown)}</style>`;
    const children = selectElements.has(name) ? flattenSelectContent(element.children) : element.children;
    const content = this.#badge(element) + children.map((child) => this.node(child)).join('');
    // A parser takes away the first line break of these.
    const gap = (name === 'pre' || name === 'textarea') && content.startsWith('\n') ? '\n' : '';
    return `${start}${gap}${content}</${name}>`;
  }

  #svg(element: EmailElement): string {
    if (element.name === 'a') return element.children.map((child) => this.node(child)).join('');
    if (!allowedSvgElements.has(element.name)) return '';
    return `${this.startTag(element.name, element)}${element.children.map((child) => this.node(child)).join('')}</${element.name}>`;
  }

  #badge(element: EmailElement): string {
    const number = this.#options.badges?.get(linkUrl(element) ?? '');
    return number === undefined ? '' : `<span ${badgeAttribute}="">${number}</span>`;
  }
}

/** Marks on one letter, and letters of one word, without end: there are browsers that take minutes to lay them out. */
function breakLongWords(text: string): string {
  if (!/\S{300}/.test(text)) return text;
  return text.replace(/(\p{M}{30})\p{M}+/gu, '$1').replace(/[^\s\u200b]{1000}(?=[^\s\u200b])/gu, '$&\u200b');
}

/** What every parser finds in a list of choices: newer ones find whatever stands there, older ones choices and text. */
function flattenSelectContent(nodes: readonly EmailNode[]): EmailNode[] {
  return nodes.flatMap((node) => {
    if (typeof node === 'string' || selectElements.has(node.name) || node.name === 'hr') return [node];
    return removedElements.has(node.name) ? [] : flattenSelectContent(node.children);
  });
}

function textContentOf(element: EmailElement): string {
  return element.children.filter((child) => typeof child === 'string').join('');
}

/** A text as the content of an element. */
export function escapeText(text: string): string {
  return text.replace(/[&<>\r]/g, (each) => `&#${each.charCodeAt(0)};`);
}

/** A text as the value of an attribute in double quotes. */
export function escapeAttribute(text: string): string {
  return text.replace(/[&"<>\r]/g, (each) => `&#${each.charCodeAt(0)};`);
}
