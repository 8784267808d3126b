import { costOf, picture, type Drawing, type Subject } from './paint-budget.ts';
import { decodeSimpleSvg } from './data-urls.ts';
import { countPixels } from './image-size.ts';
import { maxEmbeddedPixels } from './limits.ts';

/** The pictures of one email that are shown, as long as all of them together are small enough. */
export class EmbeddedImages {
  readonly #drawing: Drawing;
  #left = maxEmbeddedPixels;

  constructor(drawing: Drawing) {
    this.#drawing = drawing;
  }

  /**
   * Whether a cleaned URL is a picture that the email carries in itself and that may be shown.
   * @param subject what shows it
   */
  admit(url: string, subject?: Subject): boolean {
    const svg = decodeSimpleSvg(url);
    if (svg !== undefined) return this.#drawing.take(costOf('opacity') * (svg.split('opacity').length - 1), subject);
    const pixels = countPixels(url);
    if (pixels === undefined || pixels > this.#left) return false;
    if (pixels > 1 && !this.#drawing.take(picture, subject)) return false;
    this.#left -= pixels;
    return true;
  }
}
