import type { ColumnMessages } from '../column-messages.ts';
import type { ControlMessages } from '../control-messages.ts';
import { contradictionText } from '../contradiction-text.ts';
import { french } from './report.ts';
import type { TimeFrameMessages } from '../time-frame-messages.ts';

const plural = (count: number, one: string, other: string) => (count < 2 ? one : other);

const timeFrame: TimeFrameMessages = {
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
    'all-time': french.dates.allTime,
  },
  daysGroup: 'Jours',
  periodsGroup: 'Semaines, mois et années',
  customDates: 'Dates personnalisées',
  from: 'Du',
  to: 'Au',
  openSides: 'Une date laissée vide ne limite pas la période.',
  ...french.dates,
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
  unavailable: 'Les choix n’ont pas pu être chargés. Vérifiez votre connexion, puis ouvrez à nouveau.',
};

const columnChoice: ColumnMessages = {
  columns: 'Colonnes',
  find: 'Trouver une colonne',
  groups: {
    who: 'Qui',
    dates: 'Dates',
    counts: 'Nombres',
    rates: 'Taux',
    people: 'Personnes ou robots',
  },
  noneFound: (text) => `Aucune colonne ne correspond à «\u00a0${text}\u00a0».`,
  shown: (shown, offered) => `${shown} sur ${offered} affichées`,
  reset: 'Réinitialiser',
  wasReset: 'Les colonnes sont comme au départ.',
  order: 'Ordre',
  orderHint: 'Faites glisser, ou appuyez sur Alt et une flèche.',
  alwaysFirst: 'toujours en premier',
  moveUp: (column) => `Monter la colonne ${column}`,
  moveDown: (column) => `Descendre la colonne ${column}`,
  moved: (column, place, columns) => `Colonne ${column} déplacée à la place ${place} sur ${columns}.`,
  widthOf: (column) => `Largeur de la colonne ${column}`,
  pixels: (count, formatted) => `${formatted} ${plural(count, 'pixel', 'pixels')}`,
  moveHint: 'Alt, Maj et une flèche déplacent la colonne.',
  notLoaded: 'Les colonnes n’ont pas pu être chargées. Fermez, puis réessayez.',
};

export const controlFrench: ControlMessages = {
  timeFrame,
  columnChoice,
  search: {
    label: 'Rechercher une campagne ou un e-mail',
    placeholder: 'Rechercher',
    ...french.search,
  },
  definitions: {
    campaignName: 'La campagne intelligente qui a envoyé l’e-mail.',
    campaignFolder: 'L’endroit où la campagne est rangée.',
    campaignArchived: 'Indique si le dossier de la campagne est archivé.',
    emailName: 'L’e-mail, sous son nom actuel.',
    firstSentAt: 'Le moment où la campagne a envoyé cet e-mail pour la première fois.',
    lastActivityAt: 'Le dernier événement connu pour cet e-mail.',
    sent: 'Personnes à qui la campagne a envoyé cet e-mail. Après deux envois, une personne compte une fois.',
    delivered: 'Personnes chez qui l’e-mail est arrivé, ou qui ont ouvert, cliqué ou se sont désabonnées.',
    hardBounced: 'Personnes dont l’e-mail a été refusé définitivement.',
    softBounced: 'Personnes dont l’e-mail a été refusé temporairement et n’est pas arrivé depuis.',
    pending: 'Personnes destinataires depuis moins de trois jours, sans autre nouvelle pour l’instant.',
    aborted: 'Personnes destinataires depuis trois jours ou plus, restées sans autre nouvelle.',
    opened: 'Personnes qui ont ouvert, cliqué ou se sont désabonnées.',
    clicked: 'Personnes qui ont cliqué un lien autre que le désabonnement ou une adresse e-mail.',
    unsubscribed: 'Personnes qui se sont désabonnées depuis cet e-mail.',
    humanOpened: 'Personnes qui ont ouvert, sans ce qui est signalé comme venant d’un robot.',
    humanClicked: 'Personnes qui ont cliqué, sans ce qui est signalé comme venant d’un robot.',
    deliveredRate: 'Délivré sur envoyé.',
    hardBouncedRate: 'Renvoi définitif sur envoyé.',
    softBouncedRate: 'Renvoi temporaire sur envoyé.',
    pendingRate: 'En attente sur envoyé.',
    abortedRate: 'Abandonné sur envoyé.',
    openedRate: 'Ouvert sur délivré.',
    clickedRate: 'Lien cliqué sur délivré.',
    clickToOpenRate: 'Lien cliqué sur ouvert.',
    unsubscribedRate: 'Désabonné sur délivré.',
    humanOpenedRate: 'Ouvert par des personnes sur délivré.',
    humanClickedRate: 'Cliqué par des personnes sur délivré.',
  },
  contradiction: contradictionText(
    (name, figure, than, thanFigure) =>
      `«\u00a0${name}\u00a0» (${figure}) dépasse «\u00a0${than}\u00a0» (${thanFigure}) dans les données du serveur.`,
    'Délivré, renvois, en attente et abandonné ne totalisent pas les envois dans les données du serveur.',
  ),
  sortHint: 'Maj et clic ajoute une colonne de tri.',
  wholeTable: {
    showAll: (rows) => `Afficher les ${rows} lignes`,
    showFirst: (rows, total) => `Afficher les ${rows} premières lignes sur ${total}`,
    why: 'Les place toutes dans la page, pour y chercher du texte et pour les lecteurs d’écran.',
    showFew: 'Afficher seulement les lignes visibles',
    print: 'Imprimer',
    cancel: 'Annuler',
    preparing: (rows, total) => `Préparation des lignes : ${rows} sur ${total}`,
    ready: (rows) => `${rows} lignes sont dans la page.`,
    printedPart: (first, last, total) =>
      `Seules les lignes ${first} à ${last} sur ${total} sont imprimées ici. Imprimez depuis le rapport lui-même pour en obtenir davantage.`,
  },
};
