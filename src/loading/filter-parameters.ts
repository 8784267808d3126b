import type { FilterParameters } from '../model/report.ts';
import { builtInColumns } from '../model/columns.ts';
import { formatCondition } from '../model/filter.ts';
import { readFilter } from '../table-model/filter-rows.ts';

/**
 * Returns the parameters for an endpoint that filters a report itself. A filter that is unreadable has none, and a
 * condition on an unknown column is left out.
 */
export function filterParameters(text: string, columns = builtInColumns): FilterParameters {
  const filter = readFilter(text, columns);
  if (!filter) return {};
  const { campaigns, folders, archived, conditions } = filter;
  const known = conditions.filter(({ column }) => columns.has(column)).map(formatCondition);
  return {
    ...(campaigns.length > 0 && { campaign: campaigns }),
    ...(folders.length > 0 && { folder: folders }),
    ...(archived && { archived }),
    ...(known.length > 0 && { filter: known }),
  };
}
