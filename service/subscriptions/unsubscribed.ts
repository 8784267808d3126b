import { randomBytes, scrypt } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createFolder, readIfExists, readOrCreate, subscriptionsFolder } from './folder.ts';

const fileName = 'unsubscribed.jsonl';

const deriveKey = promisify<string, string, number, Buffer>(scrypt);

/** A line of the file, after the first one. */
interface Change {
  readonly at: string;
  readonly subscription: string;
  /** The hash of the address. */
  readonly address: string;
  readonly isUnsubscribed: boolean;
}

/**
 * The addresses that have unsubscribed, in a file beside the database. The file has hashes of addresses with a salt, so it does
 * not say who they are. Lines are only added, also by several processes at the same time; the last one of an address counts.
 */
export class UnsubscribedAddresses {
  readonly #database: string;
  /** The hashes of addresses by salt and address: each takes about 50 ms of CPU time. */
  readonly #hashes = new Map<string, Promise<string>>();

  constructor(database: string) {
    this.#database = database;
  }

  /**
   * Returns whether an address has unsubscribed.
   * @throws if the file cannot be read or is damaged: it is then unknown
   */
  async has(subscription: string, address: string): Promise<boolean> {
    const text = await readIfExists(join(subscriptionsFolder(this.#database), fileName));
    if (text === undefined) return false;
    const { salt, changes } = parse(text);
    const hash = await this.#hash(salt, address);
    const own = changes.filter((change) => change.subscription === subscription && change.address === hash);
    return own.at(-1)?.isUnsubscribed ?? false;
  }

  /** Notes that an address has unsubscribed, or is subscribed again. Resolves when this is on the disk. */
  async set(subscription: string, address: string, isUnsubscribed: boolean): Promise<void> {
    if ((await this.has(subscription, address)) === isUnsubscribed) return;
    const folder = await createFolder(this.#database);
    const text = await readOrCreate(folder, fileName, () => `${JSON.stringify({ salt: newSalt() })}\n`);
    const hash = await this.#hash(parse(text).salt, address);
    const change: Change = { at: new Date().toISOString(), subscription, address: hash, isUnsubscribed };
    const file = await open(join(folder, fileName), 'a', 0o600);
    try {
      // The line break before it separates it from a line that another process could not complete.
      await file.appendFile(`\n${JSON.stringify(change)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
  }

  #hash(salt: string, address: string): Promise<string> {
    const key = `${salt} ${address.toLowerCase()}`;
    const hash = this.#hashes.get(key) ?? hashOf(salt, address);
    this.#hashes.set(key, hash);
    return hash;
  }
}

async function hashOf(salt: string, address: string): Promise<string> {
  return (await deriveKey(address.toLowerCase(), salt, 18)).toString('base64url');
}

function newSalt(): string {
  return randomBytes(18).toString('base64url');
}

function parse(text: string): { salt: string; changes: Change[] } {
  const [first, ...lines] = text.split('\n').flatMap(parseLine);
  const salt = first?.['salt'];
  if (typeof salt === 'string') return { salt, changes: lines as unknown as Change[] };
  throw new Error(
    `The file ${fileName} of the subscriptions is damaged. Restore it from a backup before you send emails.`,
  );
}

/** A line that is not JSON was not completed, and the reader was not told that it was. */
function parseLine(line: string): Record<string, unknown>[] {
  try {
    return [JSON.parse(line) as Record<string, unknown>];
  } catch {
    return [];
  }
}
