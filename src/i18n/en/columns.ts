import type { ColumnListMessages } from '../column-list-messages.ts';

export const columnList: ColumnListMessages = {
  find: 'Find a column',
  groups: {
    who: 'Who',
    dates: 'Dates',
    counts: 'Counts',
    rates: 'Rates',
    people: 'People versus bots',
  },
  noneFound: (text) => `No column matches “${text}”.`,
  shown: (shown, offered) => `${shown} of ${offered} shown`,
  reset: 'Reset',
  order: 'Order',
  orderHint: 'Drag, or press Alt and an arrow key.',
  alwaysFirst: 'always first',
  moveUp: (column) => `Move ${column} up`,
  moveDown: (column) => `Move ${column} down`,
};
