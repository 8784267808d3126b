import type { FilterMessages } from '../i18n/filter-messages.ts';
import type { ColumnId, ColumnSet } from '../model/columns.ts';
import { parseFilter, type Condition, type Filter } from '../model/filter.ts';
import type { Report } from '../model/report.ts';
import { effectiveFilter } from '../table-model/filter-rows.ts';
import { columnLabel, type Localization } from '../ui/cell-formatters.ts';

/** Parses a filter; returns `undefined` if it is unreadable. */
export function parseFilterText(text: string, columns: ColumnSet): Filter | undefined {
  try {
    return parseFilter(text, columns);
  } catch {
    return undefined;
  }
}

/** Returns the conditions of a filter that have an effect on a report; `undefined` if it is unreadable. */
export function parsedFilter(text: string, report: Report, columns: ColumnSet): Filter | undefined {
  const filter = parseFilterText(text, columns);
  return filter && effectiveFilter(filter, report, columns);
}

/** Describes the conditions of a filter, one text each. All campaigns together are one condition. */
export function filterTexts(filter: Filter, localization: Localization, messages: FilterMessages): string[] {
  const { campaigns, folders, archived, conditions } = filter;
  const { formats } = localization;
  return [
    ...(campaigns.length > 0 ? [messages.campaigns(campaigns.length, formats.count(campaigns.length))] : []),
    ...folders.map((path) => messages.folder(decodeFolder(path.slice(1)))),
    ...(archived ? [messages.archived[archived]] : []),
    ...conditions.map((condition) => conditionText(condition, localization)),
  ];
}

const signs = { '>=': '≥', '<=': '≤', '>': '>', '<': '<', '=': '=' } as const;

/** Describes a condition on a column: `Delivered ≥ 200`. */
export function conditionText({ column, operator, value }: Condition, localization: Localization): string {
  const label = columnLabel(column, undefined, localization.messages);
  return `${label} ${signs[operator]} ${valueText(column, value, localization)}`;
}

function valueText(column: ColumnId, value: number | string, { formats, columnSet }: Localization): string {
  if (typeof value === 'string') return formats.day(Date.parse(value), 'UTC');
  const isRate = columnSet.kindOf(column) === 'rate';
  return new Intl.NumberFormat(formats.locale, {
    style: isRate ? 'percent' : 'decimal',
    maximumFractionDigits: 10,
  }).format(value);
}

/** Returns the path or the name of a folder as a reader knows it: `EMEA/2026`. Names with a slash are rare. */
export function decodeFolder(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
