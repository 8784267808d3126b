import type { DataNotesMessages } from '../data-notes-messages.ts';

/** What readers should know about the data, in English. */
export const dataNotes: DataNotesMessages = {
  old: 'This data is more than a day old.',
  gap: (from, to) => `Activity from ${from} to ${to} is missing.`,
  tooYoung: (count, formatted) => `${formatted} ${count === 1 ? 'send is' : 'sends are'} too young to count.`,
  noActionResult: 'Sends that Marketo skipped can’t be told apart and count as sent.',
  orphans: (count, formatted) =>
    `${formatted} ${count === 1 ? 'activity belongs to a send' : 'activities belong to sends'} before the data begins and ${count === 1 ? 'isn’t' : 'aren’t'} counted.`,
};
