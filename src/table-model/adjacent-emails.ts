import type { EmailKey } from '../model/email.ts';
import type { Line, Table } from './table.ts';

/** A line of an email that can be shown, and where it stands. */
export interface EmailLine extends EmailKey {
  readonly index: number;
  readonly line: Line;
}

function emailAt(table: Table, index: number): EmailLine | undefined {
  const line = table.lineAt(index);
  if (!line?.hasPreview) return undefined;
  const { campaignId, emailId } = line.rows.text;
  return { campaignId: campaignId[line.row] ?? '', emailId: emailId[line.row] ?? '', index, line };
}

/** The email's line, looked for first where it stood before. */
export function findEmail(table: Table, { campaignId, emailId }: EmailKey, before: number): EmailLine | undefined {
  const isIt = (found: EmailLine | undefined) => found?.campaignId === campaignId && found.emailId === emailId;
  const there = emailAt(table, before);
  if (isIt(there)) return there;
  for (let index = 0; index < table.lineCount; index += 1) {
    const found = emailAt(table, index);
    if (isIt(found)) return found;
  }
  return undefined;
}

/** The nearest email that can be shown, from a place on, in one of the two directions. */
export function adjacentEmail(table: Table, from: number, by: 1 | -1): EmailLine | undefined {
  for (let index = from; index >= 0 && index < table.lineCount; index += by) {
    const found = emailAt(table, index);
    if (found) return found;
  }
  return undefined;
}
