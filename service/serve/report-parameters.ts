import type { ReportAge } from '../../src/endpoint/contract.ts';
import { dateBases, type DateBasis } from '../../src/model/report.ts';
import { formatSort, parseSort, type Sort } from '../../src/model/sort.ts';
import { builtInColumns } from '../../src/model/columns.ts';
import {
  archivedChoices,
  FilterError,
  parseCondition,
  parseFolder,
  type Condition,
  type Filter,
} from '../../src/model/filter.ts';
import type { Access } from './access.ts';
import { ages } from './age.ts';
import { parsePeople, type PeopleFilter } from './people-filter.ts';
import { badParameter } from './problem.ts';
import { endOfDay, isCalendarDate, parseTimeZone, startOfDay, type TimeZone } from './time-zone.ts';
import type { FigureMeaning } from './value-sql.ts';

/** A valid request for a report. */
export interface ReportRequest extends FigureMeaning {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly timeZone: string;
  readonly dateBasis: DateBasis;
  /** The time frame in milliseconds since 1970 UTC, start included, end excluded. `undefined`: no limit. */
  readonly start: number | undefined;
  readonly end: number | undefined;
  readonly sort: Sort;
  readonly offset: number | undefined;
  readonly limit: number | undefined;
  readonly groupBy: 'campaign' | undefined;
  readonly email: string | undefined;
  /** Whether rows have `explain`. Never at an age. */
  readonly explain: boolean;
  /** The age of records whose state is counted. Default: the current state. */
  readonly age: ReportAge | undefined;
  /** The conditions that emails must meet. Without `limit` it is at most one campaign. */
  readonly filter: Filter;
  /** The filters that apply, as they were received: one value, or several. */
  readonly appliedFilters: Query;
  readonly search: string | undefined;
  /** The people that are counted. */
  readonly people: PeopleFilter;
  /** The campaigns that the reader may see. */
  readonly access: Access;
}

/** Whether a request counts only some rows of its time frame. */
export function choosesRows({ filter, email, search }: ReportRequest): boolean {
  const { campaigns, folders, archived, conditions } = filter;
  return [...campaigns, ...folders, ...conditions, archived, email, search].some(
    (condition) => condition !== undefined,
  );
}

/** A parsed query string. A repeated parameter is an array. */
export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

const defaultSort: Sort = [{ column: 'firstSentAt', descending: true }];

/**
 * Parses the query parameters of a report. Ignores unknown parameters.
 * @param access the campaigns that the reader may see
 * @param isFiltered whether all filters apply. Default: with `limit`. Without it, the element filters the report itself
 * @throws Problem with status 400 if a parameter is invalid; it names the parameter
 */
export function parseReportRequest(
  query: Query,
  access: Access,
  isFiltered = query['limit'] !== undefined,
): ReportRequest {
  const from = readDate(query, 'from');
  const to = readDate(query, 'to');
  if (from !== undefined && to !== undefined && from > to) {
    throw badParameter('from', `from (${from}) must not be later than to (${to}).`);
  }
  const timeZone = readTimeZone(query);
  const age = readChoice(query, 'age', ages);
  return {
    from,
    to,
    timeZone: timeZone.name,
    dateBasis: readChoice(query, 'dateBasis', dateBases) ?? 'first-sent',
    start: from === undefined ? undefined : startOfDay(from, timeZone),
    end: to === undefined ? undefined : endOfDay(to, timeZone),
    sort: readSort(query),
    offset: readCount(query, 'offset'),
    limit: readCount(query, 'limit'),
    groupBy: readChoice(query, 'groupBy', ['campaign']),
    email: readId(query, 'email'),
    explain: readExplain(query) && age === undefined,
    age,
    ...readFilters(query, isFiltered),
    search: read(query, 'search') || undefined,
    people: readPeople(query),
    access,
  };
}

/** Returns a key that is the same for all requests with the same response. Readers who may see the same share it. */
export function cacheKey(request: ReportRequest): string {
  return JSON.stringify({ ...request, sort: formatSort(request.sort) });
}

/** Returns the value of a parameter. @throws Problem with status 400 if it is repeated */
export function read(query: Query, name: string): string | undefined {
  const value = query[name];
  if (typeof value === 'object') throw badParameter(name, `${name} must not be repeated.`);
  return value;
}

/** Returns a value for an error message. */
export function quoted(value: string): string {
  return JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value);
}

function readDate(query: Query, name: 'from' | 'to'): string | undefined {
  const value = read(query, name);
  if (value === undefined || isCalendarDate(value)) return value;
  throw badParameter(name, `${name} must be a valid date in the form YYYY-MM-DD, not ${quoted(value)}.`);
}

