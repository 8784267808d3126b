import { unknownText, type Formats } from './i18n/formats.ts';
import type { Messages } from './i18n/messages.ts';
import { builtInColumns, nameColumn, type ColumnId, type ColumnSet } from './model/columns.ts';
import type { ColumnSchema, ExtraColumn } from './model/extra-columns.ts';
import { warnAbout } from './platform/warn-about.ts';
import { ExtraColumnSet } from './table-model/extra-column-set.ts';
import { readChoice, saveView, type OpenChoices } from './table-model/saved-view.ts';
import { initialViewState, type ViewState } from './table-model/view-state.ts';
import type { Table } from './table-model/table.ts';
import {
  cellFormatter,
  type ExtraCells,
  type ExtraFormat,
  type Localization,
  type ValueFormat,
} from './ui/cell-formatters.ts';
import { validateExtraColumns } from './validate-extra-columns.ts';

/** The texts of extra columns. Each function stays the same object while its columns have the same texts. */
export interface ExtraTexts extends ExtraCells {
  /** Returns messages with the labels and definitions. */
  readonly mergeInto: (messages: Messages) => Messages;
  /** The valid columns. */
  readonly columns: readonly ExtraColumn[];
  /** The columns whose format has failed: each is logged once. */
  readonly failed: Set<string>;
}

/** What depends on the extra columns of an element. */
export interface ExtraColumnState {
  readonly viewState: ViewState;
  readonly extraTexts: ExtraTexts | undefined;
  readonly openChoices: OpenChoices;
}

/**
 * Validates the extra columns of an element, and returns its state with them. Equal columns return the same objects, so
 * that nothing is read or rendered again.
 */
export function applyExtraColumns(
  element: { readonly id: string },
  value: unknown,
  { viewState, extraTexts, openChoices }: ExtraColumnState,
): Omit<ExtraColumnState, 'openChoices'> {
  const { columns, mistakes } = validateExtraColumns(value);
  if (mistakes.length > 0) {
    void import('./explain-extra-columns.ts').then(
      ({ logMistakes }) => logMistakes(element, mistakes),
      () => warnAbout(element, 'extraColumns has mistakes.'),
    );
  }
  const columnSet = columnSetOf(columns, viewState.columnSet);
  const texts = textsOf(element, columns, extraTexts);
  if (columnSet === viewState.columnSet) return { viewState, extraTexts: texts };
  return {
    viewState: withOpenChoices(withColumnSet(viewState, columnSet, openChoices), openChoices),
    extraTexts: texts,
  };
}

function schemaOf(column: ExtraColumn, columns: readonly ExtraColumn[]): ColumnSchema {
  const { id, kind } = column;
  if (kind !== 'rate') return { id, kind, hasTotal: 'sum' in column ? column.sum === true : kind === 'count' };
  const { numerator, denominator } = column;
  const isSummed = (count: string) => columns.every((other) => other.id !== count || !('sum' in other) || other.sum);
  return { id, kind, rate: { numerator, denominator }, hasTotal: isSummed(numerator) && isSummed(denominator) };
}

function columnSetOf(columns: readonly ExtraColumn[], previous: ColumnSet): ColumnSet {
  const schemas = columns.map((column) => schemaOf(column, columns));
  if (JSON.stringify(schemas) === JSON.stringify(previous.extras)) return previous;
  return schemas.length === 0 ? builtInColumns : new ExtraColumnSet(schemas);
}

/** Returns a view with other columns. Choices that name removed columns are kept open: the columns may return. */
function withColumnSet(view: ViewState, columnSet: ColumnSet, openChoices: OpenChoices): ViewState {
  const sort = view.sort.filter(({ column }) => columnSet.has(column));
  const columns = view.columns?.filter((id) => columnSet.has(id));
  const widths = Object.entries(view.widths).filter(([id]) => columnSet.has(id));
  const hasLost =
    sort.length < view.sort.length ||
    columns?.length !== view.columns?.length ||
    widths.length < Object.keys(view.widths).length;
  if (!hasLost) return { ...view, columnSet };
  const known: ViewState = {
    ...view,
    columnSet,
    sort: sort.length > 0 ? sort : initialViewState.sort,
    columns: columns?.some((id) => id !== nameColumn) ? columns : undefined,
    widths: Object.fromEntries(widths),
  };
  openChoices.set('view', { value: saveView(view), viewState: known });
  return known;
}

