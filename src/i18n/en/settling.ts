import type { SettlingMessages } from '../settling-messages.ts';

/**
 * Returns the texts about figures that can still change in English.
 * @param change the start of a sentence: “These figures can still change”
 */
export const settlingIn = (change: string): SettlingMessages => ({
  pending: (count, formatted) => `${change}: ${formatted} ${count === 1 ? 'person is' : 'people are'} pending.`,
  recent: `${change}: the first send was less than three days before the end of the data.`,
  settled: (instant) => `Deliveries settle three days after each send, by ${instant} at the latest.`,
  settledFirst: (instant) => `Deliveries settle three days after each send: those of the first send on ${instant}.`,
});
