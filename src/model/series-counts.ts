/** The counts of a row that have a series: how they came about over time. */
export const seriesCountIds = [
  'sent',
  'delivered',
  'hardBounced',
  'softBounced',
  'opened',
  'clicked',
  'unsubscribed',
  'humanOpened',
  'humanClicked',
  'privacyOpened',
] as const;

export type SeriesCountId = (typeof seriesCountIds)[number];
