import { domainToASCII } from 'node:url';

/** A mailbox: where an email comes from, or goes to. */
export interface Mailbox {
  /** `undefined` without a name. */
  readonly name: string | undefined;
  /** In ASCII; the domain is in lower case. */
  readonly address: string;
}

/** Explains why a text is no mailbox. */
export class AddressError extends Error {}

/** The characters of the part before the `@` without quotes, by RFC 5322. */
const localPart = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
const domainLabel = /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/;
// eslint-disable-next-line no-control-regex
const controls = /[\0-\x1f\x7f-\x9f\u2028\u2029]/;

/**
 * Parses `jane@example.com` or `Jane Doe <jane@example.com>`. Quoted local parts, and local parts that are not ASCII, are refused:
 * few servers accept them.
 * @throws AddressError
 */
export function parseMailbox(text: string): Mailbox {
  if (controls.test(text)) throw new AddressError('contains a line break or another control character');
  const [, named, bracketed] = /^\s*([^<>]*)<([^<>]*)>\s*$/.exec(text) ?? [];
  const name = named?.trim().replace(/^"(.*)"$/, '$1');
  return { name: name || undefined, address: parseAddress(bracketed?.trim() ?? text.trim()) };
}

function parseAddress(text: string): string {
  const at = text.lastIndexOf('@');
  const [local, domain] = [text.slice(0, Math.max(0, at)), domainToASCII(text.slice(at + 1)).toLowerCase()];
  if (at < 1 || local.length > 64 || !localPart.test(local))
    throw new AddressError('is not an address such as jane@example.com');
  const labels = domain.split('.');
  const isDomain =
    labels.length > 1 && labels.every((label) => domainLabel.test(label)) && !/^\d+$/.test(labels.at(-1) ?? '');
  const address = `${local}@${domain}`;
  if (isDomain && address.length <= 254) return address;
  throw new AddressError('does not end with a domain such as example.com');
}

/** Returns an address for logs: enough to recognize it in a list of recipients, and no more. */
export function maskAddress(address: string): string {
  const [local = '', domain = ''] = address.split('@');
  return `${local.slice(0, 1)}…@${domain}`;
}
