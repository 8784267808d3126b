/**
 * Work that may take long, written as a generator that yields every few milliseconds at most, so that the browser can
 * handle input between two slices. Nothing of it is visible until it returns its result, so it can be dropped at any
 * yield. To wait for something that loads, a task yields a promise, and continues when that resolves.
 *
 * The table of a report of up to 1,000 rows is built without other yields, so it appears immediately: that many rows are
 * sorted in one step (see `fewRows` in `table-model/sorting/sorting.ts`), and other steps have larger slices.
 */
export type SlicedTask<Result> = Generator<Promise<unknown> | undefined, Result, undefined>;

/** The number of simple steps between two yields. */
const stepsPerSlice = 1 << 15;

/** Waits for a promise within a sliced task. Returns a value that is no promise immediately. */
export function* awaitPromise<Result>(value: Result | Promise<Result>): SlicedTask<Result> {
  if (!(value instanceof Promise)) return value;
  let result: [Result] | undefined;
  yield value.then((resolved) => void (result = [resolved]));
  if (!result) throw new Error('A task that waits for a promise cannot run synchronously.');
  return result[0];
}

/** Runs a whole task synchronously. */
export function runSync<Result>(task: SlicedTask<Result>): Result {
  for (;;) {
    const { done, value } = task.next();
    if (done) return value;
  }
}

/** Calls `slice` for consecutive ranges of the integers from 0 up to `length`: from `from` up to `to`. */
export function* inSlices(
  length: number,
  slice: (from: number, to: number) => void,
  size = stepsPerSlice,
): SlicedTask<void> {
  for (let from = 0; from < length; from += size) {
    if (from > 0) yield;
    slice(from, Math.min(length, from + size));
  }
}
