import { attributeOf, findChild, type EmailElement } from './email-tree.ts';
import { removedElements } from './allow-list.ts';
import { EmbeddedImages } from './embedded-images.ts';
import { sanitizeCss } from './sanitize-css.ts';

/** Returns the value of `<meta name="color-scheme">`, the only `meta` that changes how the email looks. */
export function colorSchemeOf(root: EmailElement): string | undefined {
  const metas = (findChild(root, 'head')?.children ?? []).filter(
    (child) => typeof child !== 'string' && child.name === 'meta',
  );
  for (const meta of metas as EmailElement[]) {
    const content = attributeOf(meta, 'content')?.trim().toLowerCase() ?? '';
    const isColorScheme = attributeOf(meta, 'name')?.trim().toLowerCase() === 'color-scheme';
    if (isColorScheme && /^(?:(?:light|dark|only|normal)\s*)+$/.test(content)) return content;
  }
  return undefined;
}

/**
 * Whether a preview of an email can look different in a dark color scheme.
 * @param styles whether the preview keeps its style sheets and inline styles
 */
export function hasDarkStyles(root: EmailElement, styles: boolean): boolean {
  return /\bdark\b/.test(colorSchemeOf(root) ?? '') || (styles && hasDarkCss(root));
}

function hasDarkCss(element: EmailElement): boolean {
  const { name, namespace, children } = element;
  if (name === 'style' && namespace === 'html') {
    const text = children.filter((child) => typeof child === 'string').join('');
    return /prefers-color-scheme/i.test(attributeOf(element, 'media') ?? '') || mentionsDark(text, false);
  }
  if (mentionsDark(attributeOf(element, 'style') ?? '', true)) return true;
  if (removedElements.has(name) && name !== 'head') return false;
  return children.some((child) => typeof child !== 'string' && hasDarkCss(child));
}

/** Whether the sanitized CSS depends on the color scheme. Strings and comments do not count. */
function mentionsDark(css: string, isInline: boolean): boolean {
  if (!/scheme|\\/i.test(css)) return false;
  const sanitized = sanitizeCss(css, { embeddedImages: new EmbeddedImages() }, isInline).replace(/"[^"]*"/g, '""');
  return /prefers-color-scheme|(?<![\w-])color-scheme(?:\s|\/\*\*\/)*:[^;{}]*\bdark\b/i.test(sanitized);
}
