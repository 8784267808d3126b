import { ColumnSet, isRateId, type ColumnKind } from '../model/columns.ts';
import type { Aggregation, ColumnSchema } from '../model/extra-columns.ts';
import type { Activity, RateBase } from '../model/figure-choices.ts';
import type { Rate } from '../model/metrics.ts';
import type { SlicedTask } from '../platform/sliced-task.ts';
import { exact, sums } from '../table-model/totals.ts';
import { allActivityIds } from '../model/chosen-activity.ts';

/**
 * The columns of an element with another denominator of rates, and with sums of all activity. Reports are read with the
 * element's own columns.
 */
export class FigureColumnSet extends ColumnSet {
  override readonly ids: ColumnSet['ids'];
  override readonly extras: readonly ColumnSchema[];
  override readonly searchedIds: readonly string[];
  declare readonly sharedTexts?: NonNullable<ColumnSet['sharedTexts']>;
  override readonly activity: Activity;
  readonly rateBase: RateBase;
  readonly #own: ColumnSet;

  constructor(own: ColumnSet, activity: Activity, rateBase: RateBase) {
    super();
    this.#own = own;
    this.activity = activity;
    this.rateBase = rateBase;
    this.ids = own.ids;
    this.extras = own.extras;
    this.searchedIds = own.searchedIds;
    if (own.sharedTexts) this.sharedTexts = own.sharedTexts.bind(own);
  }

  override has(id: string): boolean {
    return this.#own.has(id);
  }

  override kindOf(id: string): ColumnKind {
    return this.#own.kindOf(id);
  }

  override rateOf(id: string): Rate | undefined {
    const rate = this.#own.rateOf(id);
    const isOfDelivered = isRateId(id) && rate?.denominator === 'delivered';
    return isOfDelivered ? { ...rate, denominator: this.rateBase } : rate;
  }

  override hasTotal(id: string): boolean {
    return this.#own.hasTotal(id);
  }

  override readonly aggregate = function* (
    this: FigureColumnSet,
    numbers: Readonly<Record<string, Float64Array>>,
    aggregation: Aggregation,
  ): SlicedTask<Readonly<Record<string, Float64Array>>> {
    const own = this.#own.aggregate ? yield* this.#own.aggregate(numbers, aggregation) : {};
    const results: Record<string, Float64Array> = { ...own };
    for (const id of allActivityIds) {
      const values = numbers[id];
      if (!values) continue;
      // Opens that are not tracked are unknown; those of the chosen activity are then left out of sums, too.
      const summed = id === 'allOpened' ? withoutUnknown(values) : values;
      results[id] = (yield* sums(summed, aggregation)).map(exact);
    }
    const { allOpened, allClicked } = numbers;
    if (allOpened && allClicked) {
      // Rates of clicks to opens are over the emails whose opens are tracked.
      const tracked = allClicked.map((clicked, row) => (Number.isNaN(allOpened[row]) ? 0 : clicked));
      results['allClickedTracked'] = (yield* sums(tracked, aggregation)).map(exact);
    }
    return results;
  };
}

/** Returns numbers with 0 for unknown ones. */
function withoutUnknown(values: Float64Array): Float64Array {
  const known = values.slice();
  for (let row = 0; row < known.length; row++) if (Number.isNaN(known[row])) known[row] = 0;
  return known;
}
