import { settleTime } from '../model/metrics.ts';
import type { Report } from '../model/report.ts';
import type { Rows } from './rows.ts';
import type { Line, Table } from './table.ts';

/** Returns the report of a table, or the first window of one that loads page by page. */
export const reportOf = ({ emails, firstWindow }: Table): Report | undefined => emails ?? firstWindow;

/** Why figures of a row can still change, and until when. */
export interface Settling {
  /** The number of people whose delivery is pending; 0 if only the first send is recent. */
  readonly pending: number;
  /** When deliveries settle: those of the recent send, or all at the latest. `NaN` if the end of the data is unknown. */
  readonly settledAt: number;
  /** Which send is recent: the first one of an email, or of the newest email of several. */
  readonly recent: 'first' | 'newest' | undefined;
}

/**
 * Returns the first sends of the newest matching emails of campaigns, by the campaign's id: those that were less than three days
 * before the end of the data. A report that loads page by page has an empty map.
 */
export function recentSends({ emails, mask }: Table): ReadonlyMap<string, number> {
  const newest = new Map<string, number>();
  if (!emails) return newest;
  const { text, numbers, asOf, length } = emails;
  for (let row = 0; row < length; row++) {
    const sentAt = numbers.firstSentAt[row] as number;
    if (!(sentAt + settleTime > asOf) || mask?.[row] === 0) continue;
    const campaign = text.campaignId[row] as string;
    newest.set(campaign, Math.max(sentAt, newest.get(campaign) ?? 0));
  }
  return newest;
}

/** Returns the first send of the newest matching email of a campaign, or of all; `undefined` if it is unknown. */
export function newestSend({ emails, mask }: Table, campaign: Line | undefined): number | undefined {
  if (!emails) return undefined;
  const { text, numbers, length } = emails;
  const campaignId = campaign?.rows.text.campaignId[campaign.row];
  let newest: number | undefined;
  for (let row = 0; row < length; row++) {
    if (mask?.[row] === 0 || (campaign && text.campaignId[row] !== campaignId)) continue;
    const sentAt = numbers.firstSentAt[row] as number;
    if (sentAt > (newest ?? -Infinity)) newest = sentAt;
  }
  return newest;
}

/**
 * Returns why figures of a row can still change: deliveries are pending, or its first send was less than three days before
 * the end of the data. Returns `undefined` if they are settled. Counts at an age are: they only gain people.
 * @param newestSend the first send of the newest of several emails
 */
export function settlingOf(
  numbers: Rows['numbers'],
  row: number,
  { asOf, head }: Pick<Report, 'asOf' | 'head'>,
  newestSend?: number,
): Settling | undefined {
  const pending = numbers.pending[row] || 0;
  const firstSettledAt = (newestSend ?? numbers.firstSentAt[row] ?? NaN) + settleTime;
  const isRecent = firstSettledAt > asOf;
  if (head['age'] || !(pending > 0 || isRecent)) return undefined;
  // Later sends are unknown, but none is after the end of the data.
  const settledAt = isRecent ? firstSettledAt : asOf + settleTime;
  return { pending, settledAt, recent: isRecent ? (newestSend === undefined ? 'first' : 'newest') : undefined };
}
