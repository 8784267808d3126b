import { namespaceOf, withDoctype, type EmailElement, type EmailNode } from './email-tree.ts';
import {
  checkSelectors,
  checkSource,
  emailLimits,
  LimitExceededError,
  noLimits,
  type EmailLimits,
  type LimitName,
} from './limits.ts';

/** The result of parsing an email's HTML. */
export type ParseResult =
  | { readonly state: 'parsed'; readonly email: EmailElement }
  /** The email exceeds one of the {@link emailLimits} and could block the page. */
  | { readonly state: 'too-large'; readonly limit: LimitName; readonly maximum: number }
  /** Trusted Types: the page's policy does not allow `campaign-email-report`, so the HTML cannot be parsed. */
  | { readonly state: 'blocked' };

interface TrustedTypePolicy {
  createHTML(html: string): string;
}

interface TrustedTypePolicyFactory {
  createPolicy(name: string, rules: TrustedTypePolicy): TrustedTypePolicy;
}

/** The policy name that a page with Trusted Types must allow. */
const trustedTypesPolicyName = 'campaign-email-report';

/** Created once per module: a second policy with the same name throws, also if another copy of this package made it. */
const trustedTypePolicy = createTrustedTypePolicy();

function createTrustedTypePolicy(): TrustedTypePolicy | undefined {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypePolicyFactory };
  try {
    return trustedTypes?.createPolicy(trustedTypesPolicyName, { createHTML: (html) => html });
  } catch {
    return undefined;
  }
}

/**
 * Converts a frame document to a `TrustedHTML` for `srcdoc` where the page uses Trusted Types; returns it unchanged
 * elsewhere. Pass only the result of `buildFrameDocument`.
 */
export function trustFrameDocument(srcdoc: string): string {
  return toTrustedHtml(srcdoc);
}

function toTrustedHtml(html: string): string {
  return trustedTypePolicy?.createHTML(html) ?? html;
}

/**
 * Parses an email's HTML. Never throws, and loads or runs nothing from the email.
 * @param ignoreLimits parses emails over the limits too, which may block the page
 */
export function parseEmailHtml(html: string, ignoreLimits = false): ParseResult {
  const limits = ignoreLimits ? noLimits : emailLimits;
  try {
    checkSource(html, limits);
    const { documentElement } = new DOMParser().parseFromString(toTrustedHtml(withDoctype(html)), 'text/html');
    const email = convertTree(documentElement, limits);
    checkSelectors(email, limits);
    return { state: 'parsed', email };
  } catch (error) {
    if (error instanceof LimitExceededError) {
      return { state: 'too-large', limit: error.limit, maximum: error.maximum };
    }
    return { state: 'blocked' };
  }
}

function convertTree(root: Element, limits: EmailLimits): EmailElement {
  let elements = 0;
  const convert = (element: Element, depth: number): EmailElement => {
    elements += 1;
    if (elements > limits.elements) throw new LimitExceededError('elements', limits.elements);
    if (depth > limits.depth) throw new LimitExceededError('depth', limits.depth);
    const names = element.getAttributeNames();
    if (names.length > limits.attributes) throw new LimitExceededError('attributes', limits.attributes);
    const children: EmailNode[] = [];
    for (let child = element.firstChild; child; child = child.nextSibling) {
      if (child instanceof Element) children.push(convert(child, depth + 1));
      else if (child instanceof Text) children.push(child.data);
    }
    return {
      name: element.localName,
      namespace: namespaceOf(element.namespaceURI),
      attributes: names.map((name) => [name, element.getAttribute(name) ?? ''] as const),
      children,
    };
  };
  return convert(root, 1);
}
