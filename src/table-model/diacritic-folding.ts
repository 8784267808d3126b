/** Characters outside printable ASCII, or followed by combining marks. */
const nonAscii = /[^\x20-\x7e]\p{M}*|[\x20-\x7e]\p{M}+/gu;
const marks = /\p{M}+/gu;
const ascii = /^[\x20-\x7e]*$/;
const katakana = /[\u30a1-\u30f6]/g;
const latin = /^\p{Script=Latin}/u;
const digit = /^\p{Nd}/u;
/** Candidates for letters that Unicode does not decompose, such as `ø`, `ł` and `æ`. */
const latinForms = [...Array.from('abcdefghijklmnopqrstuvwxyz'), 'ae', 'oe'];
const digits = Array.from('0123456789');
/** Languages in which `I` is not the capital of `i`. */
const dotlessLanguages = new Set(['tr', 'az']);

/** Returns the texts that a letter may be a variant of, the plainest first. */
function plainerForms(letter: string, locale: string): string[] {
  const lower = letter.toLocaleUpperCase(locale).toLocaleLowerCase(locale);
  const plainer = lower.normalize('NFKD').replace(marks, '');
  const hiragana = plainer.replace(katakana, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
  const simple = latin.test(letter) ? latinForms : digit.test(letter) ? digits : [];
  return [...simple, hiragana, plainer, lower];
}

/**
 * Folds case and diacritics for search, following the locale's collation of each letter: `É` becomes `e` in French;
 * `Å` becomes `å` in Swedish, where it is a separate letter.
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

  /** Returns the folded text: two texts that differ only in case and diacritics fold to the same text. */
  fold(text: string): string {
    const spelled = ascii.test(text) ? text : text.normalize('NFC').replace(nonAscii, this.#foldLetter);
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
