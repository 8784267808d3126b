import { CssBlockTracker } from './css-block-tracker.ts';
import { costOf, gradient, isInherited, sidesOf, timesDrawn, type Drawing, type Subject } from './paint-budget.ts';
import type { EmailElement } from './email-tree.ts';
import type { EmbeddedImages } from './embedded-images.ts';
import {
  blockedProperties,
  blockedKeywords,
  allowedAtRules,
  allowedCssFunctions,
  selectorFunctions,
} from './allow-list.ts';
import { maxShadows } from './limits.ts';
import { normalizeUrl, isEmbeddedFont, isFragment, missingImageUrl } from './allowed-urls.ts';

/** Stands in for a name that is not kept. CSS does not know it, so the declaration or rule around it is dropped. */
const blocked = 'blocked';

/** Stands in for a URL that is not kept: no picture, but a valid value, so that a colour beside it still shows. */
const noPicture = `url("${missingImageUrl}")`;

const escapes = String.raw`\\(?:[0-9a-f]{1,6}(?:\r\n|[ \t\n\r\f])?|[^0-9a-f\n\r\f])`;
const nameStart = String.raw`(?:[a-z_]|[^\0-\x7f]|${escapes})`;
const nameCharacter = String.raw`(?:[\w-]|[^\0-\x7f]|${escapes})`;
const name = `(?:--${nameCharacter}*|-?${nameStart}${nameCharacter}*)`;
const string = String.raw`(?:"(?<double>(?:[^"\\\n\r\f]|\\[^])*)(?:"|\\?$)|'(?<single>(?:[^'\\\n\r\f]|\\[^])*)(?:'|\\?$))`;
const links = '(?:link|any-link|-webkit-any-link|-moz-any-link)';

/**
 * The tokens of CSS Syntax Level 3 (section 4), as far as they matter here; anything else is one character.
 * No alternative can fail after a name: names are ambiguous to a regular expression, which would try them all.
 */
const token = new RegExp(
  [
    String.raw`(?<comment>\/\*[^]*?(?:\*\/|$))`,
    '(?<space>[ \\t\\n\\r\\f]+)',
    `(?<string>${string})`,
    '(?<badString>["\'][^\\n\\r\\f]*)',
    '(?<marker><!--|-->)',
    `@(?<atRule>${name})`,
    String.raw`(?<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?(?:%|${name})?)`,
    String.raw`(?<link>:${links}(?!${nameCharacter}|[(]))`,
    String.raw`(?<visited>:visited(?!${nameCharacter}|[(]))`,
    String.raw`(?<href>\[[ \t\n\r\f]*href(?!${nameCharacter}|[(]))`,
    `(?<name>${name})`,
    '(?<other><=|[^])',
  ].join('|'),
  'giy',
);

/** What follows the name `url`: a string or bare text, up to the closing bracket or the end. */
const urlArgument = new RegExp(
  String.raw`\(\s*(?:${string}\s*|(?<bare>(?:[^"'()\\\s]|\\[^\n\r\f])+)\s*|)(?:\)|$)`,
  'iy',
);

