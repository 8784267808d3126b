import { ExtraFieldReader } from '../endpoint/extra-fields.ts';
import { builtInColumns, ColumnSet, type ColumnKind } from '../model/columns.ts';
import type { Aggregation, ColumnSchema, ExtraColumns, FieldReader } from '../model/extra-columns.ts';
import type { Rate } from '../model/metrics.ts';
import type { ReportText } from '../model/report.ts';
import { inSlices, type SlicedTask } from '../platform/sliced-task.ts';
import { exact, extremes, finite, sums } from './totals.ts';

type Texts = ReportText[string];

/** The built-in columns and the extra columns of a host. */
export class ExtraColumnSet extends ColumnSet implements ExtraColumns {
  override readonly ids: ColumnSet['ids'];
  override readonly extras: readonly ColumnSchema[];
  override readonly searchedIds: readonly string[];
  readonly #extras: ReadonlyMap<string, ColumnSchema>;

  constructor(extras: readonly ColumnSchema[]) {
    super();
    this.extras = extras;
    this.#extras = new Map(extras.map((column) => [column.id, column]));
    this.ids = [...builtInColumns.ids, ...this.#extras.keys()];
    this.searchedIds = [
      ...builtInColumns.searchedIds,
      ...extras.filter(({ kind }) => kind === 'text').map(({ id }) => id),
    ];
  }

  override has(id: string): boolean {
    return this.#extras.has(id) || super.has(id);
  }

  override kindOf(id: string): ColumnKind {
    return this.#extras.get(id)?.kind ?? super.kindOf(id);
  }

  override rateOf(id: string): Rate | undefined {
    return this.#extras.get(id)?.rate ?? super.rateOf(id);
  }

  override hasTotal(id: string): boolean {
    return this.#extras.get(id)?.hasTotal ?? super.hasTotal(id);
  }

  override readonly createFieldReader = (): FieldReader => new ExtraFieldReader(this.extras);

  override readonly aggregate = function* (
    this: ExtraColumnSet,
    numbers: Readonly<Record<string, Float64Array>>,
    aggregation: Aggregation,
  ): SlicedTask<Readonly<Record<string, Float64Array>>> {
    const results: Record<string, Float64Array> = {};
    for (const { id, kind, hasTotal } of this.extras) {
      const values = numbers[id];
      if (!values) continue;
      if (hasTotal) results[id] = (yield* sums(values, aggregation)).map(kind === 'count' ? exact : finite);
      else results[id] = yield* sharedNumbers(values, aggregation);
    }
    return results;
  };

  override readonly sharedTexts = function* (
    this: ExtraColumnSet,
    texts: Readonly<Record<string, Texts>>,
    groupOf: Uint32Array,
    firstRows: Uint32Array,
  ): SlicedTask<Readonly<Record<string, Texts>>> {
    const results: Record<string, Texts> = {};
    for (const { id } of this.extras) {
      const values = texts[id];
      if (!values) continue;
      const shared = Array.from(firstRows, (row) => values[row]);
      yield* inSlices(values.length, (from, to) => {
        for (let row = from; row < to; row++) {
          const group = groupOf[row] as number;
          if (shared[group] !== values[row]) shared[group] = undefined;
        }
      });
      results[id] = shared;
    }
    return results;
  };
}

/** Returns the number that all rows of a group have; `NaN` if they differ or one is unknown. */
function* sharedNumbers(values: Float64Array, aggregation: Aggregation): SlicedTask<Float64Array> {
  const greatest = yield* extremes(values, false, aggregation);
  const least = yield* extremes(values, true, aggregation);
  return least.map((value, group) => (value === greatest[group] ? finite(value) : NaN));
}
