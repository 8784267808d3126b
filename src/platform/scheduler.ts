import type { SlicedTask } from './sliced-task.ts';

/** The duration of a slice, in milliseconds: a frame has 16, and the browser needs some of them. */
const sliceDuration = 10;
/** The duration of a slice before anything is on screen: it takes less time than to render a skeleton first. */
export const firstSliceDuration = 30;
/** How long to wait for an animation frame, in milliseconds: a page in the background has none. */
const longestFrame = 250;

/** Runs a task until it is done, its time is over, or it waits for a promise. */
export function runSlice<Result>(
  task: SlicedTask<Result>,
  milliseconds = sliceDuration,
): IteratorResult<Promise<unknown> | undefined, Result> {
  const end = performance.now() + milliseconds;
  let step = task.next();
  while (!step.done && !step.value && performance.now() < end) step = task.next();
  return step;
}

/**
 * Resolves in another task of the event loop, after the page's input, timers and responses.
 * `scheduler.yield` would resolve before them, and keep the page waiting until all slices are done.
 */
export function yieldToMain(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

/** Resolves when the browser is idle, with the number of milliseconds that it expects to be. */
export function whenIdle(): Promise<number> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback((deadline) => resolve(deadline.timeRemaining()));
    else setTimeout(resolve, 200, sliceDuration);
  });
}

/**
 * Resolves after the browser has painted a frame, or after 250 ms where it paints none.
 * @throws the reason of the signal, as soon as it is aborted
 */
export async function nextFrame(signal?: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, longestFrame);
    signal?.addEventListener('abort', () => resolve(), { once: true });
  });
  signal?.throwIfAborted();
}

/** Measures how long work has occupied the main thread, and yields when that is long enough. */
export class SliceTimer {
  #end = performance.now() + sliceDuration;

  /**
   * Yields to the main thread if the current slice is over. Call it between two pieces of work.
   * @throws the reason of the signal, if it is aborted
   */
  async yieldIfDue(signal: AbortSignal): Promise<void> {
    if (performance.now() < this.#end) return;
    await yieldToMain();
    signal.throwIfAborted();
    this.#end = performance.now() + sliceDuration;
  }
}

/**
 * Runs a task in slices.
 * @throws the reason of the signal, if it is aborted between two slices
 */
export async function runSliced<Result>(task: SlicedTask<Result>, signal: AbortSignal): Promise<Result> {
  const timer = new SliceTimer();
  for (;;) {
    const step = task.next();
    if (step.done) return step.value;
    await (step.value ?? timer.yieldIfDue(signal));
  }
}
