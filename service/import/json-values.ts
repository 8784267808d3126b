import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { UnusableFile } from './unusable-file.ts';

export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns an id, a number or its digits, as text. */
export function idOrNull(field: unknown): string | null {
  const isId =
    typeof field === 'number' ? Number.isSafeInteger(field) : typeof field === 'string' && /^[0-9]{1,18}$/.test(field);
  return isId ? String(field) : null;
}

/** Whether a file that begins with these bytes is JSON. */
export function isJson(start: Buffer): boolean {
  return /^\s*[[{]/.test(start.toString('utf8').replace(/^\uFEFF/, ''));
}

/** Parses a text with one JSON value over any number of lines, or one per line. @throws if it is neither */
export function parseJsonValues(text: string): unknown[] {
  const json = text.replace(/^\uFEFF/, '').replaceAll('\0', '');
  try {
    return [JSON.parse(json) as unknown];
  } catch (error) {
    try {
      const lines = json.split('\n').filter((line) => line.trim() !== '');
      if (lines.length > 1) return lines.map((line) => JSON.parse(line) as unknown);
    } catch {
      // The first error is the better explanation.
    }
    throw error;
  }
}

/** A JSON value of a file, or a line that is not JSON. */
export type JsonLine = { value: unknown } | { error: string; line: Buffer };

/** The size limit of a JSON value, which is read as a whole. A file with one value per line has none. */
export const maximumValueBytes = 400_000_000;

/**
 * Yields the JSON values of a file: one value over any number of lines, or one value per line. The first line decides.
 * @param name the name of the file in error messages
 * @param maximumBytes the size limit of a value
 * @throws if a value over several lines is not valid, or if a value is too large
 */
export async function* readJsonValues(
  name: string,
  path: string,
  maximumBytes = maximumValueBytes,
): AsyncGenerator<JsonLine> {
  const tooLarge = () =>
    new UnusableFile(
      `${name} has a JSON value of more than ${maximumBytes / 1e6} MB. Write its items one per line (newline-delimited JSON).`,
    );
  let isFirst = true;
  for await (const line of readLines(path, maximumBytes, tooLarge)) {
    const parsed = parseLine(line);
    if (isFirst && 'error' in parsed) {
      const isWhole = (await stat(path)).size <= maximumBytes;
      const whole = isWhole ? parseLine(await readFile(path)) : undefined;
      if (whole && 'value' in whole) {
        yield whole;
        return;
      }
      // The value has several lines, and is broken or too large.
      if (line.toString().trim().length <= 1) {
        throw whole ? new UnusableFile(`${name} is not valid JSON (${whole.error}).`) : tooLarge();
      }
    }
    isFirst = false;
    yield parsed;
  }
}

function parseLine(line: Buffer): JsonLine {
  try {
    return { value: JSON.parse(line.toString('utf8').replace(/^\uFEFF/, '')) as unknown };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error), line };
  }
}

const lineFeed = 0x0a;

/** Yields the lines of a file, without blank ones. @throws the error of `tooLong` if a line has more bytes than `maximum` */
async function* readLines(path: string, maximum: number, tooLong: () => Error): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let length = 0;
  const take = (end: Buffer): Buffer => {
    const line = parts.length === 0 ? end : Buffer.concat([...parts, end]);
    parts = [];
    length = 0;
    return line;
  };
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, start)) {
      const line = take(chunk.subarray(start, end));
      if (!isBlank(line)) yield line;
      start = end + 1;
    }
    if (start < chunk.length) parts.push(chunk.subarray(start));
    length += chunk.length - start;
    if (length > maximum) throw tooLong();
  }
  const last = take(Buffer.alloc(0));
  if (!isBlank(last)) yield last;
}

function isBlank(line: Buffer): boolean {
  return line.every((byte) => byte <= 0x20);
}

/**
 * Returns the items of a response of Marketo's APIs. A response without a `result` is an empty list.
 * @throws if the response reports a failure; the message contains Marketo's own
 */
export function resultOf(response: JsonObject, name: string): unknown[] {
  const { success, errors, result } = response;
  if (success === false) {
    const reasons = (Array.isArray(errors) ? errors : []).filter(isObject).map(({ code, message }) => {
      return [code, message].filter((part) => part !== undefined && part !== '').join(': ');
    });
    const reason = reasons.join('; ') || 'no reason given';
    throw new UnusableFile(`${name} is a failed request, not a result. Marketo says: ${reason}.`);
  }
  return Array.isArray(result) ? (result as unknown[]) : [];
}
