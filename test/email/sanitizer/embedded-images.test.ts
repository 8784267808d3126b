import { expect } from 'chai';
import { countPixels } from '../../../src/email/sanitizer/image-size.ts';
import { maxEmbeddedPixels } from '../../../src/email/sanitizer/limits.ts';
import { sanitize, sanitizeBody } from './sanitize-html.ts';

const zeros = (length: number): string => '0'.repeat(length * 2);
const png = (width: string, height: string): string =>
  `89504e470d0a1a0a 0000000d 49484452 ${width} ${height} 0100000000`;
const gif = (width: string, height: string): string => `474946383961 ${width} ${height}`;
const webp = `52494646 00000000 57454250`;
/** A JPEG with a comment and a table before the size. */
const jpeg = `ffd8 ffe00004 ffda ffdb0003 00`;

/** Headers in hexadecimal digits, and the number of pixels that they declare. */
const headers: readonly (readonly [name: string, type: string, header: string, pixels: number | undefined])[] = [
  ['PNG', 'png', png('00000300', '00000005'), 3840],
  ['PNG of 65,536 × 65,536 pixels', 'png', png('00010000', '00010000'), 2 ** 32],
  ['PNG with three frames', 'apng', `${png('00000003', '00000005')}${'00006663544c'.repeat(3)}`, 45],
  ['PNG that does not start with its size', 'png', '89504e470d0a1a0a 00000000 74455874', undefined],
  ['PNG without a height', 'png', '89504e470d0a1a0a 0000000d 49484452 00000003', undefined],
  ['GIF', 'gif', `${gif('0300', '0500')} 000000 2c 0000 0000 0300 0500`, 15],
  [
    'GIF with a color table and a comment',
    'gif',
    `${gif('0300', '0500')} 810000 ${zeros(12)} 21fe 02ffff 01ff 00 2c 0000 0000 0300 0500`,
    15,
  ],
  ['GIF with a larger frame', 'gif', `${gif('0300', '0500')} 000000 2c 0100 0000 0001 0002`, 257 * 512],
  ['GIF without a frame', 'gif', `${gif('0300', '0500')} 000000 3b`, undefined],
  ['JPEG', 'jpeg', `${jpeg} ffc0 000b 08 0005 0300 01`, 5 * 768 * 1.02],
  ['JPEG with 100 scans', 'jpg', `${jpeg} ffc2 000b 08 0005 0300 01 ${'ffda'.repeat(99)}`, 5 * 768 * 3],
  ['JPEG that declares its height later', 'jpeg', `${jpeg} ffc0 000b 08 0000 0300 01`, undefined],
  ['JPEG with data between its tables', 'jpeg', `${jpeg} 00 ffc0 000b 08 0005 0300 01`, undefined],
  ['WebP', 'webp', `${webp} 56503820 00000000 000000 9d012a 0300 0540`, 15],
  ['lossless WebP', 'webp', `${webp} 5650384c 00000000 2f 02000100`, 15],
  ['extended WebP', 'webp', `${webp} 56503858 0a000000 00000000 020000 040000`, 15],
  ['PNG with the media type of a GIF', 'gif', png('00000003', '00000005'), 15],
  ['AVIF', 'avif', '0000001c 66747970 61766966', undefined],
  ['icon', 'png', '00000100 0100 1010', undefined],
];

const bytesOf = (header: string): number[] =>
  (header.replace(/\s/g, '').match(/../g) ?? []).map((each) => parseInt(each, 16));
const inBase64 = (type: string, header: string): string =>
  `data:image/${type};base64,${btoa(String.fromCharCode(...bytesOf(header)))}`;
const inPercent = (type: string, header: string): string =>
  `data:image/${type},${bytesOf(header)
    .map((each) => `%${each.toString(16).padStart(2, '0')}`)
    .join('')}`;

/** Returns a PNG with rows of a thousand pixels. */
const rows = (count: number): string => inBase64('png', png('000003e8', count.toString(16).padStart(8, '0')));

describe('the pixels of embedded images', () => {
  for (const [name, type, header, pixels] of headers) {
    it(`are counted from the header: ${name}`, () => {
      for (const url of [inBase64(type, header), inPercent(type, header)]) expect(countPixels(url)).to.equal(pixels);
    });
  }

  it('are unknown if browsers could decode other bytes', () => {
    const small = png('00000003', '00000005');
    const url = inPercent('png', small);
    expect(countPixels(url.replace(',', ';charset=utf-8,'))).to.equal(15);
    for (const other of [
      url.replace('%00', 'é'),
      url.replace(',', ';a,'),
      url.replace(',', ';base64,'),
      url.replace(',', ',#'),
    ]) {
      expect(countPixels(other), other).to.equal(undefined);
    }
  });

  it('are limited for all images together', () => {
    const [most, more, missing] = [
      rows(maxEmbeddedPixels / 1000),
      rows(maxEmbeddedPixels / 1000 + 1),
      '<img src="data:image/gif,">',
    ];
    expect(sanitizeBody(`<img src="${most}">`)).to.equal(`<img src="${most}">`);
    expect(sanitizeBody(`<img src="${more}">`)).to.equal(missing);
    expect(
      sanitizeBody(`<img src="${rows(2000)}"><img src="${rows(2001)}"><img src="${rows(2000)}"><img src="${rows(1)}">`),
    ).to.equal(`<img src="${rows(2000)}">${missing}<img src="${rows(2000)}">${missing}`);
  });

  it('are counted in every attribute and property that can embed an image', () => {
    const small = rows(1);
    const places = [
      `<img srcset="URL 2x">`,
      `<table background="URL"></table>`,
      `<input type="image" src="URL">`,
      `<p style="background:url(URL)"></p>`,
      `<style>p{background:url(URL)}</style>`,
      `<svg><path style="fill:url(URL)"/></svg>`,
    ];
    for (const place of places) {
      const email = `${place.replace('URL', rows(maxEmbeddedPixels / 1000))}<p><img src="${small}">`;
      expect(sanitize(email, true), place).to.include('<img src="data:image/gif,">');
      expect(sanitize(place.replace('URL', rows(maxEmbeddedPixels / 1000 + 1)), true), place).not.to.include(
        'image/png',
      );
    }
  });
});
