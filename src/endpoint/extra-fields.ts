import type { ColumnSchema, FieldReader, ReportWithColumns } from '../model/extra-columns.ts';
import { describeValue } from './contract-error.ts';
import { parseInstant } from './parse-instant.ts';

type Fields = Readonly<Record<string, unknown>>;
type NumberKind = 'count' | 'number' | 'instant';

const expected: Readonly<Record<NumberKind | 'text', string>> = {
  count: 'a non-negative integer',
  number: 'a finite number',
  instant: 'an ISO 8601 instant with an offset or Z',
  text: 'a string',
};

/** Returns a value as a number; `NaN` if it is bad. */
function toNumber(value: unknown, kind: NumberKind): number {
  if (kind === 'instant') return typeof value === 'string' ? parseInstant(value) : NaN;
  const isValid = kind === 'count' ? Number.isSafeInteger(value) && (value as number) >= 0 : Number.isFinite(value);
  // Adding 0 turns -0 into 0: -0 would be shown with its sign.
  return isValid ? (value as number) + 0 : NaN;
}

/**
 * Reads the fields of extra columns. Unlike a field of the contract, a bad value is only unknown, and the first one of a
 * column is described: it does not make the figures of the contract wrong.
 */
export class ExtraFieldReader implements FieldReader {
  readonly #numbers = new Map<string, { readonly kind: NumberKind; readonly values: number[] }>();
  readonly #texts = new Map<string, (string | undefined)[]>();
  readonly #offered = new Set<string>();
  readonly #badValues = new Map<string, string>();

  constructor(columns: readonly ColumnSchema[]) {
    for (const { id, kind } of columns) {
      if (kind === 'text') this.#texts.set(id, []);
      else if (kind !== 'rate') this.#numbers.set(id, { kind, values: [] });
    }
  }

  has(field: string): boolean {
    return this.#numbers.has(field) || this.#texts.has(field);
  }

  read(row: Fields, at: number): void {
    for (const [id, { kind, values }] of this.#numbers) values[at] = this.#number(row[id], kind, `rows[${at}]`, id);
    for (const [id, values] of this.#texts) values[at] = this.#text(row[id], `rows[${at}]`, id);
  }

  readTotals(totals: Fields): Readonly<Record<string, Float64Array>> {
    const numbers = [...this.#numbers].map(([id, { kind }]) => {
      return [id, Float64Array.of(this.#number(totals[id], kind, 'totals', id))] as const;
    });
    return Object.fromEntries(numbers);
  }

  addTo<Report extends ReportWithColumns>(report: Report): Report {
    const { length } = report;
    const numbers = [...this.#numbers].map(([id, { values }]) => {
      return [id, new Float64Array(values.slice(0, length))] as const;
    });
    const texts = [...this.#texts].map(([id, values]) => [id, values.slice(0, length)] as const);
    return {
      ...report,
      text: { ...report.text, ...Object.fromEntries(texts) },
      numbers: { ...report.numbers, ...Object.fromEntries(numbers) },
      offered: new Set([...report.offered, ...this.#offered]),
      badValues: this.#badValues.size > 0 ? new Map(this.#badValues) : undefined,
    };
  }

  #number(value: unknown, kind: NumberKind, parent: string, id: string): number {
    if (value === undefined || value === null) return NaN;
    const number = toNumber(value, kind);
    if (Number.isNaN(number)) this.#addBadValue(value, kind, parent, id);
    else this.#offered.add(id);
    return number;
  }

  #text(value: unknown, parent: string, id: string): string | undefined {
    if (value === undefined || value === null) return undefined;
    this.#offered.add(id);
    if (typeof value === 'string') return value;
    this.#addBadValue(value, 'text', parent, id);
    return undefined;
  }

  #addBadValue(value: unknown, kind: NumberKind | 'text', parent: string, id: string): void {
    this.#offered.add(id);
    if (this.#badValues.has(id)) return;
    const text = `expected ${expected[kind]}, got ${describeValue(value)}. The value is shown as –.`;
    this.#badValues.set(id, `${parent}.${id}: ${text} See docs/columns.md#which-values-a-field-can-have.`);
  }
}
