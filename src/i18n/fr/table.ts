import type { TableMessages } from '../table-messages.ts';

export const table: TableMessages = {
  sortHint: 'Maj + clic pour ajouter une colonne de tri.',
  moveHint: 'Alt + Maj + flèche pour déplacer la colonne.',
  resizeHint: 'F2 pour modifier la largeur.',
  widthOf: (column) => `Largeur de la colonne ${column}`,
  pixels: (count, formatted) => `${formatted} ${count < 2 ? 'pixel' : 'pixels'}`,
  menuHint: 'Maj + F10 pour ouvrir le menu.',
  sortAscending: 'Tri croissant',
  sortDescending: 'Tri décroissant',
  sortCautious: 'Trier par estimation basse',
  cautiousHint:
    'Trié par estimation basse\u00a0: le bas de l’intervalle à 95\u00a0%. Les petits envois viennent après.',
  addToSort: 'Ajouter au tri',
  removeFromSort: 'Retirer du tri',
  filterColumn: 'Filtrer…',
  hideColumn: 'Masquer la colonne',
  moveLeft: 'Déplacer vers la gauche',
  moveRight: 'Déplacer vers la droite',
  fitWidth: 'Ajuster la largeur au contenu',
  changeWidth: 'Modifier la largeur',
  chooseColumns: 'Colonnes…',
  explainFigure: 'Expliquer ce chiffre',
  showDevelopment: 'Afficher les graphiques',
  openEmail: 'Ouvrir l’e‑mail',
  copy: 'Copier',
  rowLoading: 'Chargement',
};
