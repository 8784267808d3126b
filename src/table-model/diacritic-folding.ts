/** Texts that fold to themselves in lower case. */
const plainAscii = /^[\x21-\x7e]*( [\x21-\x7e]+)*$/;
/** Diacritics, and characters without a width. The vowel signs of Indic scripts are letters, and stay. */
const ignored =
  /\p{Cf}|(?=\p{M})[\p{Script=Inherited}\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}]/gu;
const spaces = /\s+/g;
const digits = /\p{Nd}/gu;
const isDigit = /\p{Nd}/u;
const katakana = /[\u30a1-\u30f6]/g;
/** Letters that Unicode does not decompose, and apostrophes. */
const plainForms: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ŧ: 't',
  ı: 'i',
  ς: 'σ',
  '‘': "'",
  '’': "'",
  ʼ: "'",
};
const specialLetters = new RegExp(`[${Object.keys(plainForms).join('')}]`, 'g');

/** Returns the digit from 0 to 9 that a character of any script stands for. The ten digits of a script are consecutive. */
function plainDigit(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  let zero = code;
  while (isDigit.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String((code - zero) % 10);
}

/**
 * Folds a text for search: texts that differ only in case, diacritics, width, the kind of kana and spaces fold to the same
 * text. It is the same in every language, so that an endpoint finds the same as the element.
 */
export function foldText(text: string): string {
  if (plainAscii.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(ignored, '')
    .toLowerCase()
    .replace(specialLetters, (letter) => plainForms[letter] ?? letter)
    .replace(katakana, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
    .replace(digits, plainDigit)
    .replace(spaces, ' ')
    .normalize('NFC');
}
