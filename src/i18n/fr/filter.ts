import type { FilterMessages } from '../filter-messages.ts';

export const filter: FilterMessages = {
  campaigns: (count, formatted) => `${formatted} ${count < 2 ? 'campagne sélectionnée' : 'campagnes sélectionnées'}`,
  folder: (path) => `dossier ${path}`,
  archived: { exclude: 'hors campagnes archivées', only: 'campagnes archivées uniquement' },
};
