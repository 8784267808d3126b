import type { ColumnGroup } from '../model/column-groups.ts';
import type { CellExtra } from '../model/figure-choices.ts';

/** The text of the column list, loaded with it. Numbers are already formatted. */
export interface ColumnListMessages {
  readonly find: string;
  readonly groups: Readonly<Record<ColumnGroup, string>>;
  readonly noMatch: (text: string) => string;
  readonly shown: (shown: string, offered: string) => string;
  readonly reset: string;
  /** The label of what cells show besides their figure, and its choices. */
  readonly inCells: string;
  /** The heading of the choice of the overview. */
  readonly aboveTable: string;
  readonly cellExtras: Readonly<Record<CellExtra, string>>;
  /** Explains bars, heat and intervals. */
  readonly inCellsHint: string;
  readonly order: string;
  readonly orderHint: string;
  /** Where the numbers of opens and clicks by bots are. */
  readonly botsHint: string;
  /** Note at the name column in the order list. */
  readonly alwaysFirst: string;
  readonly moveUp: (column: string) => string;
  readonly moveDown: (column: string) => string;
}
