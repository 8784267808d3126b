import {
  allowedAtRules,
  allowedCssFunctions,
  blockedKeywords,
  blockedProperties,
  selectorFunctions,
} from './allow-list.ts';
import { isEmbeddedFont, isFragment, missingImageUrl, normalizeUrl } from './allowed-urls.ts';
import { CssBlockTracker } from './css-block-tracker.ts';
import {
  decodeEscapes,
  decodeString,
  serializeName,
  serializeString,
  tokenPattern,
  urlArgumentPattern,
  type TokenGroups,
} from './css-tokens.ts';
import type { EmbeddedImages } from './embedded-images.ts';
import { maxDeclarationLength, maxShadows, substitutedLength, urlLength } from './limits.ts';

/** The custom property of 1 % of the height of the viewport, on paper of that of a page. */
export const viewportHeightProperty = '--cer-vh';

/** Replaces a blocked name. Browsers do not know it, so they drop the declaration or the rule. */
const blocked = 'blocked';

/** Ends a declaration that is too long. Browsers drop the declaration. */
const invalid = '!';

/** Replaces a blocked URL. It is still valid, so a color in the same declaration is kept. */
const missingImage = `url("${missingImageUrl}")`;

/** Most inline styles: short declarations without functions, strings and escapes. They need no other check. */
const plainCss = /^(?:[\w \t\n#%.,:!+-]{0,60};)*[\w \t\n#%.,:!+-]{0,60}$/;
const needsCheck =
  /:(?:link|visited|any-link|-)|column|shadow|shape|grid|dash|contain|inherit|filter|reflect|will-change|text-stroke|\ball\b|\d[dls]?vh/i;

/** A length in percent of the height of the viewport. */
const viewportHeight = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)[dls]?vh$/i;

/** What may precede a property: a bracket, a semicolon, space, a comment or nothing. */
const beforeProperty = /^(?:[{};\s]|\/\*|$)/;
const maxCheckedValueLength = 1000;
/** A comment. It cannot extend over the next one: backtracking would try every split of several comments. */
const comment = String.raw`\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/`;
/** Matches what follows a property, to the end of the declaration. */
const valuePattern = new RegExp(String.raw`(?:\s|${comment})*:[^;{}]{0,${maxCheckedValueLength + 1}}`, 'y');

const shadowProperty = /^(?:-webkit-box|box|text)-shadow$/;
const imageProperty = /^(?:-webkit-|-moz-)?(?:background|border|content|list-style|mask)(?:-|$)/i;
/** Properties that place an element in a grid. A grid with ten thousand cells freezes a page. */
const gridPlacementProperty = /^grid-(?:area|(?:column|row)(?:-start|-end)?)$/;

/** State that all style sheets and inline styles of an email share. */
export interface CssContext {
  readonly embeddedImages: EmbeddedImages;
}

/**
 * Removes everything that loads or freezes a page from a style sheet or a `style` attribute. It processes tokens, so
 * escapes and comments cannot hide anything. The result contains no `</` and no `<!`, and so is safe in a `style`
 * element. Links have no `href` in the frame: `:link` and `[href]` become `[data-href]`.
 * @param isInline whether it is the value of a `style` attribute
 */
export function sanitizeCss(source: string, context: CssContext, isInline = false): string {
  if (plainCss.test(source) && !needsCheck.test(source)) return source;
  return new CssSanitizer(source, context, isInline).sanitize();
}

class CssSanitizer {
  readonly #source: string;
  readonly #embeddedImages: EmbeddedImages;
  readonly #isInline: boolean;
  readonly #blocks = new CssBlockTracker();
  #at = 0;
  #output = '';
  #lastPiece = '';
  /** The length of the current declaration, with its property. */
  #declarationLength = 0;

  constructor(source: string, { embeddedImages }: CssContext, isInline: boolean) {
    this.#source = source.replaceAll('\0', '\ufffd');
    this.#embeddedImages = embeddedImages;
    this.#isInline = isInline;
  }

  sanitize(): string {
    while (this.#at < this.#source.length) this.#sanitizeToken();
    return this.#output;
  }

  #sanitizeToken(): void {
    tokenPattern.lastIndex = this.#at;
    const found = tokenPattern.exec(this.#source);
    const groups: TokenGroups = found?.groups ?? {};
    const name = groups['name'];
    this.#at += found?.[0].length ?? 1;
    this.#blocks.addName(name ?? '');
    if (name !== undefined && this.#source[this.#at] === '(') this.#sanitizeFunction(decodeEscapes(name).toLowerCase());
    else if (name !== undefined && this.#isBlockedName(name)) this.#append(blocked);
    // Braces are never valid in a style attribute.
    else if (this.#isInline && /[{}]/.test(groups['other'] ?? '')) this.#append(invalid);
    else if (!this.#appendViewportHeight(groups['number'] ?? '')) {
      this.#append(sanitizeSimpleToken(found?.[0] ?? '', groups), { mark: markOf(groups) });
    }
  }

  /**
   * Replaces a height such as `100vh` in a declaration. On paper, the frame is as high as the email, so an element as
   * high as the frame would make the email higher than itself.
   */
  #appendViewportHeight(number: string): boolean {
    const percent = viewportHeight.exec(number)?.[1];
    if (percent === undefined || this.#blocks.property === '' || !(this.#isInline || this.#blocks.isInRule))
      return false;
    this.#append(`calc(${percent}*var(${viewportHeightProperty}))`, { length: substitutedLength });
    return true;
  }

  #sanitizeFunction(name: string): void {
    urlArgumentPattern.lastIndex = this.#at;
    const argument = name === 'url' ? urlArgumentPattern.exec(this.#source) : null;
    this.#at += argument?.[0].length ?? 1;
    if (argument) {
      const url = this.#blocks.addImageLayer() ? this.#sanitizeUrl(argument.groups ?? {}) : missingImage;
      this.#append(url, { length: urlLength });
    } else {
      const piece = this.#isAllowedFunction(name) ? name : blocked;
      this.#append(piece, { mark: '(', length: name === 'var' ? substitutedLength : piece.length });
    }
  }

  /**
   * @param mark a bracket, `;`, or `@` for an at-rule; a `(` is appended to the piece
   * @param length the length that the piece adds to its declaration
   */
  #append(piece: string, { mark = '', length = piece.length }: { mark?: string; length?: number } = {}): void {
    const wasHidden = this.#blocks.isInNestedRule;
    // An at-rule that is left out begins no block.
    const isLeftOut = mark === '@' && this.#declarationLength + length > this.#maxDeclarationLength;
    this.#blocks.addToken(isLeftOut ? '' : mark);
    const isHidden = this.#blocks.isInNestedRule;
    if (isHidden && !wasHidden) this.#write(';');
    if (!isHidden && !wasHidden) this.#write(this.#limitDeclaration(piece, mark, length));
    if (mark === '(' && piece !== '(' && !isHidden && !wasHidden) this.#write('(');
  }

  /** Writes the piece so that it cannot form the start of a tag or an HTML comment with the previous one. */
  #write(piece: string): void {
    if (piece === '') return;
    this.#output += this.#lastPiece === '<' && /^[a-z!/?]/i.test(piece) ? ` ${piece}` : piece;
    this.#lastPiece = piece;
  }

  /**
   * Truncates a declaration at {@link maxDeclarationLength}: a style sheet applies it to every element, and custom
   * properties are inherited. Brackets are kept, so that they stay balanced.
   */
  #limitDeclaration(piece: string, mark: string, length: number): string {
    const isEnd = !this.#blocks.isInBrackets && /[;{}]/.test(mark);
    if (isEnd) this.#declarationLength = 0;
    const isBracket = piece === mark && /[()[\]{}]/.test(mark);
    const maximum = this.#maxDeclarationLength;
    if (isEnd || isBracket || maximum === Infinity) return piece;
    const wasTooLong = this.#declarationLength > maximum;
    this.#declarationLength += length;
    if (this.#declarationLength <= maximum) return piece;
    return wasTooLong ? '' : invalid;
  }

  /** The limit of the current declaration; infinite outside declarations. */
  get #maxDeclarationLength(): number {
    const { property, isInRule } = this.#blocks;
    if (property === '' || !(this.#isInline || isInRule)) return Infinity;
    return maxDeclarationLength(decodeEscapes(property).toLowerCase());
  }

  #isAllowedFunction(name: string): boolean {
    if (name.endsWith('gradient') && !this.#blocks.addImageLayer()) return false;
    // Selectors inside selectors multiply how often a browser matches them.
    return allowedCssFunctions.has(name) && !(selectorFunctions.has(name) && this.#blocks.isInBrackets);
  }

  #isBlockedName(name: string): boolean {
    return this.#inheritsImage(name) || (beforeProperty.test(this.#lastPiece) && this.#isBlockedDeclaration(name));
  }

  /** Whether a name is the `inherit` of an image property, with which many elements can show one large SVG. */
  #inheritsImage(name: string): boolean {
    return decodeEscapes(name).toLowerCase() === 'inherit' && imageProperty.test(decodeEscapes(this.#blocks.property));
  }

  /** Whether a name is a property, followed by a value, that may freeze a page. */
  #isBlockedDeclaration(name: string): boolean {
    const property = decodeEscapes(name).toLowerCase();
    const isGridPlacement = gridPlacementProperty.test(property);
    const isBlocked = blockedProperties.has(property);
    if (!isBlocked && !isGridPlacement && !shadowProperty.test(property)) return false;
    valuePattern.lastIndex = this.#at;
    const declaration = valuePattern.exec(this.#source)?.[0];
    if (declaration === undefined || isBlocked) return declaration !== undefined;
    const value = declaration.replace(/\brgba?\(/gi, '');
    // Computed values, and what comments and strings could hide, are not evaluated here.
    if (value.length > maxCheckedValueLength || /[\\("']|\/\*/.test(value)) return true;
    return isGridPlacement ? /\d{3}/.test(value) : value.split(',').length > maxShadows;
  }

  #sanitizeUrl(argument: TokenGroups): string {
    const bare = argument['bare'];
    const url = normalizeUrl(bare === undefined ? decodeString(argument) : decodeEscapes(bare));
    const isShared = !this.#isInline || /^list-style/i.test(decodeEscapes(this.#blocks.property));
    const isAllowed = this.#embeddedImages.admit(url, isShared) || isEmbeddedFont(url) || isFragment(url);
    return isAllowed ? `url(${serializeString(url)})` : missingImage;
  }
}

/** Returns the mark of a token for {@link CssBlockTracker}. */
function markOf(groups: TokenGroups): string {
  if (groups['href'] !== undefined) return '[';
  return groups['atRule'] === undefined ? (groups['other'] ?? '') : '@';
}

function sanitizeSimpleToken(text: string, groups: TokenGroups): string {
  if (groups['space'] !== undefined) return text.replace(/[\r\f]/g, '\n');
  if (groups['name'] !== undefined) {
    return blockedKeywords.has(decodeEscapes(text).toLowerCase()) ? blocked : serializeName(text);
  }
  if (groups['number'] !== undefined) return text.includes('\\') ? blocked : text;
  if (groups['other'] !== undefined) return text === '\\' ? '!' : text;
  if (groups['string'] !== undefined) return serializeString(decodeString(groups));
  if (groups['comment'] !== undefined) return '/**/';
  if (groups['marker'] !== undefined) return ' ';
  if (groups['link'] !== undefined) return '[data-href]';
  // `:host` matches nothing outside a shadow tree.
  if (groups['visited'] !== undefined) return ':host';
  if (groups['href'] !== undefined) return '[data-href';
  if (groups['badString'] !== undefined) return ` ${blocked}()`;
  const rule = decodeEscapes(groups['atRule'] ?? '').toLowerCase();
  return `@${allowedAtRules.has(rule) ? rule : blocked}`;
}
