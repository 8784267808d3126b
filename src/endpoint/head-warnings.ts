import { ages } from '../model/figure-choices.ts';
import { isJsonObject, type JsonObject } from '../platform/json-object.ts';
import { ContractError, formatProblem, ProblemList } from './contract-error.ts';
import { isNullish, readCount, readInstant, readRequiredCount, readRequiredText, readText } from './validators.ts';

/** Adds the problems of a value. */
type Reading = (value: unknown, problems: ProblemList) => void;

/**
 * Describes the optional fields of a head that the reader of reports does not read, and that break the contract. Code that loads on
 * demand reads them, and leaves out invalid values.
 */
export function headWarnings({ notes, ages: offered, peopleFilters, seriesUrl, sortable }: JsonObject): string[] {
  return [
    ...warningsOfList('notes', notes, readNote, 'tell-readers-about-the-data'),
    ...warningsOfList('ages', offered, readAge, 'return-counts-at-an-age'),
    ...warningsOfList('peopleFilters', peopleFilters, readPeopleFilter, 'let-readers-choose-people'),
    ...warningsOf('seriesUrl', (problems) => readText(seriesUrl, 'seriesUrl', problems), 'return-a-series'),
    ...warningsOfList('sortable', sortable, readSortOrder, 'return-long-reports-in-windows'),
  ];
}

function warningsOf(field: string, read: (problems: ProblemList) => void, section: string): string[] {
  const problems = new ProblemList(field);
  try {
    read(problems);
    problems.throwIfAny();
    return [];
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return error.problems.map((problem) => `${formatProblem(problem)}. See docs/endpoint.md#${section}.`);
  }
}

function warningsOfList(field: string, list: unknown, readEntry: Reading, section: string): string[] {
  if (isNullish(list)) return [];
  const read = (problems: ProblemList) => {
    if (!Array.isArray(list)) {
      problems.add(field, 'an array', list);
      return;
    }
    for (const [index, entry] of list.entries()) {
      problems.row = index;
      readEntry(entry, problems);
    }
  };
  return warningsOf(field, read, section);
}

/** A note without the fields of its code is only shown if it has a message. */
function readNote(note: unknown, problems: ProblemList): void {
  if (!isJsonObject(note)) {
    problems.add('', 'an object', note);
    return;
  }
  const { code, count } = note;
  const isShown = typeof readText(note['message'], 'message', problems) === 'string';
  readRequiredText(code, 'code', problems);
  for (const id of ['from', 'to']) {
    if (code === 'gap' && !isShown && isNullish(note[id])) problems.add(id, 'an ISO 8601 instant', note[id]);
    else readInstant(note[id], id, problems);
  }
  if (code === 'orphans' && !isShown) readRequiredCount(count, 'count', problems);
  else readCount(count, 'count', problems);
}

const readAge: Reading = (age, problems) => {
  if (!ages.some((known) => known === age)) problems.add('', '24h, 7d or 28d', age);
};

const readPeopleFilter: Reading = (filter, problems) => {
  if (!isJsonObject(filter)) {
    problems.add('', 'an object', filter);
    return;
  }
  const { name, values } = filter;
  if (typeof name !== 'string' || name === '' || name.includes(':')) {
    problems.add('name', 'a string without a colon', name);
  }
  const areTexts = Array.isArray(values) && values.every((value) => typeof value === 'string');
  if (!isNullish(values) && !areTexts) problems.add('values', 'an array of strings', values);
};

const readSortOrder: Reading = (order, problems) => void readRequiredText(order, '', problems);
