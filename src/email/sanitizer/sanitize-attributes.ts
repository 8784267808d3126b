import { sanitizeCss, type CssContext } from './sanitize-css.ts';
import { costOf } from './paint-budget.ts';
import type { EmailElement } from './email-tree.ts';
import {
  allowedAttributePrefixes,
  allowedAttributes,
  allowedInputTypes,
  allowedSvgAttributes,
  imageUrlAttributes,
  imageElements,
  fragmentAttributes,
  svgCssAttributes,
} from './allow-list.ts';
import { maxSpans } from './limits.ts';
import { filterSrcset } from './srcset.ts';
import { normalizeUrl, isFragment, isHttpsUrl, missingImageUrl } from './allowed-urls.ts';

/** Where a link's address goes: there no browser follows it, and styles can still tell links from anchors. */
export const linkUrlAttribute = 'data-href';

/** The attribute that marks a link's number; an email's own of that name goes. */
export const badgeAttribute = 'data-cer-badge';

type Attribute = readonly [name: string, value: string];

/** What of an email is shown: what there is room for, and pictures of servers if the reader asks for them. */
export interface SanitizeContext extends CssContext {
  readonly remoteImages: boolean;
}

/** The attributes of an element as they are shown. */
export function sanitizeAttributes(element: EmailElement, shown: SanitizeContext): Attribute[] {
  const kept: Attribute[] = [];
  for (const [name, value] of element.attributes) {
    const part =
      element.namespace === 'svg'
        ? sanitizeSvgAttribute(element, name, value, shown)
        : sanitizeHtmlAttribute(element, name, value, shown);
    if (part) kept.push(part);
  }
  return kept;
}

function sanitizeSvgAttribute(
  element: EmailElement,
  name: string,
  value: string,
  shown: SanitizeContext,
): Attribute | undefined {
  if (svgCssAttributes.has(name)) return [name, sanitizeCss(value, shown, element)];
  if (name === 'opacity' && !shown.paintBudget.take(costOf(name))) return undefined;
  return allowedSvgAttributes.has(name) ? [name, value] : undefined;
}

function sanitizeHtmlAttribute(
  element: EmailElement,
  name: string,
  value: string,
  shown: SanitizeContext,
): Attribute | undefined {
  if (name === 'style') return [name, sanitizeCss(value, shown, element)];
  if (name === 'href') return isLink(element) ? [linkUrlAttribute, value] : undefined;
  if (name === linkUrlAttribute && element.attributes.some(([each]) => each === 'href')) return undefined;
  if (name === 'type') return sanitizeType(element.name, value);
  const longest = maxSpans.get(name);
  if (longest !== undefined) return [name, parseInt(value) > longest ? String(longest) : value];
  if (imageUrlAttributes.has(name)) return sanitizeImageUrl(element.name, name, value, shown);
  if (name === 'srcset' || name === 'sizes')
    return shown.remoteImages ? sanitizeResponsiveImage(element.name, name, value, shown) : undefined;
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

function sanitizeType(element: string, value: string): Attribute | undefined {
  if (element === 'input') return ['type', allowedInputTypes.has(value.toLowerCase()) ? value : 'text'];
  // A submit button of a form that leads nowhere still looks like one. Lists have types of their own.
  return element === 'style' && value.trim().toLowerCase() !== 'text/css' ? ['type', 'blocked'] : ['type', value];
}

function sanitizeImageUrl(
  element: string,
  name: string,
  value: string,
  { embeddedImages, remoteImages }: SanitizeContext,
): Attribute | undefined {
  if (name === 'src' && !imageElements.has(element)) return undefined;
  const url = normalizeUrl(value);
  const isAsked = remoteImages && element === 'img' && name === 'src' && isHttpsUrl(url);
  if (isAsked || embeddedImages.admit(url)) return [name, url];
  // With nothing in its place a picture would take no room, and its alternative text would be styled as a text.
  return element === 'img' && name === 'src' ? [name, missingImageUrl] : undefined;
}

/** Which picture of several is shown is a choice between servers' pictures: there is none while they are not asked for. */
function sanitizeResponsiveImage(
  element: string,
  name: string,
  value: string,
  shown: SanitizeContext,
): Attribute | undefined {
  if (element !== 'img') return undefined;
  if (name === 'sizes') return [name, sanitizeCss(value, shown)];
  const srcset = filterSrcset(value, (url) => isHttpsUrl(url) || shown.embeddedImages.admit(url));
  return srcset ? [name, srcset] : undefined;
}
