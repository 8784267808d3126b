import { maxImageLayers } from './limits.ts';

type Block = '(' | '[' | '{' | 'rule';

const ends: Readonly<Record<string, readonly Block[]>> = { ')': ['('], ']': ['['], '}': ['{', 'rule'] };

/**
 * The blocks of a style sheet that are open (CSS Syntax Level 3, section 5), to know where a rule stands in another.
 * A rule that is nested in a rule asks for the outer one again for each of its selectors, so that a few hundred letters
 * freeze a page: it is hidden, with all that is in it.
 */
export class CssBlockTracker {
  readonly #open: Block[] = [];
  #isAtRule = false;
  /** The first name since a rule or a declaration began: a property, if it is one of a declaration. */
  #property = '';
  #layers = 0;
  /** How many blocks are around the one that is hidden. */
  #hiddenIn: number | undefined;
  #selectors: string | undefined;

  /** With its escapes. */
  get property(): string {
    return this.#property;
  }

  /** Those of the rule that is open, also where it has at-rules in it. There is one at most: others in it are hidden. */
  get selectors(): string | undefined {
    return this.#selectors;
  }

  get isInNestedRule(): boolean {
    return this.#hiddenIn !== undefined;
  }

  /** Whether what comes is in brackets, as the argument of a function. */
  get isInBrackets(): boolean {
    const last = this.#open.at(-1);
    return last === '(' || last === '[';
  }

  /** @param name with its escapes, or nothing */
  addName(name: string): void {
    this.#property ||= name;
  }

  /** Whether a picture or a gradient may stand here. A variable could be one many times. */
  addImageLayer(): boolean {
    this.#layers += 1;
    return this.#layers <= maxImageLayers && !/^--|\\/.test(this.#property);
  }

  /**
   * @param mark a bracket, `;`, or `@` for the name of an at-rule
   * @param before what stands before a `{`, from the end of the rule or declaration before
   */
  addToken(mark: string, before = ''): void {
    if (mark === ';' || mark === '{' || mark === '}') {
      this.#property = '';
      this.#layers = 0;
    }
    if (mark === '(' || mark === '[') this.#open.push(mark);
    else if (mark === '{') this.#begin(before);
    else if (mark in ends) this.#end(ends[mark] ?? []);
    else if (!this.isInBrackets) this.#isAtRule = mark === '@' || (this.#isAtRule && mark !== ';');
  }

  #begin(before: string): void {
    const isRule = !this.#isAtRule && !this.isInBrackets;
    if (isRule && !this.isInNestedRule && this.#open.includes('rule')) this.#hiddenIn = this.#open.length;
    if (isRule && !this.isInNestedRule) this.#selectors = before;
    this.#open.push(isRule ? 'rule' : '{');
    this.#isAtRule = false;
  }

  #end(blocks: readonly Block[]): void {
    if (!blocks.some((block) => block === this.#open.at(-1))) return;
    const ended = this.#open.pop();
    if (this.#open.length === this.#hiddenIn) this.#hiddenIn = undefined;
    else if (ended === 'rule' && !this.isInNestedRule) this.#selectors = undefined;
    if (ended === '{' || ended === 'rule') this.#isAtRule = false;
  }
}
