import { readFile } from 'node:fs/promises';
import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose';

/** The keys could not be read. Nothing is known about the token. */
export class KeysUnavailableError extends Error {}

const limits = {
  /** The largest document of keys, in bytes. */
  size: 1_000_000,
  /** How long keys are used, in milliseconds. */
  maxAge: 600_000,
  /** How long keys are used that cannot be read again. */
  maxStale: 24 * 3_600_000,
  /** The shortest time between two attempts, also for unknown keys. */
  cooldown: 30_000,
  timeout: 5_000,
};

/**
 * The public keys of an identity provider, from a URL or a file: a JSON Web Key Set (RFC 7517). They are read when they are
 * first needed, every 10 minutes, and for a key that is unknown. If they cannot be read again, those from before are used for a
 * day.
 */
export class KeySet {
  readonly #url: URL;
  readonly #logError: (error: unknown) => void;
  /** The last document that could be read. */
  #last: { readonly text: string; readonly at: number } | undefined;
  #failure: { readonly error: KeysUnavailableError; readonly at: number } | undefined;
  readonly #reload: () => Promise<void>;
  /** Returns the key of a token. Rejects with `KeysUnavailableError`, or an error of `jose` if no key fits. */
  readonly get: JWTVerifyGetKey;

  /** @param url an https, http or file URL */
  constructor(url: URL, logError: (error: unknown) => void) {
    this.#url = url;
    this.#logError = logError;
    const keys = createRemoteJWKSet(url, {
      cacheMaxAge: limits.maxAge,
      cooldownDuration: limits.cooldown,
      timeoutDuration: limits.timeout,
      [customFetch]: async (_url, { signal, headers }) => new Response(await this.#load(signal, headers)),
    });
    this.get = keys;
    this.#reload = () => keys.reload();
  }

  /**
   * Reads the keys unless known ones may still be used.
   * @returns sentences about their faults, for the log
   * @throws KeysUnavailableError if they cannot be read
   */
  async prepare(): Promise<readonly string[]> {
    if (!this.#last || Date.now() - this.#last.at >= limits.maxStale) {
      await this.#reload();
    }
    return faultsOfKeys(this.#last?.text ?? '{"keys":[]}');
  }

  /** Whether the keys could not be read the last time. */
  get isStale(): boolean {
    return this.#failure !== undefined;
  }

  /** @throws KeysUnavailableError if the keys cannot be read */
  async #load(signal: AbortSignal, headers: Headers): Promise<string> {
    const now = Date.now();
    if (!this.#failure || now - this.#failure.at >= limits.cooldown) {
      try {
        this.#last = { text: await this.#read(signal, headers), at: now };
        this.#failure = undefined;
      } catch (cause) {
        const error = new KeysUnavailableError(`The keys at ${this.#url.href} cannot be read: ${messageOf(cause)}`, {
          cause,
        });
        this.#failure = { error, at: now };
        this.#logError(error);
      }
    }
    if (!this.#failure) return this.#last?.text ?? '';
    if (this.#last && now - this.#last.at < limits.maxStale) return this.#last.text;
    throw this.#failure.error;
  }

  async #read(signal: AbortSignal, headers: Headers): Promise<string> {
    const text =
      this.#url.protocol === 'file:' ? await readFile(this.#url, 'utf8') : await download(this.#url, signal, headers);
    checkKeys(text);
    return text;
  }
}

/** @throws if a text is not a JSON Web Key Set */
export function checkKeys(text: string): void {
  readKeys(text);
}

type Key = Readonly<Record<string, unknown>>;

function readKeys(text: string): readonly Key[] {
  const document: unknown = JSON.parse(text);
  const keys = typeof document === 'object' && document !== null && 'keys' in document ? document.keys : undefined;
  if (Array.isArray(keys) && keys.every((key) => typeof key === 'object' && key !== null)) return keys as Key[];
  throw new Error('the document is not a JSON Web Key Set.');
}

/** Returns sentences about keys that should not be in a set of public keys, or that are missing in it. */
function faultsOfKeys(text: string): readonly string[] {
  const keys = readKeys(text);
  const isSymmetric = ({ kty }: Key): boolean => kty === 'oct';
  const verifies = ({ kty, use }: Key): boolean => ['RSA', 'EC', 'OKP'].includes(String(kty)) && use !== 'enc';
  const faults: string[] = [];
  if (keys.some((key) => !isSymmetric(key) && key['d'] !== undefined)) {
    faults.push(
      'The keys include private keys: whoever reads them can sign tokens. Publish only the public keys, and replace these.',
    );
  }
  if (keys.some(isSymmetric)) {
    faults.push(
      'The keys include shared secrets (kty "oct"), which are never accepted. Whoever reads them can sign tokens elsewhere.',
    );
  }
  if (!keys.some(verifies)) faults.push('There is no key that can verify a token: every reader is refused.');
  return faults;
}

async function download(url: URL, signal: AbortSignal, headers: Headers): Promise<string> {
  const response = await fetch(url, { signal, headers, redirect: 'error' });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new Error(`the status is ${response.status}.`);
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.byteLength;
    if (size > limits.size) throw new Error(`the document has more than ${limits.size} bytes.`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
