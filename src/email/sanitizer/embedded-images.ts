import { costOf, picture, type Drawing, type Subject } from './paint-budget.ts';
import { bytesOf, plainSvg } from './urls.ts';

/** How many pixels the pictures that an email carries have together: WebKit unpacks them before the page goes on. */
export const mostPixels = 4_000_000;

/** The pictures of one email that are shown, as long as all of them together are small enough. */
export class Pictures {
  readonly #drawing: Drawing;
  #left = mostPixels;

  constructor(drawing: Drawing) {
    this.#drawing = drawing;
  }

  /**
   * Whether a cleaned URL is a picture that the email carries in itself and that may be shown.
   * @param subject what shows it
   */
  take(url: string, subject?: Subject): boolean {
    const svg = plainSvg(url);
    if (svg !== undefined) return this.#drawing.take(costOf('opacity') * (svg.split('opacity').length - 1), subject);
    const pixels = pixelsOf(url);
    if (pixels === undefined || pixels > this.#left) return false;
    if (pixels > 1 && !this.#drawing.take(picture, subject)) return false;
    this.#left -= pixels;
    return true;
  }
}

/**
 * How many pixels a browser unpacks for a `data:` URL, by the header of the picture, as browsers go by its bytes and
 * not by its type. Undefined where that is not to be known.
 */
export function pixelsOf(url: string): number | undefined {
  if (!/^data:image\/(?:apng|gif|jpe?g|pjpeg|png|webp|x-png)[;,]/i.test(url)) return undefined;
  const bytes = bytesOf(url) ?? '';
  const pixels = ofPng(bytes) ?? ofGif(bytes) ?? ofJpeg(bytes) ?? ofWebp(bytes);
  return pixels !== undefined && pixels > 0 ? pixels : undefined;
}

function big(bytes: string, at: number, length: number): number {
  let number = 0;
  for (let index = at; index < at + length; index += 1) number = number * 256 + bytes.charCodeAt(index);
  return number;
}

function little(bytes: string, at: number, length: number): number {
  let number = 0;
  for (let index = at + length - 1; index >= at; index -= 1) number = number * 256 + bytes.charCodeAt(index);
  return number;
}

function count(bytes: string, part: string): number {
  return bytes.split(part).length - 1;
}

/** All frames of a PNG are unpacked at once. */
function ofPng(bytes: string): number | undefined {
  if (!bytes.startsWith('\x89PNG\r\n\x1a\n\0\0\0\rIHDR')) return undefined;
  return big(bytes, 16, 4) * big(bytes, 20, 4) * Math.max(1, count(bytes, 'fcTL'));
}

/** The first frame makes a picture larger that is too small for it. Those that follow are unpacked beside the page. */
function ofGif(bytes: string): number | undefined {
  if (!/^GIF8[79]a/.test(bytes)) return undefined;
  const flags = bytes.charCodeAt(10);
  let at = 13 + (flags & 0x80 ? 6 << (flags & 7) : 0);
  // Extensions, each a list of blocks that an empty one ends.
  while (bytes[at] === '!') {
    at += 2;
    while (bytes.charCodeAt(at) > 0) at += 1 + bytes.charCodeAt(at);
    at += 1;
  }
  if (bytes[at] !== ',') return undefined;
  const [left, top, width, height] = [1, 3, 5, 7].map((each) => little(bytes, at + each, 2)) as [
    number,
    number,
    number,
    number,
  ];
  return Math.max(little(bytes, 6, 2), left + width) * Math.max(little(bytes, 8, 2), top + height);
}

/** Each scan goes over the whole picture, about fifty times faster than the picture is unpacked. */
function ofJpeg(bytes: string): number | undefined {
  if (!bytes.startsWith('\xff\xd8')) return undefined;
  let at = 2;
  // Tables and comments, each with its length.
  while (/^\xff[\xc4\xcc\xdb\xdd\xe0-\xef\xfe]/.test(bytes.slice(at, at + 2))) at += 2 + big(bytes, at + 2, 2);
  if (!/^\xff[\xc0-\xc2]/.test(bytes.slice(at, at + 2))) return undefined;
  return big(bytes, at + 5, 2) * big(bytes, at + 7, 2) * (1 + count(bytes, '\xff\xda') / 50);
}

/** Frames are unpacked beside the page. */
function ofWebp(bytes: string): number | undefined {
  const [, kind] = /^RIFF[^]{4}WEBP(VP8[ LX])/.exec(bytes) ?? [];
  if (kind === 'VP8X') return (little(bytes, 24, 3) + 1) * (little(bytes, 27, 3) + 1);
  if (kind === 'VP8L') {
    const sizes = little(bytes, 21, 4);
    return ((sizes & 0x3fff) + 1) * (((sizes >> 14) & 0x3fff) + 1);
  }
  return kind === 'VP8 ' ? (little(bytes, 26, 2) & 0x3fff) * (little(bytes, 28, 2) & 0x3fff) : undefined;
}
