import type { SettlingMessages } from '../settling-messages.ts';

const later = 'People can still open and click after that.';

/**
 * Returns the texts about figures that can still change in English.
 * @param change the start of a sentence: “These figures can still change”
 */
export const settlingIn = (change: string): SettlingMessages => ({
  pending: (count, formatted) =>
    `${change}: delivery is pending for ${formatted} ${count === 1 ? 'person' : 'people'}.`,
  recent: `${change}: the first send was less than three days before the end of the data.`,
  recentEmail: `${change}: an email was first sent less than three days before the end of the data.`,
  settled: (instant) => `Deliveries are final three days after each send, on ${instant} at the latest. ${later}`,
  settledFirst: (instant) =>
    `Deliveries are final three days after each send, on ${instant} for the first send. ${later}`,
  settledNewest: (instant) =>
    `Deliveries are final three days after each send, on ${instant} for the newest email. ${later}`,
});
