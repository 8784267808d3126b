import { describeValue } from './endpoint/contract-error.ts';
import { builtInColumns, nameColumn, type ColumnSet } from './model/columns.ts';
import { dateBases } from './model/report.ts';
import { namedTimeFrames } from './model/time-frame.ts';
import { isJsonObject } from './platform/json-object.ts';
import { didYouMean } from './platform/similar-names.ts';
import { warnAbout } from './platform/warn-about.ts';
import { readView, type Choice, type OpenChoices } from './table-model/saved-view.ts';
import { groupings, initialViewState, type ViewState } from './table-model/view-state.ts';
import { toAttribute } from './ui/decorators.ts';

const page = 'docs/element.md#attributes-and-properties';
const columnPage = 'docs/endpoint.md#column-ids';

/** An element with an invalid property. */
interface ExplainedElement {
  readonly id: string;
  readonly updateComplete?: Promise<unknown>;
  readonly minDate?: string | undefined;
  readonly maxDate?: string | undefined;
}

/**
 * Logs an invalid value of a property, with the allowed values and similar ones.
 * @param parse the parser that refused the value; its `allowed` lists the allowed texts, if they are few. With `isList`, the
 * value is a list of names, some of which are not allowed
 * @param openChoices the choices that have the value: until the next update, the host may set `extraColumns`
 */
export async function logInvalidProperty(
  element: ExplainedElement,
  name: string,
  value: unknown,
  parse?: { readonly allowed?: readonly string[]; readonly isList?: boolean },
  openChoices?: OpenChoices,
): Promise<void> {
  if (name === 'calendar') {
    await warnAboutLimits(element);
    return;
  }
  const choice = openChoices?.get(name as Choice);
  if (openChoices) {
    await element.updateComplete;
    if (!choice || openChoices.get(name as Choice) !== choice) return;
  }
  const view = choice?.viewState ?? initialViewState;
  if (name === 'requestInit') {
    warnAbout(
      element,
      'requestInit.method and requestInit.body are ignored. Use method="post" and the property query.',
    );
    return;
  }
  if (parse?.isList) {
    for (const text of explainNames(toAttribute(name), value as readonly string[], parse.allowed))
      warnAbout(element, text);
    return;
  }
  warnAbout(
    element,
    name === 'view' ? explainView(value, view) : explainProperty(toAttribute(name), value, parse?.allowed, view),
  );
}

/** Describes the unknown names of a list: each one, unless all are unknown. */
function explainNames(name: string, names: readonly string[], allowed: readonly string[] = []): readonly string[] {
  const unknown = names.filter((each) => !allowed.includes(each));
  if (unknown.length === names.length) return [explainProperty(name, names.join(' '), allowed)];
  return unknown.map((each) => explainProperty(name, each, allowed, initialViewState, 'It is ignored.'));
}

/** Warns if all dates are excluded. Until the next update, the host may set the other limit, too. */
async function warnAboutLimits(element: ExplainedElement): Promise<void> {
  await element.updateComplete;
  const { minDate = '', maxDate = '9' } = element;
  if (minDate > maxDate)
    warnAbout(element, `min-date="${minDate}" is after max-date="${maxDate}": both are ignored. See ${page}.`);
}

/** Describes an invalid value and the expected ones. */
function explainProperty(
  name: string,
  value: unknown,
  allowed?: readonly string[],
  view: ViewState = initialViewState,
  effect = 'The default is used.',
): string {
  const got = typeof value === 'string' ? `${name}=${describeValue(value)}` : `${name} is ${describeValue(value)}`;
  const { expected, hint, page: own = page } = describeProperty(name, value, view, allowed);
  return `${got}: expected ${expected}. ${effect}${hint} See ${own}.`;
}

interface Expectation {
  readonly expected: string;
  readonly hint: string;
  readonly page?: string;
}

