import { isCalendarDate } from '../model/time-frame.ts';

/** The validation problems of the two date fields: at most one for each field. */
export interface DateProblems {
  from?: 'invalidDate' | 'outsideLimits';
  to?: 'invalidDate' | 'outsideLimits' | 'endBeforeStart';
}

/** Validates the two date fields. Returns an empty object if they are valid. */
export function findDateProblems(from: HTMLInputElement, to: HTMLInputElement): DateProblems {
  const problems: DateProblems = {};
  for (const field of [from, to]) {
    const side = field === from ? 'from' : 'to';
    if (!isValid(field)) problems[side] = 'invalidDate';
    else if (isOutsideLimits(field)) problems[side] = 'outsideLimits';
  }
  if (!problems.from && !problems.to && to.value && from.value > to.value) problems.to = 'endBeforeStart';
  return problems;
}

/** Whether a field is empty or has a valid date. An incomplete date has no value: only `badInput` reveals it. */
function isValid(field: HTMLInputElement): boolean {
  return !field.validity.badInput && (field.value === '' || isCalendarDate(field.value));
}

/** Whether a date is before the field's `min` or after its `max`. */
function isOutsideLimits({ value, min, max }: HTMLInputElement): boolean {
  return value !== '' && (value < min || value > max);
}
