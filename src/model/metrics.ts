/** The counts of people in a response, in display order. */
export const countIds = [
  'sent',
  'delivered',
  'hardBounced',
  'softBounced',
  'pending',
  'aborted',
  'opened',
  'clicked',
  'unsubscribed',
  'humanOpened',
  'humanClicked',
  'privacyOpened',
] as const;

export type CountId = (typeof countIds)[number];

/**
 * The counts that are columns. `personOpened` is computed: `humanOpened` without `privacyOpened`. `tooYoung` is the number of
 * people who are not counted yet, at an age.
 */
export const countColumnIds = [...countIds, 'personOpened', 'tooYoung'] as const;

export type CountColumnId = (typeof countColumnIds)[number];

/** The time after its first send after which a delivery without a result is aborted, not pending, in milliseconds. */
export const settleTime = 72 * 3_600_000;

/** A rate: one count divided by another. Totals divide summed counts; they never average rates. */
export interface Rate {
  readonly numerator: string;
  readonly denominator: string;
}

export const rates = {
  deliveredRate: { numerator: 'delivered', denominator: 'sent' },
  hardBouncedRate: { numerator: 'hardBounced', denominator: 'sent' },
  softBouncedRate: { numerator: 'softBounced', denominator: 'sent' },
  pendingRate: { numerator: 'pending', denominator: 'sent' },
  abortedRate: { numerator: 'aborted', denominator: 'sent' },
  openedRate: { numerator: 'opened', denominator: 'delivered' },
  clickedRate: { numerator: 'clicked', denominator: 'delivered' },
  clickToOpenRate: { numerator: 'clicked', denominator: 'opened' },
  unsubscribedRate: { numerator: 'unsubscribed', denominator: 'delivered' },
  humanOpenedRate: { numerator: 'humanOpened', denominator: 'delivered' },
  humanClickedRate: { numerator: 'humanClicked', denominator: 'delivered' },
  privacyOpenedRate: { numerator: 'privacyOpened', denominator: 'delivered' },
  personOpenedRate: { numerator: 'personOpened', denominator: 'delivered' },
} as const satisfies Record<string, Record<keyof Rate, CountColumnId>>;

/** What sums over emails whose opens are tracked are of; `emails` is their number. */
export const trackedSums = ['sent', 'delivered', 'clicked', 'humanClicked', 'emails'];

/**
 * The sums over the emails whose opens are tracked: `deliveredTracked` is the part of `delivered` that rates of opens are
 * about. Only sums over other emails, too, have them. `emailsTracked` is the number of these emails, of `emails` in all.
 */
export const trackedIds = ['emails', ...trackedSums.map((id) => `${id}Tracked`)];

/** Whether a count is one of opens, which are unknown for an email whose opens are not tracked. */
export const isOpenCount = (id: string): boolean =>
  ['opened', 'humanOpened', 'privacyOpened', 'personOpened'].includes(id);

/**
 * Makes the opens of a sum unknown if it has none of the emails whose opens are tracked. Deliveries tell only where the numbers of
 * emails are missing, as nothing may have been delivered of tracked emails.
 */
export function clearUntrackedOpens(
  sums: Readonly<Record<string, Record<number, number> | undefined>>,
  row: number,
): void {
  const sum = sums['emailsTracked'] ? 'emails' : 'delivered';
  if (sums[`${sum}Tracked`]?.[row] !== 0 || sums[sum]?.[row] === 0) return;
  for (const id in sums) if (sums[id] && isOpenCount(id)) sums[id][row] = NaN;
}

export type RateId = keyof typeof rates;

export const rateIds = Object.keys(rates) as readonly RateId[];

/**
 * Returns the value of a rate as a fraction: 0.5 is 50 %.
 * Returns `NaN` (unknown) if either count is unknown or the denominator is 0.
 */
export function rateOf(numerator: number, denominator: number): number {
  return denominator > 0 ? numerator / denominator : NaN;
}
