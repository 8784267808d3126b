import type { ReportResponse, ReportResponseRow } from '../endpoint/contract.ts';
import { parseReport } from '../endpoint/parse-report.ts';
import { isRateId } from '../model/columns.ts';
import { archivedChoices, formatFilter, parseCondition } from '../model/filter.ts';
import { countIds, isOpenCount, rateOf, rates, type CountId } from '../model/metrics.ts';
import { filterNames } from '../model/report.ts';
import { parseSort, type SortKey } from '../model/sort.ts';
import { wilsonInterval } from '../model/wilson-interval.ts';
import { runSync } from '../platform/sliced-task.ts';
import { createRowFilter } from '../table-model/filter-rows.ts';
import { initialViewState } from '../table-model/view-state.ts';
import { explanationOf, explanationOfSum } from './explanations.ts';
import { headOf, rowsInTimeFrame, type Answer, type ReportQuery, type Rows } from './responses.ts';

type Row = ReportResponseRow;

/** A window of a report, and its rows. */
type Window = Omit<ReportResponse, 'version'>;

/** Returns sums. Those of opens leave out rows whose opens are not tracked. */
function totalOf(rows: readonly Row[]): Partial<Row> {
  const tracked = rows.filter(({ openTracked }) => openTracked !== false);
  const sum = (id: CountId, some: readonly Row[]) => some.reduce((total, row) => total + (row[id] ?? NaN), 0);
  const trackedIds = ['sent', 'delivered', 'clicked', 'humanClicked'] as const;
  return {
    ...Object.fromEntries(countIds.map((id) => [id, sum(id, isOpenCount(id) ? tracked : rows)])),
    ...(tracked.length < rows.length && {
      ...Object.fromEntries(trackedIds.map((id) => [`${id}Tracked`, sum(id, tracked)])),
      ...{ emails: rows.length, emailsTracked: tracked.length },
    }),
    ...(rows.some(({ explain }) => explain) && { explain: explanationOfSum(rows) ?? null }),
  };
}

function valueOf(row: Row, { column, isLow }: SortKey): number | string | undefined {
  const figures = row as unknown as Record<string, number | string>;
  if (!isRateId(column)) return figures[column];
  const countOf = (id: string) => Number(figures[id] ?? NaN);
  const [numerator, denominator] = [countOf(rates[column].numerator), countOf(rates[column].denominator)];
  return isLow ? wilsonInterval(numerator, denominator)?.low : rateOf(numerator, denominator);
}

function compare(one: Row, other: Row, sort: string): number {
  for (const key of parseSort(sort) ?? []) {
    const [a, b] = [valueOf(one, key) ?? '', valueOf(other, key) ?? ''];
    if (a !== b) return (a < b ? -1 : 1) * (key.descending ? -1 : 1);
  }
  const ids = ({ campaignId, emailId }: Row) => `${String(campaignId).padStart(9)} ${String(emailId).padStart(9)}`;
  return ids(one) < ids(other) ? -1 : 1;
}

function campaignsOf(rows: readonly Row[]): Row[] {
  const ids = [...new Set(rows.map(({ campaignId }) => campaignId))];
  return ids.map((campaignId) => {
    const members = rows.filter((row) => row.campaignId === campaignId);
    const { campaignName, firstSentAt, lastActivityAt } = members[0] as Row;
    const { emailId, emailName, hasPreview } = members[0] as Row;
    const email = members.length === 1 ? { emailId, emailName, hasPreview } : {};
    const emails = members.length;
    return { campaignId, campaignName, firstSentAt, lastActivityAt, emails, ...email, ...totalOf(members) } as Row;
  });
}

/** Returns a function that makes the counts of a row those that a request sorts by. */
function countedRow(parameters: URLSearchParams): (row: Row) => Row {
  const isSent = parameters.get('rateBase') === 'sent';
  const activity = parameters.get('activity');
  return (row) => {
    const { humanOpened, humanClicked, privacyOpened } = row;
    const opened = activity === 'person' ? (humanOpened ?? NaN) - (privacyOpened ?? 0) : humanOpened;
    const ofActivity = activity ? { opened: opened ?? null, clicked: humanClicked ?? null } : {};
    return { ...row, ...ofActivity, ...(isSent && { delivered: row.sent }) };
  };
}

/** Returns the filters of a request, as an endpoint repeats them. */
const appliedFilters = (parameters: URLSearchParams): Partial<ReportResponse> =>
  Object.fromEntries(filterNames.flatMap((name) => (parameters.has(name) ? [[name, parameters.getAll(name)]] : [])));

/** Returns the rows that meet the filters of a request, as the element filters a whole report. */
function filtered(rows: readonly Row[], parameters: URLSearchParams): readonly Row[] {
  const archived = archivedChoices.find((choice) => choice === parameters.get('archived'));
  const conditions = parameters.getAll('filter').map((text) => parseCondition(text));
  const filter = {
    campaigns: parameters.getAll('campaign'),
    folders: parameters.getAll('folder'),
    archived,
    conditions,
  };
  const view = { ...initialViewState, filter: formatFilter(filter), timeZone: parameters.get('timeZone') ?? undefined };
  const selection = runSync(createRowFilter()(parseReport({ version: 1, rows }), view, undefined));
  return selection ? rows.filter((_, index) => selection.mask[index] === 1) : rows;
}

/**
 * Returns the requested window of the rows, after search, grouping and sorting. With `explain=1`, rows and totals are explained.
 * @param defaultLimit the window size if the request does not set `limit`
 */
export function windowOf(all: readonly Row[], parameters: URLSearchParams, defaultLimit: number): Window {
  const read = (name: string) => parameters.get(name) ?? undefined;
  const [sort = '', search, groupBy] = ['sort', 'search', 'groupBy'].map(read);
  const offset = Number(read('offset') ?? 0);
  const limit = Number(read('limit') ?? defaultLimit);
  const email = read('email');
  const matches = ({ campaignName, emailName, emailId }: Row) =>
    (search === undefined || `${campaignName}\n${emailName}`.toLowerCase().includes(search.toLowerCase())) &&
    (email === undefined || email === String(emailId));
  const explained = (row: Row): Row => (read('explain') ? { ...row, explain: row.explain ?? explanationOf(row) } : row);
  const matching = filtered(all.filter(matches), parameters).map(explained);
  const counted = countedRow(parameters);
  const rows = (groupBy ? campaignsOf(matching) : [...matching]).sort((a, b) => compare(counted(a), counted(b), sort));
  return {
    rowCount: rows.length,
    ...{ offset, limit, sort, search: search ?? null, ...appliedFilters(parameters) },
    groupBy: groupBy ? 'campaign' : null,
    totals: totalOf(matching),
    rows: rows.slice(offset, offset + limit),
  };
}

/** Returns the response for a window after the first. */
type LaterWindow = (window: ReportResponse, query: ReportQuery) => Response | Promise<Response>;

/** Returns a report window by window. */
export function inWindows(rows: Rows, limit: number, later: LaterWindow = (window) => Response.json(window)): Answer {
  return (query) => {
    const { rowCount = 0, ...window } = windowOf(rowsInTimeFrame(rows(), query.parameters), query.parameters, limit);
    const answer: ReportResponse = { ...headOf(query, rowCount ?? 0), ...window };
    return answer.offset ? later(answer, query) : Response.json(answer);
  };
}

/** Returns a changed window, such as an invalid one. */
export const changed =
  (change: (window: ReportResponse) => ReportResponse): LaterWindow =>
  (window) =>
    Response.json(change(window));
