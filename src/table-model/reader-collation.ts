import { warn } from '../platform/warn.ts';
import type { Fold } from './search-matches.ts';
import { lazyRowSorters } from './sorting/sorting.ts';
import type { Collation } from './table.ts';

/** How names are sorted and searched in a locale. Fast sorting and the folding of diacritics are loaded on first use. */
export class ReaderCollation implements Collation {
  readonly collator: Intl.Collator;
  readonly createRowSorter = lazyRowSorters();
  #fold: Fold | undefined;

  constructor(collator: Intl.Collator) {
    this.collator = collator;
  }

  fold(): Fold | Promise<Fold> {
    return this.#fold ?? this.#loadFold().then((fold) => (this.#fold = fold));
  }

  async #loadFold(): Promise<Fold> {
    try {
      const { DiacriticFolding } = await import('./diacritic-folding.ts');
      const folding = new DiacriticFolding(this.collator.resolvedOptions().locale);
      return (text) => folding.fold(text);
    } catch (error) {
      warn('the code that ignores diacritics failed to load; the search is by exact letters.', error);
      return (text) => text.toLowerCase();
    }
  }
}
