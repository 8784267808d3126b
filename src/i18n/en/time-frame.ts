import type { TimeFrameFormMessages } from '../time-frame-form-messages.ts';

export const timeFrameForm: TimeFrameFormMessages = {
  daysGroup: 'Days',
  periodsGroup: 'Weeks, months and years',
  customDates: 'Custom dates',
  from: 'From',
  to: 'To',
  openSides: 'A side left empty is open.',
  dateBasis: 'What the dates select',
  dateBases: {
    'first-sent': {
      name: 'First sent',
      explanation: 'Emails first sent in the time frame, with everything that came after.',
    },
    sent: {
      name: 'Sent',
      explanation: 'For each email, just the people it was sent to in the time frame.',
    },
  },
  timeZone: 'Time zone',
  apply: 'Apply',
  cancel: 'Cancel',
  unreadableDate: 'This is not a complete date of the calendar. Correct it or clear it.',
  endBeforeStart: 'The end is before the start. Change one of the two dates.',
};
