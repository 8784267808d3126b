import { builtInColumns, type ColumnId } from './columns.ts';
import { isCalendarDate } from './time-frame.ts';

/** Whether campaigns that are archived are left out, or are the only ones. */
export const archivedChoices = ['exclude', 'only'] as const;
export type ArchivedChoice = (typeof archivedChoices)[number];

/** The groups in which Marketo lists campaigns. */
export type CampaignGroup = 'current' | 'archived';

/** In the order of menus, and so that `>=` is found before `>`. */
export const operators = ['>=', '<=', '>', '<', '='] as const;
export type Operator = (typeof operators)[number];

/** A condition on a column of figures or dates. An unknown value never meets it. */
export interface Condition {
  readonly column: ColumnId;
  readonly operator: Operator;
  /** A number, rates as fractions; for a column of instants, a day of the report's time zone as `YYYY-MM-DD`. */
  readonly value: number | string;
}

/** The conditions that the emails of a report must meet. */
export interface Filter {
  /** Campaign ids. Together with `folders` a union; without both, all campaigns. */
  readonly campaigns: readonly string[];
  /** Folder paths, such as `/EMEA/2026`. Each includes everything below it. */
  readonly folders: readonly string[];
  readonly archived: ArchivedChoice | undefined;
  /** All of them must hold. */
  readonly conditions: readonly Condition[];
}

/** Explains in English why a text is no filter, with the place, the expected form, and the text found there. */
export class FilterError extends Error {
  override readonly name = 'FilterError';
}

/**
 * Parses a filter such as `folder=/EMEA/2026;archived=exclude;delivered>=200`: conditions, separated by `;`. In a value,
 * `%3B` is a semicolon and `%25` a percent sign. A column that does not exist is accepted: the report may lack it.
 * @param columns determines whether a column has figures or dates
 * @throws {FilterError} names the first condition that is invalid
 */
export function parseFilter(text: string, columns = builtInColumns): Filter {
  const campaigns = new Set<string>();
  const folders = new Set<string>();
  const conditions: Condition[] = [];
  let archived: ArchivedChoice | undefined;
  for (const [index, part] of text.split(';').entries()) {
    const condition = part.trim();
    if (condition === '') continue;
    try {
      const [name, operator, value] = splitCondition(condition);
      if (name === 'campaign') campaigns.add(readId(operator, value));
      else if (name === 'folder') folders.add(readFolder(operator, value));
      else if (name !== 'archived') conditions.push(toCondition(name, operator, value, columns));
      else if (archived !== undefined) throw new FilterError('expected archived only once');
      else archived = readArchived(operator, value);
    } catch (error) {
      if (!(error instanceof FilterError)) throw error;
      throw new FilterError(`condition ${index + 1}, ${JSON.stringify(condition)}: ${error.message}.`);
    }
  }
  return { campaigns: [...campaigns], folders: [...folders], archived, conditions };
}

/** Formats a filter as text that {@link parseFilter} reads. */
export function formatFilter({ campaigns, folders, archived, conditions }: Filter): string {
  return [
    ...campaigns.map((id) => `campaign=${escape(id)}`),
    ...folders.map((path) => `folder=${escape(path)}`),
    ...(archived ? [`archived=${archived}`] : []),
    ...conditions.map(formatCondition),
  ].join(';');
}

/**
 * Parses a condition on a column, such as `delivered>=200`.
 * @throws {FilterError} names the expected form
 */
export function parseCondition(text: string): Condition {
  return toCondition(...splitCondition(text.trim()), builtInColumns);
}

/** Formats a condition as text that {@link parseCondition} reads. */
export function formatCondition({ column, operator, value }: Condition): string {
  return `${column}${operator}${String(value)}`;
}

/**
 * Returns the path of a folder without the trailing slash, which is tolerated; `undefined` if the text is no path.
 */
export function parseFolder(text: string): string | undefined {
  return /^\/.*[^/]/s.test(text) ? text.replace(/\/+$/, '') : undefined;
}

/** A condition before its column is known. */
type SplitText = [name: string, operator: Operator, value: string];

function splitCondition(condition: string): SplitText {
  const [, name = '', rest = ''] = /^([^<>=]*)(.*)$/s.exec(condition) ?? [];
  const operator = operators.find((known) => rest.startsWith(known));
  if (!operator) throw new FilterError(`expected one of ${operators.join(' ')} after the name`);
  if (!/^[a-z][\w-]*$/i.test(name.trim())) {
    throw new FilterError(`expected campaign, folder, archived or a column id before ${operator}`);
  }
  return [name.trim(), operator, rest.slice(operator.length).trim()];
}

function toCondition(column: string, operator: Operator, text: string, columns: typeof builtInColumns): Condition {
  const kind = columns.has(column) ? columns.kindOf(column) : undefined;
  if (kind === 'text' || kind === 'flag') throw new FilterError('expected the id of a column with figures or dates');
  if (kind !== 'instant' && /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) && Number.isFinite(Number(text))) {
    return { column, operator, value: Number(text) + 0 };
  }
  if ((kind === undefined || kind === 'instant') && isCalendarDate(text)) return { column, operator, value: text };
  const expected = { instant: 'a date as YYYY-MM-DD', rate: 'a number such as 0.25 for 25 %' }[kind as string];
  throw new FilterError(
    `expected ${expected ?? 'a number such as 200'} after ${operator}, got ${JSON.stringify(text)}`,
  );
}

function readId(operator: Operator, text: string): string {
  const id = readValue('campaign', operator, text);
  if (id === '') throw new FilterError('expected the id of a campaign after =');
  return id;
}

function readFolder(operator: Operator, text: string): string {
  const path = parseFolder(readValue('folder', operator, text));
  if (path === undefined) throw new FilterError('expected a path such as /EMEA/2026 after =');
  return path;
}

function readArchived(operator: Operator, text: string): ArchivedChoice {
  const value = readValue('archived', operator, text);
  const choice = archivedChoices.find((known) => known === value);
  if (choice === undefined) throw new FilterError(`expected ${archivedChoices.join(' or ')} after =`);
  return choice;
}

function readValue(name: string, operator: Operator, text: string): string {
  if (operator !== '=') throw new FilterError(`expected ${name}=`);
  try {
    return decodeURIComponent(text);
  } catch {
    throw new FilterError('expected %25 for a percent sign, and only complete escapes such as %3B');
  }
}

/** Escapes characters with a meaning in the text of a filter, and invisible ones. */
function escape(text: string): string {
  return text.replace(/[%;\p{Cc}\p{Zl}\p{Zp}]|^\s|\s$/gu, encodeURIComponent);
}
