import type { ViewParameters } from './view-parameters.ts';

/** The parts of an address: everything before its query, the query without `?`, and the hash with `#`. */
function splitAddress(href: string): { readonly start: string; readonly query: string; readonly hash: string } {
  const [, start = '', query = '', hash = ''] = /^([^?#]*)(?:\?([^#]*))?(#[^]*)?$/.exec(href) ?? [];
  return { start, query, hash };
}

const partsOf = (query: string) => (query === '' ? [] : query.split('&'));

/** Decodes a name or a value of a query. Routers may have written spaces as `+`. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** Encodes a name or a value of a query readably. Characters that end links in plain text are encoded. */
function encode(text: string): string {
  const wellFormed = text.replace(/\p{Surrogate}/gu, '\ufffd');
  return encodeURIComponent(wellFormed)
    .replace(/%(3A|2F|2C|3B|3D|40)/g, decodeURIComponent)
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

const nameOf = (part: string) => decode(part.split('=', 1)[0] ?? '');

/** Reads the parameters with a prefix, such as `cer.sort`, from an address. The last of several equal ones counts. */
export function readAddress(href: string, prefix: string, names: readonly string[]): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const part of partsOf(splitAddress(href).query)) {
    const name = names.find((known) => `${prefix}.${known}` === nameOf(part));
    if (name !== undefined) parameters.set(name, decode(part.slice(part.indexOf('=') + 1 || part.length)));
  }
  return parameters;
}

/** Returns an address with other parameters of a prefix. Everything else stays as it is, to the letter. */
export function writeAddress(
  href: string,
  prefix: string,
  names: readonly string[],
  parameters: ViewParameters,
): string {
  const { start, query, hash } = splitAddress(href);
  const own = new Set(names.map((name) => `${prefix}.${name}`));
  const parts = partsOf(query).filter((part) => !own.has(nameOf(part)));
  for (const [name, value] of parameters) parts.push(`${encode(`${prefix}.${name}`)}=${encode(value)}`);
  return start + (parts.length > 0 ? `?${parts.join('&')}` : '') + hash;
}
