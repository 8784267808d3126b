import type { EmailElement } from './email-tree.ts';

/** The size up to which parsing and showing an email does not block the page. */
export interface EmailLimits {
  /** Of the HTML in UTF-8. */
  readonly bytes: number;
  readonly elements: number;
  /** Levels of nested elements. */
  readonly depth: number;
  /** Of one element. */
  readonly attributes: number;
  /** Selectors of all style sheets × elements: how often a browser may have to match a selector. */
  readonly selectorMatches: number;
}

export type LimitName = keyof EmailLimits;

/** Measured: see `docs/decisions/160-limits-of-the-email-preview.md`. */
export const emailLimits: EmailLimits = {
  bytes: 128 * 1024,
  elements: 3000,
  depth: 120,
  attributes: 64,
  selectorMatches: 2_000_000,
};

/** For a reader who chooses to show a large email anyway. The depth stays limited, because the tree is recursive. */
export const noLimits: EmailLimits = {
  bytes: Infinity,
  elements: Infinity,
  depth: 500,
  attributes: Infinity,
  selectorMatches: Infinity,
};

/** Shadows of one `box-shadow` or `text-shadow`. Hundreds freeze a page. */
export const maxShadows = 8;

/** Images and gradients in one declaration, which are painted on top of each other. */
export const maxImageLayers = 4;

/** The longest declaration, with its property. One rule applies it to every element. */
const defaultDeclarationLength = 400;
const declarationLengths: readonly (readonly [property: RegExp, length: number])[] = [
  // Text that is repeated in every element.
  [/^(?:content|quotes|hyphenate-character|text-overflow)/, 30],
  [/^list-style/, 44],
  // Substituted in other declarations.
  [/^--/, 60],
  // Lists whose every item costs time for each element.
  [/filter$|^counter-|^grid/, 100],
];

/** Returns the longest declaration of a property, in lower case. */
export function maxDeclarationLength(property: string): number {
  return declarationLengths.find(([pattern]) => pattern.test(property))?.[1] ?? defaultDeclarationLength;
}

/** The length that `var()` adds to its declaration: that of the longest custom property, so these cannot nest. */
export const substitutedLength = 60;

/** The length that a URL of any length adds to its declaration. */
export const urlLength = 10;

/** Form fields and quotations. Further ones become a `span`. Browsers lay 3,000 out in 0.4 to 1 second. */
export const maxSlowElements = 100;

/** Pixels of all embedded images together. WebKit decodes them on the main thread. */
export const maxEmbeddedPixels = 4_000_000;

/** Largest values of attributes that span columns or rows. A table with many long spans freezes a page. */
export const maxSpans: ReadonlyMap<string, number> = new Map([
  ['colspan', 30],
  ['rowspan', 10],
  ['span', 30],
]);

const limitUnits: Readonly<Record<LimitName, string>> = {
  bytes: 'bytes of HTML',
  elements: 'elements',
  depth: 'levels of nested elements',
  attributes: 'attributes on one element',
  selectorMatches: 'selectors × elements',
};

/** Thrown when an email exceeds one of its limits. */
export class LimitExceededError extends Error {
  override readonly name = 'LimitExceededError';
  readonly limit: LimitName;
  readonly maximum: number;

  constructor(limit: LimitName, maximum: number) {
    super(`The email has more than ${maximum} ${limitUnits[limit]}.`);
    this.limit = limit;
    this.maximum = maximum;
  }
}

/**
 * Formatting elements. If one is left open, the parser opens it again in every following block
 * (https://html.spec.whatwg.org/#reconstruct-the-active-formatting-elements).
 */
const formattingElement = /^(?:b|big|code|em|font|i|s|small|strike|strong|tt|u)$/;

/**
 * Refuses HTML that could produce a tree over the limits, before it is parsed. A small source can produce a large tree:
 * each open formatting element is repeated in every block, up to three times per distinct tag.
 * @throws {LimitExceededError}
 */
export function checkSource(html: string, limits: EmailLimits): void {
  if (html.length > limits.bytes || utf8Length(html) > limits.bytes) {
    throw new LimitExceededError('bytes', limits.bytes);
  }
  if (limits.elements === Infinity) return;
  let tags = 0;
  const formattingTags = new Set<string>();
  for (const [tag, name = ''] of html.matchAll(/<([a-z][^\s/>]*)[^>]*/gi)) {
    tags += 1;
    if (tags > limits.elements) throw new LimitExceededError('elements', limits.elements);
    if (formattingElement.test(name.toLowerCase())) formattingTags.add(tag);
  }
  if (tags * formattingTags.size * 3 > limits.elements * 100) throw new LimitExceededError('elements', limits.elements);
}

/** The cost of a selector that also depends on an element's siblings, in plain selectors. */
const siblingSelectorWeight = 20;

/**
 * Refuses an email whose style sheets would take a browser too long to match.
 * @throws {LimitExceededError}
 */
export function checkSelectors(root: EmailElement, limits: EmailLimits): void {
  let elements = 0;
  let selectors = 0;
  const count = (element: EmailElement): void => {
    elements += 1;
    for (const child of element.children) {
      if (typeof child !== 'string') count(child);
      else if (element.name === 'style') selectors += estimateSelectors(child);
    }
  };
  count(root);
  if (elements * selectors > limits.selectorMatches) {
    throw new LimitExceededError('selectorMatches', limits.selectorMatches);
  }
}

/** Returns an upper bound: commas between values count too. */
function estimateSelectors(css: string): number {
  let selectors = 0;
  for (const [match] of css.matchAll(/[{,~]|:nth|of-type|-child|:not/gi)) {
    selectors += match === '{' || match === ',' ? 1 : siblingSelectorWeight;
  }
  return selectors;
}

function utf8Length(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    // A surrogate pair is two code units and four bytes.
    if (unit > 0x7f) bytes += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return bytes;
}
