import type { FilterMessages } from '../filter-messages.ts';

export const filter: FilterMessages = {
  campaigns: (count, formatted) => `${formatted} selected ${count === 1 ? 'campaign' : 'campaigns'}`,
  folder: (path) => `folder ${path}`,
  archived: { exclude: 'archived excluded', only: 'archived only' },
};
