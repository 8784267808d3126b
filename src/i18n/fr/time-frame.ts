import type { TimeFrameFormMessages } from '../time-frame-form-messages.ts';

export const timeFrameForm: TimeFrameFormMessages = {
  daysGroup: 'Jours',
  periodsGroup: 'Semaines, mois et années',
  customDates: 'Dates personnalisées',
  from: 'Du',
  to: 'Au',
  openSides: 'Une date laissée vide ne limite pas la période.',
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
