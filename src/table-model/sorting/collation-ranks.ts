import { hashText, HashTable } from '../../platform/hash-table.ts';
import { inSlices, type SlicedTask } from '../../platform/sliced-task.ts';
import { sortedByComparison, type Comparison } from './merge-sort.ts';
import { wordsOfNames } from './collation-keys.ts';
import { orderOfWords } from './multikey-quicksort.ts';

/** The place of a name that is unknown. */
const nowhere = 0xffffffff;
/** Of so many names it is counted how many were seen before, to tell whether the same names come often. */
const sample = 8192;

/**
 * Ranks names in the order of a collator: a name's rank is less than that of every name after it, and names that are
 * the same to the collator share a rank. The rank of an unknown name is `NaN`.
 *
 * A collator compares in about a microsecond, which times 20 million, for a million names, is too much. So names are
 * put in order by a guess first; then each is compared with the next, which proves the guess, or finds it wrong. Where
 * it is wrong the collator sorts.
 */
export function* rankNames(names: readonly (string | undefined)[], collator: Intl.Collator): SlicedTask<Float32Array> {
  const { distinct, places } = yield* distinctOf(names);
  const { compare } = collator;
  const comparePlaces = (place: number, other: number) => {
    const [name, otherName] = [distinct[place] as string, distinct[other] as string];
    return name === otherName ? 0 : compare(name, otherName);
  };
  const guessed = yield* orderOfWords(yield* wordsOfNames(distinct, collator), comparePlaces);
  const ranks =
    (yield* ranksOf(guessed, comparePlaces)) ??
    (yield* ranksOf(yield* sortedByComparison(guessed, comparePlaces), comparePlaces));
  const values = new Float32Array(names.length);
  yield* inSlices(names.length, (from, to) => {
    for (let row = from; row < to; row++) values[row] = ranks?.[places[row] as number] ?? NaN;
  });
  return values;
}

/**
 * Each name once, and for each row the place of its name among them. Where fewer of the first names were seen before
 * than if each name came twice, names are told apart no more: that costs more than it saves.
 */
function* distinctOf(
  names: readonly (string | undefined)[],
): SlicedTask<{ readonly distinct: readonly string[]; readonly places: Uint32Array }> {
  const distinct: string[] = [];
  const places = new Uint32Array(names.length);
  const table = new HashTable(
    (row) => hashText(names[row] as string),
    (row, other) => names[row] === names[other],
  );
  let pays = true;
  yield* inSlices(
    names.length,
    (from, to) => {
      if (from === sample && sample - distinct.length < sample ** 2 / (2 * names.length)) pays = false;
      for (let row = from; row < to; row++) {
        const name = names[row];
        if (name === undefined) {
          places[row] = nowhere;
          continue;
        }
        const isAsBefore = row > 0 && name === names[row - 1];
        const first = isAsBefore ? row - 1 : pays ? table.firstOf(row) : row;
        places[row] = first === row ? distinct.push(name) - 1 : (places[first] as number);
      }
    },
    sample,
  );
  return { distinct, places };
}

/** Ranks by an order, which they prove; `undefined` if two stand in it the wrong way round. */
function* ranksOf(order: Uint32Array, compare: Comparison): SlicedTask<Float32Array | undefined> {
  const ranks = new Float32Array(order.length);
  let rank = 0;
  let isWrong = false;
  for (let from = 1; from < order.length && !isWrong; from += comparisons) {
    if (from > 1) yield;
    const to = Math.min(order.length, from + comparisons);
    for (let place = from; place < to && !isWrong; place++) {
      const difference = compare(order[place - 1] as number, order[place] as number);
      if (difference > 0) isWrong = true;
      if (difference < 0) rank += 1;
      ranks[order[place] as number] = rank;
    }
  }
  return isWrong ? undefined : ranks;
}

const comparisons = 2048;
