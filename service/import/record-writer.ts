import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

/** Two CSV files without headers. */
export interface RecordFiles {
  /** The readable records, each preceded by the name of its file and its number there. */
  readable: string;
  /** The malformed records: file, number, reason, content as JSON. */
  malformed: string;
}

/** Writes the records of files that DuckDB cannot read itself: the readable ones for DuckDB, the malformed ones apart. */
export class RecordWriter {
  malformed = 0;
  readonly #readable: WriteStream;
  readonly #malformed: WriteStream;

  constructor(files: RecordFiles) {
    this.#readable = openStream(files.readable);
    this.#malformed = openStream(files.malformed);
  }

  /** Writes lines that contain readable records. @throws the error of an earlier write, such as one to a full disk */
  writeLines(lines: string | Buffer): Promise<void> {
    return write(this.#readable, lines);
  }

  writeMalformed(file: string, record: number, reason: string, content: Buffer): Promise<void> {
    this.malformed += 1;
    const fields = [quoted(file), String(record), quoted(reason), quoted(contentOf(content))];
    return write(this.#malformed, `${fields.join(',')}\n`);
  }

  /** @throws the error of an earlier write */
  async close(): Promise<void> {
    await Promise.all([this.#readable, this.#malformed].map((stream) => finished(stream.end())));
  }
}

/** Returns a field of a CSV file. */
export function quoted(field: string): string {
  return `"${field.replaceAll('"', '""')}"`;
}

const maximumContentBytes = 2000;

/** Returns the text of a record as a JSON string. A long text is truncated, with a digest that identifies the record. */
function contentOf(bytes: Buffer): string {
  const text = bytes.toString('utf8', 0, maximumContentBytes);
  if (bytes.length <= maximumContentBytes) return JSON.stringify(text);
  const digest = createHash('sha256').update(bytes).digest('hex');
  return JSON.stringify(`${text}… (${bytes.length} bytes, SHA-256 ${digest})`);
}

function openStream(path: string): WriteStream {
  // An error between two writes would end the process. The stream keeps it for the next one.
  return createWriteStream(path).on('error', () => undefined);
}

async function write(stream: WriteStream, part: Buffer | string): Promise<void> {
  if (stream.errored) throw stream.errored;
  if (part.length > 0 && !stream.write(part)) await once(stream, 'drain');
}
