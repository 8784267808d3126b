import type { SettlingMessages } from '../settling-messages.ts';

const later = 'Les ouvertures et les clics peuvent encore augmenter ensuite.';

/**
 * Returns the texts about figures that can still change in French.
 * @param change the start of a sentence: “Ces chiffres peuvent encore changer”
 */
export const settlingIn = (change: string): SettlingMessages => ({
  // As in all French texts, 0 and 1 are singular.
  pending: (count, formatted) =>
    `${change}\u00a0: la remise est en attente pour ${formatted} ${count < 2 ? 'personne' : 'personnes'}.`,
  recent: `${change}\u00a0: le premier envoi a eu lieu moins de trois jours avant la fin des données.`,
  recentEmail: `${change}\u00a0: un e\u2011mail est parti moins de trois jours avant la fin des données.`,
  settled: (instant) =>
    `Les chiffres de remise sont définitifs trois jours après chaque envoi, au plus tard le ${instant}. ${later}`,
  settledFirst: (instant) =>
    `Les chiffres de remise sont définitifs trois jours après chaque envoi, soit le ${instant} pour le premier envoi. ${later}`,
  settledNewest: (instant) =>
    `Les chiffres de remise sont définitifs trois jours après chaque envoi, soit le ${instant} pour l’e\u2011mail le plus récent. ${later}`,
});