/** Most styles of elements have nothing in them that is read below. */
const plain = /^[\w \t\n#%.,;:!+-]*$/;
const toRead = new RegExp(
  [
    ':(?:link|visited|any-link|-)|column|shadow|shape|grid|dash|opacity|filter|mask|clip|blend|reflect|stroke|contain|inherit',
    String.raw`\ball\b|radius|outline|border-(?:[^cs]|color|style)|dotted|dashed|double|groove|ridge|inset|outset`,
  ].join('|'),
  'i',
);
/** What comes before a property: a bracket, a semicolon, space, a comment or nothing. */
const beforeProperty = /^(?:[{};\s]|\/\*|$)/;
/** Letters of a value that is looked into. */
const longestValue = 1000;
/** What a property is set to, to the end of its declaration, or further than is looked. */
const toEnd = new RegExp(String.raw`(?:\s|\/\*[^]*?\*\/)*:[^;{}]{0,${longestValue + 1}}`, 'y');

/** Hundreds of shadows of one element freeze a page. */
const shadows = /^(?:-webkit-box|box|text)-shadow$/;
/** Properties of pictures and gradients. */
const layered = /^(?:background|border|content|list-style|-webkit-border-image)(?:-|$)/i;
/** Where something stands in a grid. A grid of ten thousand places freezes a page. */
const gridPlaces = /^grid-(?:area|(?:column|row)(?:-start|-end)?)$/;

/** Properties whose values are looked into. */
const watched = new RegExp(`${shadows.source}|${gridPlaces.source}|^(?:-webkit-|-moz-)?(?:border|outline)`);

/** What of an email there is still room for, its style sheets and the styles of its elements together. */
export interface CssContext {
  readonly embeddedImages: EmbeddedImages;
  readonly paintBudget: Drawing;
}

type Groups = Readonly<Record<string, string | undefined>>;

/**
 * CSS, of a style sheet or of a `style` attribute, without anything that loads: token by token, so that neither
 * escapes nor comments hide what a browser reads. The answer has no `</` and no `<!` and may stand in a `style`
 * element as it is. A link's address is no longer `href`, so `:link` and `[href]` become `[data-href]`.
 * @param room which it takes some of
 * @param element whose style it is, unless it is a style sheet
 */
export function sanitizeCss(source: string, room: CssContext, element?: EmailElement): string {
  if (plain.test(source) && !toRead.test(source)) return source;
  const css = source.replaceAll('\0', '\ufffd');
  let stripped = '';
  let at = 0;
  let last = '';
  /** Where the last rule or declaration ended. */
  let end = 0;
  const blocks = new CssBlockTracker();
  const place = { room, blocks, element };
  const append = (piece: string, mark = ''): void => {
    const { isInNestedRule } = blocks;
    blocks.addToken(mark, mark === '{' ? stripped.slice(end) : '');
    if (blocks.isInNestedRule && !isInNestedRule) {
      stripped += ';';
      last = ';';
    }
    if (blocks.isInNestedRule || isInNestedRule) return;
    // What could open a tag or a comment of HTML does not stay together.
    stripped += last === '<' && /^[a-z!/?]/i.test(piece) ? ` ${piece}` : piece;
    last = piece;
    if (mark === '{' || mark === '}' || (mark === ';' && !blocks.isInBrackets)) end = stripped.length;
  };
  while (at < css.length) {
    token.lastIndex = at;
    const found = token.exec(css);
    const groups: Groups = found?.groups ?? {};
    at += found?.[0].length ?? 1;
    blocks.addName(groups['name'] ?? '');
    if (groups['name'] === undefined || css[at] !== '(') {
      const isBlocked =
        groups['name'] !== undefined &&
        (takesOver(groups['name'], blocks) || (beforeProperty.test(last) && isSlow(groups['name'], css, at, place)));
      append(isBlocked ? blocked : keepToken(found?.[0] ?? '', groups), markOf(groups));
      continue;
    }
    const called = readEscapes(groups['name']).toLowerCase();
    urlArgument.lastIndex = at;
    const argument = called === 'url' ? urlArgument.exec(css) : null;
    if (argument) append(blocks.addImageLayer() ? keepUrl(argument.groups ?? {}, place) : noPicture);
    else append(`${isKept(called, place) ? called : blocked}(`, '(');
    at += argument?.[0].length ?? 1;
  }
  return stripped;
}

/** Where something stands that takes some of the room there is. */
interface Place {
  readonly room: CssContext;
  readonly blocks: CssBlockTracker;
  readonly element: EmailElement | undefined;
}

/** Selectors in selectors multiply what a browser has to ask, layers of gradients what it has to draw. */
function isKept(called: string, place: Place): boolean {
  const { room, blocks } = place;
  if (
    called.endsWith('gradient') &&
    !(blocks.addImageLayer() && room.paintBudget.take(gradient, drawnOn(blocks.property, place)))
  )
    return false;
  return allowedCssFunctions.has(called) && !(selectorFunctions.has(called) && blocks.isInBrackets);
}

/** Whether a name says that an element has the pictures and gradients of the one around it: no rule has counted them. */
function takesOver(name: string, { property }: CssBlockTracker): boolean {
  return readEscapes(name).toLowerCase() === 'inherit' && layered.test(readEscapes(property));
}

/** Whether a name is that of a property, whose value is next, which may freeze a page. */
function isSlow(name: string, css: string, at: number, place: Place): boolean {
  const { paintBudget } = place.room;
  const property = readEscapes(name).toLowerCase();
  if (!watched.test(property) && costOf(property) === 0 && !blockedProperties.has(property)) return false;
  toEnd.lastIndex = at;
  const declaration = toEnd.exec(css)?.[0];
  if (declaration === undefined) return false;
  if (blockedProperties.has(property)) return true;
  const subject = drawnOn(property, place);
  if (costOf(property) > 0 && !paintBudget.take(costOf(property) * timesDrawn(property, declaration), subject))
    return true;
  const sides = sidesOf(property, declaration);
  if (sides && subject !== undefined && !paintBudget.takeSides(sides, subject)) return true;
  if (!gridPlaces.test(property) && !shadows.test(property)) return false;
  const value = declaration.replace(/\brgba?\(/gi, '');
  // What is computed, or hidden in a comment or a string, is not known here.
  if (value.length > longestValue || /[\\("']|\/\*/.test(value)) return true;
  return gridPlaces.test(property) ? /\d{3}/.test(value) : value.split(',').length > maxShadows;
}

/** The elements that a property is drawn on. */
function drawnOn(property: string, { blocks, element }: Place): Subject | undefined {
  return isInherited(property.toLowerCase()) ? '*' : (blocks.selectors ?? element);
}

/** What a token means for {@link CssBlockTracker}. */
function markOf(is: Groups): string {
  if (is['href'] !== undefined) return '[';
  return is['atRule'] === undefined ? (is['other'] ?? '') : '@';
}

function keepToken(text: string, is: Groups): string {
  if (is['space'] !== undefined) return text.replace(/[\r\f]/g, '\n');
  if (is['name'] !== undefined) return blockedKeywords.has(readEscapes(text).toLowerCase()) ? blocked : writeName(text);
  if (is['number'] !== undefined) return text.includes('\\') ? blocked : text;
  if (is['other'] !== undefined) return text === '\\' ? '!' : text;
  if (is['string'] !== undefined) return writeString(stringOf(is));
  if (is['comment'] !== undefined) return '/**/';
  if (is['marker'] !== undefined) return ' ';
  if (is['link'] !== undefined) return '[data-href]';
  // Outside of a shadow tree it is no element's.
  if (is['visited'] !== undefined) return ':host';
  if (is['href'] !== undefined) return '[data-href';
  if (is['badString'] !== undefined) return ` ${blocked}()`;
  const rule = readEscapes(is['atRule'] ?? '').toLowerCase();
  return `@${allowedAtRules.has(rule) ? rule : blocked}`;
}

function keepUrl(argument: Groups, place: Place): string {
  const { room, blocks } = place;
  const url = normalizeUrl(argument['bare'] === undefined ? stringOf(argument) : readEscapes(argument['bare']));
  const isKept =
    room.embeddedImages.admit(url, drawnOn(blocks.property, place)) ||
    isEmbeddedFont(url) ||
    (isFragment(url) && room.paintBudget.take(gradient, '*'));
  return isKept ? `url(${writeString(url)})` : noPicture;
}

function stringOf(groups: Groups): string {
  return readEscapes((groups['double'] ?? groups['single'] ?? '').replace(/\\(?:\r\n|[\n\r\f])/g, ''));
}

function readEscapes(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:([0-9a-f]{1,6})(?:\r\n|[ \t\n\r\f])?|([^]))/gi, (_, hex?: string, character = '') => {
    if (hex === undefined) return String(character);
    const code = parseInt(hex, 16);
    const isCharacter = code > 0 && code <= 0x10_ff_ff && (code < 0xd8_00 || code > 0xdf_ff);
    return isCharacter ? String.fromCodePoint(code) : '\ufffd';
  });
}

function writeEscape(character: string): string {
  return `\\${character.charCodeAt(0).toString(16)} `;
}

/** A name that was written with escapes, in their plainest form, so that it reads the same when it is read again. */
function writeName(text: string): string {
  if (!text.includes('\\')) return text;
  const plain = readEscapes(text);
  return plain.replace(/^[-\d]|[^\w-]/g, (each) => (each > '\x7f' ? each : writeEscape(each)));
}

function writeString(text: string): string {
  return `"${text.replace(/["\\<\n\r\f]/g, writeEscape)}"`;
}
