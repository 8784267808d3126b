import type { ColumnGroup } from '../model/column-groups.ts';

/** The text of the column list, loaded with it. Numbers are already formatted. */
export interface ColumnListMessages {
  readonly find: string;
  readonly groups: Readonly<Record<ColumnGroup, string>>;
  readonly noMatch: (text: string) => string;
  readonly shown: (shown: string, offered: string) => string;
  readonly reset: string;
  readonly order: string;
  readonly orderHint: string;
  /** Note at the name column in the order list. */
  readonly alwaysFirst: string;
  readonly moveUp: (column: string) => string;
  readonly moveDown: (column: string) => string;
}
