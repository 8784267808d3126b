import type { Table } from '../table-model/table.ts';

/** The position of an email among the emails that the table shows, from 1, and their number. */
export interface EmailPosition {
  readonly number: number;
  readonly count: number;
}

/**
 * Returns the position of the email at an index of the table. Returns `undefined` if the table does not show it, or if
 * not all lines before and after it are known: in a window with campaigns.
 */
export function positionAt(
  table: Pick<Table, 'isGrouped' | 'lineCount' | 'isEmailAt'> | undefined,
  index: number,
): EmailPosition | undefined {
  if (!table) return undefined;
  const { isGrouped, lineCount, isEmailAt } = table;
  if (!(index >= 0 && index < lineCount)) return undefined;
  if (!isGrouped) return { number: index + 1, count: lineCount };
  if (!isEmailAt) return undefined;
  let number = 0;
  let count = 0;
  for (let line = 0; line < lineCount; line += 1) {
    if (isEmailAt(line)) count += 1;
    if (line === index) number = count;
  }
  return { number, count };
}
