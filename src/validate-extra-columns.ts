import { builtInColumns, isCountId } from './model/columns.ts';
import type { ExtraColumn } from './model/extra-columns.ts';
import { isJsonObject, type JsonObject } from './platform/json-object.ts';

/** The kinds of mistakes in an entry of `extraColumns`. */
export type Fault =
  'list' | 'entry' | 'id' | 'taken' | 'repeated' | 'kind' | 'label' | 'definition' | 'sum' | 'format' | 'counts';

/** A column that is ignored, and why. */
export interface Mistake {
  /** The position in the array; `undefined` if the value is no array. */
  readonly index: number | undefined;
  readonly fault: Fault;
  readonly value: unknown;
  /** The ids of all count columns. */
  readonly counts?: readonly string[];
}

export interface ValidatedColumns {
  readonly columns: readonly ExtraColumn[];
  readonly mistakes: readonly Mistake[];
}

export const extraKinds = ['count', 'rate', 'text', 'instant', 'number'];

const otherFields = ['campaignId', 'emailId', 'hasPreview', 'explain'];

const isOptional = (value: unknown, type: string) => value === undefined || typeof value === type;

/** Returns the first fault of an entry, except those that depend on other entries. */
function faultOf({ id, label, kind, definition, sum, format }: JsonObject): Fault | undefined {
  if (typeof id !== 'string' || !/^\p{L}[\p{L}\p{N}_-]*$/u.test(id)) return 'id';
  if (builtInColumns.has(id) || otherFields.includes(id) || id in {}) return 'taken';
  if (!extraKinds.includes(kind as string)) return 'kind';
  if (typeof label !== 'string' || label.trim() === '') return 'label';
  if (!isOptional(definition, 'string')) return 'definition';
  if (!isOptional(sum, 'boolean') || (sum !== undefined && kind !== 'count' && kind !== 'number')) return 'sum';
  return isOptional(format, 'function') ? undefined : 'format';
}

/** Returns an entry without fields that are unknown or `undefined`. */
function toColumn(entry: JsonObject): ExtraColumn {
  const { id, label, kind, definition, format, numerator, denominator } = entry;
  const isRate = kind === 'rate';
  const hasSum = kind === 'count' || kind === 'number';
  return {
    ...{ id, label, kind },
    ...(definition !== undefined && { definition }),
    ...(format !== undefined && { format }),
    ...(isRate && { numerator, denominator }),
    ...(hasSum && { sum: entry['sum'] ?? kind === 'count' }),
  } as ExtraColumn;
}

/** Returns the valid columns of a value of the property `extraColumns`, and its mistakes. */
export function validateExtraColumns(value: unknown): ValidatedColumns {
  if (value === undefined) return { columns: [], mistakes: [] };
  if (!Array.isArray(value)) return { columns: [], mistakes: [{ index: undefined, fault: 'list', value }] };
  const mistakes: Mistake[] = [];
  const columns = new Map<string, { readonly index: number; readonly column: ExtraColumn }>();
  for (const [index, entry] of (value as unknown[]).entries()) {
    const fault = isJsonObject(entry) ? faultOf(entry) : 'entry';
    if (fault) mistakes.push({ index, fault, value: entry });
    else {
      const column = toColumn(entry as JsonObject);
      if (columns.has(column.id)) mistakes.push({ index, fault: 'repeated', value: entry });
      else columns.set(column.id, { index, column });
    }
  }
  const isCount = (id: unknown) =>
    typeof id === 'string' && (isCountId(id) || columns.get(id)?.column.kind === 'count');
  for (const [id, { index, column }] of columns) {
    if (column.kind !== 'rate' || (isCount(column.numerator) && isCount(column.denominator))) continue;
    columns.delete(id);
    const counts = [...columns.values()]
      .filter((other) => other.column.kind === 'count')
      .map((other) => other.column.id);
    mistakes.push({ index, fault: 'counts', value: column, counts });
  }
  return { columns: [...columns.values()].map(({ column }) => column), mistakes };
}
