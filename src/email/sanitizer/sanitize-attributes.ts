import {
  allowedAttributePrefixes,
  allowedAttributes,
  allowedInputTypes,
  allowedSvgAttributes,
  fragmentAttributes,
  imageElements,
  imageUrlAttributes,
  svgCssAttributes,
} from './allow-list.ts';
import { isFragment, isHttpsUrl, missingImageUrl, normalizeUrl } from './allowed-urls.ts';
import type { EmailElement } from './email-tree.ts';
import { maxSpans } from './limits.ts';
import { sanitizeCss, type CssContext } from './sanitize-css.ts';
import { filterSrcset } from './srcset.ts';

/** Replaces `href`. Browsers do not follow it, and styles can still distinguish links from anchors. */
export const linkUrlAttribute = 'data-href';

/** Marks the badge with the number of a link. An email's own attribute with this name is removed. */
export const badgeAttribute = 'data-cer-badge';

/** `display: inline` in a sanitized inline style. */
const inlineDisplay = /(?<![\w-])display\s*:\s*inline(?![\w-])/gi;

type Attribute = readonly [name: string, value: string];

/** State and options that all elements of an email share. */
export interface SanitizeContext extends CssContext {
  /** Keeps `https:` images of `img`. */
  readonly remoteImages: boolean;
}

/** Returns the attributes of an element that the allow-list permits, with sanitized values. */
export function sanitizeAttributes(element: EmailElement, context: SanitizeContext): Attribute[] {
  const sanitize = element.namespace === 'svg' ? sanitizeSvgAttribute : sanitizeHtmlAttribute;
  const attributes = element.attributes.flatMap(([name, value]) => {
    const attribute = sanitize(element, name, value, context);
    return attribute ? [attribute] : [];
  });
  return element.name === 'img' ? keepImageSize(element, attributes) : attributes;
}

/**
 * Lets a missing image have a size. An image whose `srcset` was removed needs a `src`. An inline box has no width and
 * height unless it is an image.
 */
function keepImageSize(element: EmailElement, attributes: Attribute[]): Attribute[] {
  const names = attributes.map(([name]) => name);
  const lacksImage = !names.includes('src') && !names.includes('srcset');
  if (lacksImage && element.attributes.some(([name]) => name === 'srcset')) attributes.push(['src', missingImageUrl]);
  if (!attributes.some(([name, value]) => name === 'src' && value === missingImageUrl)) return attributes;
  return attributes.map(([name, value]) => [name, name === 'style' ? value.replace(inlineDisplay, '$&-block') : value]);
}

function sanitizeSvgAttribute(
  _: EmailElement,
  name: string,
  value: string,
  context: SanitizeContext,
): Attribute | undefined {
  if (svgCssAttributes.has(name)) return [name, sanitizeCss(value, context, true)];
  return allowedSvgAttributes.has(name) ? [name, value] : undefined;
}

function sanitizeHtmlAttribute(
  element: EmailElement,
  name: string,
  value: string,
  context: SanitizeContext,
): Attribute | undefined {
  if (name === 'style') return [name, sanitizeCss(value, context, true)];
  if (name === 'href') return isLink(element) ? [linkUrlAttribute, value] : undefined;
  if (name === linkUrlAttribute && element.attributes.some(([each]) => each === 'href')) return undefined;
  if (name === 'type') return sanitizeType(element.name, value);
  const maxSpan = maxSpans.get(name);
  if (maxSpan !== undefined) return [name, parseInt(value) > maxSpan ? String(maxSpan) : value];
  if (imageUrlAttributes.has(name)) return sanitizeImageUrl(element.name, name, value, context);
  if (name === 'srcset' || name === 'sizes') return sanitizeResponsiveImage(element.name, name, value, context);
  if (fragmentAttributes.has(name)) return isFragment(normalizeUrl(value)) ? [name, normalizeUrl(value)] : undefined;
  return isAllowedAttribute(name) ? [name, value] : undefined;
}

function isLink({ name }: EmailElement): boolean {
  return name === 'a' || name === 'area';
}

function isAllowedAttribute(name: string): boolean {
  if (allowedAttributes.has(name)) return true;
  if (!allowedAttributePrefixes.some((prefix) => name.startsWith(prefix)) || name === badgeAttribute) return false;
  return /^[a-z][\w.:-]*$/.test(name);
}

function sanitizeType(elementName: string, value: string): Attribute | undefined {
  if (elementName === 'input') return ['type', allowedInputTypes.has(value.toLowerCase()) ? value : 'text'];
  // Buttons keep `submit`, because their form has no action. Lists use `type` for their markers.
  return elementName === 'style' && value.trim().toLowerCase() !== 'text/css' ? ['type', 'blocked'] : ['type', value];
}

function sanitizeImageUrl(
  elementName: string,
  name: string,
  value: string,
  { embeddedImages, remoteImages }: SanitizeContext,
): Attribute | undefined {
  if (name === 'src' && !imageElements.has(elementName)) return undefined;
  const url = normalizeUrl(value);
  const isAllowedRemote = remoteImages && elementName === 'img' && name === 'src' && isHttpsUrl(url);
  if (isAllowedRemote || embeddedImages.admit(url)) return [name, url];
  // Without `src`, an `img` would take no space and show its alternative text as normal text.
  return elementName === 'img' && name === 'src' ? [name, missingImageUrl] : undefined;
}

/** Responsive images choose between remote images, so `srcset` and `sizes` are kept only when those may load. */
function sanitizeResponsiveImage(
  elementName: string,
  name: string,
  value: string,
  context: SanitizeContext,
): Attribute | undefined {
  if (elementName !== 'img' || !context.remoteImages) return undefined;
  if (name === 'sizes') return [name, sanitizeCss(value, context)];
  const srcset = filterSrcset(value, (url) => isHttpsUrl(url) || context.embeddedImages.admit(url));
  return srcset ? [name, srcset] : undefined;
}
