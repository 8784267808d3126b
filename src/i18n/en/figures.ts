import type { FiguresMessages } from '../figures-messages.ts';
import { chartPeriod } from './chart-period.ts';

const plural = (count: number, one: string, other: string) => (count === 1 ? one : other);

export const figures: FiguresMessages = {
  labels: {
    human: {
      opened: 'Opened (no bots)',
      openedRate: '% opened (no bots)',
      clicked: 'Clicked (no bots)',
      clickedRate: '% clicked (no bots)',
      clickToOpenRate: 'Click-to-open (no bots)',
    },
    person: {
      opened: 'Opened (people only)',
      openedRate: '% opened (people only)',
      clicked: 'Clicked (no bots)',
      clickedRate: '% clicked (no bots)',
      clickToOpenRate: 'Click-to-open (people only)',
    },
  },
  definitions: {
    human: {
      opened: 'People who opened, clicked or unsubscribed, excluding activity flagged as bot.',
      clicked: 'People who clicked a link, excluding activity flagged as bot.',
    },
    person: {
      opened:
        'People who opened, clicked or unsubscribed, excluding bots and those whose only opens came through a mail privacy proxy.',
      clicked: 'People who clicked a link, excluding activity flagged as bot.',
    },
  },
  ofSent: (label) => `${label} (of sent)`,
  quotient: (numerator, denominator) => `${numerator} ÷ ${denominator}.`,
  activityLabel: 'Opens and clicks',
  activities: { all: 'All activity', human: 'Without bots', person: 'Without bots and mail privacy' },
  noBotMarks: 'This data doesn’t tell bots from people.',
  activityChips: { human: 'Without bots', person: 'Without bots and mail privacy' },
  excluded: (opens, clicks) => {
    // A person counts once for each email: these are not the opens and clicks of the activity log.
    const parts = [
      ...(opens ? [`${opens.excluded} of ${opens.all} people who opened`] : []),
      ...(clicks ? [`${clicks.excluded} of ${clicks.all} ${opens ? '' : 'people '}who clicked`] : []),
    ];
    return parts.join(' and ');
  },
  excludes: (excluded) => `Excludes ${excluded}.`,
  chipExcluding: (chip, excluded) => `${chip}: excludes ${excluded}`,
  rateBaseLabel: 'Rates of',
  rateBases: { delivered: 'Delivered', sent: 'Sent' },
  rateBaseChip: 'Rates of sent',
  peopleChip: (name, value) => `${name}: ${value}`,
  ageLabel: 'Figures as of',
  now: 'Now',
  ageChips: { '24h': '24 hours after each send', '7d': '7 days after each send', '28d': '28 days after each send' },
  deletedChip: 'Without deleted people',
  peopleLabel: 'People',
  anyone: 'Everyone',
  noValue: 'No value',
  severalValues: 'Several',
  hideDeleted: 'Leave out deleted people',
  comparison: {
    label: 'Compare with',
    options: {
      none: 'Nothing',
      'previous-period': 'Previous period',
      'same-weekdays': 'Same weekdays before',
      'previous-year': 'Previous year',
      dates: 'Dates…',
    },
    from: 'Compare from',
    to: 'Compare to',
    chip: (dates) => (dates ? `Compared with ${dates}` : 'Comparison'),
    loading: 'Loading the compared period…',
    failed: 'The compared period failed to load. This report is not affected. Refresh it to try again.',
    provided: 'This report cannot be compared, as it has no other period.',
    incomplete: 'The report is incomplete, so nothing is compared. Refresh it to compare all of it.',
    openDates: 'Choose a start and an end date to compare with an earlier period.',
    empty: 'There are no emails in the compared period.',
    noTotals: 'The server sends no totals of the compared period.',
    unlike: 'The server counted the two periods differently, so nothing is compared.',
    otherDates: (dates) => `The server returned other dates than requested (${dates}), so nothing is compared.`,
    outsideLimits: (dates) => `The compared period is outside the available dates: ${dates}.`,
    lengths: (days, otherDays) => `${days} ${plural(days, 'day is', 'days are')} compared with ${otherDays}.`,
    dataFrom: (date) => `The data begins on ${date}, so the compared period is incomplete.`,
    totalsOnly: 'Only totals are compared, as this report loads page by page.',
    noneInBoth: 'No email is in both periods.',
    comparedCampaigns: (count, formatted, all) =>
      count === 0
        ? 'No campaign can be compared. Only totals are compared.'
        : formatted === all
          ? 'All campaigns and the totals are compared.'
          : `${formatted} of ${all} campaigns and the totals of all emails are compared.`,
    showCompared: 'Show only these campaigns',
    newEmails: (count, formatted) => `${formatted} ${plural(count, 'email is', 'emails are')} new.`,
    goneEmails: (count, formatted) =>
      `${formatted} ${plural(count, 'email is', 'emails are')} only in the compared period.`,
    detailsLabel: 'Details of the comparison',
    verdict: (column, change) => `${column}: ${change ?? 'no clear change'}.`,
    filtered: 'Other emails are filtered out.',
    undecidedMeaning: '“No clear change”: at this size, the difference may be chance.',
    isNew: 'New',
    more: (amount) => `${amount} more`,
    less: (amount) => `${amount} less`,
    same: 'the same as before',
    shortPoints: (_count, formatted) => `${formatted}\u00a0pts`,
    points: (count, formatted) => `${formatted} ${plural(count, 'point', 'points')}`,
    undecided: 'no clear change',
    mayBeChance: (difference) => `${difference}, which may be chance`,
  },
  overview: {
    label: 'Overview',
    over: {
      day: (column) => `${column} per day`,
      week: (column) => `${column} per week`,
      month: (column) => `${column} per month`,
    },
    ...chartPeriod,
    trend: (name, period, peak, figure) => `${name}, ${period}: most ${peak} (${figure}).`,
  },
  interval: (low, high) => `between ${low} and ${high}%`,
  atLeast: (low) => `likely at least ${low}`,
  uncertain: 'uncertain',
  margin: (points) => `plus or minus ${points}`,
  notApplied: (choice) => `The server did not apply “${choice}”.`,
};
