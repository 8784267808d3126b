import type { TableMessages } from '../i18n/table-messages.ts';
import type { ColumnId, ColumnSet } from '../model/columns.ts';
import type { ToolbarControl } from '../model/controls.ts';
import type { Report } from '../model/report.ts';
import type { Sort } from '../model/sort.ts';
import { canSortByLow } from '../table-model/sorting/lower-bounds.ts';
import { canHide, type ColumnChange } from '../table-model/column-change.ts';
import type { GroupBy } from '../table-model/view-state.ts';

/** An entry of a menu. */
export interface MenuEntry {
  readonly label: string;
  /** Describes its effect in a sentence. */
  readonly hint?: string;
  /** Set for an entry that is one of several states: whether it is the current one. */
  readonly isCurrent?: boolean;
  /** Whether a line separates it from the entries above. */
  readonly startsGroup?: boolean;
  readonly run: () => void;
}

/** The state that the menu of a column depends on. */
export interface ColumnMenuState {
  readonly column: ColumnId;
  /** The columns on screen; the first is the name column, which keeps its place. */
  readonly columns: readonly ColumnId[];
  readonly columnSet: ColumnSet;
  readonly sort: Sort;
  readonly groupBy: GroupBy;
  /** The report, or its first window: an endpoint may not sort by lower bounds. */
  readonly report: Report | undefined;
  readonly hasControl: (control: ToolbarControl) => boolean;
  /** 1 if columns run from left to right, otherwise -1. */
  readonly direction: 1 | -1;
}

/** The actions of the entries of the menu of a column. */
export interface ColumnMenuActions {
  readonly sort: (sort: Sort) => void;
  /** Sorts emails, which leave the groups of their campaigns. */
  readonly sortEmails: (sort: Sort) => void;
  readonly groupBy: (groupBy: GroupBy) => void;
  /** Adds the column to the sort, as a click with Shift does. */
  readonly addToSort: () => void;
  readonly change: (change: ColumnChange) => void;
  readonly openPanel: (panel: 'filter' | 'columns') => void;
  readonly fitWidth: () => void;
  /** Moves the focus to the handle of the column, which arrow keys resize. */
  readonly changeWidth: () => void;
}

/** The text columns by which the tree of campaigns and folders filters, or the choice of archived campaigns. */
const campaignColumns: readonly ColumnId[] = ['emailName', 'campaignName', 'campaignFolder', 'campaignArchived'];

/** The columns that name campaigns and emails: their menus offer to group emails by campaign. */
const namingColumns: readonly ColumnId[] = ['emailName', 'campaignName'];

/** Returns the entries of the menu of a column. Those that would have no effect are left out. */
export function columnMenuEntries(
  state: ColumnMenuState,
  actions: ColumnMenuActions,
  messages: TableMessages,
): readonly MenuEntry[] {
  const { column, columns, hasControl } = state;
  const { hideColumn, fitWidth, changeWidth, chooseColumns } = messages;
  const { change, openPanel } = actions;
  const rearrange = [
    ...(canHide(column, columns) ? [{ label: hideColumn, run: () => change({ hide: column }) }] : []),
    ...moveEntries(state, change, messages),
    { label: fitWidth, run: actions.fitWidth },
    { label: changeWidth, run: actions.changeWidth },
  ];
  return [
    sortEntries(state, actions, messages),
    groupEntries(state, actions, messages),
    canFilter(state) ? [{ label: messages.filterColumn, run: () => openPanel('filter') }] : [],
    rearrange,
    hasControl('columns') ? [{ label: chooseColumns, run: () => openPanel('columns') }] : [],
  ].flatMap((group, place) => group.map((entry, index) => ({ ...entry, startsGroup: place > 0 && index === 0 })));
}

function sortEntries(
  state: ColumnMenuState,
  actions: ColumnMenuActions,
  messages: TableMessages,
): readonly MenuEntry[] {
  const { column, columnSet, report, sort, groupBy } = state;
  const { sortAscending, sortDescending, sortCautious, sortCautiousHint, addToSort, removeFromSort } = messages;
  const key = sort.find((other) => other.column === column);
  const others = sort.filter((other) => other !== key);
  const current = sort[0] === key ? key : undefined;
  const sortBy = (label: string, descending: boolean): MenuEntry => ({
    label,
    isCurrent: !current?.isLow && current?.descending === descending,
    run: () => actions.sort([{ column, descending }]),
  });
  // Among campaigns, the best email would be hidden in one with a lower rate.
  const cautious: MenuEntry = {
    label: sortCautious,
    hint: sortCautiousHint,
    isCurrent: current?.isLow === true && current.descending && groupBy === 'none',
    run: () => actions.sortEmails([{ column, descending: true, isLow: true }]),
  };
  const additional: MenuEntry = key
    ? { label: removeFromSort, run: () => actions.sort(others) }
    : { label: addToSort, run: actions.addToSort };
  return [
    sortBy(sortAscending, false),
    sortBy(sortDescending, true),
    ...(canSortByLow(column, columnSet, report) ? [cautious] : []),
    ...(others.length > 0 ? [additional] : []),
  ];
}

function groupEntries(
  { column, groupBy: current }: ColumnMenuState,
  { groupBy }: ColumnMenuActions,
  { groupByCampaign, noGrouping }: TableMessages,
): readonly MenuEntry[] {
  if (!namingColumns.includes(column)) return [];
  return [
    { label: groupByCampaign, isCurrent: current === 'campaign', run: () => groupBy('campaign') },
    { label: noGrouping, isCurrent: current === 'none', run: () => groupBy('none') },
  ];
}

/** Whether the filter has a condition for a column. */
function canFilter({ column, columnSet, hasControl }: ColumnMenuState): boolean {
  const hasRange = !['text', 'flag'].includes(columnSet.kindOf(column));
  return hasControl('filter') && (hasRange || campaignColumns.includes(column));
}

function moveEntries(
  { column, columns, direction }: ColumnMenuState,
  change: ColumnMenuActions['change'],
  { moveLeft, moveRight }: TableMessages,
): readonly MenuEntry[] {
  const place = columns.indexOf(column);
  if (place < 1) return [];
  return ([-1, 1] as const).flatMap((step) => {
    const to = columns[place + step * direction];
    if (to === undefined || to === columns[0]) return [];
    return [{ label: step < 0 ? moveLeft : moveRight, run: () => change({ move: column, to }) }];
  });
}
