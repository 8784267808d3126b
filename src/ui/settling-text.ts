import type { SettlingMessages } from '../i18n/settling-messages.ts';
import type { Settling } from '../table-model/settling.ts';
import type { Localization } from './cell-formatters.ts';

/** Returns why figures can still change, and when deliveries settle. */
export function settlingText(
  { pending, settledAt, recent }: Settling,
  messages: SettlingMessages,
  { formats, timeZone }: Pick<Localization, 'formats' | 'timeZone'>,
): string {
  const change =
    pending > 0
      ? messages.pending(pending, formats.count(pending))
      : recent === 'newest'
        ? messages.recentEmail
        : messages.recent;
  if (Number.isNaN(settledAt)) return change;
  const settled = recent ? { first: messages.settledFirst, newest: messages.settledNewest }[recent] : messages.settled;
  return `${change} ${settled(formats.moment(settledAt, timeZone))}`;
}
