import type { Readable } from 'node:stream';
import { Answer, type AnswerWriter } from './answer.ts';
import { currentRequest } from './observed-requests.ts';

/** An answer that takes more than this share of the cache is not kept. */
const largestShare = 1 / 2;

/** The memory of an answer in addition to its body, in bytes. */
const overhead = 1_000;

/**
 * Response bodies by key. Equal requests share one body, while it is created and later. The least recently used ones are
 * removed when the limit is reached, but never one that is being read: its memory would be in use, but not counted.
 */
export class AnswerCache {
  readonly #limit: number;
  readonly #deadline: number;
  /** From the least to the most recently used. */
  readonly #answers = new Map<string, Answer>();
  /** The buffered bytes of all answers, including those that are not kept. */
  #bytes = 0;

  /**
   * @param limit in bytes
   * @param deadline how long readers of an answer that is not kept may take, in milliseconds
   */
  constructor(limit: number, deadline: number) {
    this.#limit = limit;
    this.#deadline = deadline;
  }

  /** The number of bodies, and the memory that they take. */
  get usage(): { answers: number; bytes: number; limit: number } {
    return { answers: this.#answers.size, bytes: this.#used, limit: this.#limit };
  }

  /**
   * Returns the body with a key.
   * @param signal aborts when the reader leaves
   * @param create called if no body with this key exists or is being created
   * @throws the error of `create`, or the reason of the signal
   */
  async read(key: string, signal: AbortSignal, create: (writer: AnswerWriter) => Promise<void>): Promise<Readable> {
    signal.throwIfAborted();
    const existing = this.#answers.get(key);
    const isNew = !existing || existing.isAborted;
    const answer = isNew ? new Answer((change) => (this.#bytes += change)) : existing;
    this.#answers.delete(key);
    this.#answers.set(key, answer);
    const request = currentRequest();
    if (request) {
      request.answer = answer;
      request.cache = isNew ? 'miss' : answer.isComplete ? 'hit' : 'shared';
    }
    const reader = answer.read();
    const leave = (): void => void reader.destroy();
    signal.addEventListener('abort', leave);
    reader.once('close', () => {
      signal.removeEventListener('abort', leave);
      if (!answer.hasReaders && !answer.isComplete) this.#remove(key, answer);
    });
    if (isNew) void this.#fill(key, answer, create);
    try {
      await answer.begun;
      signal.throwIfAborted();
      return reader;
    } catch (error) {
      reader.destroy();
      signal.throwIfAborted();
      throw error;
    }
  }

  async #fill(key: string, answer: Answer, create: (writer: AnswerWriter) => Promise<void>): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await answer.fill(create, ({ byteLength }) => {
      if (this.#answers.get(key) !== answer || this.#makeRoom(answer, byteLength)) return;
      this.#answers.delete(key);
      answer.stopKeeping();
      timer = setTimeout(() => answer.abort(new Error('A reader was too slow.')), this.#deadline);
    });
    clearTimeout(timer);
    if (!answer.isComplete) this.#remove(key, answer);
  }

  #makeRoom(answer: Answer, bytes: number): boolean {
    if (answer.bytes + bytes > this.#limit * largestShare) return false;
    for (const [key, oldest] of this.#answers) {
      if (this.#used + bytes <= this.#limit) break;
      if (!oldest.isComplete || oldest.hasReaders) continue;
      this.#answers.delete(key);
      oldest.drop();
    }
    return this.#used + bytes <= this.#limit;
  }

  get #used(): number {
    return this.#bytes + this.#answers.size * overhead;
  }

  #remove(key: string, answer: Answer): void {
    if (this.#answers.get(key) === answer) this.#answers.delete(key);
  }
}
