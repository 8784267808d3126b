import type { DataNotesMessages } from '../data-notes-messages.ts';

/** What readers should know about the data, in French. */
export const dataNotes: DataNotesMessages = {
  old: 'Ces données datent de plus d’un jour.',
  gap: (from, to) => `Il manque les activités du ${from} au ${to}.`,
  tooYoung: (count, formatted) =>
    `${formatted} ${count < 2 ? 'envoi est trop récent pour être compté' : 'envois sont trop récents pour être comptés'}.`,
  noActionResult: 'Les envois ignorés par Marketo ne sont pas distingués et comptent comme envoyés.',
  noData: 'Aucune donnée pour le moment\u00a0: le premier import n’est pas terminé.',
  orphans: (count, formatted) =>
    count < 2
      ? `${formatted} entrée du journal d’activité ne correspond à aucun envoi de ces données et n’est pas comptée.`
      : `${formatted} entrées du journal d’activité ne correspondent à aucun envoi de ces données et ne sont pas comptées.`,
  campaignsByChance: 'Campagnes triées\u00a0: les petites peuvent être en tête par hasard.',
  emailsByChance: 'De petits envois peuvent être en tête par hasard.',
  campaignsCautious: 'Tri par estimation basse (≥)\u00a0: la première campagne a le taux fiable le plus élevé.',
  emailsCautious: 'Tri par estimation basse (≥)\u00a0: le premier e\u2011mail a le taux fiable le plus élevé.',
  more: (count, formatted) => `${formatted} ${count < 2 ? 'autre remarque' : 'autres remarques'}`,
  fewer: 'Réduire les remarques',
};
