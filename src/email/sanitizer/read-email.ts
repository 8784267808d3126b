import { caps, checkSource, checkStyles, noCaps, LimitExceededError, type CapId, type Caps } from './limits.ts';
import { inStandardsMode, spaceOf, type EmailElement, type EmailNode } from './email-tree.ts';

/** What became of an email's HTML. */
export type ReadEmail =
  | { readonly state: 'read'; readonly email: EmailElement }
  /** It is larger than can be shown without holding the page up: {@link caps}. */
  | { readonly state: 'over-cap'; readonly cap: CapId; readonly limit: number }
  /** The host's policy does not let this page parse HTML: Trusted Types without `campaign-email-report`. */
  | { readonly state: 'refused' };

interface TrustedTypePolicy {
  createHTML(html: string): string;
}

interface TrustedTypePolicyFactory {
  createPolicy(name: string, rules: TrustedTypePolicy): TrustedTypePolicy;
}

/** The name that a host with Trusted Types has to allow. */
export const trustedTypesPolicyName = 'campaign-email-report';

/** A name can be taken once: who has it first, another copy of this package say, keeps it. */
const policy = createPolicy();

function createPolicy(): TrustedTypePolicy | undefined {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypePolicyFactory };
  try {
    return trustedTypes?.createPolicy(trustedTypesPolicyName, { createHTML: (html) => html });
  } catch {
    return undefined;
  }
}

/**
 * What may be given to a frame's `srcdoc` on a page with Trusted Types; elsewhere the text itself.
 * Only for the answer of `frameDocument`.
 */
export function trustFrameDocument(srcdoc: string): string {
  return trust(srcdoc);
}

function trust(html: string): string {
  return policy?.createHTML(html) ?? html;
}

/**
 * Reads an email's HTML without loading or running anything of it, and never throws.
 * @param anyway reads it even where that may take long
 */
export function readEmail(html: string, anyway = false): ReadEmail {
  const limits = anyway ? noCaps : caps;
  try {
    checkSource(html, limits);
    const { documentElement } = new DOMParser().parseFromString(trust(inStandardsMode(html)), 'text/html');
    const email = readTree(documentElement, limits);
    checkStyles(email, limits);
    return { state: 'read', email };
  } catch (error) {
    if (error instanceof LimitExceededError) return { state: 'over-cap', cap: error.cap, limit: error.limit };
    return { state: 'refused' };
  }
}

function readTree(root: Element, limits: Caps): EmailElement {
  let elements = 0;
  const read = (element: Element, depth: number): EmailElement => {
    elements += 1;
    if (elements > limits.elements) throw new LimitExceededError('elements', limits.elements);
    if (depth > limits.depth) throw new LimitExceededError('depth', limits.depth);
    const names = element.getAttributeNames();
    if (names.length > limits.attributes) throw new LimitExceededError('attributes', limits.attributes);
    const children: EmailNode[] = [];
    for (let child = element.firstChild; child; child = child.nextSibling) {
      if (child instanceof Element) children.push(read(child, depth + 1));
      else if (child instanceof Text) children.push(child.data);
    }
    return {
      name: element.localName,
      space: spaceOf(element.namespaceURI),
      attributes: names.map((name) => [name, element.getAttribute(name) ?? ''] as const),
      children,
    };
  };
  return read(root, 1);
}
