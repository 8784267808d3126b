import type { DateBasis } from '../model/report.ts';
import type { NamedTimeFrame } from '../model/time-frame.ts';

/** The words of the time frame. A `date` is written in full by the reader's locale already. */
export interface TimeFrameMessages {
  readonly timeFrame: string;
  readonly named: Readonly<Record<NamedTimeFrame, string>>;
  readonly daysGroup: string;
  readonly periodsGroup: string;
  readonly customDates: string;
  readonly from: string;
  readonly to: string;
  readonly openSides: string;
  /** A time frame that has a start and no end. */
  readonly sinceDate: (date: string) => string;
  /** A time frame that has an end and no start. */
  readonly untilDate: (date: string) => string;
  readonly dateBasis: string;
  readonly dateBases: Readonly<Record<DateBasis, { readonly name: string; readonly explanation: string }>>;
  readonly timeZone: string;
  readonly apply: string;
  readonly cancel: string;
  readonly unreadableDate: string;
  readonly endBeforeStart: string;
}

export const timeFrameMessagesEnglish: TimeFrameMessages = {
  timeFrame: 'Time frame',
  named: {
    today: 'Today',
    yesterday: 'Yesterday',
    'this-week': 'This week',
    'last-week': 'Last week',
    'last-7-days': 'Last 7 days',
    'last-14-days': 'Last 14 days',
    'last-30-days': 'Last 30 days',
    'last-90-days': 'Last 90 days',
    'this-month': 'This month',
    'last-month': 'Last month',
    'this-quarter': 'This quarter',
    'last-quarter': 'Last quarter',
    'this-year': 'This year',
    'last-year': 'Last year',
    'all-time': 'All time',
  },
  daysGroup: 'Days',
  periodsGroup: 'Weeks, months and years',
  customDates: 'Custom dates',
  from: 'From',
  to: 'To',
  openSides: 'A side left empty is open.',
  sinceDate: (date) => `Since ${date}`,
  untilDate: (date) => `Until ${date}`,
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

export const timeFrameMessagesFrench: TimeFrameMessages = {
  timeFrame: 'Période',
  named: {
    today: 'Aujourd’hui',
    yesterday: 'Hier',
    'this-week': 'Cette semaine',
    'last-week': 'Semaine dernière',
    'last-7-days': '7\u00a0derniers jours',
    'last-14-days': '14\u00a0derniers jours',
    'last-30-days': '30\u00a0derniers jours',
    'last-90-days': '90\u00a0derniers jours',
    'this-month': 'Ce mois-ci',
    'last-month': 'Mois dernier',
    'this-quarter': 'Ce trimestre',
    'last-quarter': 'Trimestre dernier',
    'this-year': 'Cette année',
    'last-year': 'Année dernière',
    'all-time': 'Toutes les dates',
  },
  daysGroup: 'Jours',
  periodsGroup: 'Semaines, mois et années',
  customDates: 'Dates personnalisées',
  from: 'Du',
  to: 'Au',
  openSides: 'Une date laissée vide ne limite pas la période.',
  sinceDate: (date) => `Depuis le ${date}`,
  untilDate: (date) => `Jusqu’au ${date}`,
  dateBasis: 'Ce que les dates sélectionnent',
  dateBases: {
    'first-sent': {
      name: 'Premier envoi',
      explanation: 'Les e-mails envoyés pour la première fois dans la période, avec tout ce qui a suivi.',
    },
    sent: {
      name: 'Envoi',
      explanation: 'Pour chaque e-mail, seulement les personnes à qui il a été envoyé dans la période.',
    },
  },
  timeZone: 'Fuseau horaire',
  apply: 'Appliquer',
  cancel: 'Annuler',
  unreadableDate: 'Cette date est incomplète ou n’existe pas. Corrigez-la ou effacez-la.',
  endBeforeStart: 'La fin précède le début. Modifiez l’une des deux dates.',
};
