/**
 * An email as any parser of the HTML standard reads it, and all that the rest of the preview knows of it.
 * Comments, doctypes and the contents of templates are not in it.
 */
export interface EmailElement {
  /** As the parser says it: lower case in HTML, `linearGradient` in SVG. */
  readonly name: string;
  readonly space: 'html' | 'svg' | 'other';
  readonly attributes: readonly (readonly [name: string, value: string])[];
  readonly children: readonly EmailNode[];
}

/** An element or a text. */
export type EmailNode = EmailElement | string;

export function attributeOf(element: EmailElement, name: string): string | undefined {
  return element.attributes.find(([each]) => each === name)?.[1];
}

export function childOf(element: EmailElement, name: string): EmailElement | undefined {
  return element.children.find((child) => typeof child !== 'string' && child.name === name) as EmailElement | undefined;
}

const namespaces: Readonly<Record<string, EmailElement['space']>> = {
  'http://www.w3.org/1999/xhtml': 'html',
  'http://www.w3.org/2000/svg': 'svg',
};

/** The space of a namespace's URL. */
export function spaceOf(namespace: string | null): EmailElement['space'] {
  return namespaces[namespace ?? ''] ?? 'other';
}

/**
 * An email's HTML as a parser is to read it: in the mode in which the frame shows it, whatever the email says. In the
 * older modes a table may stand in a paragraph, for one, and the frame would make another tree of the same tags.
 */
export function inStandardsMode(html: string): string {
  return `<!doctype html>${html.replace(/^\ufeff/, '')}`;
}
