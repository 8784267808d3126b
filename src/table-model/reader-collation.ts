import { awaitPromise } from '../platform/sliced-task.ts';
import { warn } from '../platform/warn.ts';
import type { FilterRows } from './filter-rows.ts';
import type { Fold } from './search-matches.ts';
import { lazyRowSorters } from './sorting/sorting.ts';
import type { Collation } from './table.ts';

/**
 * The collator of the reader's locale, and the code that sorts, searches and filters a `TableModel`. The fast sort, the
 * folding of diacritics and the filter are loaded on first use.
 */
export class ReaderCollation implements Collation {
  readonly collator: Intl.Collator;
  readonly createRowSorter = lazyRowSorters();
  #fold: Fold | undefined;
  #filterRows: FilterRows | undefined;

  constructor(collator: Intl.Collator) {
    this.collator = collator;
  }

  fold(): Fold | Promise<Fold> {
    return this.#fold ?? this.#loadFold().then((fold) => (this.#fold = fold));
  }

  filterRows(): FilterRows | Promise<FilterRows> {
    return this.#filterRows ?? this.#loadFilter().then((filterRows) => (this.#filterRows = filterRows));
  }

  async #loadFilter(): Promise<FilterRows> {
    try {
      return (await import('./filter-rows.ts')).createRowFilter();
    } catch (error) {
      warn('the filter failed to load.', error);
      return (_report, _view, selection) => awaitPromise(selection);
    }
  }

  async #loadFold(): Promise<Fold> {
    try {
      return (await import('./diacritic-folding.ts')).foldText;
    } catch (error) {
      warn('the search is by exact letters.', error);
      return (text) => text.toLowerCase();
    }
  }
}
