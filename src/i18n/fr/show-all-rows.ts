import type { ShowAllRowsMessages } from '../show-all-rows-messages.ts';

export const showAllRows: ShowAllRowsMessages = {
  showAll: (rows) => `Afficher les ${rows} lignes`,
  showFirst: (rows, total) => `Afficher les ${rows} premières lignes sur ${total}`,
  showAllHint: 'Ajoute ces lignes à la page, pour la recherche du navigateur et les lecteurs d’écran.',
  showVisible: 'Afficher seulement les lignes visibles',
  cancel: 'Annuler',
  preparing: (rows, total) => `Préparation des lignes\u00a0: ${rows} sur ${total}`,
  ready: (rows) => `${rows} lignes sont maintenant dans la page.`,
  printedRange: (first, last, total) =>
    `Lignes ${first} à ${last} sur ${total}. Pour en imprimer davantage, choisissez Imprimer dans le menu Partager du rapport.`,
};
