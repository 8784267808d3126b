import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { readEnvelope } from './client.ts';
import type { MarketoClient } from './client.ts';
import { Refusal, TransientFailure } from './outcome.ts';

/** The size and checksum of a file, as Marketo reports them with a completed job. */
export interface ExpectedFile {
  size: number | undefined;
  /** `sha256:` and the digest in hexadecimal. */
  checksum: string | undefined;
}

/**
 * Downloads a file and verifies its size and checksum. Continues a download that was interrupted, also in an earlier run.
 * @param path where to put the complete file; its parts are in `<path>.part`
 * @returns whether the file is complete and correct. If it is not, it was downloaded twice, or does not exist
 */
export async function downloadFile(
  client: MarketoClient,
  endpoint: string,
  path: string,
  expected: ExpectedFile,
): Promise<boolean> {
  const part = `${path}.part`;
  for (const isLastAttempt of [false, true]) {
    try {
      await downloadPart(client, endpoint, part, expected);
    } catch (error) {
      if (error instanceof Refusal) return false;
      throw error;
    }
    if (await isExpected(part, expected)) {
      await rename(part, path);
      return true;
    }
    await rm(part, { force: true });
    if (isLastAttempt) break;
  }
  return false;
}

async function downloadPart(
  client: MarketoClient,
  endpoint: string,
  part: string,
  expected: ExpectedFile,
): Promise<void> {
  let offset = await sizeOf(part);
  if (offset > 0 && expected.size !== undefined && offset >= expected.size) return;
  await client.call(
    endpoint,
    async () => {
      offset = await sizeOf(part);
      return offset > 0 ? { headers: { range: `bytes=${offset}-` } } : {};
    },
    (response) => receive(response, endpoint, part, offset),
  );
}

async function receive(response: Response, endpoint: string, part: string, offset: number): Promise<void> {
  const { status, headers, body } = response;
  const type = headers.get('content-type') ?? '';
  if (status === 401) throw new Refusal(endpoint, '601', 'Access token invalid');
  // The part is complete, or longer than the file: the checksum tells.
  if (status === 416) return;
  if (status >= 400 || /json|html/.test(type)) {
    await readEnvelope(response, endpoint);
    throw new TransientFailure('The response is not a file.');
  }
  const continues = status === 206 && headers.get('content-range')?.startsWith(`bytes ${offset}-`) === true;
  if (status === 206 && !continues) {
    await body?.cancel();
    await rm(part, { force: true });
    throw new TransientFailure('Marketo sent another part of the file.');
  }
  const chunks = body ? Readable.fromWeb(body as ReadableStream<Uint8Array>) : Readable.from([]);
  // The file must be on the disk before the journal says that it is complete.
  await pipeline(chunks, createWriteStream(part, { flags: continues ? 'a' : 'w', flush: true }));
}

async function isExpected(path: string, { size, checksum }: ExpectedFile): Promise<boolean> {
  if (size !== undefined && (await sizeOf(path)) !== size) return false;
  if (checksum === undefined) return true;
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return checksum.toLowerCase() === `sha256:${hash.digest('hex')}`;
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.size ?? 0;
}
