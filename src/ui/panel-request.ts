import type { ColumnId } from '../model/columns.ts';
import type { Line } from '../table-model/table.ts';

/** A request to explain a figure of the table. */
export interface FigureRequest {
  /** The row of the figure; `undefined` for the totals. */
  readonly line: Line | undefined;
  readonly column: ColumnId;
  /** Returns the cell, also after its row has moved. While its row is not in the document, returns the scroller of the table. */
  readonly cell: () => HTMLElement;
}

/** A request to open a panel of the toolbar. */
export interface ToolbarPanelRequest {
  readonly panel: 'filter' | 'columns';
  /** The column that the panel begins with. */
  readonly column: ColumnId;
}

/** A request to show how figures came about over time. */
export interface DevelopmentRequest {
  /** The row; `undefined` for everything that the search and the filter leave. */
  readonly development: Line | undefined;
}

/** The detail of a `panel-request`. */
export type PanelRequest = FigureRequest | ToolbarPanelRequest | DevelopmentRequest;
