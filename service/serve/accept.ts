interface MediaRange {
  readonly type: string;
  readonly quality: number;
}

/**
 * Whether a client would rather have a report line by line (NDJSON) than as one JSON document (RFC 9110, 12.5.1).
 * JSON wins where it is wanted as much, so that a client without wishes, or with wishes for neither, gets JSON.
 */
export function prefersLines(accept: string | undefined): boolean {
  const ranges = parseAccept(accept ?? '*/*');
  const lines = match(ranges, 'application/x-ndjson');
  const json = match(ranges, 'application/json');
  if (lines.quality !== json.quality) return lines.quality > json.quality;
  return lines.quality > 0 && lines.specificity > json.specificity;
}

function parseAccept(accept: string): MediaRange[] {
  return accept.split(',').map((part) => {
    const [type = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    const quality = parameters.find((parameter) => parameter.startsWith('q='));
    const value = quality === undefined ? 1 : Number(quality.slice(2));
    return { type, quality: value >= 0 && value <= 1 ? value : 0 };
  });
}

/** The most specific range that covers the type decides, whatever stands before it. */
function match(ranges: readonly MediaRange[], type: string): { quality: number; specificity: number } {
  const candidates = ['*/*', `${type.split('/')[0]}/*`, type];
  for (let specificity = candidates.length - 1; specificity >= 0; specificity -= 1) {
    const range = ranges.find((each) => each.type === candidates[specificity]);
    if (range) return { quality: range.quality, specificity };
  }
  return { quality: 0, specificity: -1 };
}
