import type { ShowAllRowsMessages } from '../show-all-rows-messages.ts';

export const showAllRows: ShowAllRowsMessages = {
  showAll: (rows) => `Inclure les ${rows} lignes dans la recherche du navigateur`,
  showFirst: (rows, total) => `Inclure les ${rows} premières lignes sur ${total} dans la recherche du navigateur`,
  showAllHint: 'Ajoute ces lignes à la page, pour la recherche du navigateur et les lecteurs d’écran.',
  showVisible: 'Inclure seulement les lignes visibles',
  cancel: 'Annuler',
  preparing: (rows, total) => `Préparation des lignes\u00a0: ${rows} sur ${total}`,
  ready: (rows) => `La recherche du navigateur trouve maintenant ${rows} lignes.`,
  printedRange: (first, last, total) =>
    `Lignes ${first} à ${last} sur ${total}. Pour en imprimer davantage, choisissez Imprimer dans le menu Partager du rapport.`,
};
