/**
 * An element of an email, independent of the parser: the browser's in the element, parse5 in the service.
 * Comments, doctypes and template contents are not part of the tree.
 */
export interface EmailElement {
  /** As the parser reports it: lower case in HTML, `linearGradient` in SVG. */
  readonly name: string;
  readonly namespace: 'html' | 'svg' | 'other';
  readonly attributes: readonly (readonly [name: string, value: string])[];
  readonly children: readonly EmailNode[];
}

/** An element, or the text of a text node. */
export type EmailNode = EmailElement | string;

/** Returns the value of an attribute, or `undefined` if the element does not have it. */
export function attributeOf(element: EmailElement, name: string): string | undefined {
  return element.attributes.find(([each]) => each === name)?.[1];
}

/** Returns the first child element with this name. */
export function findChild(element: EmailElement, name: string): EmailElement | undefined {
  return element.children.find((child) => typeof child !== 'string' && child.name === name) as EmailElement | undefined;
}

const namespaceByUri: Readonly<Record<string, EmailElement['namespace']>> = {
  'http://www.w3.org/1999/xhtml': 'html',
  'http://www.w3.org/2000/svg': 'svg',
};

/** Maps a namespace URI to the namespaces that the sanitizer distinguishes. */
export function namespaceOf(uri: string | null): EmailElement['namespace'] {
  return namespaceByUri[uri ?? ''] ?? 'other';
}

/**
 * Prepends the HTML doctype, so that the email is parsed in standards mode, as the frame will parse it. Quirks mode
 * builds a different tree from the same tags: for example, it allows a table inside a paragraph.
 */
export function withDoctype(html: string): string {
  return `<!doctype html>${html.replace(/^\ufeff/, '')}`;
}
