import type { TableMessages } from '../table-messages.ts';

export const table: TableMessages = {
  sortHint: 'Maj + clic pour ajouter une colonne de tri.',
  moveHint: 'Alt + Maj + flèche pour déplacer la colonne.',
  resizeHint: 'F2 pour modifier la largeur.',
  widthOf: (column) => `Largeur de la colonne ${column}`,
  pixels: (count, formatted) => `${formatted} ${count < 2 ? 'pixel' : 'pixels'}`,
  rowLoading: 'Chargement',
};
