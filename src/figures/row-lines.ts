import { firstRowIndex, type Line, type Table } from '../table-model/table.ts';

/** Returns the line that a row of the table's body shows; `undefined` if it shows none, or if the line has not loaded. */
export function lineOfRow({ ariaRowIndex }: HTMLTableRowElement, table: Table | undefined): Line | undefined {
  return ariaRowIndex === null ? undefined : table?.lineAt(Number(ariaRowIndex) - firstRowIndex);
}
