import type { TimeFrameFormMessages } from '../time-frame-form-messages.ts';

export const timeFrameForm: TimeFrameFormMessages = {
  daysGroup: 'Jours',
  periodsGroup: 'Semaines, mois et années',
  customDates: 'Dates personnalisées',
  from: 'Du',
  to: 'Au',
  blankDateHint: 'Laissez une date vide pour ne pas fixer de limite.',
  dateBasis: 'Les dates portent sur',
  dateBases: {
    'first-sent': {
      name: 'Premier envoi',
      explanation: 'E\u2011mails envoyés pour la première fois sur la période, avec toute l’activité ultérieure.',
    },
    sent: {
      name: 'Chaque envoi',
      explanation: 'Uniquement les personnes dont le premier envoi d’un e\u2011mail tombe dans la période.',
    },
  },
  timeZone: 'Fuseau horaire',
  apply: 'Appliquer',
  cancel: 'Annuler',
  invalidDate: 'Saisissez une date valide.',
  endBeforeStart: 'La date de fin précède la date de début. Modifiez l’une des deux.',
  outsideLimits: (dates) => `Dates disponibles\u00a0: ${dates}.`,
};
