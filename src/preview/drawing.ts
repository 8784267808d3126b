import type { EmailElement } from './email-tree.ts';
import { shownName } from './rules.ts';

/**
 * What is drawn beyond plain colours, texts and pictures, all of an email together. One stands for a half transparent box as
 * large as the frame, which takes WebKitGTK half a millisecond to one without a graphics card.
 */
export const mostDrawing = 90;

/** What a gradient takes. One that repeats itself takes far more, and one around a point: neither is shown. */
export const gradient = 1.5;

/** What one takes by the property that asks for it. A list of several takes as often. */
const costs: readonly (readonly [property: RegExp, cost: number])[] = [
  [/^(?:-webkit-)?box-shadow$/, 6],
  [/^text-shadow$/, 1],
  [/^(?:-webkit-)?(?:backdrop-)?filter$/, 2],
  [/^(?:-webkit-)?mask(?:-|$)/, 2],
  [/^(?:opacity|mix-blend-mode|-webkit-box-reflect)$/, 1],
  [/^(?:-webkit-)?clip-path$/, 0.5],
];

/** @param property in lower case */
export function costOf(property: string): number {
  return costs.find(([each]) => each.test(property))?.[1] ?? 0;
}

/** Whether an element hands the property on to all that is in it. */
export function isInherited(property: string): boolean {
  return property === 'text-shadow';
}

const nothing = /^(?:0?\.?0+|1|100%|none|normal|initial|unset)$/i;

/**
 * How often a declaration has something drawn: without end where that is computed, or hidden in a comment or a string.
 * @param declaration what comes after the name of its property
 */
export function timesDrawn(declaration: string): number {
  const value = declaration
    .replace(/^(?:\s|\/\*[^]*?\*\/)*:/, '')
    .replace(/!\s*important/i, '')
    .trim();
  if (nothing.test(value)) return 0;
  if (/["'\\]|\/\*|\b(?:attr|env|var)\(/i.test(value)) return Infinity;
  const colours = value.replace(/\b(?:rgb|hsl)a?\([^()]*\)/gi, '');
  const times = Math.max(colours.replace(/\([^()]*\)/g, '').split(',').length, colours.split('(').length - 1);
  return /inset/i.test(value) ? 2 * times : times;
}

/** How much may still be drawn of an email, and how many of its elements a rule of its style sheets is about. */
export class Drawing {
  readonly #root: EmailElement;
  #left = mostDrawing;
  /** By `.class`, `#id` and name; all of them by `*`. */
  #counts: ReadonlyMap<string, number> | undefined;

  constructor(root: EmailElement) {
    this.#root = root;
  }

  /**
   * Whether there is room for it.
   * @param cost of each element
   * @param selectors of the rule; without them it is the style of one element
   */
  take(cost: number, selectors?: string): boolean {
    const elements = selectors === undefined ? 1 : this.#countOf(selectors);
    // The cost may be without end.
    const whole = elements === 0 ? 0 : cost * elements;
    if (whole > this.#left) return false;
    this.#left -= whole;
    return true;
  }

  /** Not more elements than this can match. */
  #countOf(selectors: string): number {
    this.#counts ??= countElements(this.#root);
    const all = this.#counts.get('*') ?? 0;
    // What is in brackets can but lessen them. What is in quotes is not read.
    const bare = selectors.replace(/\/\*[^]*?\*\//g, ' ').replace(/\([^()]*\)|\[[^\]"']*\]/g, ':');
    if (/["'\\()[\]]/.test(bare)) return all;
    let sum = 0;
    for (const selector of bare.split(',')) {
      const last = selector.trim().split(/[\s>+~]+/).at(-1) ?? '';
      const [key] = /[.#](?:[\w-]|[^\0-\x7f])+/.exec(last) ?? /^[a-z][\w-]*/i.exec(last.toLowerCase()) ?? [];
      // The steps of an animation look like names of elements.
      sum += key === undefined || /^(?:from|to)$/.test(key) ? all : (this.#counts.get(key) ?? 0);
    }
    return Math.min(sum, all);
  }
}

function countElements(root: EmailElement): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const add = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  const count = (element: EmailElement): void => {
    add('*');
    add(shownName(element).toLowerCase());
    for (const [name, value] of element.attributes) {
      if (name === 'id') add(`#${value}`);
      if (name === 'class') for (const each of new Set(value.split(/[\t\n\f\r ]+/))) add(`.${each}`);
    }
    for (const child of element.children) if (typeof child !== 'string') count(child);
  };
  count(root);
  return counts;
}
