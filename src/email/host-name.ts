// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- every program that includes this file needs the types
/// <reference path="./punycode.d.ts" />
import { toUnicode } from 'punycode/punycode.es6.js';

/** The host name of an address. */
export interface HostName {
  /** In ASCII: `xn--bcher-kva.example`. */
  readonly ascii: string;
  /** In Unicode, if that differs: `bücher.example`. */
  readonly unicode: string | undefined;
}

/** Returns the host name of an absolute HTTP or HTTPS URL; `undefined` for anything else. */
export function hostNameOf(url: string): HostName | undefined {
  if (!URL.canParse(url)) return undefined;
  const { hostname: ascii, protocol } = new URL(url);
  if (!/^https?:$/.test(protocol) || ascii === '') return undefined;
  const unicode = decodeHost(ascii);
  return { ascii, unicode: unicode === ascii ? undefined : unicode };
}

function decodeHost(ascii: string): string {
  try {
    return toUnicode(ascii);
  } catch {
    // Not every browser checks the Punycode of a URL.
    return ascii;
  }
}
