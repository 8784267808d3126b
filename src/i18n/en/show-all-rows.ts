import type { ShowAllRowsMessages } from '../show-all-rows-messages.ts';

export const showAllRows: ShowAllRowsMessages = {
  showAll: (rows) => `Include all ${rows} rows in browser search`,
  showFirst: (rows, total) => `Include the first ${rows} of ${total} rows in browser search`,
  showAllHint: 'Adds these rows to the page, for browser search and screen readers.',
  showVisible: 'Include only visible rows',
  cancel: 'Cancel',
  preparing: (rows, total) => `Preparing rows: ${rows} of ${total}`,
  ready: (rows) => `Browser search now finds ${rows} rows.`,
  printedRange: (first, last, total) =>
    `Rows ${first} to ${last} of ${total}. To print more, choose Print in the report’s Share menu.`,
};
