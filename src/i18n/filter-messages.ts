import type { ArchivedChoice } from '../model/filter.ts';

/** The descriptions of conditions, loaded with the first filter. */
export interface FilterMessages {
  readonly campaigns: (count: number, formatted: string) => string;
  readonly folder: (path: string) => string;
  readonly archived: Readonly<Record<ArchivedChoice, string>>;
}
