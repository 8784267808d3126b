/** Hebrew, Arabic and the scripts between them, which run from right to left. */
const rightToLeft = /[\u0590-\u08ff]/;

/**
 * Isolates a date that runs from right to left, so that it keeps its order in an English sentence. Other texts stay the same.
 * Only for texts on screen: files and addresses have no invisible characters.
 */
export const isolate = (text: string): string => (rightToLeft.test(text) ? `\u2068${text}\u2069` : text);
