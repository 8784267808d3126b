import type { SlicedTask } from './sliced-task.ts';

/** How long one turn may take, in milliseconds: a frame has 16, and needs some for itself. */
const turn = 10;
/** A turn before there is anything to see: sooner than to draw the shape of a table, and the table after it. */
export const firstSliceDuration = 30;

/** Goes on with work until it is done, has had its turn, or waits for something. */
export function runSlice<Result>(
  work: SlicedTask<Result>,
  milliseconds = turn,
): IteratorResult<Promise<unknown> | undefined, Result> {
  const end = performance.now() + milliseconds;
  let step = work.next();
  while (!step.done && !step.value && performance.now() < end) step = work.next();
  return step;
}

/**
 * Lets everybody else have a turn: the reader, and the timers and answers of the page, which `scheduler.yield` would have
 * wait until all is done.
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

/** Waits until nobody else has anything to do; the answer is for how many milliseconds, as far as is known. */
export function whenIdle(): Promise<number> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback((deadline) => resolve(deadline.timeRemaining()));
    else setTimeout(resolve, 200, turn);
  });
}

/** So long is waited for a frame, in milliseconds: a page that is out of view has none. */
const longestFrame = 250;

/**
 * Lets the browser draw what has changed.
 * @throws the reason of the signal, as soon as that is aborted
 */
export async function nextFrame(signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, longestFrame);
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  signal.throwIfAborted();
}

/** Keeps what is long from taking the thread for itself, piece after piece of it. */
export class SliceTimer {
  #end = performance.now() + turn;

  /**
   * To be waited for between two pieces: lets everybody else have a turn, if this one has been long enough.
   * @throws the reason of the signal, when that is aborted
   */
  async yieldIfDue(signal: AbortSignal): Promise<void> {
    if (performance.now() < this.#end) return;
    await yieldToMain();
    signal.throwIfAborted();
    this.#end = performance.now() + turn;
  }
}

/**
 * Does work in turns.
 * @throws the reason of the signal, when that is aborted between two turns.
 */
export async function runSliced<Result>(work: SlicedTask<Result>, signal: AbortSignal): Promise<Result> {
  const turns = new SliceTimer();
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    await (step.value ?? turns.yieldIfDue(signal));
  }
}
