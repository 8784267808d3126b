/** The numeric fields of `explain`, the effects of the rules on a row. */
export const explainedCounts = [
  'sends',
  'deliveries',
  'hardBounces',
  'softBounces',
  'opens',
  'clicks',
  'unsubscribes',
  'sendsMerged',
  'sendsSkipped',
  'opensInferred',
  'deliveriesInferred',
  'bouncesOverridden',
  'clicksIgnored',
  'botOpens',
  'botClicks',
  'opensUnmarked',
  'clicksUnmarked',
  'privacyOpens',
  'unsubscribesAttributed',
] as const;

export type ExplainedCount = (typeof explainedCounts)[number];
