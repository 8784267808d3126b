import {
  fromAbsolute,
  Time,
  toCalendarDate,
  toCalendarDateTime,
  toZoned,
  type CalendarDate,
} from '@internationalized/date';
import { weekdays, type Weekday } from '../../src/model/time-frame.ts';
import { UsageError } from '../usage-error.ts';

const frequencies = ['day', 'week', 'month'] as const;
export type Frequency = (typeof frequencies)[number];

/** When a subscription is sent. */
export interface Schedule {
  readonly every: Frequency;
  /** The weekday from 0 (Sunday), or the day of the month from 1. */
  readonly on: number;
  readonly hour: number;
  readonly minute: number;
  /** An IANA name. */
  readonly timeZone: string;
}

/** A day, week or month. Each recipient gets one email per period. */
export interface Period {
  readonly id: string;
  /** When it is sent, in milliseconds since 1970 UTC. */
  readonly dueAt: number;
}

/** @throws UsageError if an option is invalid, or does not fit the frequency */
export function parseSchedule(
  every: string,
  { at = '07:00', on }: { readonly at: string | undefined; readonly on: string | undefined },
  timeZone: string,
): Schedule {
  const frequency = frequencies.find((known) => known === every);
  if (!frequency) throw new UsageError(`--every must be day, week or month, not ${JSON.stringify(every)}.`);
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(at) ?? [];
  if (hour === undefined) throw new UsageError(`--at must be a time such as 07:00, not ${JSON.stringify(at)}.`);
  return { every: frequency, on: parseDay(frequency, on), hour: Number(hour), minute: Number(minute), timeZone };
}

function parseDay(every: Frequency, text: string | undefined): number {
  if (every === 'day') {
    if (text === undefined) return 0;
    throw new UsageError('--on is the day of a week or month. It does not fit --every day.');
  }
  if (every === 'week') return weekdays.indexOf(parseWeekday('--on', text ?? 'monday'));
  const day = Number(text ?? 1);
  if (Number.isInteger(day) && day >= 1 && day <= 28) return day;
  throw new UsageError(`--on must be a day of the month from 1 to 28, not ${JSON.stringify(text)}.`);
}

/** @throws UsageError if a text is not the English name of a weekday */
export function parseWeekday(option: string, text: string): Weekday {
  const weekday = weekdays.find((name) => name === text.toLowerCase());
  if (weekday) return weekday;
  throw new UsageError(`${option} must be a weekday such as monday, not ${JSON.stringify(text)}.`);
}

/** Returns the latest period that is due at an instant. */
export function latestPeriod(schedule: Schedule, now: number): Period {
  const { every } = schedule;
  const due = periodOn(schedule, dayOf(schedule, toCalendarDate(fromAbsolute(now, schedule.timeZone))));
  if (due.dueAt <= now) return due;
  const before = toCalendarDate(fromAbsolute(due.dueAt, schedule.timeZone)).subtract({ [`${every}s`]: 1 });
  return periodOn(schedule, dayOf(schedule, before));
}

/** Returns the first period that is due after an instant. */
export function nextPeriod(schedule: Schedule, now: number): Period {
  const latest = latestPeriod(schedule, now);
  const after = toCalendarDate(fromAbsolute(latest.dueAt, schedule.timeZone)).add({ [`${schedule.every}s`]: 1 });
  return periodOn(schedule, dayOf(schedule, after));
}

/** Returns the period of the day of an instant, for a subscription that is sent once. */
export function periodOfDay(now: number, timeZone: string): Period {
  return { id: `day ${toCalendarDate(fromAbsolute(now, timeZone)).toString()}`, dueAt: now };
}

/** Returns the day on which the week or month of a day is sent: in a week, the last one that is not after it. */
function dayOf({ every, on }: Schedule, date: CalendarDate): CalendarDate {
  if (every === 'day') return date;
  if (every === 'month') return date.set({ day: on });
  const weekday = new Date(`${date.toString()}T00:00:00Z`).getUTCDay();
  return date.subtract({ days: (weekday + 7 - on) % 7 });
}

/** A time that clocks skip is the one after the gap; of a time that occurs twice, it is the first. */
function periodOn({ every, hour, minute, timeZone }: Schedule, date: CalendarDate): Period {
  const due = toZoned(toCalendarDateTime(date, new Time(hour, minute)), timeZone, 'compatible');
  return { id: `${every} ${date.toString()}`, dueAt: due.toDate().getTime() };
}
