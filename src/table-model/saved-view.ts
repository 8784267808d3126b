import { parseColumns, type ColumnId, type ColumnSet } from '../model/columns.ts';
import { isJsonObject } from '../platform/json-object.ts';
import { dateBases, type DateBasis } from '../model/report.ts';
import { formatSort, parseSort } from '../model/sort.ts';
import { canonicalTimeZone, formatTimeFrame, isTimeZone, parseTimeFrame } from '../model/time-frame.ts';
import { maxWidth, minWidth } from './visible-columns.ts';
import { groupings, withSearch, type ColumnWidths, type GroupBy, type ViewState } from './view-state.ts';

/** A view of the report as plain JSON, to store and restore. Texts have the format of the matching attributes. */
export interface SavedView {
  readonly version: 1;
  readonly timeFrame: string;
  readonly dateBasis: DateBasis;
  /** An IANA name; `null` means the time zone of the browser. */
  readonly timeZone: string | null;
  readonly sort: string;
  readonly groupBy: GroupBy;
  /** Column ids in display order, separated by commas; `null` means the default columns. */
  readonly columns: string | null;
  /** Custom column widths, in pixels. */
  readonly widths: Readonly<Partial<Record<ColumnId, number>>>;
  readonly search: string;
  /** The conditions that emails must meet. Views saved by earlier versions have none. */
  readonly filter?: string;
  /** How figures are counted, compared and shown. Views saved by earlier versions have none. */
  readonly figures?: string;
  /** Whether campaigns are expanded, except those whose ids are in `except`. */
  readonly campaigns: { readonly open: boolean; readonly except: readonly string[] };
}

/** A view to set. Choices that it omits stay as they are. */
export type ViewChoices = Partial<SavedView> & Pick<SavedView, 'version'>;

/** A view with a name that readers see. Choices that it omits are those of the host. */
export interface NamedView {
  readonly name: string;
  readonly view: Partial<SavedView>;
}

/** Returns a view as plain JSON. */
export function saveView(view: ViewState): SavedView {
  const { expandedByDefault, toggledCampaignIds } = view.beforeSearch ?? view;
  return {
    version: 1,
    timeFrame: formatTimeFrame(view.timeFrame),
    dateBasis: view.dateBasis,
    timeZone: view.timeZone ?? null,
    sort: formatSort(view.sort),
    groupBy: view.groupBy,
    columns: view.columns?.join(',') ?? null,
    widths: { ...view.widths },
    search: view.search,
    filter: view.filter,
    figures: view.figures,
    campaigns: { open: expandedByDefault, except: [...toggledCampaignIds] },
  };
}

/** Parses one field of a saved view. Returns the changes to the view, or `undefined` if the value is invalid. */
type FieldReader = (value: unknown, view: ViewState) => Partial<ViewState> | undefined;

function text<Key extends keyof ViewState>(
  key: Key,
  parse: (text: string, known: ColumnSet) => ViewState[Key] | undefined,
): FieldReader {
  return (value, { columnSet }) => {
    const parsed = typeof value === 'string' ? parse(value, columnSet) : undefined;
    return parsed === undefined ? undefined : { [key]: parsed };
  };
}

const readers: Readonly<Record<Exclude<keyof SavedView, 'version'>, FieldReader>> = {
  timeFrame: text('timeFrame', parseTimeFrame),
  dateBasis: text('dateBasis', (value) => dateBases.find((known) => known === value)),
  timeZone: (value, view) =>
    value === null
      ? { timeZone: undefined }
      : text('timeZone', (zone) => (isTimeZone(zone) ? canonicalTimeZone(zone) : undefined))(value, view),
  sort: text('sort', parseSort),
  groupBy: text('groupBy', (value) => groupings.find((known) => known === value)),
  columns: (value, view) => (value === null ? { columns: undefined } : text('columns', parseColumns)(value, view)),
  widths: (value, { columnSet }) =>
    isJsonObject(value) && Object.entries(value).every(([id, width]) => columnSet.has(id) && isWidth(width))
      ? { widths: { ...(value as ColumnWidths) } }
      : undefined,
  search: (value, view) => (typeof value === 'string' ? withSearch(view, value) : undefined),
  filter: text('filter', (value) => value.trim()),
  figures: text('figures', (value) => value.trim()),
  campaigns: (value, view) => {
    if (!isJsonObject(value)) return undefined;
    const { open, except } = value;
    const isChoice = typeof open === 'boolean' && Array.isArray(except);
    if (!isChoice || !except.every((id): id is string => typeof id === 'string')) return undefined;
    const expansion = { expandedByDefault: open, toggledCampaignIds: new Set(except) };
    return view.beforeSearch ? { beforeSearch: expansion } : expansion;
  },
};

function isWidth(width: unknown): boolean {
  return typeof width === 'number' && width >= minWidth && width <= maxWidth;
}

/**
 * Applies a saved view to the current one. Fields that it omits keep their current value; unknown fields are ignored.
 * Returns `undefined` if a field is invalid or the version is unknown.
 */
export function readView(saved: unknown, current: ViewState): ViewState | undefined {
  if (!isJsonObject(saved) || saved['version'] !== 1) return undefined;
  let view = current;
  for (const [name, read] of Object.entries(readers)) {
    if (saved[name] === undefined) continue;
    const part = read(saved[name], view);
    if (!part) return undefined;
    view = { ...view, ...part };
  }
  return view;
}

/** The properties that set a part of the view, or all of it. */
export type Choice =
  'timeFrame' | 'dateBasis' | 'timeZone' | 'sort' | 'groupBy' | 'columns' | 'filter' | 'figures' | 'view';

/** The values of these properties that could not be read, each with the view at that time. */
export type OpenChoices = Map<Choice, { readonly value: unknown; readonly viewState: ViewState }>;

/** Returns the view with a choice; `undefined` if it cannot be read. */
export function readChoice(name: Choice, value: unknown, view: ViewState): ViewState | undefined {
  return readView(name === 'view' ? value : { version: 1, [name]: value }, view);
}