function readTimeZone(query: Query): TimeZone {
  const value = read(query, 'timeZone') ?? 'UTC';
  const timeZone = parseTimeZone(value);
  if (timeZone) return timeZone;
  throw badParameter('timeZone', `timeZone must be an IANA time zone name such as Europe/Paris, not ${quoted(value)}.`);
}

function readSort(query: Query): Sort {
  const value = read(query, 'sort');
  if (value === undefined) return defaultSort;
  const sort = parseSort(value);
  if (sort) return sort;
  throw badParameter(
    'sort',
    `sort must be a comma-separated list of different column ids, each with an optional - for descending order, not ${quoted(value)}.`,
  );
}

function readCount(query: Query, name: 'offset' | 'limit'): number | undefined {
  const value = read(query, name);
  if (value === undefined) return undefined;
  if (/^\d{1,15}$/.test(value)) return Number(value);
  throw badParameter(name, `${name} must be a non-negative integer, not ${quoted(value)}.`);
}

function readId(query: Query, name: 'email'): string | undefined {
  const value = read(query, name);
  if (value === undefined || /^-?\d+$/.test(value)) return value;
  throw badParameter(name, `${name} must be the id of an email, a decimal integer, not ${quoted(value)}.`);
}

function readExplain(query: Query): boolean {
  const value = read(query, 'explain');
  if (value === undefined || value === '1') return value === '1';
  throw badParameter('explain', `explain must be 1, not ${quoted(value)}.`);
}

/** Returns the value of a parameter that has a few valid values. @throws Problem with status 400 for any other */
export function readChoice<Choice extends string>(
  query: Query,
  name: string,
  choices: readonly Choice[],
): Choice | undefined {
  const value = read(query, name);
  const choice = choices.find((known) => known === value);
  if (value === undefined || choice) return choice;
  throw badParameter(name, `${name} must be ${choices.join(' or ')}, not ${quoted(value)}.`);
}

/** If filters do not apply, only a single campaign does. */
function readFilters(
  query: Query,
  isFiltered: boolean,
): Pick<ReportRequest, 'filter' | 'appliedFilters' | keyof FigureMeaning> {
  const filter: Filter = {
    campaigns: readAll(query, 'campaign').map(readCampaign),
    folders: readAll(query, 'folder').map(readFolder),
    archived: readChoice(query, 'archived', archivedChoices),
    conditions: readAll(query, 'filter').map(readCondition),
  };
  const activity = readChoice(query, 'activity', ['human', 'person']);
  const rateBase = readChoice(query, 'rateBase', ['sent']);
  const { campaign, folder, archived, filter: conditions, people, deleted } = query;
  if (isFiltered) {
    const appliedFilters = { campaign, folder, archived, filter: conditions, people, deleted, activity, rateBase };
    return { filter, activity, rateBase, appliedFilters };
  }
  const campaigns = filter.campaigns.length === 1 ? filter.campaigns : [];
  return {
    filter: { campaigns, folders: [], archived: undefined, conditions: [] },
    activity: undefined,
    rateBase: undefined,
    appliedFilters: { campaign: campaigns[0], people, deleted },
  };
}

/** Choosing people changes counts, so the server does it with and without `limit`. */
function readPeople(query: Query): PeopleFilter {
  const deleted = read(query, 'deleted');
  if (deleted !== undefined && deleted !== 'hide') {
    throw badParameter('deleted', `deleted must be hide, not ${quoted(deleted)}.`);
  }
  return { fields: parsePeople(readAll(query, 'people')), hidesDeleted: deleted === 'hide' };
}

/** How often a parameter may be repeated: the work of a query grows with the number of its values. */
const maxRepeats = { campaign: 1000, folder: 1000, people: 1000, filter: 100 } as const;

/** @throws Problem with status 400 if the parameter is repeated too often */
function readAll(query: Query, name: keyof typeof maxRepeats): readonly string[] {
  const value = query[name];
  if (value === undefined) return [];
  if (typeof value === 'string') return [value];
  if (value.length <= maxRepeats[name]) return value;
  throw badParameter(name, `${name} may be repeated at most ${maxRepeats[name].toLocaleString('en')} times.`);
}

function readCampaign(value: string): string {
  if (/^-?\d+$/.test(value)) return value;
  throw badParameter('campaign', `campaign must be the id of a campaign, a decimal integer, not ${quoted(value)}.`);
}

function readFolder(value: string): string {
  const path = parseFolder(value);
  if (path !== undefined) return path;
  throw badParameter('folder', `folder must be a path such as /EMEA/2026, not ${quoted(value)}.`);
}

function readCondition(value: string): Condition {
  try {
    const condition = parseCondition(value);
    if (builtInColumns.has(condition.column)) return condition;
    throw new FilterError('expected the id of a column with figures or dates');
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    throw badParameter('filter', `filter is invalid: ${quoted(value)}: ${error.message}.`);
  }
}
