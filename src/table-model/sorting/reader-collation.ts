import type { Sort } from '../../model/sort.ts';
import { awaitPromise, type SlicedTask } from '../../platform/sliced-task.ts';
import { ascending } from './merge-sort.ts';
import { chosen, isInOrder, orderByComparing, type OrderRows, type RowOrder } from './row-order.ts';
import type { Fold } from '../search-matches.ts';
import type { Rows } from '../rows.ts';
import type { Collation } from '../table.ts';

/** So many rows are put in order by comparing them, whatever could be loaded. */
const few = 5000;

/** How readers order names and find them; what few reports need of it is loaded when it is first wanted. */
export class ReaderCollation implements Collation {
  readonly collator: Intl.Collator;
  #fold: Fold | undefined;
  #order: OrderRows | undefined;

  constructor(collator: Intl.Collator) {
    this.collator = collator;
  }

  fold(): Fold | Promise<Fold> {
    return this.#fold ?? this.#loadFold().then((fold) => (this.#fold = fold));
  }

  readonly orderRows: OrderRows = (rows, collator) =>
    rows.length > few ? new ManyRows(rows, collator, this.#orderMany) : orderByComparing(rows, collator);

  readonly #orderMany = () => this.#order ?? this.#loadOrder().then((order) => (this.#order = order));

  async #loadFold(): Promise<Fold> {
    try {
      const { DiacriticFolding } = await import('../diacritic-folding.ts');
      const folding = new DiacriticFolding(this.collator.resolvedOptions().locale);
      return (text) => folding.fold(text);
    } catch (error) {
      return doneWithout('the disregard of accents', error, (text) => text.toLowerCase());
    }
  }

  async #loadOrder(): Promise<OrderRows> {
    try {
      const { LongOrder } = await import('./fast-sort.ts');
      return (rows, collator) => new LongOrder(rows, collator);
    } catch (error) {
      return doneWithout('faster sorting', error, orderByComparing);
    }
  }
}

/** Many rows, for which more is only loaded if they do not come in the order that is wanted. */
class ManyRows implements RowOrder {
  readonly #rows: Pick<Rows, 'text' | 'length'>;
  readonly #collator: Intl.Collator;
  readonly #orderMany: () => OrderRows | Promise<OrderRows>;
  #order: RowOrder | undefined;

  constructor(
    rows: Pick<Rows, 'text' | 'length'>,
    collator: Intl.Collator,
    orderMany: () => OrderRows | Promise<OrderRows>,
  ) {
    this.#rows = rows;
    this.#collator = collator;
    this.#orderMany = orderMany;
  }

  *sorted(numbers: Rows['numbers'], sort: Sort, mask?: Uint8Array): SlicedTask<Uint32Array> {
    const { length, text } = this.#rows;
    if (yield* isInOrder({ length, text, numbers }, sort, this.#collator))
      return yield* chosen(ascending(length), mask);
    return yield* (yield* this.#loaded()).sorted(numbers, sort, mask);
  }

  *prepare(): SlicedTask<void> {
    const order = yield* this.#loaded();
    if (order.prepare) yield* order.prepare();
  }

  *#loaded(): SlicedTask<RowOrder> {
    return (this.#order ??= (yield* awaitPromise(this.#orderMany()))(this.#rows, this.#collator));
  }
}

function doneWithout<What>(what: string, error: unknown, instead: What): What {
  console.warn(`campaign-email-report: ${what} could not be loaded.`, error);
  return instead;
}
