import { decodeSimpleSvg } from './data-urls.ts';
import { countPixels } from './image-size.ts';
import { maxEmbeddedPixels } from './limits.ts';

/** Decides which embedded images of one email are kept, within the limits for all of them together. */
export class EmbeddedImages {
  #pixelsLeft = maxEmbeddedPixels;

  /**
   * Whether a normalized URL is an embedded image that may be shown. Counts it against the limits.
   * @param isShared whether CSS can show the image on many elements. Chromium paints an SVG again for each of them.
   */
  admit(url: string, isShared = false): boolean {
    if (decodeSimpleSvg(url) !== undefined) return !isShared;
    const pixels = countPixels(url);
    if (pixels === undefined || pixels > this.#pixelsLeft) return false;
    this.#pixelsLeft -= pixels;
    return true;
  }
}
