/** Characters that a file name must not contain on some system, and invisible ones. */
const unsafe = /[\\/:*?"<>|\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]+/gu;
/** Names of devices in Windows, also with an extension. */
const deviceName = /^(con|prn|aux|nul|com\d|lpt\d)$/i;
const longestName = 100;

/** Returns a file name that every system accepts. */
export function fileName(words: readonly string[], extension: string): string {
  const text = words.join(' ').normalize('NFC').replace(unsafe, '-').replace(/\s+/g, ' ');
  const cut = text.slice(0, longestName).replace(/[\uD800-\uDBFF]$/, '');
  const name = cut.replace(/^[\s.]+|[\s.]+$/g, '');
  return `${name === '' || deviceName.test(name) ? `report ${name}`.trim() : name}.${extension}`;
}
