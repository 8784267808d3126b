import { stripCss, type Room } from './css.ts';
import { costOf } from './paint-budget.ts';
import type { EmailElement } from './email-tree.ts';
import {
  keptAttributePrefixes,
  keptAttributes,
  keptInputTypes,
  keptSvgAttributes,
  longestSpans,
  pictureAttributes,
  pictureElements,
  placeAttributes,
  svgStyleAttributes,
} from './rules.ts';
import { cleanUrl, isPlace, isSecure, keepSrcset, missingPicture } from './urls.ts';

/** Where a link's address goes: there no browser follows it, and styles can still tell links from anchors. */
export const addressAttribute = 'data-href';

/** The attribute that marks a link's number; an email's own of that name goes. */
export const badgeAttribute = 'data-cer-badge';

type Attribute = readonly [name: string, value: string];

/** What of an email is shown: what there is room for, and pictures of servers if the reader asks for them. */
export interface ShownParts extends Room {
  readonly remote: boolean;
}

/** The attributes of an element as they are shown. */
export function keepAttributes(element: EmailElement, shown: ShownParts): Attribute[] {
  const kept: Attribute[] = [];
  for (const [name, value] of element.attributes) {
    const part =
      element.space === 'svg'
        ? keepSvgAttribute(element, name, value, shown)
        : keepAttribute(element, name, value, shown);
    if (part) kept.push(part);
  }
  return kept;
}

function keepSvgAttribute(
  element: EmailElement,
  name: string,
  value: string,
  shown: ShownParts,
): Attribute | undefined {
  if (svgStyleAttributes.has(name)) return [name, stripCss(value, shown, element)];
  if (name === 'opacity' && !shown.drawing.take(costOf(name))) return undefined;
  return keptSvgAttributes.has(name) ? [name, value] : undefined;
}

function keepAttribute(element: EmailElement, name: string, value: string, shown: ShownParts): Attribute | undefined {
  if (name === 'style') return [name, stripCss(value, shown, element)];
  if (name === 'href') return isLink(element) ? [addressAttribute, value] : undefined;
  if (name === addressAttribute && element.attributes.some(([each]) => each === 'href')) return undefined;
  if (name === 'type') return keepType(element.name, value);
  const longest = longestSpans.get(name);
  if (longest !== undefined) return [name, parseInt(value) > longest ? String(longest) : value];
  if (pictureAttributes.has(name)) return keepPicture(element.name, name, value, shown);
  if (name === 'srcset' || name === 'sizes')
    return shown.remote ? keepChoice(element.name, name, value, shown) : undefined;
  if (placeAttributes.has(name)) return isPlace(cleanUrl(value)) ? [name, cleanUrl(value)] : undefined;
  return isPlain(name) ? [name, value] : undefined;
}

function isLink({ name }: EmailElement): boolean {
  return name === 'a' || name === 'area';
}

function isPlain(name: string): boolean {
  if (keptAttributes.has(name)) return true;
  if (!keptAttributePrefixes.some((prefix) => name.startsWith(prefix)) || name === badgeAttribute) return false;
  return /^[a-z][\w.:-]*$/.test(name);
}

function keepType(element: string, value: string): Attribute | undefined {
  if (element === 'input') return ['type', keptInputTypes.has(value.toLowerCase()) ? value : 'text'];
  // A submit button of a form that leads nowhere still looks like one. Lists have types of their own.
  return element === 'style' && value.trim().toLowerCase() !== 'text/css' ? ['type', 'blocked'] : ['type', value];
}

function keepPicture(
  element: string,
  name: string,
  value: string,
  { carried, remote }: ShownParts,
): Attribute | undefined {
  if (name === 'src' && !pictureElements.has(element)) return undefined;
  const url = cleanUrl(value);
  const isAsked = remote && element === 'img' && name === 'src' && isSecure(url);
  if (isAsked || carried.take(url)) return [name, url];
  // With nothing in its place a picture would take no room, and its alternative text would be styled as a text.
  return element === 'img' && name === 'src' ? [name, missingPicture] : undefined;
}

/** Which picture of several is shown is a choice between servers' pictures: there is none while they are not asked for. */
function keepChoice(element: string, name: string, value: string, shown: ShownParts): Attribute | undefined {
  if (element !== 'img') return undefined;
  if (name === 'sizes') return [name, stripCss(value, shown)];
  const srcset = keepSrcset(value, (url) => isSecure(url) || shown.carried.take(url));
  return srcset ? [name, srcset] : undefined;
}
