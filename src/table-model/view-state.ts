import { builtInColumns, type ColumnId, type ColumnSet } from '../model/columns.ts';
import type { DateBasis } from '../model/report.ts';
import type { Sort } from '../model/sort.ts';
import type { TimeFrame } from '../model/time-frame.ts';

/** `campaign`: campaigns with subtotals, with their emails below. `none`: emails only. */
export const groupings = ['campaign', 'none'] as const;
export type GroupBy = (typeof groupings)[number];

export type ColumnWidths = Readonly<Partial<Record<ColumnId, number>>>;

/** Which campaigns are expanded. */
export interface CampaignExpansion {
  /** Whether campaigns are expanded, except those in `toggledCampaignIds`. */
  readonly expandedByDefault: boolean;
  readonly toggledCampaignIds: ReadonlySet<string>;
}

/** All choices of the host and the reader. Rendering depends only on them and the report. */
export interface ViewState extends CampaignExpansion {
  readonly timeFrame: TimeFrame;
  readonly dateBasis: DateBasis;
  /** An IANA name; `undefined` means the time zone of the browser. */
  readonly timeZone: string | undefined;
  readonly sort: Sort;
  readonly groupBy: GroupBy;
  /** All columns that can be chosen. */
  readonly columnSet: ColumnSet;
  /** The chosen columns in display order, offered by the report or not; `undefined` means the default. */
  readonly columns: readonly ColumnId[] | undefined;
  /** Custom column widths, in pixels. Other columns fit their content. */
  readonly widths: ColumnWidths;
  /** The text to search for in campaign and email names; empty for no search. */
  readonly search: string;
  /** The filter, as `formatFilter` writes it; empty for no filter. An unreadable one has no effect. */
  readonly filter: string;
  /** How figures are counted, compared and shown, as `formatFigureChoices` writes it; empty for the default. */
  readonly figures: string;
  /** Which campaigns were expanded before the current search, which expands all; `undefined` without a search. */
  readonly beforeSearch: CampaignExpansion | undefined;
  /** Whether the report is as narrow as on a phone, where the most important of the default columns come first. */
  readonly isNarrow: boolean;
}

const none: ReadonlySet<string> = new Set();

export const initialViewState: ViewState = {
  timeFrame: 'last-30-days',
  dateBasis: 'first-sent',
  timeZone: undefined,
  sort: [{ column: 'firstSentAt', descending: true }],
  groupBy: 'campaign',
  columnSet: builtInColumns,
  columns: undefined,
  widths: {},
  search: '',
  filter: '',
  figures: '',
  expandedByDefault: true,
  toggledCampaignIds: none,
  beforeSearch: undefined,
  isNarrow: false,
};

/** Whether the first sort by a column is descending: numbers and dates start with the highest, names with A. */
function startsDescending(column: ColumnId, { columnSet }: ViewState): boolean {
  return columnSet.kindOf(column) !== 'text';
}

/**
 * Returns the view after a click on a column header. The column becomes the only sort key, or reverses if it was the
 * first key already. With `isAdditional`, it is appended as a sort key, or reverses in place.
 */
export function withSort(view: ViewState, column: ColumnId, isAdditional: boolean): ViewState {
  const current = view.sort.find((key) => key.column === column);
  const reversed = current && { ...current, descending: !current.descending };
  if (isAdditional) {
    const sort = reversed
      ? view.sort.map((key) => (key === current ? reversed : key))
      : [...view.sort, { column, descending: startsDescending(column, view) }];
    return { ...view, sort };
  }
  const isFirst = view.sort[0]?.column === column;
  return { ...view, sort: [isFirst && reversed ? reversed : { column, descending: startsDescending(column, view) }] };
}

/** Sets the search text. A search expands all campaigns, so that matches are visible; ending it restores them. */
export function withSearch(view: ViewState, search: string): ViewState {
  const { expandedByDefault, toggledCampaignIds, beforeSearch } = view;
  const isSearching = search.trim() !== '';
  if (isSearching === (beforeSearch !== undefined)) return { ...view, search };
  if (isSearching)
    return { ...withAllCampaigns(view, true), search, beforeSearch: { expandedByDefault, toggledCampaignIds } };
  return { ...view, ...beforeSearch, search, beforeSearch: undefined };
}

/** Whether a campaign is expanded. */
export function isExpanded(view: CampaignExpansion, campaignId: string): boolean {
  return view.expandedByDefault !== view.toggledCampaignIds.has(campaignId);
}

/** Expands or collapses a campaign. */
export function withCampaignToggled(view: ViewState, campaignId: string): ViewState {
  const toggledCampaignIds = new Set(view.toggledCampaignIds);
  if (!toggledCampaignIds.delete(campaignId)) toggledCampaignIds.add(campaignId);
  return { ...view, toggledCampaignIds };
}

/** Expands or collapses all campaigns. */
export function withAllCampaigns(view: ViewState, expandedByDefault: boolean): ViewState {
  return { ...view, expandedByDefault, toggledCampaignIds: none };
}

/** Collapses all campaigns initially, for a report whose emails load on demand. */
export function collapsedByDefault(view: ViewState): ViewState {
  return view.expandedByDefault ? withAllCampaigns(view, false) : view;
}
