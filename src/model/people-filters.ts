import type { Report } from './report.ts';

/** A field by which people can be chosen. */
export interface PeopleFilter {
  readonly name: string;
  /** `undefined` if there are too many to list. */
  readonly values: readonly string[] | undefined;
}

/**
 * Returns the fields by which an endpoint can choose people; `undefined` if it cannot. An empty list means that it can only
 * leave out deleted people. Fields that are not as the contract says are left out.
 */
export function peopleFiltersOf(report: Report | undefined): readonly PeopleFilter[] | undefined {
  const filters = report?.head['peopleFilters'];
  if (!Array.isArray(filters)) return undefined;
  return filters.flatMap((filter: unknown) => {
    const { name, values } = (filter ?? {}) as { readonly name?: unknown; readonly values?: unknown };
    if (typeof name !== 'string' || name === '' || name.includes(':')) return [];
    const texts = Array.isArray(values) ? values.filter((value) => typeof value === 'string') : undefined;
    return [{ name, values: texts }];
  });
}

/**
 * Whether an endpoint says that it has applied a choice. It repeats the parameter: one value, or an array.
 * @param parameter `people`, `deleted` or `age`
 */
export function hasApplied(report: Report, parameter: string, values: readonly string[]): boolean {
  const applied = appliedValues(report, parameter);
  return applied.length === values.length && values.every((value) => applied.includes(value));
}

/** Returns the values of a parameter that an endpoint says that it has applied. */
export const appliedValues = ({ head }: Report, parameter: string): readonly string[] =>
  [head[parameter] ?? []].flat().map(String);
