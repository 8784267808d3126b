/** An image of a `srcset`: its URL and its descriptor (`2x`, `600w`), which may be empty. */
interface ImageCandidate {
  readonly url: string;
  readonly descriptor: string;
}

/** Parses a `srcset` by the HTML standard: a URL may contain commas, but not end with one. */
function parseSrcset(srcset: string): ImageCandidate[] {
  const urlPattern = /[\s,]*(\S*)/y;
  const descriptorPattern = /((?:\([^)]*\)?|[^(),])*),?/y;
  const candidates: ImageCandidate[] = [];
  for (let at = 0; at < srcset.length;) {
    urlPattern.lastIndex = at;
    const url = urlPattern.exec(srcset)?.[1] ?? '';
    at = urlPattern.lastIndex;
    let end = url.length;
    while (url.charAt(end - 1) === ',') end -= 1;
    let descriptor = '';
    if (end === url.length) {
      descriptorPattern.lastIndex = at;
      descriptor = descriptorPattern.exec(srcset)?.[1]?.trim() ?? '';
      at = descriptorPattern.lastIndex;
    }
    if (end > 0) candidates.push({ url: url.slice(0, end), descriptor });
  }
  return candidates;
}

/** Removes the images of a `srcset` that may not load. Returns an empty string if none remain. */
export function filterSrcset(srcset: string, mayLoad: (url: string) => boolean): string {
  return parseSrcset(srcset)
    .filter(({ url, descriptor }) => mayLoad(url) && /^(?:\d+(?:\.\d+)?[wx])?$/.test(descriptor))
    .map(({ url, descriptor }) => (descriptor ? `${url} ${descriptor}` : url))
    .join(', ');
}
