import type { SlicedTask } from '../platform/sliced-task.ts';
import type { Rate } from './metrics.ts';

/** The texts of an extra column, in any language. */
export interface ExtraColumnTexts {
  /**
   * The field of the rows that has the values, and the name of the column in `columns`, `sort` and `view`: letters, digits,
   * `_` and `-`, beginning with a letter. It must differ from the fields and columns of the report.
   */
  readonly id: string;
  /** The header of the column. */
  readonly label: string;
  /** One sentence for the tooltip and the column list. Default for a rate: its two counts; otherwise none. */
  readonly definition?: string | undefined;
}

/** A column of numbers. */
export interface ExtraNumberColumn extends ExtraColumnTexts {
  /** `count`: non-negative integers. `number`: any finite numbers, such as amounts of money. */
  readonly kind: 'count' | 'number';
  /** Whether campaigns and the total have the sum. Default: `true` for a count, `false` for a number. */
  readonly sum?: boolean | undefined;
  /** Returns the text of a cell. Default: the number in the page’s language, with at most two decimals. */
  readonly format?: ((value: number) => string) | undefined;
}

/** A column of rates. It has no field: the element divides two counts, and in campaigns and the total their sums. */
export interface ExtraRateColumn extends ExtraColumnTexts {
  readonly kind: 'rate';
  /** The id of a count column, built-in or extra. */
  readonly numerator: string;
  /** The id of a count column, built-in or extra. */
  readonly denominator: string;
  /** Returns the text of a cell from a fraction. Default: a percentage with one decimal. */
  readonly format?: ((value: number) => string) | undefined;
}

/** A column of texts or instants. */
export interface ExtraTextColumn extends ExtraColumnTexts {
  /** `text`: strings. `instant`: ISO 8601 with an offset or `Z`. */
  readonly kind: 'text' | 'instant';
  /** Returns the text of a cell; an instant is passed in UTC. Default: the text itself, or the date of the instant. */
  readonly format?: ((value: string) => string) | undefined;
}

/** A column of the host, in addition to the built-in ones. */
export type ExtraColumn = ExtraNumberColumn | ExtraRateColumn | ExtraTextColumn;

/** How an extra column is read and summed. */
export interface ColumnSchema {
  readonly id: string;
  readonly kind: ExtraColumn['kind'];
  readonly rate?: Rate | undefined;
  readonly hasTotal: boolean;
}

/** Values by column id, then by row. */
type Columns<Values> = Readonly<Record<string, Values>>;

/** The rows to aggregate, and the group of each row. Without `groupOf`, all rows belong to one group. */
export interface Aggregation {
  readonly groups: number;
  readonly groupOf: Uint32Array | undefined;
  readonly mask: Uint8Array | undefined;
}

/** How extra columns are read and summed. It loads with the first extra columns. */
export interface ExtraColumns {
  createFieldReader(): FieldReader;
  /** Returns the sums by group, and for columns without sums the value that all rows of a group share. */
  aggregate(numbers: Columns<Float64Array>, aggregation: Aggregation): SlicedTask<Columns<Float64Array>>;
  /** Returns the text that all rows of a group share. */
  sharedTexts(texts: Columns<Texts>, groupOf: Uint32Array, firstRows: Uint32Array): SlicedTask<Columns<Texts>>;
}

type Texts = readonly (string | boolean | undefined)[];

/** Reads the fields of extra columns, row by row. */
export interface FieldReader {
  /** Whether a field of rows belongs to an extra column. */
  has(field: string): boolean;
  /** Reads the fields of the row at an index. A bad value is unknown. */
  read(row: Readonly<Record<string, unknown>>, at: number): void;
  /** Reads the fields of the totals. */
  readTotals(totals: Readonly<Record<string, unknown>>): Columns<Float64Array>;
  /** Returns the columns of a report together with the extra ones. */
  addTo<Report extends ReportWithColumns>(report: Report): Report;
}

/** The parts of a report that extra columns change. */
export interface ReportWithColumns {
  readonly length: number;
  readonly text: Columns<Texts>;
  readonly numbers: Columns<Float64Array>;
  readonly offered: ReadonlySet<string>;
  readonly badValues?: ReadonlyMap<string, string> | undefined;
}
