/** Letters that are not of the English alphabet, or have marks that follow. */
const unusual = /[^\x20-\x7e]\p{M}*|[\x20-\x7e]\p{M}+/gu;
const marks = /\p{M}+/gu;
const usual = /^[\x20-\x7e]*$/;
const katakana = /[\u30a1-\u30f6]/g;
const latin = /^\p{Script=Latin}/u;
const digit = /^\p{Nd}/u;
/** What `ø`, `ł` and `æ` may be variants of: Unicode takes none of them apart. */
const latinForms = [...Array.from('abcdefghijklmnopqrstuvwxyz'), 'ae', 'oe'];
const digits = Array.from('0123456789');
/** Where `I` is not the capital of `i`. */
const dotlessLanguages = new Set(['tr', 'az']);

/** The texts that a letter may be no more than a variant of, the plainest first. */
function plainerForms(letter: string, locale: string): string[] {
  const lower = letter.toLocaleUpperCase(locale).toLocaleLowerCase(locale);
  const plainer = lower.normalize('NFKD').replace(marks, '');
  const hiragana = plainer.replace(katakana, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
  const simple = latin.test(letter) ? latinForms : digit.test(letter) ? digits : [];
  return [...simple, hiragana, plainer, lower];
}

/**
 * Writes texts that differ in no more than case and accents, to the readers of a locale, in the same way: `É` as `e`
 * in French; in Swedish `Å` as `å`, which is a letter of its own there. What is the same is what the locale's
 * collation says of each letter.
 */
export class DiacriticFolding {
  readonly #locale: string;
  readonly #compare: (one: string, other: string) => number;
  readonly #isDotless: boolean;
  readonly #folded = new Map<string, string>();
  readonly #foldLetter = (letter: string) => this.#foldOne(letter);

  constructor(locale: string) {
    this.#locale = locale;
    this.#compare = new Intl.Collator(locale, { sensitivity: 'base' }).compare;
    this.#isDotless = dotlessLanguages.has(new Intl.Locale(locale).language);
  }

  fold(text: string): string {
    const spelled = usual.test(text) ? text : text.normalize('NFC').replace(unusual, this.#foldLetter);
    return (this.#isDotless ? spelled.replaceAll('I', 'ı') : spelled).toLowerCase();
  }

  #foldOne(letter: string): string {
    let folded = this.#folded.get(letter);
    if (folded === undefined) {
      const forms = plainerForms(letter, this.#locale);
      folded = forms.find((form) => this.#compare(form, letter) === 0) ?? letter.toLocaleLowerCase(this.#locale);
      this.#folded.set(letter, folded);
    }
    return folded;
  }
}
