import { defaultTreeAdapter, parse, type DefaultTreeAdapterTypes } from 'parse5';
import { checkSource, checkStyles, LimitExceededError, type Caps } from '../../src/email/sanitizer/limits.ts';
import { inStandardsMode, spaceOf, type EmailElement, type EmailNode } from '../../src/email/sanitizer/email-tree.ts';

/**
 * Parses the HTML of an email as the HTML standard defines it for browsers with scripting disabled.
 * @throws {LimitExceededError} if the email exceeds a limit
 */
export function readEmailTree(html: string, limits: Caps): EmailElement {
  checkSource(html, limits);
  const document = parse(inStandardsMode(html), { scriptingEnabled: false });
  const root = document.childNodes.find((node) => defaultTreeAdapter.isElementNode(node));
  const email = readElement(root as DefaultTreeAdapterTypes.Element, limits, 1);
  checkStyles(email, limits);
  return email;
}

function readElement(element: DefaultTreeAdapterTypes.Element, limits: Caps, depth: number): EmailElement {
  if (depth > limits.depth) throw new LimitExceededError('depth', limits.depth);
  if (element.attrs.length > limits.attributes) throw new LimitExceededError('attributes', limits.attributes);
  const children: EmailNode[] = [];
  for (const child of element.childNodes) {
    if (defaultTreeAdapter.isElementNode(child)) children.push(readElement(child, limits, depth + 1));
    else if (defaultTreeAdapter.isTextNode(child)) children.push(child.value);
  }
  return {
    name: element.tagName,
    space: spaceOf(element.namespaceURI),
    attributes: element.attrs.map(({ name, prefix, value }) => [prefix ? `${prefix}:${name}` : name, value]),
    children,
  };
}
