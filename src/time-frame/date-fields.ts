import { isCalendarDate } from '../model/time-frame.ts';

/** What keeps two date fields from being a time frame: at most one problem a field. */
export interface DateProblems {
  from?: 'unreadableDate';
  to?: 'unreadableDate' | 'endBeforeStart';
}

export function findDateProblems(from: HTMLInputElement, to: HTMLInputElement): DateProblems {
  const problems: DateProblems = {};
  if (!isReadable(from)) problems.from = 'unreadableDate';
  if (!isReadable(to)) problems.to = 'unreadableDate';
  else if (!problems.from && to.value && from.value > to.value) problems.to = 'endBeforeStart';
  return problems;
}

/** An empty field is an open side. A half-typed date has no value either: only the browser knows of it. */
function isReadable(field: HTMLInputElement): boolean {
  return !field.validity.badInput && (field.value === '' || isCalendarDate(field.value));
}
