import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
// The decoder of Node.js 20 reads Windows-1252 as ISO 8859-1 (https://github.com/nodejs/node/issues/56542).
import { TextDecoder } from '@exodus/bytes/encoding.js';
import sniffEncoding from 'html-encoding-sniffer';
import { unreadableKind } from './file-kind.ts';
import { isObject, maximumValueBytes, parseJsonValues, resultOf } from './json-values.ts';
import type { JsonObject } from './json-values.ts';
import { UnusableFile } from './unusable-file.ts';

/** An object of a response of the Asset API. */
export interface Asset {
  /** The file that it was read from. */
  path: string;
  /** Its number in the file. 1 is the first. */
  position: number;
  asset: JsonObject;
}

/**
 * Reads the `result` lists of responses of the Asset API: one response per file, or one per line. A response without a
 * `result` is a page after the last asset. An item that is not an object is an asset without any field.
 * @throws an error that names the file, if it cannot be read or is not such a response
 */
export async function readAssetFile(path: string): Promise<Asset[]> {
  const responses = await readJson(path);
  const assets = responses.flatMap((response) => {
    const isResponse = isObject(response) && ('success' in response || Array.isArray(response['result']));
    if (!isResponse) {
      throw new UnusableFile(
        `${path} is not a response of the Asset API: expected a JSON object with a "result" array.`,
      );
    }
    return resultOf(response, path);
  });
  // A position in the file, also if it has several responses.
  return assets.map((asset, index) => ({ path, position: index + 1, asset: isObject(asset) ? asset : {} }));
}

/** Reads the JSON values of a file. @throws an error that names the file, if it is not JSON */
export async function readJson(path: string): Promise<unknown[]> {
  const bytes = await readPlain(path);
  const kind = unreadableKind(bytes.subarray(0, 1024));
  if (kind !== undefined) throw new UnusableFile(`${path} is ${kind}.`);
  try {
    return parseJsonValues(bytes.toString('utf8'));
  } catch (error) {
    throw new UnusableFile(`${path} cannot be read as JSON (${messageOf(error)}).`, { cause: error });
  }
}

/**
 * Reads the text of an HTML or text file, in the encoding that its byte-order mark or its meta element declares. Without
 * a declaration, it is UTF-8, or Windows-1252 if it is not valid as UTF-8.
 */
export async function readText(path: string): Promise<string> {
  const bytes = await readPlain(path);
  const defaultEncoding = isUtf8(bytes) ? 'UTF-8' : 'windows-1252';
  return new TextDecoder(sniffEncoding(bytes, { defaultEncoding })).decode(bytes);
}

/** Reads a file, and decompresses it. A small file can have any size after that. */
async function readPlain(path: string): Promise<Buffer> {
  try {
    const bytes = await readFile(path);
    return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes, { maxOutputLength: maximumValueBytes }) : bytes;
  } catch (error) {
    if (error instanceof RangeError) {
      throw new UnusableFile(`${path} is too large: it has more than ${maximumValueBytes / 1e6} MB.`, { cause: error });
    }
    throw new UnusableFile(`${path} cannot be read (${messageOf(error)}).`, { cause: error });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
