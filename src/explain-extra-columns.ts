import { describeValue } from './endpoint/contract-error.ts';
import { builtInColumns } from './model/columns.ts';
import { countIds } from './model/metrics.ts';
import { isJsonObject, type JsonObject } from './platform/json-object.ts';
import { didYouMean } from './platform/similar-names.ts';
import { warnAbout } from './platform/warn-about.ts';
import { extraKinds, type Fault, type Mistake } from './validate-extra-columns.ts';

const page = 'docs/columns.md#fix-a-column-that-is-ignored';

/** The warnings of each element: it logs each of them once, as frameworks may set the same columns again. */
const logged = new WeakMap<object, Set<string>>();

/** Logs the mistakes in the property `extraColumns` of an element, each once. */
export function logMistakes(element: { readonly id: string }, mistakes: readonly Mistake[]): void {
  const known = logged.get(element) ?? new Set();
  logged.set(element, known);
  for (const warning of mistakes.map(explainMistake)) {
    if (known.has(warning)) continue;
    known.add(warning);
    warnAbout(element, warning);
  }
}

/** Describes a mistake: the column, the value and the allowed ones. */
function explainMistake({ index, fault, value, counts = [] }: Mistake): string {
  if (index === undefined) {
    return `extraColumns is ignored: expected an array of columns, got ${describeValue(value)}. See ${page}.`;
  }
  const column: JsonObject = isJsonObject(value) ? value : {};
  const id = typeof column['id'] === 'string' ? ` (${describeValue(column['id'])})` : '';
  const text =
    fault === 'entry' || fault === 'list'
      ? `expected an object, got ${describeValue(value)}.`
      : faults[fault](column, counts);
  return `extraColumns[${index}]${id} is ignored: ${text} See ${page}.`;
}

type Explanation = (column: JsonObject, counts: readonly string[]) => string;

const expectation =
  (field: string, expected: string): Explanation =>
  (column) =>
    `${field}: expected ${expected}, got ${describeValue(column[field])}.`;

const faults: Readonly<Record<Exclude<Fault, 'list' | 'entry'>, Explanation>> = {
  id: expectation('id', 'letters, digits, _ and -, beginning with a letter'),
  taken: ({ id }) => {
    const what = builtInColumns.ids.some((known) => known === id) ? 'is a built-in column' : 'is reserved';
    return `id: ${describeValue(id)} ${what}. Expected a name that is none of ${builtInColumns.ids.join(', ')}.`;
  },
  repeated: ({ id }) => `id: ${describeValue(id)} is repeated. Expected an id that no other extra column has.`,
  kind: (column) =>
    `kind: expected ${extraKinds.join(', ')}, got ${describeValue(column['kind'])}.${didYouMean(String(column['kind']), extraKinds)}`,
  label: expectation('label', 'a text'),
  definition: expectation('definition', 'a text or nothing'),
  sum: (column) =>
    `sum: expected true or false, for a count or a number only, got ${describeValue(column['sum'])} for the kind ${describeValue(column['kind'])}.`,
  format: expectation('format', 'a function or nothing'),
  counts: ({ numerator, denominator }, counts) => {
    const known = [...countIds, ...counts];
    const unknown = [numerator, denominator].filter((id) => !known.some((each) => each === id));
    const hints = unknown.map((id) => (typeof id === 'string' ? didYouMean(id, known) : ''));
    return `numerator and denominator: expected the ids of count columns, got ${describeValue(numerator)} and ${describeValue(denominator)}.${hints.join('')} Count columns: ${known.join(', ')}.`;
  },
};
