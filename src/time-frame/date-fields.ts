import { isCalendarDate } from '../model/time-frame.ts';

/** The validation problems of the two date fields: at most one for each field. */
export interface DateProblems {
  from?: 'invalidDate';
  to?: 'invalidDate' | 'endBeforeStart';
}

/** Validates the two date fields. Returns an empty object if they are valid. */
export function findDateProblems(from: HTMLInputElement, to: HTMLInputElement): DateProblems {
  const problems: DateProblems = {};
  if (!isValid(from)) problems.from = 'invalidDate';
  if (!isValid(to)) problems.to = 'invalidDate';
  else if (!problems.from && to.value && from.value > to.value) problems.to = 'endBeforeStart';
  return problems;
}

/** Whether a field is empty or has a valid date. An incomplete date has no value: only `badInput` reveals it. */
function isValid(field: HTMLInputElement): boolean {
  return !field.validity.badInput && (field.value === '' || isCalendarDate(field.value));
}
