/**
 * Work that may be long: it pauses wherever somebody else may have a turn, every few milliseconds at most, and
 * comes to its result. Until then nobody else sees anything of it, so that it can be dropped at any pause. What is done
 * for no more than a thousand rows does not pause.
 */
export type Work<Result> = Generator<undefined, Result, undefined>;

/** How many simple steps there are from pause to pause. */
const sliceLength = 1 << 15;

/** Does all of a piece of work at once. */
export function finish<Result>(work: Work<Result>): Result {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** Does something for the numbers from 0 up to `length`, slice by slice: `slice` is for those from `from` up to `to`. */
export function* inSlices(
  length: number,
  slice: (from: number, to: number) => void,
  size = sliceLength,
): Work<void> {
  for (let from = 0; from < length; from += size) {
    if (from > 0) yield;
    slice(from, Math.min(length, from + size));
  }
}
