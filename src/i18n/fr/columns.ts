import type { ColumnListMessages } from '../column-list-messages.ts';

export const columnList: ColumnListMessages = {
  find: 'Rechercher une colonne',
  groups: {
    names: 'Campagne et e\u2011mail',
    dates: 'Dates',
    counts: 'Volumes',
    rates: 'Taux',
    bots: 'Robots et proxys de confidentialité',
    extra: 'Autres colonnes',
  },
  noMatch: (text) => `Aucune colonne ne correspond à «\u00a0${text}\u00a0».`,
  shown: (shown, offered) => `Affichées\u00a0: ${shown} sur ${offered}`,
  reset: 'Réinitialiser',
  inCells: 'Dans les cellules',
  cellExtras: {
    bars: 'Barres',
    heat: 'Carte de chaleur',
    intervals: 'Intervalles à 95\u00a0%',
    overview: 'Vue d’ensemble',
  },
  aboveTable: 'Au-dessus du tableau',
  inCellsHint:
    'Barres et carte de chaleur comparent chaque e\u2011mail au chiffre le plus élevé de sa colonne. Les intervalles indiquent l’écart possible d’un taux dû au hasard.',
  order: 'Ordre',
  orderHint: 'Faites glisser, ou appuyez sur Alt + flèche.',
  botsHint: 'Cliquez sur un chiffre d’ouvertures ou de clics pour voir combien viennent de robots.',
  alwaysFirst: 'toujours en premier',
  moveUp: (column) => `Monter la colonne ${column}`,
  moveDown: (column) => `Descendre la colonne ${column}`,
};
