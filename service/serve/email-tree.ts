import { defaultTreeAdapter, parse, type DefaultTreeAdapterTypes } from 'parse5';
import { checkSource, checkSelectors, LimitExceededError, type EmailLimits } from '../../src/email/sanitizer/limits.ts';
import { withDoctype, namespaceOf, type EmailElement, type EmailNode } from '../../src/email/sanitizer/email-tree.ts';

/**
 * Parses the HTML of an email as the HTML standard defines it for browsers with scripting disabled.
 * @throws {LimitExceededError} if the email exceeds a limit
 */
export function readEmailTree(html: string, limits: EmailLimits): EmailElement {
  checkSource(html, limits);
  const document = parse(withDoctype(html), { scriptingEnabled: false });
  const root = document.childNodes.find((node) => defaultTreeAdapter.isElementNode(node));
  const email = readElement(root as DefaultTreeAdapterTypes.Element, limits, 1);
  checkSelectors(email, limits);
  return email;
}

function readElement(element: DefaultTreeAdapterTypes.Element, limits: EmailLimits, depth: number): EmailElement {
  if (depth > limits.depth) throw new LimitExceededError('depth', limits.depth);
  if (element.attrs.length > limits.attributes) throw new LimitExceededError('attributes', limits.attributes);
  const children: EmailNode[] = [];
  for (const child of element.childNodes) {
    if (defaultTreeAdapter.isElementNode(child)) children.push(readElement(child, limits, depth + 1));
    else if (defaultTreeAdapter.isTextNode(child)) children.push(child.value);
  }
  return {
    name: element.tagName,
    namespace: namespaceOf(element.namespaceURI),
    attributes: element.attrs.map(({ name, prefix, value }) => [prefix ? `${prefix}:${name}` : name, value]),
    children,
  };
}
