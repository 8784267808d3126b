import type { EmailElement } from './email-tree.ts';

/** How large an email may be so that reading and showing it does not hold the page up. */
export interface Caps {
  /** Of its HTML in UTF-8. */
  readonly bytes: number;
  /** Of its tree. */
  readonly elements: number;
  /** Of the deepest element in its tree. */
  readonly depth: number;
  /** Of one element. */
  readonly attributes: number;
  /** The selectors of its style sheets times its elements: how often a browser may have to ask whether one matches. */
  readonly styles: number;
}

export type CapId = keyof Caps;

/** Set by measurement: `docs/decisions/160-caps-of-the-preview.md`. */
export const caps: Caps = { bytes: 128 * 1024, elements: 3000, depth: 120, attributes: 64, styles: 2_000_000 };

/** No caps, for a reader who wants to see a large email anyway. A parser has limits of its own. */
export const noCaps: Caps = { bytes: Infinity, elements: Infinity, depth: 500, attributes: Infinity, styles: Infinity };

/** An email that is larger than may be shown. */
export class LimitExceededError extends Error {
  override readonly name = 'OverCap';
  readonly cap: CapId;
  readonly limit: number;

  constructor(cap: CapId, limit: number) {
    super(`The email is over the cap of ${limit} for its ${cap}.`);
    this.cap = cap;
    this.limit = limit;
  }
}

/** Elements that a parser opens again after each block, until they are closed (HTML, 13.2.4.3). */
const formatting = /^(?:b|big|code|em|font|i|s|small|strike|strong|tt|u)$/;

/**
 * Refuses HTML that a parser should not even begin with. A small text can make a large tree: each element of
 * formatting that is left open comes again in each block that follows, up to three of the same kind.
 * @throws {LimitExceededError}
 */
export function checkSource(html: string, limits: Caps): void {
  if (html.length > limits.bytes || bytesOf(html) > limits.bytes) throw new LimitExceededError('bytes', limits.bytes);
  if (limits.elements === Infinity) return;
  let tags = 0;
  const left = new Set<string>();
  for (const [tag, name = ''] of html.matchAll(/<([a-z][^\s/>]*)[^>]*/gi)) {
    tags += 1;
    if (tags > limits.elements) throw new LimitExceededError('elements', limits.elements);
    if (formatting.test(name.toLowerCase())) left.add(tag);
  }
  if (tags * left.size * 3 > limits.elements * 100) throw new LimitExceededError('elements', limits.elements);
}

/** A selector that is asked of an element's siblings too counts as that many. */
const amongSiblings = 20;

/**
 * Refuses an email whose style sheets a browser would be long about.
 * @throws {LimitExceededError}
 */
export function checkStyles(root: EmailElement, limits: Caps): void {
  let elements = 0;
  let selectors = 0;
  const count = (element: EmailElement): void => {
    elements += 1;
    for (const child of element.children) {
      if (typeof child !== 'string') count(child);
      else if (element.name === 'style') selectors += selectorsIn(child);
    }
  };
  count(root);
  if (elements * selectors > limits.styles) throw new LimitExceededError('styles', limits.styles);
}

/** At most this many: what separates values counts too. */
function selectorsIn(css: string): number {
  let selectors = 0;
  for (const [mark] of css.matchAll(/[{,~]|:nth|of-type|-child|:not/gi))
    selectors += mark === '{' || mark === ',' ? 1 : amongSiblings;
  return selectors;
}

function bytesOf(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    // A pair of surrogates is four bytes for two units.
    if (unit > 0x7f) bytes += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return bytes;
}
