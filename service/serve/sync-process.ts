import { fork, type ChildProcess } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { extname } from 'node:path';
import { createInterface } from 'node:readline';
import { retryInterval, systemClock } from '../sync/clock.ts';
import { exitCodes } from '../sync/outcome.ts';
import type { SyncResult } from '../sync/sync.ts';
import type { SyncEvent } from './observer.ts';

/** A sync that runs beside the server. */
export interface SyncProcess {
  /** Ends it. A later one continues where it was interrupted. */
  stop: () => Promise<void>;
}

/**
 * Runs sync at an interval in a separate process with a lower priority, so that an import neither delays requests nor
 * takes the memory of the server. Starts it again if it ends. It ends with this process.
 * @param args the arguments of sync, without `--every`
 * @param every the interval as sync parses it, such as `24h`, and in milliseconds
 * @param store the servers that have the records, as `--store` names them; empty if the database has them
 * @param report receives its messages and results
 */
export function startSyncProcess(
  args: readonly string[],
  every: { text: string; milliseconds: number },
  workingDirectory: string,
  store: string,
  report: (event: SyncEvent) => void,
): SyncProcess {
  const stopping = new AbortController();
  const { signal } = stopping;
  let child: ChildProcess | undefined;
  const run = async (): Promise<void> => {
    for (;;) {
      child = fork(
        new URL(`../cli${extname(import.meta.url)}`, import.meta.url),
        ['sync', ...args, '--every', every.text],
        {
          // Its arguments are visible to other users of the machine.
          env: { ...process.env, INIT_CWD: workingDirectory, IMPORT_STORE: store },
          stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        },
      );
      reportOutput(child, report);
      if (child.pid !== undefined) lowerPriority(child.pid);
      const code = await exitCodeOf(child);
      if (signal.aborted) return;
      // A person may change the setting at any time. Until then, each run fails in the same way.
      const isFinal = code === exitCodes['needs-a-person'];
      const delay = isFinal ? every.milliseconds : Math.min(every.milliseconds, retryInterval);
      const reason = code === null ? 'a signal' : `exit code ${code}`;
      const next = isFinal
        ? `after the interval of ${every.text}, or when you restart the service after the change`
        : `in ${Math.round(delay / 60_000)} minutes`;
      // An unexpected error, such as exit code 1, or a kill.
      const isFailure = !Object.values<number | null>(exitCodes).includes(code);
      report({ kind: 'end', text: `Sync has ended with ${reason}. It starts again ${next}.`, isFailure });
      try {
        await systemClock.sleep(delay, signal);
      } catch {
        return;
      }
    }
  };
  const ended = run();
  return {
    stop: () => {
      stopping.abort();
      child?.kill();
      // A long import does not hold up the server: without its end, the database stays as it was.
      setTimeout(() => child?.kill('SIGKILL'), stopTimeout).unref();
      return ended;
    },
  };
}

/** The time that sync has to end after its current step, in milliseconds. */
const stopTimeout = 5000;

/** Reports the messages of sync, and its results, which are lines of JSON on its standard output. */
function reportOutput({ stdout, stderr }: ChildProcess, report: (event: SyncEvent) => void): void {
  if (stderr) createInterface(stderr).on('line', (text) => report({ kind: 'message', text }));
  if (stdout) {
    createInterface(stdout).on('line', (line) => report(readOutput(line)));
  }
}

/** Returns the result in a line of output. The last line of a process that was killed may be incomplete: it is a message. */
export function readOutput(line: string): SyncEvent {
  try {
    return { kind: 'result', result: JSON.parse(line) as SyncResult };
  } catch {
    return { kind: 'message', text: line };
  }
}

/** Waits until a process ends. @returns `null` if a signal has ended it */
function exitCodeOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('close', resolve);
  });
}

function lowerPriority(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // The process may have ended, or the system does not allow it.
  }
}
