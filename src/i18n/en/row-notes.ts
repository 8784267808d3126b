import type { RowNotesMessages } from '../row-notes-messages.ts';
import { settlingIn } from './settling.ts';

/** The reasons of marks and of unknown figures in English. */
export const rowNotes: RowNotesMessages = {
  ...settlingIn('These figures can still change'),
  exceeds: (name, figure, bound, boundFigure) =>
    `${name} (${figure}) exceeds ${bound} (${boundFigure}) in the server’s data.`,
  doesNotAddUp: 'Delivered, bounced, pending and aborted don’t add up to sent in the server’s data.',
  mayHaveBegunEarlier: 'This email may have been sent before the data begins. Earlier figures may be missing.',
  notTracked: 'Opens of this email are not tracked.',
  noneTracked: 'Opens of these emails are not tracked.',
  tracked: (tracked, emails) => `Over ${tracked} of ${emails}. Opens of the others are not tracked.`,
  coverage: (tracked, emails) => `Opens tracked: ${tracked} of ${emails}`,
};
