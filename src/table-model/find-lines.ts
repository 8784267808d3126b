import type { EmailKey } from '../model/email.ts';
import type { Report } from '../model/report.ts';
import { emailLine, type Line, type Table } from './table.ts';

/** The lines of a table, without its columns and totals. */
export type Lines = Pick<Table, 'lineCount' | 'lineAt' | 'isFailedAt'>;

/** No lines at all. */
export const noLines: Lines = { lineCount: 0, lineAt: () => undefined };

/** The line of an email that has a preview. */
export interface EmailLine extends EmailKey {
  /** Its index in the table; `NaN` if the table does not show it. */
  readonly index: number;
  readonly line: Line;
}

/** Returns the email that a line shows. The email's id is empty for a campaign. */
export function emailKeyOf({ rows: { text }, row }: Line): EmailKey {
  return { campaignId: text.campaignId[row] ?? '', emailId: text.emailId[row] ?? '' };
}

export function isSameEmail(one: EmailKey, other: EmailKey): boolean {
  return one.campaignId === other.campaignId && one.emailId === other.emailId;
}

/**
 * Returns the index of the line of a campaign or an email, searching outwards from `near`.
 * Returns `undefined` if there is no such line or it has not loaded.
 */
export function indexOfLine(lines: Lines, near: number, key: EmailKey): number | undefined {
  const matches = (index: number) => {
    const line = lines.lineAt(index);
    return line !== undefined && isSameEmail(emailKeyOf(line), key);
  };
  const farthest = Math.max(near, lines.lineCount - near);
  for (let distance = 0; distance <= farthest; distance++) {
    if (matches(near + distance)) return near + distance;
    if (matches(near - distance)) return near - distance;
  }
  return undefined;
}

/** Returns the line of an email that has a preview, searching outwards from `near`. */
export function findEmail(lines: Lines, key: EmailKey, near: number): EmailLine | undefined {
  const index = indexOfLine(lines, near, key);
  return index === undefined ? undefined : emailAt(lines, index);
}

/** Returns an email of a report that has a preview, for an email that the table does not show. */
export function findReportEmail(report: Report, key: EmailKey): EmailLine | undefined {
  const { campaignId, emailId } = report.text;
  const row = emailId.findIndex((id, index) => id === key.emailId && campaignId[index] === key.campaignId);
  const line = row < 0 ? undefined : emailLine(report, row);
  return line?.hasPreview ? { ...key, index: NaN, line } : undefined;
}

/** Returns the line at an index, if it is an email that has a preview. */
export function emailAt(lines: Lines, index: number): EmailLine | undefined {
  const line = lines.lineAt(index);
  return line?.hasPreview ? { ...emailKeyOf(line), index, line } : undefined;
}
