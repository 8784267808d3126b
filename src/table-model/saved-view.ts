import { isColumnId, parseColumns, type ColumnId } from '../model/columns.ts';
import { dateBases, type DateBasis } from '../model/report.ts';
import { formatSort, parseSort } from '../model/sort.ts';
import { canonicalTimeZone, formatTimeFrame, isTimeZone, parseTimeFrame } from '../model/time-frame.ts';
import { greatestWidth, leastWidth } from './visible-columns.ts';
import { groupings, withSearch, type GroupBy, type ViewState } from './view-state.ts';

/** All that is chosen about a report, as plain JSON to keep and to set again. Texts are those of the attributes. */
export interface SavedView {
  readonly version: 1;
  readonly timeFrame: string;
  readonly dateBasis: DateBasis;
  /** `null` is the browser's. */
  readonly timeZone: string | null;
  readonly sort: string;
  readonly groupBy: GroupBy;
  /** Ids in order; `null` is the default set. */
  readonly columns: string | null;
  /** In pixels, of the columns that were given a width by hand. */
  readonly widths: Readonly<Partial<Record<ColumnId, number>>>;
  readonly search: string;
  /** Whether campaigns stand open, but for those with the ids in `except`. */
  readonly campaigns: { readonly open: boolean; readonly except: readonly string[] };
}

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
    campaigns: { open: expandedByDefault, except: [...toggledCampaignIds] },
  };
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads the field of a saved view into the view; `undefined` where it cannot be understood. */
type FieldReader = (value: unknown, view: ViewState) => Partial<ViewState> | undefined;

function text<Key extends keyof ViewState>(
  key: Key,
  parse: (text: string) => ViewState[Key] | undefined,
): (value: unknown) => Partial<ViewState> | undefined {
  return (value) => {
    const parsed = typeof value === 'string' ? parse(value) : undefined;
    return parsed === undefined ? undefined : { [key]: parsed };
  };
}

const readers: Readonly<Record<Exclude<keyof SavedView, 'version'>, FieldReader>> = {
  timeFrame: text('timeFrame', parseTimeFrame),
  dateBasis: text('dateBasis', (value) => dateBases.find((known) => known === value)),
  timeZone: (value) =>
    value === null
      ? { timeZone: undefined }
      : text('timeZone', (zone) => (isTimeZone(zone) ? canonicalTimeZone(zone) : undefined))(value),
  sort: text('sort', parseSort),
  groupBy: text('groupBy', (value) => groupings.find((known) => known === value)),
  columns: (value) => (value === null ? { columns: undefined } : text('columns', parseColumns)(value)),
  widths: (value) => (isFields(value) && Object.entries(value).every(isWidth) ? { widths: { ...value } } : undefined),
  search: (value, view) => (typeof value === 'string' ? withSearch(view, value) : undefined),
  campaigns: (value, view) => {
    if (!isFields(value)) return undefined;
    const { open, except } = value;
    const isChoice = typeof open === 'boolean' && Array.isArray(except);
    if (!isChoice || !except.every((id): id is string => typeof id === 'string')) return undefined;
    const expansion = { expandedByDefault: open, toggledCampaignIds: new Set(except) };
    return view.beforeSearch ? { beforeSearch: expansion } : expansion;
  },
};

function isWidth([column, width]: [string, unknown]): boolean {
  return isColumnId(column) && typeof width === 'number' && width >= leastWidth && width <= greatestWidth;
}

/**
 * Reads a saved view: what it says takes the place of what the present view says, what it does not mention stays. Fields
 * that are unknown are of no account.
 * @throws {TypeError} that says why, if it is broken anywhere, or of another version
 */
export function readView(saved: unknown, present: ViewState): ViewState {
  if (!isFields(saved)) throw new TypeError('it is no object');
  if (saved['version'] !== 1)
    throw new TypeError(`version ${JSON.stringify(saved['version'])} is not known, only 1 is`);
  let view = present;
  for (const [name, read] of Object.entries(readers)) {
    if (saved[name] === undefined) continue;
    const part = read(saved[name], view);
    if (!part) throw new TypeError(`${name} cannot be ${JSON.stringify(saved[name])}`);
    view = { ...view, ...part };
  }
  return view;
}