/** Applies the open choices that can be read now. Choices that the host or the reader has changed since then stay. */
function withOpenChoices(view: ViewState, openChoices: OpenChoices): ViewState {
  let result = view;
  for (const [name, { value, viewState: before }] of openChoices) {
    const read = readChoice(name, value, result);
    if (!read) continue;
    openChoices.delete(name);
    const changed = Object.entries(view).filter(([key, own]) => own !== before[key as keyof ViewState]);
    result = { ...read, ...Object.fromEntries(changed) };
  }
  return result;
}

const wordsOf = (columns: readonly ExtraColumn[] = []) =>
  JSON.stringify(columns.map((column) => ({ ...column, format: undefined })));

function textsOf(
  element: { readonly id: string },
  columns: readonly ExtraColumn[],
  previous: ExtraTexts | undefined,
): ExtraTexts | undefined {
  const before = previous?.columns ?? [];
  const hasSameWords = wordsOf(columns) === wordsOf(before);
  const hasSameFormats = hasSameWords && columns.every(({ format }, index) => format === before[index]?.format);
  if (hasSameFormats) return previous;
  if (columns.length === 0) return undefined;
  const failed = previous?.failed ?? new Set<string>();
  const mergeInto = (hasSameWords && previous?.mergeInto) || createMerge(columns);
  return { columns, failed, mergeInto, format: createFormat(element, columns, failed), longestCell };
}

/** Returns a function that adds labels and definitions to messages. It remembers its last result. */
function createMerge(columns: readonly ExtraColumn[]): (messages: Messages) => Messages {
  const labels = Object.fromEntries(columns.map(({ id, label }) => [id, label]));
  let last: { readonly messages: Messages; readonly merged: Messages } | undefined;
  return (messages) => {
    if (last?.messages !== messages) {
      const all: Readonly<Record<string, string>> = { ...messages.columns, ...labels };
      const merged: Messages = {
        ...messages,
        columns: all,
        mergeLater: (feature, texts) => {
          const own = messages.mergeLater?.(feature, texts) ?? texts;
          return feature === 'definitions' ? { ...own, ...definitionsOf(columns, all) } : own;
        },
      };
      last = { messages, merged };
    }
    return last.merged;
  };
}

/** Returns the definitions of columns. That of a rate is its two counts, as for built-in rates. */
function definitionsOf(
  columns: readonly ExtraColumn[],
  labels: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const entries = columns.flatMap((column) => {
    const { id, definition } = column;
    if (definition !== undefined) return [[id, definition] as const];
    if (column.kind !== 'rate') return [];
    return [[id, `${labels[column.numerator] ?? ''} ÷ ${labels[column.denominator] ?? ''}`] as const];
  });
  return Object.fromEntries(entries);
}

function createFormat(
  element: { readonly id: string },
  columns: readonly ExtraColumn[],
  failed: Set<string>,
): ExtraFormat {
  const byId = new Map(columns.map((column) => [column.id, column]));
  return (id, formats, byKind) => {
    const column = byId.get(id);
    const standard = column?.kind === 'number' ? numberFormat(formats) : byKind;
    if (!column?.format || !standard) return standard;
    return (value) => {
      if (Number.isNaN(value)) return unknownText;
      try {
        const text: unknown = column.format?.((column.kind === 'instant' ? toInstant(value) : value) as never);
        if (typeof text === 'string') return text;
        logFailure(element, id, failed, `It returned a ${typeof text}.`);
      } catch (error) {
        logFailure(element, id, failed, error);
      }
      return standard(value);
    };
  };
}

/** The lines by which the width of a column is judged. */
const measuredLines = 500;

function longestCell(table: Table, column: ColumnId, localization: Localization): number | undefined {
  const { columnSet } = localization;
  if (builtInColumns.has(column) || columnSet.kindOf(column) === 'text') return undefined;
  const format = cellFormatter(column, localization);
  let longest = format(table.total, 0).length;
  for (let index = 0; index < Math.min(table.lineCount, measuredLines); index++) {
    const line = table.lineAt(index);
    if (line) longest = Math.max(longest, format(line.rows, line.row).length);
  }
  return longest;
}

const toInstant = (value: unknown) => new Date(value as number).toISOString();

function numberFormat({ locale }: Formats): ValueFormat {
  const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  return (value) => (Number.isNaN(value) ? unknownText : format.format(value as number));
}

function logFailure(element: { readonly id: string }, id: string, failed: Set<string>, cause: unknown): void {
  if (failed.has(id)) return;
  failed.add(id);
  const expected = 'expected a function that returns a string. The default format is used.';
  warnAbout(element, `extraColumns: format of "${id}" failed: ${expected} See docs/columns.md#format-values.`, cause);
}
