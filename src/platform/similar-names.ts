/** Words that do not tell similar names apart. */
const genericWords = new Set(['campaign', 'email', 'name', 'id', 'url', 'count', 'total', 'number', 'num', 'at', 'of']);

const maxSimilarNames = 3;

/**
 * Returns the known names that a name may stand for, the most similar first: `opened` for `opens`, `open_count` and
 * `openned`, but nothing for `revenue`.
 */
export function similarNames(name: string, known: readonly string[]): string[] {
  const scored = known.map((other) => ({ other, distance: distanceOf(name, other) }));
  const least = Math.min(...scored.map(({ distance }) => distance));
  if (least === Infinity) return [];
  return scored
    .filter(({ distance }) => distance === least)
    .map(({ other }) => other)
    .slice(0, maxSimilarNames);
}

/** Returns ` Did you mean "opened"?`, or an empty text without similar names. */
export function didYouMean(name: string, known: readonly string[]): string {
  const similar = similarNames(name, known).map((other) => `"${other}"`);
  return similar.length === 0 ? '' : ` Did you mean ${similar.join(' or ')}?`;
}

/** 0 for the same words, 1 for a typing error, 2 for additional words, `Infinity` for different names. */
function distanceOf(name: string, other: string): number {
  const [words, otherWords] = [wordsOf(name), wordsOf(other)];
  const [text, otherText] = [words.join(''), otherWords.join('')];
  if (text === otherText || [...words].sort().join() === [...otherWords].sort().join()) return 0;
  if (isMisspelling(text, otherText) || isMisspelling(name.toLowerCase(), other.toLowerCase())) return 1;
  // The id of something is not the same as its name.
  if (words.includes('id') !== otherWords.includes('id')) return Infinity;
  const [fewer, more] = words.length < otherWords.length ? [words, otherWords] : [otherWords, words];
  const isPart = fewer.every((word) => more.includes(word)) && fewer.some((word) => !genericWords.has(word));
  return isPart ? 2 : Infinity;
}

function isMisspelling(text: string, other: string): boolean {
  const errors = editDistance(text, other);
  return errors <= 2 && errors * 3 <= Math.min(text.length, other.length);
}

/** Splits a name in camelCase, snake_case or kebab-case into words without their endings: `hard`, `bounc`. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => (word.length > 3 ? word.replace(/(ies|ied|y|e?s|e?d|e)$/, '') : word));
}

/** The number of characters to insert, remove, replace or swap. */
function editDistance(from: string, to: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const isSame = from[row - 1] === to[column - 1];
      const isSwap = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current[column] = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (isSame ? 0 : 1),
        isSwap ? (beforePrevious[column - 2] ?? 0) + 1 : Infinity,
      );
    }
    [beforePrevious, previous] = [previous, current];
  }
  return previous[to.length] ?? 0;
}
