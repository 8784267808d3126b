import { instantColumnIds } from '../model/columns.ts';
import { clearUntrackedOpens, countColumnIds, trackedIds } from '../model/metrics.ts';
import type { FieldReader } from '../model/extra-columns.ts';
import { filterNames, type FilterParameters, type ReportNumbers, type ReportWindow } from '../model/report.ts';
import { isJsonObject, type JsonObject } from '../platform/json-object.ts';
import type { ProblemList } from './contract-error.ts';
import { isNullish, readCount, readGroupBy, readId, readInstant, readRequiredCount, readText } from './validators.ts';

/** Reads the fields that make a response a window. Returns `undefined` for a whole report. */
export function readWindow(
  head: JsonObject,
  problems: ProblemList,
  extras: FieldReader | undefined,
): ReportWindow | undefined {
  const limit = readCount(head['limit'], 'limit', problems);
  if (Number.isNaN(limit)) return undefined;
  if (limit === 0) problems.add('limit', 'a positive integer', 0);
  // A window without rowCount could be incomplete unnoticed.
  readRequiredCount(head['rowCount'], 'rowCount', problems);
  return {
    limit: limit || NaN,
    offset: readRequiredCount(head['offset'], 'offset', problems),
    sort: readText(head['sort'], 'sort', problems),
    search: readText(head['search'], 'search', problems) || undefined,
    groupBy: readGroupBy(head['groupBy'], 'groupBy', problems),
    filters: readFilters(head, problems),
    totals: readTotals(head, problems, extras),
  };
}

/** Reads filters: a single value, or an array of several. */
function readFilters(head: JsonObject, problems: ProblemList): FilterParameters {
  const names = filterNames.filter((name) => !isNullish(head[name]));
  return Object.fromEntries(
    names.map((name) => {
      const value = head[name];
      const read = (each: unknown) => readId(each, name, problems);
      return [name, Array.isArray(value) ? value.map(read) : read(value)];
    }),
  );
}

function readTotals(
  head: JsonObject,
  problems: ProblemList,
  extras: FieldReader | undefined,
): ReportNumbers | undefined {
  const totals = head['totals'];
  if (isNullish(totals)) return undefined;
  if (!isJsonObject(totals)) {
    problems.add('totals', 'an object', totals);
    return undefined;
  }
  problems.parent = 'totals';
  const numbers = Object.fromEntries([
    ...instantColumnIds.map((id) => [id, Float64Array.of(readInstant(totals[id], id, problems))]),
    ...[...countColumnIds, ...trackedIds.filter((id) => !isNullish(totals[id]))].map((id) => [
      id,
      Float64Array.of(readCount(totals[id], id, problems)),
    ]),
  ]) as ReportNumbers;
  const { humanOpened, privacyOpened, personOpened } = numbers;
  personOpened[0] = (humanOpened[0] as number) - (privacyOpened[0] as number);
  problems.parent = '';
  clearUntrackedOpens(numbers, 0);
  return { ...numbers, ...extras?.readTotals(totals) };
}
