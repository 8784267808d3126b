import { attributeOf, type EmailElement } from './email-tree.ts';
import { droppedElements } from './rules.ts';
import { cleanUrl, isSecure, keepSrcset } from './urls.ts';

/** Whether an email has pictures on servers, which are shown if the reader asks for them. */
export function hasRemoteImages(element: EmailElement): boolean {
  if (droppedElements.has(element.name)) return false;
  if (element.name === 'img') {
    if (isSecure(cleanUrl(attributeOf(element, 'src') ?? ''))) return true;
    if (keepSrcset(attributeOf(element, 'srcset') ?? '', isSecure) !== '') return true;
  }
  return element.children.some((child) => typeof child !== 'string' && hasRemoteImages(child));
}
