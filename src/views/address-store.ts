import type { SavedView } from '../table-model/saved-view.ts';
import { readAddress, writeAddress } from './address.ts';
import { pushEntry, readMarker, replaceEntry } from './history-marker.ts';
import { LongValues, type FittingParameters } from './long-values.ts';
import { formatParameters, parameterNames, parseParameters, type ViewParameters } from './view-parameters.ts';
import type { StoredView, ViewStore, Write } from './view-store.ts';

/** Keeps the view in the page's address. Each step is an entry of the browser's history. */
export class AddressStore implements ViewStore {
  readonly failure = 'longAddress';
  readonly #prefix: string;
  readonly #base: SavedView;
  readonly #names: readonly string[];
  readonly #longValues = new LongValues();
  readonly #onTravel: () => void;

  /**
   * @param base the view without parameters
   * @param onTravel called when the reader goes back or forward
   */
  constructor(prefix: string, base: SavedView, onTravel: () => void) {
    this.#prefix = prefix;
    this.#base = base;
    this.#names = [...parameterNames(base), 'version'];
    this.#onTravel = onTravel;
  }

  connect(): void {
    addEventListener('popstate', this.#onTravel);
  }

  disconnect(): void {
    removeEventListener('popstate', this.#onTravel);
  }

  /** The number of steps before the current entry; `undefined` for an entry of the page. */
  get depth(): number | undefined {
    return readMarker()?.depths[this.#prefix];
  }

  read(): StoredView {
    const { parameters, missing } = this.#longValues.resolve(readAddress(location.href, this.#prefix, this.#names));
    const version = Number(parameters.get('version') ?? 1);
    return { version, choices: parseParameters(parameters, this.#base), isComplete: missing.length === 0 };
  }

  write(view: SavedView, { depth, kind }: Write): boolean {
    const { parameters, missing } = this.#fit(view);
    const href = this.#hrefWith(parameters);
    const depths = { ...readMarker()?.depths, [this.#prefix]: depth };
    // Browsers refuse addresses of some documents, and too many changes in a short time. The next change writes all.
    try {
      if (kind === 'replace') {
        if (href !== location.href) replaceEntry(href, { depths });
      } else pushEntry(href, { depths, by: kind === 'step' ? this.#prefix : undefined });
    } catch {
      return true;
    }
    return missing.length === 0;
  }

  /** Returns the address of a view, and whether it opens the same view in other browsers. */
  linkTo(view: SavedView): { readonly href: string; readonly isComplete: boolean } {
    const { parameters, missing } = this.#fit(view);
    return { href: this.#hrefWith(parameters), isComplete: missing.length === 0 };
  }

  /** Whether the neighboring entry of the browser's history is the next or the previous step of this report. */
  canTravel(direction: -1 | 1, depth: number): boolean {
    const marker = readMarker();
    if (!marker || (marker.depths[this.#prefix] ?? 0) !== depth) return false;
    return direction < 0 ? depth > 0 && marker.by === this.#prefix : marker.next === this.#prefix;
  }

  travel(direction: -1 | 1): void {
    history.go(direction);
  }

  #fit(view: SavedView): FittingParameters {
    return this.#longValues.fit(formatParameters(view, this.#base), (parameters) => this.#hrefWith(parameters));
  }

  #hrefWith(parameters: ViewParameters): string {
    return writeAddress(location.href, this.#prefix, this.#names, parameters);
  }
}
