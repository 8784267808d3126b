import type { Report } from '../model/report.ts';
import type { Rows } from './rows.ts';
import type { Table } from './table.ts';

/** The time after which a delivery without a result counts as aborted, in milliseconds. */
const settleTime = 72 * 3_600_000;

/** Returns the report of a table, or the first window of one that loads page by page. */
export const reportOf = ({ emails, firstWindow }: Table): Report | undefined => emails ?? firstWindow;

/** Why figures of a row can still change, and until when. */
export interface Settling {
  /** The number of people whose delivery is pending; 0 if only the first send is recent. */
  readonly pending: number;
  /** When deliveries settle: those of the first send, or all at the latest. `NaN` if the end of the data is unknown. */
  readonly settledAt: number;
  readonly isOfFirstSend: boolean;
}

/**
 * Returns why figures of a row can still change: deliveries are pending, or its first send was less than three days before
 * the end of the data. Returns `undefined` if they are settled. Counts at an age are: they only gain people.
 */
export function settlingOf(
  numbers: Rows['numbers'],
  row: number,
  { asOf, head }: Pick<Report, 'asOf' | 'head'>,
): Settling | undefined {
  const pending = numbers.pending[row] || 0;
  const firstSettledAt = (numbers.firstSentAt[row] ?? NaN) + settleTime;
  const isOfFirstSend = firstSettledAt > asOf;
  if (head['age'] || !(pending > 0 || isOfFirstSend)) return undefined;
  // Later sends are unknown, but none is after the end of the data.
  return { pending, settledAt: isOfFirstSend ? firstSettledAt : asOf + settleTime, isOfFirstSend };
}
