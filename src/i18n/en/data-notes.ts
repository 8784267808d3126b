import type { DataNotesMessages } from '../data-notes-messages.ts';

/** What readers should know about the data, in English. */
export const dataNotes: DataNotesMessages = {
  old: 'This data is more than a day old.',
  gap: (from, to) => `Activity from ${from} to ${to} is missing.`,
  tooYoung: (count, formatted) => `${formatted} ${count === 1 ? 'send is' : 'sends are'} too young to count.`,
  noActionResult: 'Sends that Marketo skipped can’t be told apart and count as sent.',
  noData: 'No data yet. The first import hasn’t finished.',
  orphans: (count, formatted) =>
    count === 1
      ? `${formatted} entry of the activity log has no send in this data and isn’t counted.`
      : `${formatted} entries of the activity log have no send in this data and aren’t counted.`,
  campaignsByChance: 'Campaigns are sorted. Small ones can lead by chance.',
  emailsByChance: 'Small sends can lead by chance.',
  campaignsCautious: 'Sorted by the cautious value (≥): the first campaign has the highest rate that you can trust.',
  emailsCautious: 'Sorted by the cautious value (≥): the first email has the highest rate that you can trust.',
  more: (count, formatted) => `${formatted} more ${count === 1 ? 'note' : 'notes'}`,
  fewer: 'Fewer notes',
};
