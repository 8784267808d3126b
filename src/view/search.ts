import type { Rows } from './rows.ts';

/** A letter with the marks that follow it. */
const letters = /\P{M}\p{M}*|\p{M}+/gu;
const marks = /\p{M}+/gu;
const plain = /^[\x20-\x7e]*$/;
const katakana = /[\u30a1-\u30f6]/g;
const latin = /^\p{Script=Latin}/u;
/** What `ø`, `ł` and `æ` may be variants of: Unicode takes none of them apart. */
const latinForms = [...Array.from('abcdefghijklmnopqrstuvwxyz'), 'ae', 'oe'];
/** Where `I` is not the capital of `i`. */
const dotlessLanguages = new Set(['tr', 'az']);

/** The texts that a letter may be no more than a variant of, the plainest first. */
function plainerForms(letter: string, locale: string): string[] {
  const lower = letter.toLocaleUpperCase(locale).toLocaleLowerCase(locale);
  const plainer = lower.normalize('NFKD').replace(marks, '');
  const hiragana = plainer.replace(katakana, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
  return [...(latin.test(letter) ? latinForms : []), hiragana, plainer, lower];
}

/**
 * Writes texts that differ in no more than case and accents, to the readers of a locale, in the same way: `É` as `e`
 * in French; in Swedish `Å` as `å`, which is a letter of its own there. What is the same is what the locale's
 * collation says of each letter.
 */
export class Folding {
  readonly #locale: string;
  readonly #compare: (one: string, other: string) => number;
  readonly #isDotless: boolean;
  readonly #folded = new Map<string, string>();

  constructor(locale: string) {
    this.#locale = locale;
    this.#compare = new Intl.Collator(locale, { sensitivity: 'base' }).compare;
    this.#isDotless = dotlessLanguages.has(new Intl.Locale(locale).language);
  }

  fold(text: string): string {
    if (plain.test(text)) return this.#isDotless ? text.replaceAll('I', 'ı').toLowerCase() : text.toLowerCase();
    return text.normalize('NFC').replace(letters, (letter) => this.#foldLetter(letter));
  }

  #foldLetter(letter: string): string {
    let folded = this.#folded.get(letter);
    if (folded === undefined) {
      const forms = plainerForms(letter, this.#locale);
      folded = forms.find((form) => this.#compare(form, letter) === 0) ?? letter.toLocaleLowerCase(this.#locale);
      this.#folded.set(letter, folded);
    }
    return folded;
  }
}

/** The rows whose campaign's or email's name contains the text, ascending. */
export function matchesOf(rows: Rows, search: string, folding: Folding): Uint32Array {
  const sought = folding.fold(search.trim());
  const { campaignName, emailName } = rows.text;
  const matches = new Uint32Array(rows.length);
  let count = 0;
  for (let row = 0; row < rows.length; row++) {
    const isMatch =
      folding.fold(campaignName[row] ?? '').includes(sought) || folding.fold(emailName[row] ?? '').includes(sought);
    if (isMatch) matches[count++] = row;
  }
  return matches.slice(0, count);
}
