import { flagColumnIds, instantColumnIds, textColumnIds, type InstantColumnId } from '../model/columns.ts';
import { findContradictoryRows } from '../model/contradictions.ts';
import { countColumnIds, type CountColumnId } from '../model/metrics.ts';
import type { Report, ReportText } from '../model/report.ts';
import { PairIndex } from './pair-index.ts';

/** The fields of a row that are not numbers. */
export type TextFieldId = keyof TextColumns;
export type NumberFieldId = CountColumnId | InstantColumnId;
export type TextColumns = Readonly<Record<'campaignId' | 'emailId' | 'campaignName' | 'emailName', string[]>> &
  Readonly<Record<'campaignFolder' | 'program' | 'campaignType' | 'workspace', (string | undefined)[]>> &
  Readonly<Record<'campaignArchived' | 'hasPreview' | 'openTracked' | 'mayHaveBegunEarlier', (boolean | undefined)[]>>;
export type NumberColumns = Readonly<Record<NumberFieldId, Float64Array>>;

const numberFieldIds: readonly NumberFieldId[] = [...instantColumnIds, ...countColumnIds];

/** The fields that some rows may have: columns that the report then offers, and a mark. */
const optionalIds: readonly (TextFieldId | NumberFieldId)[] = [
  ...textColumnIds,
  ...flagColumnIds,
  'mayHaveBegunEarlier',
  ...numberFieldIds,
];

/** The fields of texts and flags. */
const textFieldIds = ['campaignId', 'emailId', ...textColumnIds, ...flagColumnIds, 'hasPreview', 'mayHaveBegunEarlier'];

/** The maximum number of rows to allocate for before they arrive: the response may announce any number. */
const largestInitialCapacity = 65_536;

/** The columns of a report that is being read. Rows are written at the index {@link length}, then added. */
export class ReportColumns {
  readonly texts = Object.fromEntries(textFieldIds.map((id) => [id, [] as unknown])) as TextColumns;
  #numbers = mapNumbers(() => new Float64Array());
  #capacity = 0;
  readonly #pairs = new PairIndex(this.texts.campaignId, this.texts.emailId);
  readonly #contradictions: number[] = [];
  readonly #withoutPreview: number[] = [];
  readonly #untracked: number[] = [];
  readonly #offered = new Set<string>(['campaignName', 'emailName', 'sent']);
  /** The columns without a value in the rows that have been summarized. */
  #missing = optionalIds;
  #summarized = 0;

  get numbers(): NumberColumns {
    return this.#numbers;
  }

  /**
   * Allocates memory for at least `rows` rows in all.
   * @param expected the number of rows that the response announces
   */
  reserve(rows: number, expected = 0): void {
    if (rows <= this.#capacity) return;
    const wanted = Math.max(rows, 2 * this.#capacity, Math.min(expected, largestInitialCapacity));
    this.#capacity = expected >= rows ? Math.min(wanted, expected) : wanted;
    this.#pairs.reserve(this.#capacity);
    // Growing arrays one row at a time would leave garbage. A snapshot cuts off the rows that have not been read.
    for (const column of Object.values(this.texts)) column.length = this.#capacity;
    const old = this.#numbers;
    this.#numbers = mapNumbers((id) => {
      const column = new Float64Array(this.#capacity);
      column.set(old[id]);
      return column;
    });
  }

  /** Adds a column to those that the report offers, even if no row has a value for it. */
  offer(id: string): void {
    this.#offered.add(id);
  }

  /** Returns the first row with the same campaign and email: this row if the pair is new. */
  firstOfPair(row: number): number {
    return this.#pairs.add(row);
  }

  /** Updates the offered columns, contradictions and missing previews with the rows up to `end`. */
  summarize(end: number): void {
    const start = this.#summarized;
    this.#missing = this.#missing.filter((id) => !this.#hasValue(id, start, end));
    for (const row of findContradictoryRows(this.#numbers, start, end)) this.#contradictions.push(row);
    for (let row = start; row < end; row++) {
      if (this.texts.hasPreview[row] === false) this.#withoutPreview.push(row);
      if (this.texts.openTracked[row] === false) this.#untracked.push(row);
    }
    this.#summarized = end;
  }

  /** Whether a row from `start` up to `end` has a value for a column. If so, the report offers it. */
  #hasValue(id: TextFieldId | NumberFieldId, start: number, end: number): boolean {
    const hasValue =
      id in this.#numbers
        ? hasNumber(this.#numbers[id as NumberFieldId], start, end)
        : hasText(this.texts[id as TextFieldId], start, end);
    if (hasValue) this.offer(id);
    return hasValue;
  }

  /**
   * Returns the first `length` rows. Number columns are views of the same memory: rows are only written after the end of
   * a view, and a full column is copied to a larger one, so that a report never changes.
   */
  snapshot(
    length: number,
  ): Pick<Report, 'length' | 'text' | 'numbers' | 'offered' | 'contradictions' | 'withoutPreview' | 'untracked'> {
    this.summarize(length);
    const { texts } = this;
    return {
      length,
      text: Object.fromEntries(
        Object.entries(texts).map(([id, values]) => [id, values.slice(0, length)]),
      ) as unknown as ReportText,
      numbers: mapNumbers((id) => this.#numbers[id].subarray(0, length)),
      offered: new Set(this.#offered),
      contradictions: this.#contradictions.slice(),
      withoutPreview: this.#withoutPreview.slice(),
      untracked: this.#untracked.slice(),
    };
  }
}

function hasNumber(column: Float64Array, start: number, end: number): boolean {
  for (let row = start; row < end; row++) if (!Number.isNaN(column[row])) return true;
  return false;
}

function hasText(column: readonly unknown[], start: number, end: number): boolean {
  for (let row = start; row < end; row++) if (column[row] !== undefined) return true;
  return false;
}

function mapNumbers(column: (id: NumberFieldId) => Float64Array): NumberColumns {
  return Object.fromEntries(numberFieldIds.map((id) => [id, column(id)])) as NumberColumns;
}
