import { decodeDataUrl } from './data-urls.ts';

/**
 * Returns how many pixels a browser decodes for an image in a `data:` URL, or `undefined` if the header does not tell.
 * Like browsers, it detects the format by the bytes and ignores the media type.
 */
export function countPixels(url: string): number | undefined {
  if (!/^data:image\/(?:apng|gif|jpe?g|pjpeg|png|webp|x-png)[;,]/i.test(url)) return undefined;
  const bytes = decodeDataUrl(url) ?? '';
  const pixels = countPngPixels(bytes) ?? countGifPixels(bytes) ?? countJpegPixels(bytes) ?? countWebpPixels(bytes);
  return pixels !== undefined && pixels > 0 ? pixels : undefined;
}

function readBigEndian(bytes: string, at: number, length: number): number {
  let number = 0;
  for (let index = at; index < at + length; index += 1) number = number * 256 + bytes.charCodeAt(index);
  return number;
}

function readLittleEndian(bytes: string, at: number, length: number): number {
  let number = 0;
  for (let index = at + length - 1; index >= at; index -= 1) number = number * 256 + bytes.charCodeAt(index);
  return number;
}

function countOccurrences(bytes: string, part: string): number {
  return bytes.split(part).length - 1;
}

/** Browsers decode all frames of an animated PNG together. */
function countPngPixels(bytes: string): number | undefined {
  if (!bytes.startsWith('\x89PNG\r\n\x1a\n\0\0\0\rIHDR')) return undefined;
  return readBigEndian(bytes, 16, 4) * readBigEndian(bytes, 20, 4) * Math.max(1, countOccurrences(bytes, 'fcTL'));
}

/** A first frame that exceeds the image enlarges it. Further frames are decoded off the main thread. */
function countGifPixels(bytes: string): number | undefined {
  if (!/^GIF8[79]a/.test(bytes)) return undefined;
  const flags = bytes.charCodeAt(10);
  let at = 13 + (flags & 0x80 ? 6 << (flags & 7) : 0);
  // Skips extensions: each is a list of blocks that ends with an empty block.
  while (bytes[at] === '!') {
    at += 2;
    while (bytes.charCodeAt(at) > 0) at += 1 + bytes.charCodeAt(at);
    at += 1;
  }
  if (bytes[at] !== ',') return undefined;
  const [left, top, width, height] = [1, 3, 5, 7].map((each) => readLittleEndian(bytes, at + each, 2)) as [
    number,
    number,
    number,
    number,
  ];
  return Math.max(readLittleEndian(bytes, 6, 2), left + width) * Math.max(readLittleEndian(bytes, 8, 2), top + height);
}

/** Each scan passes over the whole image, about fifty times faster than decoding it. */
function countJpegPixels(bytes: string): number | undefined {
  if (!bytes.startsWith('\xff\xd8')) return undefined;
  let at = 2;
  // Skips tables and comments, each of which starts with its length.
  while (/^\xff[\xc4\xcc\xdb\xdd\xe0-\xef\xfe]/.test(bytes.slice(at, at + 2)))
    at += 2 + readBigEndian(bytes, at + 2, 2);
  if (!/^\xff[\xc0-\xc2]/.test(bytes.slice(at, at + 2))) return undefined;
  return (
    readBigEndian(bytes, at + 5, 2) * readBigEndian(bytes, at + 7, 2) * (1 + countOccurrences(bytes, '\xff\xda') / 50)
  );
}

/** Further frames are decoded off the main thread. */
function countWebpPixels(bytes: string): number | undefined {
  const [, kind] = /^RIFF[^]{4}WEBP(VP8[ LX])/.exec(bytes) ?? [];
  if (kind === 'VP8X') return (readLittleEndian(bytes, 24, 3) + 1) * (readLittleEndian(bytes, 27, 3) + 1);
  if (kind === 'VP8L') {
    const sizes = readLittleEndian(bytes, 21, 4);
    return ((sizes & 0x3fff) + 1) * (((sizes >> 14) & 0x3fff) + 1);
  }
  return kind === 'VP8 '
    ? (readLittleEndian(bytes, 26, 2) & 0x3fff) * (readLittleEndian(bytes, 28, 2) & 0x3fff)
    : undefined;
}
