import { maxImageLayers } from './limits.ts';

type Block = '(' | '[' | '{' | 'rule';

const closers: Readonly<Record<string, readonly Block[]>> = { ')': ['('], ']': ['['], '}': ['{', 'rule'] };

/**
 * Tracks the open blocks of a style sheet (https://www.w3.org/TR/css-syntax-3/#parsing) and hides nested rules. Browsers
 * match a nested rule against each selector of every outer rule, so a few hundred characters can freeze a page.
 */
export class CssBlockTracker {
  readonly #open: Block[] = [];
  #openBrackets = 0;
  #openRules = 0;
  #isAtRule = false;
  #property = '';
  #imageLayers = 0;
  /** The number of blocks around the nested rule that is hidden. */
  #hiddenDepth: number | undefined;

  /** The first name since a rule or declaration started, with its escapes. In a declaration, it is the property. */
  get property(): string {
    return this.#property;
  }

  /** Whether a style rule is open. Stays true in at-rules that the rule contains. */
  get isInRule(): boolean {
    return this.#openRules > 0;
  }

  get isInNestedRule(): boolean {
    return this.#hiddenDepth !== undefined;
  }

  get isInBrackets(): boolean {
    return this.#openBrackets > 0;
  }

  /** @param name with its escapes, or an empty string */
  addName(name: string): void {
    this.#property ||= name;
  }

  /** Whether an image or a gradient may be used here. Custom properties may not contain any, because they multiply. */
  addImageLayer(): boolean {
    this.#imageLayers += 1;
    return this.#imageLayers <= maxImageLayers && !/^--|\\/.test(this.#property);
  }

  /** @param mark a bracket, `;`, or `@` for an at-rule */
  addToken(mark: string): void {
    if (!this.isInBrackets && (mark === ';' || mark === '{' || mark === '}')) {
      this.#property = '';
      this.#imageLayers = 0;
    }
    if (mark === '(' || mark === '[') this.#openBracket(mark);
    else if (mark === '{') this.#openBlock();
    else if (mark in closers) this.#closeBlock(closers[mark] ?? []);
    else if (!this.isInBrackets) this.#isAtRule = mark === '@' || (this.#isAtRule && mark !== ';');
  }

  #openBracket(mark: '(' | '['): void {
    this.#open.push(mark);
    this.#openBrackets += 1;
  }

  #openBlock(): void {
    const isRule = !this.#isAtRule && !this.isInBrackets;
    if (isRule && !this.isInNestedRule && this.isInRule) this.#hiddenDepth = this.#open.length;
    if (isRule) this.#openRules += 1;
    this.#open.push(isRule ? 'rule' : '{');
    this.#isAtRule = false;
  }

  #closeBlock(blocks: readonly Block[]): void {
    if (!blocks.some((block) => block === this.#open.at(-1))) return;
    const closed = this.#open.pop();
    if (closed === '(' || closed === '[') this.#openBrackets -= 1;
    if (closed === 'rule') this.#openRules -= 1;
    if (this.#open.length === this.#hiddenDepth) this.#hiddenDepth = undefined;
    if (closed === '{' || closed === 'rule') this.#isAtRule = false;
  }
}
