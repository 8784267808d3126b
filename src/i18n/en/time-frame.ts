import type { TimeFrameFormMessages } from '../time-frame-form-messages.ts';

export const timeFrameForm: TimeFrameFormMessages = {
  daysGroup: 'Days',
  periodsGroup: 'Weeks, months and years',
  customDates: 'Custom dates',
  from: 'From',
  to: 'To',
  blankDateHint: 'Leave a date blank for no limit.',
  dateBasis: 'Dates apply to',
  dateBases: {
    'first-sent': {
      name: 'First send',
      explanation: 'Emails first sent in this period, with all later activity.',
    },
    sent: {
      name: 'Each send',
      explanation: 'Only people whose first send of an email is in this period.',
    },
  },
  timeZone: 'Time zone',
  apply: 'Apply',
  cancel: 'Cancel',
  invalidDate: 'Enter a valid date.',
  endBeforeStart: 'The end date is before the start date. Change one of them.',
  outsideLimits: (dates) => `Dates available: ${dates}.`,
};
