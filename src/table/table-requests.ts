import type { ColumnId } from '../model/columns.ts';
import type { EmailKey } from '../model/email.ts';
import type { ColumnRequest } from '../ui/column-request.ts';
import type { Line } from '../table-model/table.ts';
import type { LineRange } from './table-viewport.ts';

export interface SortRequest {
  readonly column: ColumnId;
  /** Whether to keep the current sort keys before this one. */
  readonly isAdditional: boolean;
}

/** Lines from `first` up to but not including `end`. */
export type LinesRequest = LineRange;

/** A click on a row, before the table handles it. */
export interface RowRequest {
  readonly line: Line;
  readonly column: ColumnId;
}

/** The detail of any request of the table. */
export type RequestDetail =
  | SortRequest
  | RowRequest
  | ColumnRequest
  | EmailKey
  | LinesRequest
  | { readonly campaignId: string }
  | { readonly expanded: boolean };
