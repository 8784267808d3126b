/**
 * Decodes a normalized `data:` URL to a string with one character per byte. Returns `undefined` if browsers could
 * decode it differently or not at all.
 */
export function decodeDataUrl(url: string): string | undefined {
  const [, base64, data] = /^data:[\w./+-]+(?:;[\w-]+=[\w-]+)*(;base64)?,([^#\x80-\uffff]*)(?:#|$)/i.exec(url) ?? [];
  return data === undefined ? undefined : decodeData(data, base64 !== undefined);
}

function decodeData(data: string, isBase64: boolean): string | undefined {
  const bytes = data.replace(/%([\da-f]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
  try {
    return isBase64 ? atob(bytes) : bytes;
  } catch {
    return undefined;
  }
}

/**
 * Returns the source of an SVG `data:` URL that contains no references; `undefined` for any other URL. With references
 * (`use`, filters, patterns), a few lines of SVG can draw millions of shapes and freeze the page.
 */
export function decodeSimpleSvg(url: string): string | undefined {
  const [, base64, data] =
    /^data:image\/svg\+xml(?:;charset=(?:utf-8|us-ascii)|;utf8)?(;base64)?,([^]*)/i.exec(url) ?? [];
  const svg = data === undefined ? undefined : decodeData(data, base64 !== undefined);
  // Entities, escapes and other encodings (NUL bytes) could hide a reference.
  return svg !== undefined && /[\0&\\]|<[!?]|href|url|filter|dash|<[^\s>]*(?:style|foreignobject)/i.test(svg)
    ? undefined
    : svg;
}
