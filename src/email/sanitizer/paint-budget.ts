import type { EmailElement } from './email-tree.ts';
import { formFieldElements, outputName } from './allow-list.ts';

/**
 * What is drawn beyond plain colours, texts and pictures, all of an email together. One stands for a half transparent box as
 * large as the frame, which takes WebKitGTK half a millisecond to one without a graphics card.
 */
export const mostDrawing = 90;

/** What a gradient takes. One that repeats itself takes far more, and one around a point: neither is shown. */
export const gradient = 1.5;

/** What a picture takes that the email carries. One of a single pixel is drawn like a colour. */
export const picture = 3;

/** What a field or a button takes. */
export const field = 3;

/** What one takes by the property that asks for it. A list of several takes as often. */
const costs: readonly (readonly [property: RegExp, cost: number])[] = [
  [/^(?:-webkit-)?box-shadow$/, 6],
  [/^(?:text-shadow|-webkit-text-stroke(?:-|$))/, 1],
  [/^(?:-webkit-)?(?:backdrop-)?filter$/, 2],
  [/^(?:-webkit-)?mask(?:-|$)/, 2],
  [/^(?:opacity|mix-blend-mode|-webkit-box-reflect)$/, 1],
  [/^(?:-webkit-)?clip-path$/, 0.5],
  // Of large corners, which may be those of the whole box. Small ones take next to nothing.
  [/^(?!-moz-).*radius$/, 1.5],
];

/** @param property in lower case */
export function costOf(property: string): number {
  return costs.find(([each]) => each.test(property))?.[1] ?? 0;
}

/** Whether an element hands the property on to all that is in it. */
export function isInherited(property: string): boolean {
  return /^(?:text-shadow$|-webkit-text-stroke|list-style)/.test(property);
}

/** What an element takes that has round corners and sides of several looks: each side is cut out of a round shape. */
export const roundSides = 4;

/** Round corners, or sides of several looks. Either alone takes next to nothing. */
export type Sides = 'round' | 'lined';

