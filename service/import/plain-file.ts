import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, symlink } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { unreadableKind } from './file-kind.ts';
import { UnusableFile } from './unusable-file.ts';

/** A file that is uncompressed and has no NUL bytes. */
export interface PlainFile {
  path: string;
  /** SHA-256 of the uncompressed content, in hexadecimal. */
  digest: string;
}

/**
 * Returns a copy of a file that is uncompressed and has no NUL bytes: the file itself, if it already is so.
 * gzip is recognized by its first bytes and decompressed here, because DuckDB reads a truncated gzip file without an error.
 * A path that DuckDB would take for a glob pattern is replaced by a link.
 * @param name the name of the file in error messages
 * @param copyPath where to put the copy or the link
 * @throws if the file cannot be read, or is not text; the message names its format
 */
export async function plainFile(name: string, path: string, copyPath: string): Promise<PlainFile> {
  try {
    const start = await readStart(path, 2);
    const isCompressed = start[0] === 0x1f && start[1] === 0x8b;
    if (isCompressed) await pipeline(createReadStream(path), createGunzip(), createWriteStream(copyPath));
    const plain = isCompressed ? copyPath : path;
    const kind = unreadableKind(await readStart(plain, 1024));
    if (kind !== undefined) throw new UnusableFile(`${name} is ${kind}.`);
    const { digest, hasNulBytes } = await examine(plain);
    if (hasNulBytes) {
      const cleanPath = `${copyPath}.clean`;
      await pipeline(createReadStream(plain), withoutNulBytes(), createWriteStream(cleanPath));
      return { path: cleanPath, digest };
    }
    if (isCompressed || !/[*?[\]{}]/.test(path)) return { path: plain, digest };
    await symlink(path, copyPath);
    return { path: copyPath, digest };
  } catch (error) {
    if (error instanceof UnusableFile) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new UnusableFile(`${name} cannot be read (${reason}).`, { cause: error });
  }
}

/** Returns the first bytes of a file. */
export async function readStart(path: string, length: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const buffer = Buffer.alloc(length);
    const { bytesRead } = await file.read(buffer, 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function examine(path: string): Promise<{ digest: string; hasNulBytes: boolean }> {
  const hash = createHash('sha256');
  let hasNulBytes = false;
  // One buffer for all: a stream would allocate one for each chunk.
  const buffer = Buffer.allocUnsafe(1 << 20);
  const file = await open(path);
  try {
    for (;;) {
      const { bytesRead } = await file.read(buffer);
      if (bytesRead === 0) return { digest: hash.digest('hex'), hasNulBytes };
      const chunk = buffer.subarray(0, bytesRead);
      hash.update(chunk);
      hasNulBytes ||= chunk.includes(0);
    }
  } finally {
    await file.close();
  }
}

function withoutNulBytes(): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      done(null, chunk.includes(0) ? chunk.filter((byte) => byte !== 0) : chunk);
    },
  });
}
