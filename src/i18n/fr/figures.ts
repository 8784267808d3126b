import type { FiguresMessages } from '../figures-messages.ts';

export const figures: FiguresMessages = {
  labels: {
    human: {
      opened: 'Ouverts hors robots',
      openedRate: '% ouverts hors robots',
      clicked: 'Clics hors robots',
      clickedRate: 'Taux de clics hors robots',
      clickToOpenRate: 'Ratio clic/ouverture hors robots',
    },
    person: {
      opened: 'Ouverts, personnes seules',
      openedRate: '% ouverts, personnes seules',
      clicked: 'Clics hors robots',
      clickedRate: 'Taux de clics hors robots',
      clickToOpenRate: 'Ratio clic/ouverture, personnes seules',
    },
  },
  definitions: {
    human: {
      opened:
        'Personnes qui ont ouvert l’e\u2011mail, ont cliqué ou se sont désabonnées, hors activité de robot signalée.',
      clicked: 'Personnes qui ont cliqué sur un lien, hors activité de robot signalée.',
    },
    person: {
      opened:
        'Personnes qui ont ouvert l’e\u2011mail, ont cliqué ou se sont désabonnées, hors robots et hors celles dont les seules ouvertures passent par un proxy de confidentialité.',
      clicked: 'Personnes qui ont cliqué sur un lien, hors activité de robot signalée.',
    },
  },
  ofSent: (label) => `${label} (sur envoyés)`,
  quotient: (numerator, denominator) => `${numerator} ÷ ${denominator}.`,
  activityLabel: 'Ouvertures et clics',
  activities: {
    all: 'Toute l’activité',
    human: 'Hors robots',
    person: 'Hors robots et proxys de confidentialité',
  },
  activityHint: 'Ouverts, clics et leurs taux changent ensemble. Envoyés, délivrés et bounces ne changent pas.',
  noBotMarks: 'Ces données ne distinguent pas les robots des personnes.',
  activityChips: { human: 'Hors robots', person: 'Hors robots et proxys de confidentialité' },
  excludedOpens: (excluded, all, share) => `${excluded} ouvertures exclues sur ${all} (${share})`,
  rateBaseLabel: 'Taux calculés sur',
  rateBases: { delivered: 'Délivrés', sent: 'Envoyés' },
  rateBaseChip: 'Taux sur envoyés',
  peopleChip: (name, value) => `${name}\u00a0: ${value}`,
  ageChips: {
    '24h': '24\u00a0heures après chaque envoi',
    '7d': '7\u00a0jours après chaque envoi',
    '28d': '28\u00a0jours après chaque envoi',
  },
  deletedChip: 'Sans les personnes supprimées',
  peopleLabel: 'Personnes',
  anyone: 'Tout le monde',
  noValue: 'Sans valeur',
  severalValues: 'Plusieurs',
  hideDeleted: 'Ne pas compter les personnes supprimées',
  notApplied: (choice) => `Le serveur n’a pas appliqué «\u00a0${choice}\u00a0».`,
};
