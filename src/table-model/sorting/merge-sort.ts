import type { SlicedTask } from '../../platform/sliced-task.ts';
import type { Compare } from './row-comparator.ts';

/** A comparison may take a microsecond. */
const comparisonsPerSlice = 2048;

/** Returns items sorted by comparison. Stable. Merges runs that are already in order, so sorted input is fast. */
export function* mergeSort(items: Uint32Array, compare: Compare): SlicedTask<Uint32Array> {
  let ends = yield* runEnds(items, compare);
  if (ends.length === 1) return items;
  let [from, to] = [items.slice(), new Uint32Array(items.length)];
  let comparisons = 0;
  while (ends.length > 1) {
    const mergedEnds: number[] = [];
    for (let run = 0; run < ends.length; run += 2) {
      const start = ends[run - 1] ?? 0;
      const middle = ends[run] ?? 0;
      const end = ends[run + 1] ?? middle;
      let [left, right] = [start, middle];
      for (let place = start; place < end; place++) {
        const takesLeft = left < middle && (right >= end || compare(from[left] as number, from[right] as number) <= 0);
        to[place] = from[takesLeft ? left++ : right++] as number;
        if (++comparisons % comparisonsPerSlice === 0) yield;
      }
      mergedEnds.push(end);
    }
    ends = mergedEnds;
    [from, to] = [to, from];
  }
  return from;
}

/** Returns where each run ends that is already in order. */
function* runEnds(items: Uint32Array, compare: Compare): SlicedTask<number[]> {
  const ends: number[] = [];
  for (let place = 1; place < items.length; place++) {
    if (compare(items[place - 1] as number, items[place] as number) > 0) ends.push(place);
    if (place % comparisonsPerSlice === 0) yield;
  }
  ends.push(items.length);
  return ends;
}
