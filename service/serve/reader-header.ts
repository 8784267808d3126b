import { BlockList, isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { accessOfClaims, parseAccessHeader, type ClaimNames } from './access.ts';
import { Problem } from './problem.ts';
import { keyOf, type Identity } from './reader.ts';

/** How a reverse proxy tells the service who has signed in. */
export interface HeaderOptions {
  /** The header with the name or id of the reader, in lower case. */
  readonly header: string;
  /** The headers that decide which campaigns a reader may see. A missing name restricts nothing. */
  readonly claims: ClaimNames;
}

const maxLength = 1_000;

/** HTTP requires a challenge with each 401. This one starts no dialog in browsers. */
const challenge = 'Proxy realm="campaign-email-report"';

/**
 * Returns a function that signs readers in by a header of a reverse proxy.
 * @param proxies the addresses and ranges of the proxies. The header of any other client is not accepted
 */
export function signInByHeader(
  { header, claims }: HeaderOptions,
  proxies: readonly string[],
): (request: FastifyRequest) => Identity {
  const isProxy = addressMatcher(proxies);
  return ({ raw }) => {
    if (!isProxy(raw.socket.remoteAddress))
      return refuse('Requests must come through the proxy that signs readers in.');
    const names = [header, ...Object.values(claims)];
    const repeated = names.find((name) => timesOf(name, raw.rawHeaders) > 1);
    if (repeated !== undefined) {
      // The client has sent it, too, and the proxy has not removed it.
      return refuse(`The header ${repeated} was received more than once.`);
    }
    const read = (name: string): string | undefined => decode(raw.headers[name]);
    const reader = read(header);
    if (reader === undefined || reader === '' || reader.length > maxLength) return refuse('You are not signed in.');
    return {
      key: keyOf(reader),
      ...accessOfClaims(claims, (kind, name) => parseAccessHeader(kind, read(name)), 'header'),
    };
  };
}

function timesOf(name: string, rawHeaders: readonly string[]): number {
  return rawHeaders.filter((text, index) => index % 2 === 0 && text.toLowerCase() === name).length;
}

/** Node.js reads headers as Latin-1. Returns the text if the bytes are UTF-8. */
function decode(header: string | string[] | undefined): string | undefined {
  if (typeof header !== 'string') return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(header, 'latin1')).trim();
  } catch {
    return undefined;
  }
}

function refuse(reason: string): Identity {
  return { problem: new Problem(401, `${reason} Sign in and try again.`), challenge };
}

/** Returns a function that tells whether an address is one of the given addresses, or in one of the ranges. */
function addressMatcher(texts: readonly string[]): (address: string | undefined) => boolean {
  const list = new BlockList();
  for (const text of texts) {
    const [address = '', bits] = text.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address) => {
    if (address === undefined) return false;
    const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
    return list.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
  };
}
