import type { ShowAllRowsMessages } from '../show-all-rows-messages.ts';

export const showAllRows: ShowAllRowsMessages = {
  showAll: (rows, keys) =>
    keys
      ? `Rechercher dans les ${rows} lignes avec ${keys}`
      : `Recherche dans la page\u00a0: inclure les ${rows} lignes`,
  showFirst: (rows, total, keys) =>
    keys
      ? `Rechercher dans les ${rows} premières lignes sur ${total} avec ${keys}`
      : `Recherche dans la page\u00a0: inclure les ${rows} premières lignes sur ${total}`,
  showAllHint: 'Ajoute ces lignes à la page, pour la recherche dans la page et les lecteurs d’écran.',
  showVisible: 'Inclure seulement les lignes visibles',
  cancel: 'Annuler',
  preparing: (rows, total) => `Préparation des lignes\u00a0: ${rows} sur ${total}`,
  ready: (rows) => `La recherche dans la page couvre maintenant ${rows} lignes.`,
  notLoaded: (count, formatted) =>
    count < 2 ? `${formatted} ligne n’a pas été chargée.` : `${formatted} lignes n’ont pas été chargées.`,
  printedRange: (first, last, total) =>
    `Lignes ${first} à ${last} sur ${total}. Pour en imprimer davantage, choisissez Imprimer dans le menu Partager du rapport.`,
};
