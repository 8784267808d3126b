import { isCalendarDate } from '../model/time-frame.ts';

/** Why two date fields are no time frame: at most one problem per field. */
export interface DateProblems {
  from?: 'unreadableDate';
  to?: 'unreadableDate' | 'endBeforeStart';
}

export function findDateProblems(from: HTMLInputElement, to: HTMLInputElement): DateProblems {
  const problems: DateProblems = {};
  if (!isValid(from)) problems.from = 'unreadableDate';
  if (!isValid(to)) problems.to = 'unreadableDate';
  else if (!problems.from && to.value && from.value > to.value) problems.to = 'endBeforeStart';
  return problems;
}

/** An empty field is no limit. A half-typed date has no value either: only the browser knows about it. */
function isValid(field: HTMLInputElement): boolean {
  return !field.validity.badInput && (field.value === '' || isCalendarDate(field.value));
}
