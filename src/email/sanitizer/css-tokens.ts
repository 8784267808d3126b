/** Tokens of CSS Syntax Level 3, section 4 (https://www.w3.org/TR/css-syntax-3/#tokenization), and their escapes. */

const escapes = String.raw`\\(?:[0-9a-f]{1,6}(?:\r\n|[ \t\n\r\f])?|[^0-9a-f\n\r\f])`;
const nameStart = String.raw`(?:[a-z_]|[^\0-\x7f]|${escapes})`;
const nameCharacter = String.raw`(?:[\w-]|[^\0-\x7f]|${escapes})`;
const name = `(?:--${nameCharacter}*|-?${nameStart}${nameCharacter}*)`;
const string = String.raw`(?:"(?<double>(?:[^"\\\n\r\f]|\\[^])*)(?:"|\\?$)|'(?<single>(?:[^'\\\n\r\f]|\\[^])*)(?:'|\\?$))`;
const linkPseudoClass = '(?:link|any-link|-webkit-any-link|-moz-any-link)';

/** The named groups of a match. Exactly one kind of token is set. */
export type TokenGroups = Readonly<Record<string, string | undefined>>;

/**
 * Matches one token. Anything that the sanitizer does not distinguish is a single character (`other`).
 * No alternative may fail after a name: escapes make names ambiguous, so backtracking would try every split.
 */
export const tokenPattern = new RegExp(
  [
    String.raw`(?<comment>\/\*[^]*?(?:\*\/|$))`,
    '(?<space>[ \\t\\n\\r\\f]+)',
    `(?<string>${string})`,
    '(?<badString>["\'][^\\n\\r\\f]*)',
    '(?<marker><!--|-->)',
    `@(?<atRule>${name})`,
    String.raw`(?<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?(?:%|${name})?)`,
    String.raw`(?<link>:${linkPseudoClass}(?!${nameCharacter}|[(]))`,
    String.raw`(?<visited>:visited(?!${nameCharacter}|[(]))`,
    String.raw`(?<href>\[[ \t\n\r\f]*href(?!${nameCharacter}|[(]))`,
    `(?<name>${name})`,
    '(?<other><=|[^])',
  ].join('|'),
  'giy',
);

/** Matches what follows the name `url`: a string or bare text, up to the closing bracket or the end. */
export const urlArgumentPattern = new RegExp(
  String.raw`\(\s*(?:${string}\s*|(?<bare>(?:[^"'()\\\s]|\\[^\n\r\f])+)\s*|)(?:\)|$)`,
  'iy',
);

/** Returns the text of a string token. */
export function decodeString(groups: TokenGroups): string {
  return decodeEscapes((groups['double'] ?? groups['single'] ?? '').replace(/\\(?:\r\n|[\n\r\f])/g, ''));
}

export function decodeEscapes(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:([0-9a-f]{1,6})(?:\r\n|[ \t\n\r\f])?|([^]))/gi, (_, hex?: string, character = '') => {
    if (hex === undefined) return String(character);
    const code = parseInt(hex, 16);
    const isCharacter = code > 0 && code <= 0x10_ff_ff && (code < 0xd8_00 || code > 0xdf_ff);
    return isCharacter ? String.fromCodePoint(code) : '\ufffd';
  });
}

function escapeCharacter(character: string): string {
  return `\\${character.charCodeAt(0).toString(16)} `;
}

/** Serializes a name with as few escapes as possible, so that it does not change when it is sanitized again. */
export function serializeName(text: string): string {
  if (!text.includes('\\')) return text;
  return decodeEscapes(text).replace(/^[-\d]|[^\w-]/g, (each) => (each > '\x7f' ? each : escapeCharacter(each)));
}

export function serializeString(text: string): string {
  return `"${text.replace(/["\\<\n\r\f]/g, escapeCharacter)}"`;
}
