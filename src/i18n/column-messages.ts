import type { ColumnGroup } from '../model/column-groups.ts';

/** The words of choosing columns. Numbers are given as the reader's locale writes them. */
export interface ColumnMessages {
  readonly columns: string;
  readonly find: string;
  readonly groups: Readonly<Record<ColumnGroup, string>>;
  readonly noneFound: (text: string) => string;
  readonly shown: (shown: string, offered: string) => string;
  readonly reset: string;
  readonly wasReset: string;
  readonly order: string;
  readonly orderHint: string;
  /** Said of the column of names. */
  readonly alwaysFirst: string;
  readonly moveUp: (column: string) => string;
  readonly moveDown: (column: string) => string;
  /** Said when it is done. */
  readonly moved: (column: string, place: string, columns: string) => string;
  readonly widthOf: (column: string) => string;
  readonly pixels: (count: number, formatted: string) => string;
  readonly moveHint: string;
  readonly notLoaded: string;
}
