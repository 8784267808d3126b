import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { fullAccess } from './access.ts';
import { Problem } from './problem.ts';
import { identityOf, type Identity } from './reader.ts';

/** How long an address is given out, in milliseconds. It works for this long after that, so for one to two times this long. */
const period = 600_000;

/** The parameters of a signed address, as received. */
interface Ticket {
  readonly reader?: unknown;
  readonly expires?: unknown;
  readonly signature?: unknown;
}

/**
 * Signs the addresses of email pages, because a frame sends no `Authorization` header. An address works for one email, until it
 * expires. It is only given to readers who may see the email, and tells the rate limit who they are.
 */
export class PreviewAddresses {
  readonly #secret: Buffer;

  /** @param secret Default: random, so addresses end with the process */
  constructor(secret: Buffer = randomBytes(32)) {
    this.#secret = secret;
  }

  /**
   * Returns a text that changes whenever the addresses for a reader change. The entity tag of a response with an address must
   * contain it: a response that a client has cached then never has an expired address.
   */
  versionFor(request: FastifyRequest): string {
    return this.#sign('version', readerOf(request), String(nextExpiry()));
  }

  /** Returns the URL template of an email's page for the reader of a request, relative to the URL of a report. */
  templateFor(request: FastifyRequest, email: bigint): string {
    const [reader, expires] = [readerOf(request), String(nextExpiry())];
    const ticket = new URLSearchParams({ reader, expires, signature: this.#sign(String(email), reader, expires) });
    return `emails/${email}/preview?images={images}&${ticket.toString()}`;
  }

  /**
   * Returns who opens the page of an email, from its address. The signature also says that the reader may see the email.
   * @returns `undefined` if the address is not signed
   */
  identify(request: FastifyRequest): Identity | undefined {
    const { reader, expires, signature } = request.query as Ticket;
    if (signature === undefined) return undefined;
    const { id } = request.params as { id?: string };
    const isValid =
      typeof reader === 'string' &&
      typeof expires === 'string' &&
      typeof signature === 'string' &&
      isSame(signature, this.#sign(id ?? '', reader, expires));
    if (!isValid) return { problem: new Problem(403, 'The address of this email is invalid. Open the email again.') };
    if (Number(expires) * 1000 > Date.now()) return { key: reader, access: fullAccess };
    return { key: reader, problem: new Problem(403, 'The address of this email has expired. Open the email again.') };
  }

  #sign(...parts: readonly string[]): string {
    return createHmac('sha256', this.#secret).update(JSON.stringify(parts)).digest('base64url');
  }
}

function readerOf(request: FastifyRequest): string {
  return identityOf(request).key ?? '';
}

/** Returns when addresses that are given out now expire, in seconds since 1970 UTC. */
function nextExpiry(): number {
  return ((Math.floor(Date.now() / period) + 2) * period) / 1000;
}

function isSame(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}
