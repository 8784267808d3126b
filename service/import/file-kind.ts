/**
 * Names the kind of a file that cannot be imported, by its first bytes.
 * @returns the kind and a remedy, as the end of the sentence "FILE is …", or `undefined` if it may be text
 */
export function unreadableKind(start: Buffer): string | undefined {
  const signature = signatures.find(({ bytes, offset = 0 }) =>
    start.subarray(offset, offset + bytes.length).equals(bytes),
  );
  if (signature) return signature.kind;
  if (isUtf16(start)) return utf16;
  const text = start.toString('latin1').replace(/^ï»¿/, '').trimStart().toLowerCase();
  if (/^<(!doctype html|html|head|body|!--)/.test(text)) {
    return 'an HTML page, not a download. The link may need a sign-in';
  }
  return text.startsWith('<') ? 'an XML file. Export it as CSV' : undefined;
}

const utf16 = 'UTF-16 text. Save it as UTF-8';

interface Signature {
  bytes: Buffer;
  offset?: number;
  kind: string;
}

const signatures: Signature[] = [
  { bytes: Buffer.from([0xff, 0xfe, 0, 0]), kind: 'UTF-32 text. Save it as UTF-8' },
  { bytes: Buffer.from([0, 0, 0xfe, 0xff]), kind: 'UTF-32 text. Save it as UTF-8' },
  { bytes: Buffer.from([0xff, 0xfe]), kind: utf16 },
  { bytes: Buffer.from([0xfe, 0xff]), kind: utf16 },
  {
    bytes: Buffer.from('PK\x03\x04', 'latin1'),
    kind: 'a zip archive or an Excel workbook. Extract it or export it as CSV',
  },
  { bytes: Buffer.from('PK\x05\x06', 'latin1'), kind: 'an empty zip archive' },
  { bytes: Buffer.from([0x1f, 0x8b]), kind: 'compressed with gzip twice. Decompress it once' },
  { bytes: Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), kind: 'an Excel workbook. Export it as CSV' },
  { bytes: Buffer.from('7z\xbc\xaf', 'latin1'), kind: 'a 7-Zip archive. Extract it first' },
  { bytes: Buffer.from('Rar!'), kind: 'a RAR archive. Extract it first' },
  { bytes: Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), kind: 'compressed with Zstandard. Decompress it first' },
  { bytes: Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a]), kind: 'compressed with xz. Decompress it first' },
  { bytes: Buffer.from('BZh'), kind: 'compressed with bzip2. Decompress it first' },
  { bytes: Buffer.from('ustar'), offset: 257, kind: 'a tar archive. Extract it first' },
  { bytes: Buffer.from('PAR1'), kind: 'a Parquet file. Export it as CSV' },
  { bytes: Buffer.from('%PDF'), kind: 'a PDF document' },
  { bytes: Buffer.from('SQLite format 3'), kind: 'a SQLite database. Export it as CSV' },
  { bytes: Buffer.from('DUCK'), offset: 8, kind: 'a DuckDB database. Name it with --database' },
];

/** Whether a text without a byte-order mark is UTF-16: every second byte of its ASCII characters is 0. */
function isUtf16(start: Buffer): boolean {
  const bytes = start.subarray(0, 64);
  if (bytes.length < 4) return false;
  return [0, 1].some((offset) => bytes.every((byte, index) => (index % 2 === offset) === (byte === 0)));
}
