import type { Sort } from '../model/sort.ts';
import { waitFor, type Work } from '../model/work.ts';
import { ascending } from '../view/comparison-order.ts';
import { chosen, isInOrder, orderByComparing, type OrderRows, type RowOrder } from '../view/order.ts';
import type { Fold } from '../view/search.ts';
import type { Rows } from '../view/rows.ts';
import type { Collation } from '../view/table.ts';

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
      const { Folding } = await import('../view/folding.ts');
      const folding = new Folding(this.collator.resolvedOptions().locale);
      return (text) => folding.fold(text);
    } catch (error) {
      return doneWithout('the disregard of accents', error, (text) => text.toLowerCase());
    }
  }

  async #loadOrder(): Promise<OrderRows> {
    try {
      const { LongOrder } = await import('../view/long-order.ts');
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

  *sorted(numbers: Rows['numbers'], sort: Sort, mask?: Uint8Array): Work<Uint32Array> {
    const { length, text } = this.#rows;
    if (yield* isInOrder({ length, text, numbers }, sort, this.#collator))
      return yield* chosen(ascending(length), mask);
    return yield* (yield* this.#loaded()).sorted(numbers, sort, mask);
  }

  *prepare(): Work<void> {
    const order = yield* this.#loaded();
    if (order.prepare) yield* order.prepare();
  }

  *#loaded(): Work<RowOrder> {
    return (this.#order ??= (yield* waitFor(this.#orderMany()))(this.#rows, this.#collator));
  }
}

function doneWithout<What>(what: string, error: unknown, instead: What): What {
  console.warn(`campaign-email-report: ${what} could not be loaded.`, error);
  return instead;
}
