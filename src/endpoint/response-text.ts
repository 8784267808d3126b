import { ContractError, describeValue, quote } from './contract-error.ts';
import type { AbortScope } from './abort-scope.ts';
import { ReportError } from './report-error.ts';

/**
 * The text of a body as it comes, decoded as UTF-8. The body is let go of, whole or not, when the reading
 * ends.
 * @param silence how many milliseconds may pass without a byte
 * @throws {ReportError} `network` or `timeout`; the reason of the caller's abort as it is.
 * @throws {ContractError} if a host's fetcher made up a body that is not of bytes.
 */
export async function* readText(response: Response, scope: AbortScope, silence: number): AsyncGenerator<string, void> {
  const reader = response.body?.getReader();
  if (!reader) return;
  const decoder = new TextDecoder();
  let isOpen = true;
  try {
    for (;;) {
      const chunk = await readChunk(reader, scope, silence);
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
  silence: number,
): Promise<unknown> {
  const cancelTimeout = scope.abortAfter(silence, `The endpoint sent nothing for ${silence / 1000} s.`);
  try {
    const { value } = await scope.race(reader.read());
    return value;
  } catch (error) {
    if (scope.signal.aborted) throw error;
    throw new ReportError('network', 'The connection broke.', { cause: error, isRetryable: true });
  } finally {
    cancelTimeout();
  }
}

/**
 * Lets go of a body that nobody will read. A response that is none, or whose body is taken, is left alone.
 */
export function releaseBody(response: unknown): void {
  const body = (response as Response | undefined)?.body;
  if (body && !body.locked) body.cancel().catch(() => undefined);
}

/**
 * The value of a body that is one piece of JSON.
 * @param source where the parts come from: another address than was asked is named
 * @throws {ContractError} if it is not; whatever the reading of the text throws.
 */
export async function readJson(parts: AsyncIterable<string>, source: Response): Promise<unknown> {
  let text = '';
  for await (const part of parts) text += part;
  try {
    return JSON.parse(text);
  } catch {
    const place = source.redirected ? ` (${source.url})` : '';
    throw ContractError.of('body', 'JSON', `${describeBody(text.trim())}${place}`);
  }
}

function describeBody(text: string): string {
  if (text === '') return 'an empty body';
  if (text.startsWith('<')) return 'a web page';
  const [firstLine = ''] = text.split('\n', 1);
  try {
    JSON.parse(firstLine);
    return 'a JSON value in each line, which is application/x-ndjson';
  } catch {
    return text.startsWith('{') && !text.endsWith('}') ? 'JSON that breaks off' : quote(text);
  }
}
