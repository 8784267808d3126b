import type { SettlingMessages } from '../settling-messages.ts';

/**
 * Returns the texts about figures that can still change in French.
 * @param change the start of a sentence: “Ces chiffres peuvent encore changer”
 */
export const settlingIn = (change: string): SettlingMessages => ({
  // As in all French texts, 0 and 1 are singular.
  pending: (count, formatted) =>
    `${change}\u00a0: ${formatted} ${count < 2 ? 'personne est' : 'personnes sont'} en attente.`,
  recent: `${change}\u00a0: le premier envoi date de moins de trois jours avant la fin des données.`,
  settled: (instant) => `Les résultats d’un envoi sont définitifs après trois jours, au plus tard le ${instant}.`,
  settledFirst: (instant) =>
    `Les résultats d’un envoi sont définitifs après trois jours\u00a0: ceux du premier envoi le ${instant}.`,
});
