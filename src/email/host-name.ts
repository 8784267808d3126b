const base = 36;
const hyphen = '-';

/** Bias adaptation of Punycode (RFC 3492, section 6.1). */
function adapt(delta: number, length: number, isFirst: boolean): number {
  let rest = isFirst ? Math.floor(delta / 700) : delta >> 1;
  rest += Math.floor(rest / length);
  let bias = 0;
  for (; rest > 455; bias += base) rest = Math.floor(rest / 35);
  return bias + Math.floor((36 * rest) / (rest + 38));
}

const digitOf = (character: string) => '0123456789abcdefghijklmnopqrstuvwxyz'.indexOf(character);
/** Letters stand for 0 to 25, figures for 26 to 35. */
const valueOfDigit = (character: string) => (digitOf(character) + 26) % base;

/** Decodes one label after its `xn--` (RFC 3492, section 6.2). A browser has checked it before. */
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

/** The host that an address leads to. */
export interface HostName {
  /** As the network knows it: `xn--bcher-kva.example`. */
  readonly ascii: string;
  /** As people read it, where that differs: `bücher.example`. */
  readonly unicode: string | undefined;
}

/** The host name of an absolute web address; `undefined` of anything else. */
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
