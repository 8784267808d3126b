import type { TableMessages } from '../table-messages.ts';

export const table: TableMessages = {
  sortHint: 'Shift-click to add a sort column.',
  moveHint: 'Press Alt + Shift + arrow key to move the column.',
  resizeHint: 'Press F2 to change the width.',
  widthOf: (column) => `Width of ${column}`,
  pixels: (count, formatted) => `${formatted} ${count === 1 ? 'pixel' : 'pixels'}`,
  rowLoading: 'Loading',
};
