import type { ColumnListMessages } from '../column-list-messages.ts';

export const columnList: ColumnListMessages = {
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
  order: 'Ordre',
  orderHint: 'Faites glisser, ou appuyez sur Alt et une flèche.',
  alwaysFirst: 'toujours en premier',
  moveUp: (column) => `Monter la colonne ${column}`,
  moveDown: (column) => `Descendre la colonne ${column}`,
};