function describeProperty(name: string, value: unknown, view: ViewState, allowed?: readonly string[]): Expectation {
  const text = typeof value === 'string' ? value : '';
  switch (name) {
    case 'sort':
    case 'columns':
      return describeColumns(name, text, view.columnSet);
    case 'time-frame': {
      const dates = 'dates such as 2026-10-01/2026-10-31, 2026-10-01/.. or ../2026-10-31, the first not after the last';
      return { expected: `${namedTimeFrames.join(', ')}, or ${dates}`, hint: didYouMean(text, namedTimeFrames) };
    }
    case 'time-zone':
      return { expected: 'an IANA name such as Europe/Paris, not an offset', hint: '' };
    case 'heading-level':
      return { expected: 'an integer from 1 to 6', hint: '' };
    case 'min-date':
    case 'max-date':
      return { expected: 'a date as YYYY-MM-DD', hint: '' };
    case 'fiscal-year-start':
      return { expected: 'a month from 1 to 12', hint: '' };
    case 'refresh-interval':
      return { expected: 'a number of seconds, 0 or from 1 to 2147483', hint: '' };
    case 'query':
      return { expected: 'an object of texts, numbers and booleans', hint: '' };
    case 'now':
      return { expected: 'a function that returns a Date', hint: '' };
    case 'wait':
      return { expected: 'a function', hint: '' };
    case 'search':
    case 'filter':
    case 'figures':
      return { expected: 'a string', hint: '' };
    case 'date-basis':
      return describeValues(text, dateBases);
    case 'group-by':
      return describeValues(text, groupings);
    default:
      return allowed ? describeValues(text, allowed) : { expected: 'another value', hint: '' };
  }
}

const describeValues = (text: string, allowed: readonly string[]): Expectation => ({
  expected: allowed.join(' or '),
  hint: didYouMean(text, allowed),
});

/** For a list of column ids: names each id that is unknown or repeated. */
function describeColumns(name: 'sort' | 'columns', text: string, columns: ColumnSet): Expectation {
  const known = [...builtInColumns.ids, ...columns.extras.map(({ id }) => id)];
  const ids = text.split(',').map((id) => (name === 'sort' ? id.trim().replace(/^-/, '') : id.trim()));
  const faults = ids.flatMap((id, index) => {
    if (!columns.has(id)) return ` ${describeValue(id)} is unknown.${didYouMean(id, known)}`;
    return ids.indexOf(id) < index ? ` "${id}" is repeated.` : [];
  });
  const onlyName = faults.length === 0 ? ` "${nameColumn}" needs at least one other column.` : '';
  const example = name === 'sort' ? ' such as -clicked,campaignName' : ' such as emailName,sent,opened';
  const expected = `column ids, separated by commas,${example}; they are ${known.join(', ')}`;
  return { expected, hint: text === '' ? '' : faults.join('') || onlyName, page: columnPage };
}

/** Names the first field of a saved view that is invalid. */
function explainView(view: unknown, current: ViewState): string {
  const see = `See ${page}.`;
  if (!isJsonObject(view)) {
    return `view is ignored: expected an object, as the property returns it, got ${describeValue(view)}. ${see}`;
  }
  if (view['version'] !== 1) {
    return `view is ignored: view.version: expected 1, got ${describeValue(view['version'])}. ${see}`;
  }
  const field = Object.keys(view).find((name) => !isValidField(name, view[name], current));
  if (field === undefined) return `view is ignored: expected a view that the property has returned. ${see}`;
  const value = view[field];
  const { expected, hint } = describeProperty(toAttribute(field), value, current, viewValues[field]);
  return `view is ignored: view.${field}: expected ${expected}, got ${describeValue(value)}.${hint} ${see}`;
}

const viewValues: Readonly<Record<string, readonly string[]>> = {
  widths: ['an object with a width in pixels for each column id'],
  campaigns: ['an object with "open" (true or false) and "except" (campaign ids)'],
};

function isValidField(name: string, value: unknown, current: ViewState): boolean {
  return readView({ version: 1, [name]: value }, current) !== undefined;
}
