import assert from 'node:assert/strict';
import type { ServerOptions } from '../../serve/server.ts';
import { endlessFrom } from './generated-database.ts';
import { reportUrl, startServer } from './server.ts';

type Parameters = Readonly<Record<string, string | number>>;

/** A request for all rows whose query runs until it is interrupted. Different numbers are different reports. */
export function endless(number: number): Parameters {
  return { from: endlessFrom, to: `${2100 + number}-01-01` };
}

/** A request for the four rows of a campaign whose query runs until it is interrupted. */
export function endlessSmall(number: number): Parameters {
  return { ...endless(number), campaign: 1000 };
}

/** A request in progress. */
export interface Started {
  readonly response: Promise<Response>;
  /** Closes the connection. `response` stays pending then. */
  readonly leave: () => void;
}

export type ServerTest = (
  server: Awaited<ReturnType<typeof startServer>>,
  start: (query: Parameters) => Started,
) => Promise<void>;

/** Runs a test with a server. Closes all connections at its end, so that endless queries end. */
export async function runWithServer(options: ServerOptions, test: ServerTest): Promise<void> {
  const server = await startServer(options);
  const started: Started[] = [];
  try {
    await test(server, (query) => {
      const request = startRequest(reportUrl(server.address, query));
      started.push(request);
      return request;
    });
    assert.deepEqual(server.errors, []);
  } finally {
    for (const { leave } of started) leave();
    await server.close();
  }
}

function startRequest(url: string): Started {
  const controller = new AbortController();
  const response = fetch(url, { signal: controller.signal }).catch((error: unknown) => {
    if (controller.signal.aborted) return new Promise<never>(() => undefined);
    throw error;
  });
  return { response, leave: () => controller.abort() };
}

/**
 * Repeats a request until the server has room for it. Servers notice after a moment that a client has left. A server with a
 * short time for readers may close the connection; that is repeated, too.
 */
export async function getWhenFree(url: string, init?: RequestInit): Promise<Response> {
  for (;;) {
    const response = await fetch(url, init).catch(() => undefined);
    if (response && response.status !== 503) return response;
    await response?.arrayBuffer();
  }
}
