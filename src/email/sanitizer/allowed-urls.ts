/**
 * Decides which URLs of an email may load or be shown as links. Embedded images have more rules, in
 * `embedded-images.ts`. All functions but {@link normalizeUrl} expect a normalized URL.
 */
import { decodeDataUrl } from './data-urls.ts';

/** Normalizes a URL as browsers do when they read an attribute: removes surrounding spaces, and tabs and line breaks. */
export function normalizeUrl(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text.charCodeAt(start) <= 0x20) start += 1;
  while (end > start && text.charCodeAt(end - 1) <= 0x20) end -= 1;
  return text.slice(start, end).replace(/[\t\n\r]/g, '');
}

/** Replaces the URL of an image that may not load. Browsers then show a broken image with its size and its `alt`. */
export const missingImageUrl = 'data:image/gif,';

/** Whether a URL is remote and may load as an image after the reader loads remote images. */
export function isHttpsUrl(url: string): boolean {
  return /^https:\/\/[^/\\]/i.test(url);
}

/** Whether a URL is an embedded font. Checks its signature too: browsers would show an image by its bytes. */
export function isEmbeddedFont(url: string): boolean {
  if (!/^data:(font\/|application\/(x-)?font-)/i.test(url)) return false;
  const signature = decodeDataUrl(url)?.slice(0, 4) ?? '';
  return ['wOFF', 'wOF2', 'OTTO', 'true', '\0\x01\0\0'].includes(signature);
}

/** Whether a URL points to a place in the same email. */
export function isFragment(url: string): boolean {
  return url.startsWith('#');
}

/** Whether a URL is a script or contains its own document. The viewer must not offer it as a link. */
export function isScriptOrContentUrl(url: string): boolean {
  return /^(javascript|vbscript|data|blob|filesystem):/i.test(url);
}
