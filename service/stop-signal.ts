const names = ['SIGINT', 'SIGTERM'] as const;

/** The time in which signals repeat the first, in milliseconds. */
const repeatTime = 1000;

/**
 * Returns a signal that aborts when the process is asked to stop, by SIGINT or SIGTERM. A second request ends the process
 * immediately, unless it comes within a second: on Ctrl+C, both the terminal and npm send SIGINT, and process managers may
 * signal a whole group of processes and then each of them.
 */
export function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  const stop = (): void => {
    if (stopping.signal.aborted) return;
    stopping.abort();
    // Without listeners, signals end the process.
    setTimeout(() => names.forEach((name) => process.off(name, stop)), repeatTime).unref();
  };
  for (const name of names) process.on(name, stop);
  return stopping.signal;
}
