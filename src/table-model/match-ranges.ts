import { foldText } from './diacritic-folding.ts';

/** A part of a text, in UTF-16 code units: from `start` up to but not including `end`. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Returns the parts of a text that fold to a search text. A character that folds to several is part of a range as a whole,
 * and a diacritic belongs to its letter.
 *
 * @param sought the folded search text
 */
export function findMatchRanges(text: string, sought: string): readonly TextRange[] {
  const folded = foldText(text);
  let found = sought === '' ? -1 : folded.indexOf(sought);
  if (found < 0) return [];
  const ranges: TextRange[] = [];
  const places = foldedPlaces(text);
  for (; found >= 0; found = folded.indexOf(sought, found + sought.length)) {
    const start = places.findLastIndex((place) => place <= found);
    const last = places.find((place) => place >= found + sought.length);
    const end = last === undefined ? text.length : places.lastIndexOf(last);
    // Two matches that share a character are one range.
    const previous = ranges.at(-1);
    if (previous && start < previous.end) ranges[ranges.length - 1] = { start: previous.start, end };
    else ranges.push({ start, end });
  }
  return ranges;
}

/** Returns the length of the folded text up to each index. It is that of the whole character within a surrogate pair. */
function foldedPlaces(text: string): readonly number[] {
  const places = [0];
  for (let index = 1; index <= text.length; index++) {
    const isWithinPair = index < text.length && (text.codePointAt(index - 1) ?? 0) > 0xffff;
    const length = foldText(text.slice(0, isWithinPair ? index + 1 : index)).length;
    places.push(Math.max(length, places[index - 1] ?? 0));
  }
  return places;
}
