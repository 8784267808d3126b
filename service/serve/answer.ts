import { Readable } from 'node:stream';

/** The buffered size from which a response that is not kept waits for its slowest reader, in bytes. */
const highWaterMark = 1_000_000;

/** Receives the body of a response from the code that creates it. */
export interface AnswerWriter {
  /** Aborts when all readers have left. */
  readonly signal: AbortSignal;
  /** Call this when it is certain that the response succeeds. Readers wait for it before they send headers. */
  begin(): void;
  /** Adds to the number of rows in the body, which is only logged. */
  addRows(count: number): void;
  /** Adds a part of the body. Resolves when there is room for another. Rejects when all readers have left. */
  write(chunk: Buffer): Promise<void>;
}

/**
 * The body of a response that several readers share. Each reads it from its start, at its own pace. The body is kept, unless
 * `stopKeeping` is called: then only what readers have not read yet is buffered, and the writer waits for them.
 */
export class Answer {
  /** Resolves when the response is certain to succeed. Rejects with the error of the writer if it fails before. */
  readonly begun: Promise<void>;
  readonly #abort = new AbortController();
  readonly #readers = new Set<AnswerReader>();
  readonly #onResize: (change: number) => void;
  /** The chunks that are buffered. */
  #chunks: (Buffer | undefined)[] = [];
  /** The number of chunks at the start of `#chunks` that all readers have read and that are no longer kept. */
  #dropped = 0;
  /** The rows in the body so far. */
  rows = 0;
  #bytes = 0;
  #isKept = true;
  #end: { readonly error?: Error } | undefined;
  #begin: () => void = () => undefined;
  #fail: (error: Error) => void = () => undefined;
  #whenRead: (() => void) | undefined;

  /** @param onResize called when the buffered bytes change */
  constructor(onResize: (change: number) => void) {
    this.#onResize = onResize;
    this.begun = new Promise((resolve, reject) => {
      this.#begin = resolve;
      this.#fail = reject;
    });
    // The error may have no handler, because all readers have left.
    this.begun.catch(() => undefined);
  }

  get bytes(): number {
    return this.#bytes;
  }

  get isComplete(): boolean {
    return this.#end !== undefined && this.#end.error === undefined;
  }

  get isAborted(): boolean {
    return this.#abort.signal.aborted;
  }

  get hasReaders(): boolean {
    return this.#readers.size > 0;
  }

  /**
   * Creates the body. Aborts when the last reader leaves before its end.
   * @param beforeWrite called with each chunk before it is added
   */
  async fill(create: (writer: AnswerWriter) => Promise<void>, beforeWrite: (chunk: Buffer) => void): Promise<void> {
    const write = async (chunk: Buffer): Promise<void> => {
      if (chunk.byteLength === 0) return;
      beforeWrite(chunk);
      this.#chunks.push(chunk);
      this.#resize(chunk.byteLength);
      this.#notify();
      while (!this.#isKept && this.#bytes > highWaterMark && !this.#abort.signal.aborted) {
        await new Promise<void>((resolve) => (this.#whenRead = resolve));
      }
      this.#abort.signal.throwIfAborted();
    };
    try {
      const addRows = (count: number): void => void (this.rows += count);
      await create({ signal: this.#abort.signal, begin: this.#begin, write, addRows });
      this.#end = {};
    } catch (error) {
      this.#end = { error: error instanceof Error ? error : new Error(String(error)) };
      this.#fail(this.#end.error as Error);
    }
    this.#notify();
    if (!this.isComplete) this.drop();
  }

  /** Returns a stream of the body from its start. */
  read(): Readable {
    const reader = new AnswerReader(this, () => this.#leave(reader));
    this.#readers.add(reader);
    return reader;
  }

  /** Keeps only what readers have not read. No reader may be added later. */
  stopKeeping(): void {
    this.#isKept = false;
    this.#dropRead();
  }

  /** Ends the creation of the body. Its readers fail. */
  abort(reason: Error): void {
    this.#abort.abort(reason);
    this.#whenRead?.();
  }

  /** Releases the buffered chunks. */
  drop(): void {
    this.#chunks = [];
    this.#resize(-this.#bytes);
  }

  /** Returns a chunk, `null` after the last one, or `undefined` if it does not exist yet. @throws the error of the writer */
  chunkAt(index: number): Buffer | null | undefined {
    if (this.#end?.error) throw this.#end.error;
    return this.#chunks[index] ?? (this.#end ? null : undefined);
  }

  /** Called by a reader that has read another chunk. */
  advanced(): void {
    if (!this.#isKept) this.#dropRead();
  }

  #leave(reader: AnswerReader): void {
    this.#readers.delete(reader);
    if (!this.#isKept) this.#dropRead();
    if (!this.hasReaders && !this.#end) this.abort(new Error('All readers of the report have disconnected.'));
  }

  #dropRead(): void {
    const read = Math.min(this.#chunks.length, ...[...this.#readers].map(({ position }) => position));
    for (; this.#dropped < read; this.#dropped += 1) {
      this.#resize(-(this.#chunks[this.#dropped]?.byteLength ?? 0));
      this.#chunks[this.#dropped] = undefined;
    }
    this.#whenRead?.();
  }

  #resize(change: number): void {
    this.#bytes += change;
    this.#onResize(change);
  }

  #notify(): void {
    for (const reader of this.#readers) reader.flush();
  }
}

class AnswerReader extends Readable {
  readonly #answer: Answer;
  readonly #onDestroy: () => void;
  #isWanting = false;
  /** The number of chunks that were read. */
  position = 0;

  constructor(answer: Answer, onDestroy: () => void) {
    super();
    this.#answer = answer;
    this.#onDestroy = onDestroy;
  }

  override _read(): void {
    this.#isWanting = true;
    this.flush();
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.#onDestroy();
    callback(error);
  }

  /** Passes on a chunk, if one was requested and exists. */
  flush(): void {
    if (!this.#isWanting || this.destroyed) return;
    try {
      const chunk = this.#answer.chunkAt(this.position);
      if (chunk === undefined) return;
      this.#isWanting = false;
      if (chunk) this.position += 1;
      this.push(chunk);
      if (chunk) this.#answer.advanced();
    } catch (error) {
      this.destroy(error as Error);
    }
  }
}
