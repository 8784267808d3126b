/**
 * Work that may be long: it pauses wherever somebody else may have a turn, every few milliseconds at most, and
 * comes to its result. Until then nobody else sees anything of it, so that it can be dropped at any pause. What is done
 * for no more than a thousand rows does not pause, but for what has to be loaded: a pause with a promise is one until
 * that is settled.
 */
export type SlicedTask<Result> = Generator<Promise<unknown> | undefined, Result, undefined>;

/** How many simple steps there are from pause to pause. */
const sliceLength = 1 << 15;

/** Pauses until something is here, if it is not. */
export function* awaitPromise<Result>(wanted: Result | Promise<Result>): SlicedTask<Result> {
  if (!(wanted instanceof Promise)) return wanted;
  let result: [Result] | undefined;
  yield wanted.then((value) => void (result = [value]));
  if (!result) throw new Error('This work cannot be done at once.');
  return result[0];
}

/** Does all of a piece of work at once. */
export function runSync<Result>(work: SlicedTask<Result>): Result {
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
): SlicedTask<void> {
  for (let from = 0; from < length; from += size) {
    if (from > 0) yield;
    slice(from, Math.min(length, from + size));
  }
}
