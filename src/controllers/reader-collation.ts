import type { Report } from '../model/report.ts';
import { orderByComparing, type OrderRows } from '../view/order.ts';
import type { Collation } from '../view/table.ts';
import type { ViewState } from '../view/view-state.ts';

/** So many rows are put in order by comparing them before what is faster could be loaded. */
const few = 5000;

/** How readers order names and find them; what few reports need of it is loaded when it is first wanted. */
export class ReaderCollation implements Collation {
  readonly collator: Intl.Collator;
  orderRows: OrderRows = orderByComparing;
  readonly #loads = new Map<string, Promise<void> | 'done'>();

  constructor(collator: Intl.Collator) {
    this.collator = collator;
  }

  /** Until more is known of letters: without regard for their case. */
  fold = (text: string): string => text.toLowerCase();

  /** Loads what a view of a report needs, if that is not here; what cannot be had is done without. */
  load({ length }: Report, { search }: ViewState): Promise<unknown> | undefined {
    const loads = [
      search.trim() === '' ? undefined : this.#once('the disregard of accents', () => this.#loadFold()),
      length > few ? this.#once('faster sorting', () => this.#loadOrder()) : undefined,
    ].filter((load) => load !== undefined);
    return loads.length > 0 ? Promise.all(loads) : undefined;
  }

  #once(what: string, load: () => Promise<void>): Promise<void> | undefined {
    const before = this.#loads.get(what);
    if (before) return before === 'done' ? undefined : before;
    const loading = load()
      .catch((error: unknown) => console.warn(`campaign-email-report: ${what} could not be loaded.`, error))
      .then(() => void this.#loads.set(what, 'done'));
    this.#loads.set(what, loading);
    return loading;
  }

  async #loadFold(): Promise<void> {
    const { Folding } = await import('../view/folding.ts');
    const folding = new Folding(this.collator.resolvedOptions().locale);
    this.fold = (text) => folding.fold(text);
  }

  async #loadOrder(): Promise<void> {
    const { LongOrder } = await import('../view/long-order.ts');
    this.orderRows = (rows, collator) => new LongOrder(rows, collator);
  }
}
