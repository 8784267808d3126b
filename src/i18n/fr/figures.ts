import type { BuiltInColumnId } from '../../model/columns.ts';
import type { FiguresMessages } from '../figures-messages.ts';
import { chartPeriod } from './chart-period.ts';

const plural = (count: number, one: string, other: string) => (count < 2 ? one : other);

/** What email marketers call these rates and search for, where the label is another. */
const rateNames: Readonly<Partial<Record<BuiltInColumnId, string>>> = {
  openedRate: 'Taux d’ouverture\u00a0: ',
  clickToOpenRate: 'Taux de réactivité (click-to-open)\u00a0: ',
};

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
      opened: 'Ouverts hors robots et proxys',
      openedRate: '% ouverts hors robots et proxys',
      clicked: 'Clics hors robots',
      clickedRate: 'Taux de clics hors robots',
      clickToOpenRate: 'Ratio clic/ouverture hors robots et proxys',
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
  quotient: (numerator, denominator, column) => `${rateNames[column] ?? ''}${numerator} ÷ ${denominator}.`,
  activityLabel: 'Ouvertures et clics',
  activities: {
    all: 'Toute l’activité',
    human: 'Hors robots',
    person: 'Hors robots et proxys de confidentialité',
  },
  noBotMarks: 'Ces données ne distinguent pas les robots des personnes.',
  activityChips: { human: 'Hors robots', person: 'Hors robots et proxys de confidentialité' },
  excluded: (opens, clicks) => {
    // A person counts once for each email: these are not the opens and clicks of the activity log.
    const parts = [
      ...(opens ? [`${opens.excluded} des ${opens.all} personnes ayant ouvert`] : []),
      ...(clicks ? [`${clicks.excluded} des ${clicks.all} ${opens ? '' : 'personnes '}ayant cliqué`] : []),
    ];
    return parts.join(' et ');
  },
  excludes: (excluded) => `Exclut ${excluded}.`,
  chipExcluding: (chip, excluded) => `${chip}\u00a0: exclut ${excluded}`,
  rateBaseLabel: 'Taux calculés sur',
  rateBases: { delivered: 'Délivrés', sent: 'Envoyés' },
  rateBaseChip: 'Taux sur envoyés',
  peopleChip: (name, value) => `${name}\u00a0: ${value}`,
  ageLabel: 'Chiffres arrêtés',
  now: 'À ce jour',
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
  comparison: {
    label: 'Comparer à',
    options: {
      none: 'Rien',
      'previous-period': 'Période précédente',
      'same-weekdays': 'Période précédente, mêmes jours de semaine',
      'previous-year': 'Année précédente',
      dates: 'Dates…',
    },
    from: 'Comparer du',
    to: 'Comparer au',
    chip: (dates) => (dates ? `Comparé à\u00a0: ${dates}` : 'Comparaison'),
    loading: 'Chargement de la période de comparaison…',
    failed:
      'Impossible de charger la période de comparaison. Ce rapport n’est pas affecté. Actualisez-le pour réessayer.',
    provided: 'Impossible de comparer ce rapport\u00a0: il n’a pas d’autre période.',
    incomplete: 'Le rapport est incomplet\u00a0: rien n’est comparé. Actualisez-le pour le comparer en entier.',
    openDates: 'Choisissez une date de début et une date de fin pour comparer à une période antérieure.',
    empty: 'Aucun e\u2011mail dans la période de comparaison.',
    noTotals: 'Le serveur n’envoie pas de totaux pour la période de comparaison.',
    unlike: 'Le serveur n’a pas compté les deux périodes de la même façon\u00a0: rien n’est comparé.',
    otherDates: (dates) =>
      `Le serveur a renvoyé d’autres dates que celles demandées (${dates})\u00a0: rien n’est comparé.`,
    outsideLimits: (dates) => `La période de comparaison sort des dates disponibles\u00a0: ${dates}.`,
    lengths: (days, otherDays) =>
      `${days} ${plural(days, 'jour est comparé', 'jours sont comparés')} à ${otherDays} ${plural(otherDays, 'jour', 'jours')}.`,
    dataFrom: (date) => `Les données commencent le ${date}\u00a0: la période de comparaison est incomplète.`,
    totalsOnly: 'Seuls les totaux sont comparés, car ce rapport se charge page par page.',
    noneInBoth: 'Aucun e\u2011mail n’est commun aux deux périodes.',
    comparedCampaigns: (count, formatted, all) =>
      count === 0
        ? 'Aucune campagne n’est comparable. Seuls les totaux sont comparés.'
        : formatted === all
          ? 'Toutes les campagnes et les totaux sont comparés.'
          : `${formatted} ${plural(count, 'campagne', 'campagnes')} sur ${all} ${plural(count, 'est comparée', 'sont comparées')}, ainsi que les totaux de tous les e\u2011mails.`,
    showCompared: 'Afficher seulement ces campagnes',
    newEmails: (count, formatted) =>
      `${formatted} ${plural(count, 'e\u2011mail est nouveau', 'e\u2011mails sont nouveaux')}.`,
    goneEmails: (count, formatted) =>
      `${formatted} ${plural(count, 'e\u2011mail est', 'e\u2011mails sont')} seulement dans la période de comparaison.`,
    detailsLabel: 'Détails de la comparaison',
    verdict: (column, change) => `${column}\u00a0: ${change ?? 'écart non significatif'}.`,
    filtered: 'Les autres e\u2011mails sont exclus par le filtre.',
    undecidedMeaning: 'Écart «\u00a0non significatif\u00a0»\u00a0: avec ces volumes, l’écart peut être dû au hasard.',
    isNew: 'Nouveau',
    more: (amount) => `${amount} de plus`,
    less: (amount) => `${amount} de moins`,
    same: 'comme avant',
    shortPoints: (count, formatted) => `${formatted}\u00a0${plural(count, 'pt', 'pts')}`,
    points: (count, formatted) => `${formatted} ${plural(count, 'point', 'points')}`,
    undecided: 'non significatif',
    mayBeChance: (difference) => `${difference}, ce qui peut être dû au hasard`,
  },
  overview: {
    label: 'Vue d’ensemble',
    over: {
      day: (column) => `${column} par jour`,
      week: (column) => `${column} par semaine`,
      month: (column) => `${column} par mois`,
    },
    ...chartPeriod,
    trend: (name, period, peak, figure) => `${name}, ${period}\u00a0: maximum ${peak} (${figure}).`,
  },
  interval: (low, high) => `entre ${low} et ${high}\u00a0%`,
  atLeast: (low) => `probablement au moins ${low}`,
  uncertain: 'incertain',
  margin: (points) => `plus ou moins ${points}`,
  notApplied: (choice) => `Le serveur n’a pas appliqué «\u00a0${choice}\u00a0».`,
};
