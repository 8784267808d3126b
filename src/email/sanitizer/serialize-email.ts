import {
  allowedSvgElements,
  slowElements,
  outputName,
  removedElements,
  selectElements,
  voidElements,
} from './allow-list.ts';
import { colorSchemeOf } from './color-scheme.ts';
import { findChild, type EmailElement, type EmailNode } from './email-tree.ts';
import { EmbeddedImages } from './embedded-images.ts';
import { maxSlowElements } from './limits.ts';
import type { LinkBadge } from './link-badges.ts';
import { badgeAttribute, sanitizeAttributes, type SanitizeContext } from './sanitize-attributes.ts';
import { sanitizeCss } from './sanitize-css.ts';

export interface SerializeOptions {
  /** Keeps `https:` images of `img`. */
  readonly remoteImages: boolean;
  /** Keeps style sheets and inline styles. */
  readonly styles: boolean;
  /** The badges with the numbers of links. */
  readonly badges?: ReadonlyMap<EmailElement, LinkBadge> | undefined;
}

/** The parts of a document with the sanitized email. */
export interface SerializedEmail {
  /** The start tag of the `html` element. */
  readonly startTag: string;
  /** The style sheets in the head and the color scheme. */
  readonly head: string;
  /** The `body` element. */
  readonly body: string;
}

/**
 * Serializes the allowed elements, attributes and text of an email, from its root element. However a browser parses the
 * result, it contains only allowed tags and attributes: all text is escaped, and no style sheet can end its element.
 */
export function serializeEmail(root: EmailElement, options: SerializeOptions): SerializedEmail {
  const head = findChild(root, 'head');
  const body = findChild(root, 'body') ?? { name: 'body', namespace: 'html', attributes: [], children: [] };
  const serializer = new EmailSerializer(options);
  const colorScheme = colorSchemeOf(root);
  return {
    startTag: serializer.serializeStartTag('html', root),
    head:
      (colorScheme === undefined ? '' : `<meta name="color-scheme" content="${colorScheme}">`) +
      (head?.children ?? []).map((child) => serializer.serializeHeadNode(child)).join(''),
    body: serializer.serializeNode(body),
  };
}

class EmailSerializer {
  readonly #options: SerializeOptions;
  readonly #context: SanitizeContext;
  #slowElements = 0;

  constructor(options: SerializeOptions) {
    this.#options = options;
    this.#context = { embeddedImages: new EmbeddedImages(), remoteImages: options.remoteImages };
  }

  serializeHeadNode(node: EmailNode): string {
    return typeof node !== 'string' && node.name === 'style' ? this.serializeNode(node) : '';
  }

  serializeNode(node: EmailNode): string {
    if (typeof node === 'string') return escapeText(breakLongWords(node));
    if (node.namespace === 'svg') return this.#serializeSvg(node);
    if (node.namespace !== 'html' || removedElements.has(node.name)) return '';
    const name = outputName(node);
    if (!slowElements.has(name)) return this.#serializeHtml(node, name);
    this.#slowElements += 1;
    return this.#serializeHtml(node, this.#slowElements > maxSlowElements ? 'span' : name);
  }

  serializeStartTag(name: string, element: EmailElement): string {
    const sanitized = sanitizeAttributes(element, this.#context);
    const attributes = this.#options.styles ? sanitized : sanitized.filter(([each]) => each !== 'style');
    return `<${name}${attributes.map(([each, value]) => ` ${each}="${escapeAttribute(value)}"`).join('')}>`;
  }

  #serializeHtml(element: EmailElement, name: string): string {
    if (name === 'style' && !this.#options.styles) return '';
    const start = this.serializeStartTag(name, element);
    if (voidElements.has(name)) return start;
    if (name === 'style') return `${start}${sanitizeCss(textContentOf(element), this.#context)}</style>`;
    const content = selectElements.has(name)
      ? this.#serializeAll(flattenSelectContent(element.children))
      : this.#serializeWithBadge(element);
    // The parser removes a line break at the start of these elements.
    const lineBreak = (name === 'pre' || name === 'textarea') && content.startsWith('\n') ? '\n' : '';
    return `${start}${lineBreak}${content}</${name}>`;
  }

  #serializeSvg(element: EmailElement): string {
    const { name, children } = element;
    if (name === 'a') return this.#serializeAll(children);
    if (!allowedSvgElements.has(name)) return '';
    return `${this.serializeStartTag(name, element)}${this.#serializeAll(children)}</${name}>`;
  }

  #serializeAll(nodes: readonly EmailNode[]): string {
    return nodes.map((node) => this.serializeNode(node)).join('');
  }

  #serializeWithBadge(element: EmailElement): string {
    const badge = this.#options.badges?.get(element);
    if (!badge) return this.#serializeAll(element.children);
    const { number, index, isOverlay } = badge;
    const mark = `<span ${badgeAttribute}="${isOverlay ? 'overlay' : ''}">${number}</span>`;
    const { children } = element;
    return this.#serializeAll(children.slice(0, index)) + mark + this.#serializeAll(children.slice(index));
  }
}

/**
 * Limits combining marks per character, and lets words of more than 1,000 characters break. WebKit's layout time grows
 * with the square of both.
 */
function breakLongWords(text: string): string {
  if (!/\S{300}/.test(text)) return text;
  return text.replace(/(\p{M}{30})\p{M}+/gu, '$1').replace(/[^\s\u200b]{1000}(?=[^\s\u200b])/gu, '$&\u200b');
}

/** Reduces a `select` to options and text, as older parsers do. Newer parsers keep any element in it. */
function flattenSelectContent(nodes: readonly EmailNode[]): EmailNode[] {
  return nodes.flatMap((node) => {
    if (typeof node === 'string' || selectElements.has(node.name) || node.name === 'hr') return [node];
    return removedElements.has(node.name) ? [] : flattenSelectContent(node.children);
  });
}

function textContentOf(element: EmailElement): string {
  return element.children.filter((child) => typeof child === 'string').join('');
}

/** Escapes text for the content of an element. */
export function escapeText(text: string): string {
  return text.replace(/[&<>\r]/g, (each) => `&#${each.charCodeAt(0)};`);
}

/** Escapes text for an attribute value in double quotes. */
export function escapeAttribute(text: string): string {
  return text.replace(/[&"<>\r]/g, (each) => `&#${each.charCodeAt(0)};`);
}
