import type { EmailKey } from '../model/email.ts';
import { countIds, type CountId } from '../model/metrics.ts';
import type { EmailLine } from '../table-model/find-lines.ts';

/** The detail of `email-open`: an email is about to open. Nothing has been fetched yet. */
export interface EmailOpenDetail extends EmailKey {
  readonly emailName: string;
  /** The counts of its row. An unknown count is omitted. */
  readonly counts: Readonly<Partial<Record<CountId, number>>>;
}

/** The detail of `email-link`: the reader has clicked a link of the email on screen. */
export interface EmailLinkDetail extends EmailKey {
  /** The URL as it is in the email: untrusted. */
  readonly url: string;
}

/** The parts of the element that the code of emails needs. */
export interface EmailOpenerOptions {
  /** Dispatches `email-open`. Returns `false` if the host shows the email itself. */
  readonly emitOpen: (detail: EmailOpenDetail) => boolean;
  /** Dispatches `email-link`. Returns `false` if the host handles the link itself. */
  readonly emitLink: (detail: EmailLinkDetail) => boolean;
  /** Focuses the row of an email. */
  readonly focusRow: (key: EmailKey) => void;
}

/** Returns the detail of `email-open` for a line of the table. */
export function emailOpenDetail({ campaignId, emailId, line: { rows, row } }: EmailLine): EmailOpenDetail {
  const counts = countIds
    .map((id) => [id, rows.numbers[id][row] ?? NaN] as const)
    .filter(([, count]) => !Number.isNaN(count));
  return { campaignId, emailId, emailName: rows.text.emailName[row] ?? '', counts: Object.fromEntries(counts) };
}
