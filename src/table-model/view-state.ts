import { columnKind, type ColumnId } from '../model/columns.ts';
import type { DateBasis } from '../model/report.ts';
import { parseSort, type Sort } from '../model/sort.ts';
import type { TimeFrame } from '../model/time-frame.ts';

/** `campaign`: each campaign a row with its subtotals, its emails under it. `none`: emails alone. */
export const groupings = ['campaign', 'none'] as const;
export type GroupBy = (typeof groupings)[number];

export type ColumnWidths = Readonly<Partial<Record<ColumnId, number>>>;

/** How the campaigns of a report stand. */
export interface CampaignExpansion {
  /** Whether they stand open, but for those in `exceptions`, by campaign id. */
  readonly expandedByDefault: boolean;
  readonly toggledCampaignIds: ReadonlySet<string>;
}

/** All that the host or the reader has chosen. Everything on screen follows from it and from the report. */
export interface ViewState extends CampaignExpansion {
  readonly timeFrame: TimeFrame;
  readonly dateBasis: DateBasis;
  /** An IANA name; `undefined` is the browser's. */
  readonly timeZone: string | undefined;
  readonly sort: Sort;
  readonly groupBy: GroupBy;
  /** What is shown, in order, whether the report offers it or not; `undefined` is the default set. */
  readonly columns: readonly ColumnId[] | undefined;
  /** In pixels, of the columns that were given a width by hand; the others take what they need. */
  readonly widths: ColumnWidths;
  /** What the reader looks for in the names of campaigns and emails; empty if nothing. */
  readonly search: string;
  /** How the campaigns stood before a search, which opens all that it finds; `undefined` where there is none. */
  readonly beforeSearch: CampaignExpansion | undefined;
}

const none: ReadonlySet<string> = new Set();

export const initialViewState: ViewState = {
  timeFrame: 'last-30-days',
  dateBasis: 'first-sent',
  timeZone: undefined,
  sort: parseSort('-firstSentAt') ?? [],
  groupBy: 'campaign',
  columns: undefined,
  widths: {},
  search: '',
  expandedByDefault: true,
  toggledCampaignIds: none,
  beforeSearch: undefined,
};

/** Figures and dates are most often asked for from the greatest down, names from A on. */
function startsDescending(column: ColumnId): boolean {
  return columnKind(column) !== 'text';
}

/**
 * A header was pressed. Alone, the column becomes the one sort key, or turns round if it was the first already.
 * As a further key, it is added at the end, or turns round where it stands.
 */
export function withSort(view: ViewState, column: ColumnId, further: boolean): ViewState {
  const current = view.sort.find((key) => key.column === column);
  const turned = current && { column, descending: !current.descending };
  if (further) {
    const sort = turned
      ? view.sort.map((key) => (key === current ? turned : key))
      : [...view.sort, { column, descending: startsDescending(column) }];
    return { ...view, sort };
  }
  const isFirst = view.sort[0]?.column === column;
  return { ...view, sort: [isFirst && turned ? turned : { column, descending: startsDescending(column) }] };
}

/** What a search finds is not to be hidden in a closed campaign; when it is over, all is as it was. */
export function withSearch(view: ViewState, search: string): ViewState {
  const { expandedByDefault, toggledCampaignIds, beforeSearch } = view;
  const isSearching = search.trim() !== '';
  if (isSearching === (beforeSearch !== undefined)) return { ...view, search };
  if (isSearching)
    return { ...withAllCampaigns(view, true), search, beforeSearch: { expandedByDefault, toggledCampaignIds } };
  return { ...view, ...beforeSearch, search, beforeSearch: undefined };
}

export function isExpanded(view: CampaignExpansion, campaignId: string): boolean {
  return view.expandedByDefault !== view.toggledCampaignIds.has(campaignId);
}

/** Opens the campaign if it is closed, closes it if it is open. */
export function withCampaignToggled(view: ViewState, campaignId: string): ViewState {
  const toggledCampaignIds = new Set(view.toggledCampaignIds);
  if (!toggledCampaignIds.delete(campaignId)) toggledCampaignIds.add(campaignId);
  return { ...view, toggledCampaignIds };
}

export function withAllCampaigns(view: ViewState, expandedByDefault: boolean): ViewState {
  return { ...view, expandedByDefault, toggledCampaignIds: none };
}

/** Campaigns whose emails are not here until they are asked for start closed. */
export function collapsedByDefault(view: ViewState): ViewState {
  return view.expandedByDefault ? withAllCampaigns(view, false) : view;
}
