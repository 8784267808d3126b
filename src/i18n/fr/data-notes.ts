import type { DataNotesMessages } from '../data-notes-messages.ts';

/** What readers should know about the data, in French. */
export const dataNotes: DataNotesMessages = {
  old: 'Ces données datent de plus d’un jour.',
  gap: (from, to) => `Les activités du ${from} au ${to} manquent.`,
  tooYoung: (count, formatted) =>
    `${formatted} ${count < 2 ? 'envoi est trop récent pour être compté' : 'envois sont trop récents pour être comptés'}.`,
  noActionResult: 'Les envois ignorés par Marketo ne sont pas distingués et comptent comme envoyés.',
  noData: 'Aucune donnée pour le moment\u00a0: le premier import n’est pas terminé.',
  orphans: (count, formatted) =>
    count < 2
      ? `${formatted} entrée du journal d’activité n’a pas d’envoi dans ces données et n’est pas comptée.`
      : `${formatted} entrées du journal d’activité n’ont pas d’envoi dans ces données et ne sont pas comptées.`,
  campaignsByChance: 'Campagnes triées\u00a0: les petites peuvent être en tête par hasard.',
  emailsByChance: 'De petits envois peuvent être en tête par hasard.',
  campaignsCautious: 'Campagnes triées par estimation basse (≥), que le taux atteint probablement.',
  emailsCautious: 'E\u2011mails triés par estimation basse (≥), que le taux atteint probablement.',
  more: (count, formatted) => `${formatted} ${count < 2 ? 'autre remarque' : 'autres remarques'}`,
  fewer: 'Moins de remarques',
};
