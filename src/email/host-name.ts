const base = 36;
const hyphen = '-';

/** Adapts the bias of Punycode (RFC 3492, section 6.1). */
function adapt(delta: number, length: number, isFirst: boolean): number {
  let rest = isFirst ? Math.floor(delta / 700) : delta >> 1;
  rest += Math.floor(rest / length);
  let bias = 0;
  for (; rest > 455; bias += base) rest = Math.floor(rest / 35);
  return bias + Math.floor((36 * rest) / (rest + 38));
}

const digitOf = (character: string) => '0123456789abcdefghijklmnopqrstuvwxyz'.indexOf(character);
/** Returns the value of a digit: 0 to 25 for letters, 26 to 35 for decimal digits. */
const valueOfDigit = (character: string) => (digitOf(character) + 26) % base;

/** Decodes a label without its prefix `xn--` (RFC 3492, section 6.2). The URL parser has validated it. */
function decodeLabel(code: string): string {
  const end = code.lastIndexOf(hyphen);
  const characters = Array.from(code.slice(0, Math.max(0, end)), (character) => character.codePointAt(0) ?? 0);
  let point = 128;
  let bias = 72;
  let index = 0;
  for (let at = end + 1; at < code.length;) {
    const before = index;
    let weight = 1;
    for (let k = base; at < code.length; k += base) {
      const value = valueOfDigit(code.charAt(at));
      at += 1;
      index += value * weight;
      const threshold = Math.min(26, Math.max(1, k - bias));
      if (value < threshold) break;
      weight *= base - threshold;
    }
    const length = characters.length + 1;
    bias = adapt(index - before, length, before === 0);
    point += Math.floor(index / length);
    characters.splice(index % length, 0, point);
    index = (index % length) + 1;
  }
  return String.fromCodePoint(...characters);
}

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
  const labels = ascii.split('.');
  if (!labels.some((label) => label.startsWith('xn--'))) return { ascii, unicode: undefined };
  return {
    ascii,
    unicode: labels.map((label) => (label.startsWith('xn--') ? decodeLabel(label.slice(4)) : label)).join('.'),
  };
}
