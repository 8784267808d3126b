import type { ColumnListMessages } from '../column-list-messages.ts';

export const columnList: ColumnListMessages = {
  find: 'Find a column',
  groups: {
    names: 'Campaign and email',
    dates: 'Dates',
    counts: 'Counts',
    rates: 'Rates',
    bots: 'Bots and privacy proxies',
    extra: 'Other columns',
  },
  noMatch: (text) => `No columns match “${text}”.`,
  shown: (shown, offered) => `${shown} of ${offered} shown`,
  reset: 'Reset',
  inCells: 'In cells',
  cellExtras: { bars: 'Bars', heat: 'Heat map', intervals: '95% intervals', overview: 'Overview' },
  aboveTable: 'Above the table',
  inCellsHint:
    'Bars and heat compare each email with the largest figure in its column. Intervals say how far a rate may be off by chance.',
  order: 'Order',
  orderHint: 'Drag, or press Alt + arrow key.',
  botsHint: 'Click a figure of opens or clicks to see how many are by bots.',
  alwaysFirst: 'always first',
  moveUp: (column) => `Move ${column} up`,
  moveDown: (column) => `Move ${column} down`,
};
