import {
  excludesAll,
  namedTimeFrames,
  resolveWithoutLimits,
  type Calendar,
  type NamedTimeFrame,
} from '../model/time-frame.ts';

/** The named time frames in the order and the groups of the form. `all-time` follows them. */
export const dayFrames = ['today', 'yesterday', 'last-7-days', 'last-14-days', 'last-30-days', 'last-90-days'] as const;
export const periodFrames = namedTimeFrames.filter(
  (id) => id !== 'all-time' && !(dayFrames as readonly string[]).includes(id),
);

/** The inputs that determine which named time frames are offered. */
export interface TimeFrameOptions {
  readonly calendar: Calendar;
  /** The named time frames that the host offers; `undefined` for all that the calendar has. */
  readonly offered: readonly NamedTimeFrame[] | undefined;
  readonly now: () => Date;
  readonly timeZone: string;
  readonly locale: string;
}

/** Returns the named time frames to offer: without those that lie outside `minDate` and `maxDate`. */
export function listTimeFrames(options: TimeFrameOptions): readonly NamedTimeFrame[] {
  const { calendar, offered, now, timeZone, locale } = options;
  const { minDate = '', maxDate = '9', fiscalYearStart } = calendar;
  const isOffered = (id: NamedTimeFrame) =>
    offered?.includes(id) ?? (fiscalYearStart !== undefined || !/fiscal/.test(id));
  const isWithinLimits = (id: NamedTimeFrame) => {
    const { from = '', to = '9' } = resolveWithoutLimits(id, now(), timeZone, locale, calendar);
    return excludesAll(calendar) || (from <= maxDate && to >= minDate);
  };
  return namedTimeFrames.filter((id) => isOffered(id) && isWithinLimits(id));
}
