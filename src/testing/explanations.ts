import type { ReportResponseExplanation, ReportResponseRow } from '../endpoint/contract.ts';
import { explainedCounts, type ExplainedCount } from '../model/explained-counts.ts';

/** Returns how the counts of a row could have come about, as an endpoint explains them. Unknown counts are 0. */
export function explanationOf(row: ReportResponseRow): ReportResponseExplanation {
  const count = (id: 'delivered' | 'hardBounced' | 'softBounced' | 'opened' | 'clicked' | 'unsubscribed') =>
    row[id] ?? 0;
  const share = (whole: number, part: number) => Math.floor(whole * part);
  const sendsMerged = share(row.sent, 0.004);
  const opensInferred = share(count('clicked'), 0.15);
  const deliveriesInferred = share(count('opened'), 0.01);
  const bouncesOverridden = deliveriesInferred;
  const clicksIgnored = count('unsubscribed') + share(count('clicked'), 0.02);
  const botOpens = count('opened') - (row.humanOpened ?? count('opened'));
  const botClicks = 2 * (count('clicked') - (row.humanClicked ?? count('clicked')));
  const opens = count('opened') - opensInferred;
  return {
    sends: row.sent + sendsMerged,
    deliveries: count('delivered') - deliveriesInferred + share(count('softBounced'), 0.1),
    hardBounces: count('hardBounced') + bouncesOverridden,
    softBounces: share(count('softBounced'), 1.4),
    opens,
    clicks: share(count('clicked'), 1.6) + clicksIgnored,
    unsubscribes: count('unsubscribed'),
    sendsMerged,
    sendsSkipped: share(row.sent, 0.002),
    opensInferred,
    deliveriesInferred,
    bouncesOverridden,
    clicksIgnored,
    botOpens,
    botClicks,
    opensUnmarked: share(opens, 0.05),
    clicksUnmarked: 0,
    privacyOpens: share(opens, 0.2),
    unsubscribesAttributed: 0,
    botPatterns: { IAB: botOpens, Proximity: botClicks },
  };
}

/** Returns the explanation of the sum of rows; `undefined` if a row has none. */
export function explanationOfSum(rows: readonly ReportResponseRow[]): ReportResponseExplanation | undefined {
  const explanations = rows.flatMap(({ explain }) => explain ?? []);
  if (explanations.length < rows.length) return undefined;
  const sumOf = (id: ExplainedCount) => explanations.reduce((sum, each) => sum + (each[id] ?? NaN), 0);
  const botPatterns: Record<string, number> = {};
  for (const [pattern, count] of explanations.flatMap((each) => Object.entries(each.botPatterns ?? {}))) {
    botPatterns[pattern] = (botPatterns[pattern] ?? 0) + count;
  }
  return { ...Object.fromEntries(explainedCounts.map((id) => [id, sumOf(id)])), botPatterns };
}
