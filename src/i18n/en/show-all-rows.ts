import type { ShowAllRowsMessages } from '../show-all-rows-messages.ts';

export const showAllRows: ShowAllRowsMessages = {
  showAll: (rows, keys) => (keys ? `Find in all ${rows} rows with ${keys}` : `Find in page: include all ${rows} rows`),
  showFirst: (rows, total, keys) =>
    keys
      ? `Find in the first ${rows} of ${total} rows with ${keys}`
      : `Find in page: include the first ${rows} of ${total} rows`,
  showAllHint: 'Adds these rows to the page, for find in page and screen readers.',
  showVisible: 'Include only visible rows',
  cancel: 'Cancel',
  preparing: (rows, total) => `Preparing rows: ${rows} of ${total}`,
  ready: (rows) => `Find in page now covers ${rows} rows.`,
  notLoaded: (count, formatted) => `${formatted} ${count === 1 ? 'row has' : 'rows have'} not loaded.`,
  printedRange: (first, last, total) =>
    `Rows ${first} to ${last} of ${total}. To print more, choose Print in the report’s Share menu.`,
};
