import type { RowNotesMessages } from '../row-notes-messages.ts';
import { settlingIn } from './settling.ts';

/** The reasons of marks and of unknown figures in French. */
export const rowNotes: RowNotesMessages = {
  ...settlingIn('Ces chiffres peuvent encore changer'),
  exceeds: (name, figure, bound, boundFigure) =>
    `«\u00a0${name}\u00a0» (${figure}) dépasse «\u00a0${bound}\u00a0» (${boundFigure}) dans les données du serveur.`,
  doesNotAddUp:
    'Délivrés, bounces, en attente et abandonnés ne correspondent pas au total des envois dans les données du serveur.',
  mayHaveBegunEarlier:
    'Cet e\u2011mail a pu être envoyé avant le début des données. Des chiffres antérieurs peuvent manquer.',
  notTracked: 'Suivi des ouvertures désactivé pour cet e\u2011mail.',
  noneTracked: 'Suivi des ouvertures désactivé pour ces e\u2011mails.',
  tracked: (tracked, emails) => `Sur ${tracked} des ${emails}. Suivi des ouvertures désactivé pour les autres.`,
  coverage: (tracked, emails) => `Ouvertures suivies\u00a0: ${tracked} des ${emails}`,
};
