import type { ShowAllRowsMessages } from '../show-all-rows-messages.ts';

export const showAllRows: ShowAllRowsMessages = {
  showAll: (rows) => `Show all ${rows} rows`,
  showFirst: (rows, total) => `Show the first ${rows} of ${total} rows`,
  showAllHint: 'Adds these rows to the page, for browser search and screen readers.',
  showVisible: 'Show only visible rows',
  cancel: 'Cancel',
  preparing: (rows, total) => `Preparing rows: ${rows} of ${total}`,
  ready: (rows) => `${rows} rows are now on the page.`,
  printedRange: (first, last, total) =>
    `Rows ${first} to ${last} of ${total}. To print more, choose Print in the report’s Share menu.`,
};
