interface MediaRange {
  readonly type: string;
  readonly quality: number;
}

/**
 * Whether a client prefers a report as NDJSON over a JSON document (RFC 9110, 12.5.1). JSON wins a tie, so clients
 * without a preference, and clients that accept neither, receive JSON.
 * @param accept the `Accept` header
 */
export function prefersNdjson(accept: string | undefined): boolean {
  const ranges = parseAccept(accept ?? '*/*');
  const ndjson = match(ranges, 'application/x-ndjson');
  const json = match(ranges, 'application/json');
  if (ndjson.quality !== json.quality) return ndjson.quality > json.quality;
  return ndjson.quality > 0 && ndjson.specificity > json.specificity;
}

function parseAccept(accept: string): MediaRange[] {
  return accept.split(',').map((part) => {
    const [type = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    const quality = parameters.find((parameter) => parameter.startsWith('q='));
    const value = quality === undefined ? 1 : Number(quality.slice(2));
    return { type, quality: value >= 0 && value <= 1 ? value : 0 };
  });
}

/** Finds the most specific range that matches a media type. Its quality applies, regardless of the order of ranges. */
function match(ranges: readonly MediaRange[], type: string): { quality: number; specificity: number } {
  const candidates = ['*/*', `${type.split('/')[0]}/*`, type];
  for (let specificity = candidates.length - 1; specificity >= 0; specificity -= 1) {
    const range = ranges.find((each) => each.type === candidates[specificity]);
    if (range) return { quality: range.quality, specificity };
  }
  return { quality: 0, specificity: -1 };
}
