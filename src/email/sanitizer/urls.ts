/** A URL as a browser reads it from an attribute: without the spaces around it and the line breaks in it. */
export function cleanUrl(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text.charCodeAt(start) <= 0x20) start += 1;
  while (end > start && text.charCodeAt(end - 1) <= 0x20) end -= 1;
  return text.slice(start, end).replace(/[\t\n\r]/g, '');
}

/**
 * The bytes of a cleaned `data:` URL, each as one letter. Undefined where a browser could read others, or none.
 */
export function bytesOf(url: string): string | undefined {
  const [, base64, data] = /^data:[\w./+-]+(?:;[\w-]+=[\w-]+)*(;base64)?,([^#\x80-\uffff]*)(?:#|$)/i.exec(url) ?? [];
  return data === undefined ? undefined : decode(data, base64 !== undefined);
}

function decode(data: string, isBase64: boolean): string | undefined {
  const bytes = data.replace(/%([\da-f]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
  try {
    return isBase64 ? atob(bytes) : bytes;
  } catch {
    return undefined;
  }
}

/**
 * What a cleaned URL draws, if it is a drawing in which nothing refers to anything: by references a few lines of SVG make
 * millions of shapes, which freeze a page.
 */
export function plainSvg(url: string): string | undefined {
  const [, base64, data] =
    /^data:image\/svg\+xml(?:;charset=(?:utf-8|us-ascii)|;utf8)?(;base64)?,([^]*)/i.exec(url) ?? [];
  const text = data === undefined ? undefined : decode(data, base64 !== undefined);
  // Entities, escapes and other encodings would hide what follows.
  return text !== undefined && /[\0&\\]|<[!?]|href|url|filter|dash|<[^\s>]*(?:style|foreignobject)/i.test(text)
    ? undefined
    : text;
}

/** A picture that cannot be shown: where it stands, browsers show what they show for a picture that does not load. */
export const missingPicture = 'data:image/gif,';

/** Whether a cleaned URL is a font that the email carries in itself: by its bytes, or it could be shown as a picture. */
export function isCarriedFont(url: string): boolean {
  if (!/^data:(font\/|application\/(x-)?font-)/i.test(url)) return false;
  const start = bytesOf(url)?.slice(0, 4) ?? '';
  return ['wOFF', 'wOF2', 'OTTO', 'true', '\0\x01\0\0'].includes(start);
}

/** Whether a cleaned URL is a place in the same email. */
export function isPlace(url: string): boolean {
  return url.startsWith('#');
}

/** Whether a cleaned URL is one of a picture on a server, to be loaded if the reader asks for pictures. */
export function isSecure(url: string): boolean {
  return /^https:\/\/[^/\\]/i.test(url);
}

/** Whether a cleaned URL is code or content, not a place to go: nobody should be offered it as a link. */
export function isCode(url: string): boolean {
  return /^(javascript|vbscript|data|blob|filesystem):/i.test(url);
}

/** One picture of a `srcset`: its URL, and when it is the one to show (`2x`, `600w`). */
interface Candidate {
  readonly url: string;
  readonly descriptor: string;
}

/** Reads a `srcset` as the HTML standard does: a URL may contain commas, but not end with one. */
function readSrcset(srcset: string): Candidate[] {
  const start = /[\s,]*(\S*)/y;
  const rest = /((?:\([^)]*\)?|[^(),])*),?/y;
  const candidates: Candidate[] = [];
  for (let at = 0; at < srcset.length;) {
    start.lastIndex = at;
    const url = start.exec(srcset)?.[1] ?? '';
    at = start.lastIndex;
    let end = url.length;
    while (url.charAt(end - 1) === ',') end -= 1;
    let descriptor = '';
    if (end === url.length) {
      rest.lastIndex = at;
      descriptor = rest.exec(srcset)?.[1]?.trim() ?? '';
      at = rest.lastIndex;
    }
    if (end > 0) candidates.push({ url: url.slice(0, end), descriptor });
  }
  return candidates;
}

/** A `srcset` without the pictures that may not be shown; empty if there is none left. */
export function keepSrcset(srcset: string, mayShow: (url: string) => boolean): string {
  return readSrcset(srcset)
    .filter(({ url, descriptor }) => mayShow(url) && /^(?:\d+(?:\.\d+)?[wx])?$/.test(descriptor))
    .map(({ url, descriptor }) => (descriptor ? `${url} ${descriptor}` : url))
    .join(', ');
}
