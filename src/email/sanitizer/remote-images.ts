import { removedElements } from './allow-list.ts';
import { isHttpsUrl, normalizeUrl } from './allowed-urls.ts';
import { attributeOf, type EmailElement } from './email-tree.ts';
import { filterSrcset } from './srcset.ts';

/** Whether an email has remote images, which load only if the reader asks for them. */
export function hasRemoteImages(element: EmailElement): boolean {
  if (removedElements.has(element.name)) return false;
  if (element.name === 'img') {
    if (isHttpsUrl(normalizeUrl(attributeOf(element, 'src') ?? ''))) return true;
    if (filterSrcset(attributeOf(element, 'srcset') ?? '', isHttpsUrl) !== '') return true;
  }
  return element.children.some((child) => typeof child !== 'string' && hasRemoteImages(child));
}
