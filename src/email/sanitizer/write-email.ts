import { badgeAttribute, keepAttributes, type ShownParts } from './attributes.ts';
import { stripCss } from './css.ts';
import { Drawing, field } from './paint-budget.ts';
import { attributeOf, childOf, type EmailElement, type EmailNode } from './email-tree.ts';
import { linkAddress } from './links.ts';
import { Pictures } from './embedded-images.ts';
import { choiceElements, droppedElements, fieldElements, keptSvgElements, shownName, voidElements } from './rules.ts';

export interface WriteOptions {
  /** Whether `https:` pictures of `img` stay. */
  readonly remoteImages: boolean;
  /** Whether styles stay. */
  readonly styles: boolean;
  /** The number to show at a link, by its address. */
  readonly badges?: ReadonlyMap<string, number> | undefined;
}

/** An email without anything that loads, runs or leads away, as the parts of a document. */
export interface WrittenEmail {
  /** The start tag of its `html` element. */
  readonly open: string;
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
export function writeEmail(root: EmailElement, options: WriteOptions): WrittenEmail {
  const head = childOf(root, 'head');
  const body = childOf(root, 'body') ?? { name: 'body', space: 'html', attributes: [], children: [] };
  const writer = new EmailWriter(root, options);
  return {
    open: writer.startTag('html', root),
    head: writeColorScheme(head) + (head?.children ?? []).map((child) => writer.headNode(child)).join(''),
    body: writer.node(body),
  };
}

/** Of all that a head can say, how it takes light and dark is the one thing that changes what is seen. */
function writeColorScheme(head: EmailElement | undefined): string {
  const metas = (head?.children ?? []).filter((child) => typeof child !== 'string' && child.name === 'meta');
  for (const meta of metas as EmailElement[]) {
    const content = attributeOf(meta, 'content')?.trim().toLowerCase() ?? '';
    const isScheme = attributeOf(meta, 'name')?.trim().toLowerCase() === 'color-scheme';
    if (isScheme && /^(?:(?:light|dark|only|normal)\s*)+$/.test(content))
      return `<meta name="color-scheme" content="${content}">`;
  }
  return '';
}

class EmailWriter {
  readonly #options: WriteOptions;
  readonly #shown: ShownParts;

  constructor(root: EmailElement, options: WriteOptions) {
    this.#options = options;
    const drawing = new Drawing(root);
    this.#shown = { carried: new Pictures(drawing), remote: options.remoteImages, drawing };
  }

  headNode(node: EmailNode): string {
    return typeof node !== 'string' && node.name === 'style' ? this.node(node) : '';
  }

  node(node: EmailNode): string {
    if (typeof node === 'string') return escapeText(breakUp(node));
    if (node.space === 'svg') return this.#svg(node);
    if (node.space !== 'html' || droppedElements.has(node.name)) return '';
    const name = shownName(node);
    const hasRoom = !fieldElements.has(name) || this.#shown.drawing.take(field);
    return this.#html(node, hasRoom ? name : 'span');
  }

  startTag(name: string, element: EmailElement): string {
    const kept = keepAttributes(element, this.#shown);
    const attributes = this.#options.styles ? kept : kept.filter(([each]) => each !== 'style');
    return `<${name}${attributes.map(([each, value]) => ` ${each}="${escapeAttribute(value)}"`).join('')}>`;
  }

  #html(element: EmailElement, name: string): string {
    if (name === 'style' && !this.#options.styles) return '';
    const start = this.startTag(name, element);
    if (voidElements.has(name)) return start;
    if (name === 'style') return `${start}${stripCss(textOf(element), this.#shown)}</style>`;
    const children = choiceElements.has(name) ? choicesOf(element.children) : element.children;
    const content = this.#badge(element) + children.map((child) => this.node(child)).join('');
    // A parser takes away the first line break of these.
    const gap = (name === 'pre' || name === 'textarea') && content.startsWith('\n') ? '\n' : '';
    return `${start}${gap}${content}</${name}>`;
  }

  #svg(element: EmailElement): string {
    if (element.name === 'a') return element.children.map((child) => this.node(child)).join('');
    if (!keptSvgElements.has(element.name)) return '';
    return `${this.startTag(element.name, element)}${element.children.map((child) => this.node(child)).join('')}</${element.name}>`;
  }

  #badge(element: EmailElement): string {
    const number = this.#options.badges?.get(linkAddress(element) ?? '');
    return number === undefined ? '' : `<span ${badgeAttribute}="">${number}</span>`;
  }
}

/** Marks on one letter, and letters of one word, without end: there are browsers that take minutes to lay them out. */
function breakUp(text: string): string {
  if (!/\S{300}/.test(text)) return text;
  return text.replace(/(\p{M}{30})\p{M}+/gu, '$1').replace(/[^\s\u200b]{1000}(?=[^\s\u200b])/gu, '$&\u200b');
}

/** What every parser finds in a list of choices: newer ones find whatever stands there, older ones choices and text. */
function choicesOf(nodes: readonly EmailNode[]): EmailNode[] {
  return nodes.flatMap((node) => {
    if (typeof node === 'string' || choiceElements.has(node.name) || node.name === 'hr') return [node];
    return droppedElements.has(node.name) ? [] : choicesOf(node.children);
  });
}

function textOf(element: EmailElement): string {
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
