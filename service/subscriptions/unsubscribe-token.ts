import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { compactDecrypt, CompactEncrypt } from 'jose';
import { createFolder, readIfExists, readOrCreate, subscriptionsFolder } from './folder.ts';

/** The content of a link to unsubscribe. */
export interface Subscription {
  /** The id of the subscription. */
  readonly id: string;
  /** The address of the reader, in lower case. */
  readonly address: string;
  /** The name of the report, as the email says it. */
  readonly name: string;
  /** The language of the reader, a BCP 47 tag. */
  readonly language: string;
}

const fileName = 'secret';

/**
 * Creates and reads the tokens in links to unsubscribe: JSON Web Encryption with a key of the service. Only the service
 * can create one, and none reveals an address to the logs of proxies. Tokens do not expire, as people unsubscribe from old emails too.
 */
export class UnsubscribeTokens {
  readonly #key: Uint8Array;

  private constructor(key: Uint8Array) {
    this.#key = key;
  }

  /** Opens the key beside a database. Creates it if it is missing. */
  static async create(database: string): Promise<UnsubscribeTokens> {
    const folder = await createFolder(database);
    return parseKey(await readOrCreate(folder, fileName, () => randomBytes(32).toString('base64url')));
  }

  /** Opens the key beside a database. Returns `undefined` if it does not exist: then no link exists either. */
  static async open(database: string): Promise<UnsubscribeTokens | undefined> {
    const text = await readIfExists(join(subscriptionsFolder(database), fileName));
    return text === undefined ? undefined : parseKey(text);
  }

  static fromKey(key: Uint8Array): UnsubscribeTokens {
    return new UnsubscribeTokens(key);
  }

  async tokenFor({ id, address, name, language }: Subscription): Promise<string> {
    const payload = new TextEncoder().encode(JSON.stringify([id, address, name, language]));
    return await new CompactEncrypt(payload).setProtectedHeader({ alg: 'dir', enc: 'A256GCM' }).encrypt(this.#key);
  }

  /** Returns the content of a token, or `undefined` if the service has not created it. */
  async read(token: string): Promise<Subscription | undefined> {
    try {
      const { plaintext } = await compactDecrypt(token, this.#key, {
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
      });
      const values: unknown = JSON.parse(new TextDecoder().decode(plaintext));
      const [id = '', address = '', name = '', language = ''] = values as string[];
      return { id, address, name, language };
    } catch {
      return undefined;
    }
  }
}

function parseKey(text: string): UnsubscribeTokens {
  const key = Buffer.from(text.trim(), 'base64url');
  if (key.length === 32) return UnsubscribeTokens.fromKey(key);
  throw new Error(
    `The file ${fileName} of the subscriptions is damaged. Restore it, or links to unsubscribe do not work.`,
  );
}
