import type { FiguresMessages } from '../figures-messages.ts';

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
  activityHint: 'Opened, clicked and their rates change together. Sent, delivered and bounces stay the same.',
  noBotMarks: 'This data doesn’t tell bots from people.',
  activityChips: { human: 'Without bots', person: 'Without bots and mail privacy' },
  excludedOpens: (excluded, all, share) => `${excluded} of ${all} opens excluded (${share})`,
  rateBaseLabel: 'Rates of',
  rateBases: { delivered: 'Delivered', sent: 'Sent' },
  rateBaseChip: 'Rates of sent',
  peopleChip: (name, value) => `${name}: ${value}`,
  ageChips: { '24h': '24 hours after each send', '7d': '7 days after each send', '28d': '28 days after each send' },
  deletedChip: 'Without deleted people',
  peopleLabel: 'People',
  anyone: 'Everyone',
  noValue: 'No value',
  severalValues: 'Several',
  hideDeleted: 'Leave out deleted people',
  notApplied: (choice) => `The server did not apply “${choice}”.`,
};
