import type { ColumnMessages } from '../column-messages.ts';
import type { ControlMessages } from '../control-messages.ts';
import { contradictionText } from '../contradiction-text.ts';
import { english } from './report.ts';
import type { TimeFrameMessages } from '../time-frame-messages.ts';

const plural = (count: number, one: string, other: string) => (count === 1 ? one : other);

const timeFrame: TimeFrameMessages = {
  timeFrame: 'Time frame',
  named: {
    today: 'Today',
    yesterday: 'Yesterday',
    'this-week': 'This week',
    'last-week': 'Last week',
    'last-7-days': 'Last 7 days',
    'last-14-days': 'Last 14 days',
    'last-30-days': 'Last 30 days',
    'last-90-days': 'Last 90 days',
    'this-month': 'This month',
    'last-month': 'Last month',
    'this-quarter': 'This quarter',
    'last-quarter': 'Last quarter',
    'this-year': 'This year',
    'last-year': 'Last year',
    'all-time': english.dates.allTime,
  },
  daysGroup: 'Days',
  periodsGroup: 'Weeks, months and years',
  customDates: 'Custom dates',
  from: 'From',
  to: 'To',
  openSides: 'A side left empty is open.',
  ...english.dates,
  dateBasis: 'What the dates select',
  dateBases: {
    'first-sent': {
      name: 'First sent',
      explanation: 'Emails first sent in the time frame, with everything that came after.',
    },
    sent: {
      name: 'Sent',
      explanation: 'For each email, just the people it was sent to in the time frame.',
    },
  },
  timeZone: 'Time zone',
  apply: 'Apply',
  cancel: 'Cancel',
  unreadableDate: 'This is not a complete date of the calendar. Correct it or clear it.',
  endBeforeStart: 'The end is before the start. Change one of the two dates.',
  unavailable: 'The choices could not be loaded. Check your connection, then open this again.',
};

const columnChoice: ColumnMessages = {
  columns: 'Columns',
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
  wasReset: 'The columns are as they were at first.',
  order: 'Order',
  orderHint: 'Drag, or press Alt and an arrow key.',
  alwaysFirst: 'always first',
  moveUp: (column) => `Move ${column} up`,
  moveDown: (column) => `Move ${column} down`,
  moved: (column, place, columns) => `${column} moved to place ${place} of ${columns}.`,
  widthOf: (column) => `Width of ${column}`,
  pixels: (count, formatted) => `${formatted} ${plural(count, 'pixel', 'pixels')}`,
  moveHint: 'Alt, Shift and an arrow key move the column.',
  notLoaded: 'The columns could not be loaded. Close this and try again.',
};

export const controlEnglish: ControlMessages = {
  timeFrame,
  columnChoice,
  search: {
    label: 'Search campaigns and emails',
    placeholder: 'Search',
    ...english.search,
  },
  definitions: {
    campaignName: 'The smart campaign that sent the email.',
    campaignFolder: 'Where the campaign is kept.',
    campaignArchived: 'Whether the campaign’s folder is archived.',
    emailName: 'The email, by the name it has now.',
    firstSentAt: 'When the campaign first sent this email.',
    lastActivityAt: 'The latest thing known to have happened to this email.',
    sent: 'People the campaign sent this email to. Sent to twice, a person counts once.',
    delivered: 'People whose email arrived, or who opened, clicked or unsubscribed.',
    hardBounced: 'People whose email was refused for good.',
    softBounced: 'People whose email was refused for now and has not arrived since.',
    pending: 'People sent to less than three days ago of whom nothing more is known yet.',
    aborted: 'People sent to three days ago or more of whom nothing more was ever known.',
    opened: 'People who opened, clicked or unsubscribed.',
    clicked: 'People who clicked a link other than unsubscribe or a mail address.',
    unsubscribed: 'People who unsubscribed from this email.',
    humanOpened: 'People who opened, leaving out what is marked as a bot’s doing.',
    humanClicked: 'People who clicked, leaving out what is marked as a bot’s doing.',
    deliveredRate: 'Delivered out of sent.',
    hardBouncedRate: 'Hard bounced out of sent.',
    softBouncedRate: 'Soft bounced out of sent.',
    pendingRate: 'Pending out of sent.',
    abortedRate: 'Aborted out of sent.',
    openedRate: 'Opened out of delivered.',
    clickedRate: 'Clicked link out of delivered.',
    clickToOpenRate: 'Clicked link out of opened.',
    unsubscribedRate: 'Unsubscribed out of delivered.',
    humanOpenedRate: 'Opened by people out of delivered.',
    humanClickedRate: 'Clicked by people out of delivered.',
  },
  contradiction: contradictionText(
    (name, figure, than, thanFigure) =>
      `${name} (${figure}) is more than ${than} (${thanFigure}) in the data of the server.`,
    'Delivered, bounced, pending and aborted do not add up to sent in the data of the server.',
  ),
  sortHint: 'Shift and click adds a further sort column.',
  wholeTable: {
    showAll: (rows) => `Show all ${rows} rows`,
    showFirst: (rows, total) => `Show the first ${rows} of ${total} rows`,
    why: 'Puts them all into the page, for searching in it and for screen readers.',
    showFew: 'Show only the rows in view',
    print: 'Print',
    cancel: 'Cancel',
    preparing: (rows, total) => `Preparing rows: ${rows} of ${total}`,
    ready: (rows) => `${rows} rows are in the page.`,
    printedPart: (first, last, total) =>
      `Only rows ${first} to ${last} of ${total} are printed here. Print from the report itself to get more of them.`,
  },
};
