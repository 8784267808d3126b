import { quote } from './contract-error.ts';

/** The first place where a text is not JSON. */
export interface JsonMistake {
  /** From 1. */
  readonly line: number;
  /** From 1, in characters. */
  readonly column: number;
  readonly expected: string;
  /** The text at this place, quoted. */
  readonly got: string;
}

/** What may come next. `end` is the end of the text. */
type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or ]' | ', or }' | 'end';

const descriptions: Readonly<Record<Expected, string>> = {
  value: 'a value',
  'value or ]': 'a value or "]"',
  key: 'a name in double quotes',
  'key or }': 'a name in double quotes or "}"',
  ':': '":"',
  ', or ]': '"," or "]"',
  ', or }': '"," or "}"',
  end: 'nothing after the value',
};

const space = /[ \t\n\r]*/y;
/** A string without its closing quote. */
// JSON forbids control characters in strings.
// eslint-disable-next-line no-control-regex
const string = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\u0000-\u001f]*)*/y;
const scalar = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.])/y;

/**
 * Finds the first place where a text is not JSON, as engines name it differently or not at all.
 * Returns `undefined` for JSON.
 */
export function findJsonMistake(text: string): JsonMistake | undefined {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  let at = skip(text, space, 0);
  while (at < text.length) {
    const next = readToken(text, at, expected, open);
    if (!next) return mistakeIn(text, at, expected);
    expected = next.expected;
    at = skip(text, space, next.at);
  }
  return expected === 'end' ? undefined : mistakeAt(text, at, descriptions[expected]);
}

/** Reads the token at a position. Returns its end and what may follow, or `undefined` for a mistake. */
function readToken(
  text: string,
  at: number,
  expected: Expected,
  open: ('{' | '[')[],
): { at: number; expected: Expected } | undefined {
  const character = text[at] ?? '';
  const isValue = expected.startsWith('value');
  const isKey = expected.startsWith('key');
  if ((character === '{' || character === '[') && isValue) {
    open.push(character);
    return { at: at + 1, expected: character === '{' ? 'key or }' : 'value or ]' };
  }
  if ((character === '}' || character === ']') && expected.endsWith(character)) {
    open.pop();
    return { at: at + 1, expected: afterValue(open) };
  }
  if (character === ':' && expected === ':') return { at: at + 1, expected: 'value' };
  if (character === ',' && expected.startsWith(',')) {
    return { at: at + 1, expected: expected === ', or }' ? 'key' : 'value' };
  }
  const end = isValue || isKey ? skip(text, string, at) : at;
  if (end > at && text[end] === '"') return { at: end + 1, expected: isKey ? ':' : afterValue(open) };
  const scalarEnd = isValue ? skip(text, scalar, at) : at;
  return scalarEnd > at ? { at: scalarEnd, expected: afterValue(open) } : undefined;
}

function afterValue(open: readonly ('{' | '[')[]): Expected {
  const container = open.at(-1);
  if (container === undefined) return 'end';
  return container === '{' ? ', or }' : ', or ]';
}

/** Returns the end of the match of a sticky pattern at a position; the position itself without a match. */
function skip(text: string, pattern: RegExp, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** Describes a mistake at the token at a position. In a string, the mistake is where the string cannot continue. */
function mistakeIn(text: string, at: number, expected: Expected): JsonMistake {
  const isString = text[at] === '"' && /^(value|key)/.test(expected);
  if (!isString) return mistakeAt(text, at, descriptions[expected]);
  const description = 'the rest of the string, with \\n for a line break and \\\\ for a backslash';
  return mistakeAt(text, skip(text, string, at), description);
}

function mistakeAt(text: string, at: number, expected: string): JsonMistake {
  const lines = text.slice(0, at).split('\n');
  const [rest = ''] = text.slice(at, at + 200).split('\n', 1);
  const got = at === text.length ? 'the end of the text' : quote(rest.slice(0, 20));
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1, expected, got };
}
