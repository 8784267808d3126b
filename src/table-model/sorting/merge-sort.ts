import type { SlicedTask } from '../../platform/sliced-task.ts';

export type Comparison = (item: number, other: number) => number;

/** The numbers from 0 up to `length`. */
export function ascending(length: number): Uint32Array {
  const order = new Uint32Array(length);
  for (let place = 0; place < length; place++) order[place] = place;
  return order;
}

/** So many comparisons, at a microsecond each, from pause to pause. */
const comparisons = 2048;

/**
 * Sorts by a comparison that takes its time: merges stretches that are in order already, so that what is nearly in
 * order takes little more than a look. Stable.
 */
export function* sortedByComparison(items: Uint32Array, compare: Comparison): SlicedTask<Uint32Array> {
  let ends = yield* runsOf(items, compare);
  let [from, to] = [items, ends.length > 1 ? new Uint32Array(items.length) : items];
  if (ends.length > 1) from = items.slice();
  while (ends.length > 1) {
    const merged: number[] = [];
    let steps = 0;
    for (let run = 0; run < ends.length; run += 2) {
      const start = ends[run - 1] ?? 0;
      const middle = ends[run] ?? 0;
      const end = ends[run + 1] ?? middle;
      let [left, right] = [start, middle];
      for (let place = start; place < end; place++) {
        const takesLeft = left < middle && (right >= end || compare(from[left] as number, from[right] as number) <= 0);
        to[place] = from[takesLeft ? left++ : right++] as number;
        steps += 1;
        if (steps % comparisons === 0) yield;
      }
      merged.push(end);
    }
    ends = merged;
    [from, to] = [to, from];
  }
  return from;
}

/** Where the stretches end that are in order. */
function* runsOf(items: Uint32Array, compare: Comparison): SlicedTask<number[]> {
  const ends: number[] = [];
  for (let place = 1; place < items.length; place++) {
    if (compare(items[place - 1] as number, items[place] as number) > 0) ends.push(place);
    if (place % comparisons === 0) yield;
  }
  ends.push(items.length);
  return ends;
}