const nothing = /^(?:0?\.?0+|1|100%|none|normal|initial|unset)$/i;
const hidden = /["'\\]|\/\*|\b(?:attr|env|var)\(|\binherit\b/i;
/** Larger corners may be those of a whole box. */
const largestCorner = 60;
const length = /^(?:\d+(?:\.\d+)?|\.\d+)(?:px|pt)?$/i;
const noSide = /^(?:(?:0(?:px)?|none|hidden)(?:\s|$))/i;
const severalLooks = /dotted|dashed|double|groove|ridge|inset|outset/i;

function valueOf(declaration: string): string {
  return declaration
    .replace(/^(?:\s|\/\*[^]*?\*\/)*:/, '')
    .replace(/!\s*important/i, '')
    .trim();
}

/**
 * How often a declaration has something drawn: without end where that is computed, or hidden in a comment or a string.
 * @param property in lower case
 * @param declaration what comes after it
 */
export function timesDrawn(property: string, declaration: string): number {
  const value = valueOf(declaration);
  if (property.endsWith('radius')) return value.split(/[\s/]+/).every(isSmallCorner) ? 0 : 1;
  if (nothing.test(value)) return 0;
  if (hidden.test(value)) return Infinity;
  const colours = value.replace(/\b(?:rgb|hsl)a?\([^()]*\)/gi, '');
  const times = Math.max(colours.replace(/\([^()]*\)/g, '').split(',').length, colours.split('(').length - 1);
  return /inset/i.test(value) ? 2 * times : times;
}

function isSmallCorner(radius: string): boolean {
  return length.test(radius) && parseFloat(radius) <= largestCorner;
}

/**
 * Whether a declaration makes corners round, or may make the sides of a box look different from one another or broken.
 * @param property in lower case
 * @param declaration what comes after it
 */
export function sidesOf(property: string, declaration: string): Sides | undefined {
  const value = valueOf(declaration);
  if (property.endsWith('radius')) return /^[0\s/]*$/.test(value) ? undefined : 'round';
  if (!/^(?:-webkit-|-moz-)?(?:border|outline)/.test(property) || noSide.test(value)) return undefined;
  const isOneSide = /border-(?:top|right|bottom|left|block|inline|start|end|before|after)/.test(property);
  const isList = /^border-(?:color|style)$/.test(property) && /\s/.test(value.replace(/\([^()]*\)/g, ''));
  return isOneSide || isList || severalLooks.test(value) || hidden.test(value) ? 'lined' : undefined;
}

/** What is drawn: on the elements that the selectors of a rule are about, or on one. */
export type Subject = string | EmailElement;

/** How much may still be drawn of an email, and how many of its elements a rule of its style sheets is about. */
export class Drawing {
  readonly #root: EmailElement;
  #left = mostDrawing;
  #found: FoundElements | undefined;

  constructor(root: EmailElement) {
    this.#root = root;
  }

  /**
   * Whether there is room for it.
   * @param cost of each element
   */
  take(cost: number, subject?: Subject): boolean {
    const elements = typeof subject === 'string' ? this.#about(subject).length : 1;
    // The cost may be without end.
    const whole = elements === 0 ? 0 : cost * elements;
    if (whole > this.#left) return false;
    this.#left -= whole;
    return true;
  }

  /** Whether there is room for those that have round corners and sides of several looks when this is taken, too. */
  takeSides(sides: Sides, subject: Subject): boolean {
    const [taken, other] = sides === 'round' ? [1, 2] : [2, 1];
    const places = this.#about(subject);
    const { sidesAt } = this.#all;
    const more = places.filter((place) => sidesAt[place] === other).length;
    if (!this.take(roundSides * more)) return false;
    for (const place of places) sidesAt[place] = (sidesAt[place] as number) | taken;
    return true;
  }

  get #all(): FoundElements {
    return (this.#found ??= findElements(this.#root));
  }

  /** Where the elements are that this can match, or more. */
  #about(subject: Subject): readonly number[] {
    const { places, placeOf, byKey } = this.#all;
    if (typeof subject !== 'string') {
      const place = placeOf.get(subject);
      return place === undefined ? [] : [place];
    }
    // What is in brackets can but lessen them. What is in quotes is not read.
    const bare = subject.replace(/\/\*[^]*?\*\//g, ' ').replace(/\([^()]*\)|\[[^\]"']*\]/g, ':');
    if (/["'\\()[\]]/.test(bare)) return places;
    const found: number[] = [];
    for (const selector of bare.split(',')) {
      const last =
        selector
          .trim()
          .split(/[\s>+~]+/)
          .at(-1) ?? '';
      const [key] = /[.#](?:[\w-]|[^\0-\x7f])+/.exec(last) ?? /^[a-z][\w-]*/i.exec(last.toLowerCase()) ?? [];
      // The steps of an animation look like names of elements.
      if (key === undefined || /^(?:from|to)$/.test(key)) return places;
      for (const place of byKey.get(key) ?? []) found.push(place);
      if (found.length >= places.length) return places;
    }
    return found;
  }
}

/** The elements of an email, each by its place among them. */
interface FoundElements {
  readonly places: readonly number[];
  readonly placeOf: ReadonlyMap<EmailElement, number>;
  /** By `.class`, `#id` and name. */
  readonly byKey: ReadonlyMap<string, readonly number[]>;
  /** 1 for round corners, 2 for sides of several looks, 3 for both. */
  readonly sidesAt: Uint8Array;
}

function findElements(root: EmailElement): FoundElements {
  const placeOf = new Map<EmailElement, number>();
  const byKey = new Map<string, number[]>();
  const lined: number[] = [];
  const find = (element: EmailElement): void => {
    const place = placeOf.size;
    placeOf.set(element, place);
    const name = outputName(element).toLowerCase();
    if (name === 'hr') lined.push(place);
    // Fields that there is no room for are shown as this.
    const keys = formFieldElements.has(name) ? [name, 'span'] : [name];
    for (const [attribute, value] of element.attributes) {
      if (attribute === 'id') keys.push(`#${value}`);
      if (attribute === 'class') for (const each of new Set(value.split(/[\t\n\f\r ]+/))) keys.push(`.${each}`);
    }
    for (const key of keys) {
      const known = byKey.get(key);
      if (known) known.push(place);
      else byKey.set(key, [place]);
    }
    for (const child of element.children) if (typeof child !== 'string') find(child);
  };
  find(root);
  const sidesAt = new Uint8Array(placeOf.size);
  for (const place of lined) sidesAt[place] = 2;
  return { places: [...placeOf.values()], placeOf, byKey, sidesAt };
}
