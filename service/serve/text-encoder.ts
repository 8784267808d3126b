import { once } from 'node:events';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';
import negotiate from '@fastify/accept-negotiator';

export type ContentEncoding = 'br' | 'gzip' | 'identity';

/** Returns the encoding for a client, the best compression that it accepts. @param header the `Accept-Encoding` header */
export function encodingFor(header: string | undefined): ContentEncoding {
  return negotiate<ContentEncoding>(header?.toLowerCase() ?? 'identity', ['br', 'gzip', 'identity']) ?? 'identity';
}

/** Encodes a text in parts. The parts can be decoded as they arrive. */
export interface TextEncoder {
  encode(text: string): Promise<Buffer>;
  /** Returns the last part. */
  end(): Promise<Buffer>;
  /** Frees memory. */
  close(): void;
}

const utf8Encoder: TextEncoder = {
  encode: (text) => Promise.resolve(Buffer.from(text)),
  end: () => Promise.resolve(Buffer.alloc(0)),
  close: () => undefined,
};

export function createTextEncoder(encoding: ContentEncoding): TextEncoder {
  if (encoding === 'identity') return utf8Encoder;
  const compressor =
    encoding === 'gzip'
      ? createGzip({ flush: constants.Z_SYNC_FLUSH })
      : createBrotliCompress({
          flush: constants.BROTLI_OPERATION_FLUSH,
          // On reports, quality 4 is faster than gzip and compresses better.
          params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT },
        });
  let parts: Buffer[] = [];
  compressor.on('data', (part: Buffer) => parts.push(part));
  // A copy, because the parts are slices of larger buffers.
  const take = (): Buffer => {
    const bytes = Buffer.concat(parts);
    parts = [];
    return bytes;
  };
  return {
    encode: async (text) => {
      await new Promise<void>((resolve, reject) => {
        compressor.write(text, (error) => (error ? reject(error) : resolve()));
      });
      return take();
    },
    end: async () => {
      const ended = once(compressor, 'end');
      compressor.end();
      await ended;
      return take();
    },
    close: () => compressor.destroy(),
  };
}
