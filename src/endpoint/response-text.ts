import type { AbortScope } from './abort-scope.ts';
import { ContractError, describeValue, quote } from './contract-error.ts';
import { ReportError } from './report-error.ts';

/**
 * Yields the text of a body as it arrives, decoded as UTF-8. The body is cancelled if reading ends early.
 * @param idleTimeout the maximum time between two chunks, in milliseconds
 * @throws {ReportError} `network` or `timeout`; the abort reason if the caller aborts
 * @throws {ContractError} if the body of a host's fetcher does not consist of bytes
 */
export async function* readText(
  response: Response,
  scope: AbortScope,
  idleTimeout: number,
): AsyncGenerator<string, void> {
  const reader = response.body?.getReader();
  if (!reader) return;
  const decoder = new TextDecoder();
  let isOpen = true;
  try {
    for (;;) {
      const chunk = await readChunk(reader, scope, idleTimeout);
      if (chunk === undefined) break;
      if (!ArrayBuffer.isView(chunk)) throw ContractError.of('fetcher', 'a body of bytes', describeValue(chunk));
      yield decoder.decode(chunk, { stream: true });
    }
    isOpen = false;
    yield decoder.decode();
  } finally {
    if (isOpen) reader.cancel(scope.signal.reason).catch(() => undefined);
  }
}

async function readChunk(
  reader: ReadableStreamDefaultReader<unknown>,
  scope: AbortScope,
  idleTimeout: number,
): Promise<unknown> {
  const cancelTimeout = scope.abortAfter(idleTimeout, `The endpoint sent no data for ${idleTimeout / 1000} s.`);
  try {
    const { value } = await scope.race(reader.read());
    return value;
  } catch (error) {
    if (scope.signal.aborted) throw error;
    throw new ReportError('network', 'The connection was lost.', { cause: error, isRetryable: true });
  } finally {
    cancelTimeout();
  }
}

/** Cancels a body that will not be read. Ignores a value that is not a response, and a body that is in use. */
export function cancelBody(response: unknown): void {
  const body = (response as Response | undefined)?.body;
  if (body && !body.locked) body.cancel().catch(() => undefined);
}

/**
 * Parses a body as JSON.
 * @throws {ContractError} if it is not JSON; anything that reading the text throws
 */
export async function readJson(chunks: AsyncIterable<string>): Promise<unknown> {
  let text = '';
  for await (const chunk of chunks) text += chunk;
  try {
    return JSON.parse(text);
  } catch {
    throw ContractError.of('body', 'JSON', describeText(text), undefined, text);
  }
}

/** Describes a text that is not JSON. */
export function describeText(text: string): string {
  const start = text.trimStart();
  if (start === '') return 'an empty body';
  return start.startsWith('<') ? 'an HTML page' : quote(start);
}
