import { builtInColumns } from '../../src/model/columns.ts';
import { FigureChoicesError, parseFigureChoices } from '../../src/model/figure-choices.ts';
import { FilterError, parseFilter } from '../../src/model/filter.ts';
import { isJsonObject } from '../../src/platform/json-object.ts';
import { didYouMean } from '../../src/platform/similar-names.ts';
import { readChoice, readView, saveView, type Choice } from '../../src/table-model/saved-view.ts';
import { initialViewState, type ViewState } from '../../src/table-model/view-state.ts';

/** A saved view. */
export interface ViewFile {
  /** The name that its readers know; `undefined` without one. */
  readonly name: string | undefined;
  readonly view: ViewState;
}

/** Explains why a file is not a view, with the place. */
export class ViewError extends Error {}

const knownFields = new Set(Object.keys(saveView(initialViewState)));

/**
 * Parses a saved view: the property `view` of the element as JSON, or an item of its property `views`, with a name. Choices that
 * it omits are the defaults of the element. Unlike in the element, an unreadable choice is an error: an email is sent without anyone watching.
 * @throws ViewError
 */
export function parseViewFile(text: string): ViewFile {
  const json = parseJson(text);
  if (!isJsonObject(json)) throw new ViewError('expected a JSON object');
  const isNamed = json['view'] !== undefined;
  const { name, view: saved } = isNamed ? json : { name: undefined, view: json };
  if (name !== undefined && typeof name !== 'string') throw new ViewError('name: expected a text');
  if (!isJsonObject(saved)) throw new ViewError('view: expected a JSON object');
  return { name: nameOf(name), view: readFields(saved) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new ViewError('expected JSON');
  }
}

/** The most characters of a name: links to unsubscribe contain it. */
const longestName = 120;

/** Returns a name as one line, for subjects. */
function nameOf(name: string | undefined): string | undefined {
  return (
    name
      ?.replace(/[\s\p{C}]+/gu, ' ')
      .trim()
      .slice(0, longestName) || undefined
  );
}

function readFields(saved: Readonly<Record<string, unknown>>): ViewState {
  const { version = 1, ...fields } = saved;
  if (version !== 1) throw new ViewError(`version: expected 1, got ${JSON.stringify(version)}`);
  for (const [name, value] of Object.entries(fields)) {
    if (!knownFields.has(name)) throw new ViewError(`${name}: unknown. Known are ${[...knownFields].join(', ')}`);
    if (readChoice(name as Choice, value, initialViewState)) continue;
    if (name === 'columns') throw new ViewError(describeColumns(value));
    throw new ViewError(`${name}: not valid: ${JSON.stringify(value)}. See docs/element.md`);
  }
  const view = readView({ version, ...fields }, initialViewState);
  if (!view) throw new ViewError('not valid');
  checkText('filter', () => parseFilter(view.filter, builtInColumns));
  checkText('figures', () => parseFigureChoices(view.figures));
  return view;
}

/** Explains why a value does not choose columns. */
function describeColumns(value: unknown): string {
  const form = 'expected a text of different column ids separated by commas, such as "emailName,sent,clickedRate"';
  const ids = typeof value === 'string' ? value.split(',').map((id) => id.trim()) : [];
  const unknown = ids.find((id) => !builtInColumns.has(id));
  if (unknown === undefined) return `columns: ${form}, not ${JSON.stringify(value)}`;
  const hint = didYouMean(unknown, builtInColumns.ids);
  return `columns: ${form}. ${JSON.stringify(unknown)} is not a column.${hint} See docs/endpoint.md#column-ids`;
}

function checkText(name: string, parse: () => unknown): void {
  try {
    parse();
  } catch (error) {
    if (error instanceof FilterError || error instanceof FigureChoicesError)
      throw new ViewError(`${name}: ${error.message}`);
    throw error;
  }
}
