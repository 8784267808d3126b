/** A value in a statement: an integer, such as an id or an instant in microseconds since 1970 UTC, or a text. */
export type ClickHouseValue = bigint | string;

/** SQL for ClickHouse. Its values are apart from its text. */
export interface ClickHouseStatement {
  /** The text before, between and after the values. */
  readonly texts: readonly string[];
  readonly values: readonly ClickHouseValue[];
}

/**
 * Creates a statement from a template literal. Values are kept apart from the text, statements become part of it, and a list of
 * values becomes one that is separated by commas.
 */
export function sql(
  texts: TemplateStringsArray,
  ...values: readonly (ClickHouseValue | readonly ClickHouseValue[] | ClickHouseStatement)[]
): ClickHouseStatement {
  const parts = texts.flatMap((text, index): (string | Value)[] => {
    const value = values[index];
    return value === undefined ? [text] : [text, ...partsOf(value)];
  });
  const result: { texts: string[]; values: ClickHouseValue[] } = { texts: [''], values: [] };
  for (const part of parts) {
    if (typeof part === 'string') result.texts.push((result.texts.pop() ?? '') + part);
    else {
      result.values.push(part.value);
      result.texts.push('');
    }
  }
  return result;
}

/** Creates a statement from constants of this program, such as lists of columns. Never pass it what others have written. */
export function constant(text: string): ClickHouseStatement {
  return { texts: [text], values: [] };
}

/** Returns names or expressions, separated by commas, as a part of the text of a statement. */
export const list = (names: readonly string[]): ClickHouseStatement => constant(names.join(', '));

/**
 * Returns the condition that a column is one of some ids, at least one. Servers limit the number of values in a statement, and the length of
 * a URL, which has the parameters: so the ids are one text, however many there are.
 */
export function isOneOf(column: 'campaign_id' | 'email_id', ids: readonly bigint[]): ClickHouseStatement {
  return sql`${constant(column)} IN (SELECT toInt64(${unlisted(ids)}))`;
}

/** Returns an expression with one text for each id, or for each group of ids, such as 1:20. They become part of the text of the statement. */
export function unlisted(ids: readonly (bigint | readonly bigint[])[]): ClickHouseStatement {
  const texts = ids.map((each) => [each].flat().join(':'));
  return constant(`arrayJoin(splitByChar(',', '${texts.join(',')}'))`);
}

interface Value {
  readonly value: ClickHouseValue;
}

function partsOf(value: ClickHouseValue | readonly ClickHouseValue[] | ClickHouseStatement): (string | Value)[] {
  if (typeof value !== 'object') return [{ value }];
  if (isList(value)) return value.flatMap((each, index) => [...(index > 0 ? [', '] : []), { value: each }]);
  return value.texts.flatMap((text, index) => {
    const each = value.values[index];
    return each === undefined ? [text] : [text, { value: each }];
  });
}

function isList(value: readonly ClickHouseValue[] | ClickHouseStatement): value is readonly ClickHouseValue[] {
  return Array.isArray(value);
}

/** A statement as a server receives it, with the values of its parameters by name. */
export interface BoundStatement {
  readonly query: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Binds the values of a statement as parameters. Servers have them since version 20. */
export function bindParameters({ texts, values }: ClickHouseStatement): BoundStatement {
  const parameters: Record<string, string> = {};
  const query = joined(texts, values, (value, index) => {
    const text = checked(value);
    parameters[`p${index}`] = text;
    return `{p${index}:${typeof value === 'bigint' ? 'Int64' : 'String'}}`;
  });
  return { query, parameters };
}

/** Writes the values of a statement into it, for servers without parameters. */
export function writeLiterals({ texts, values }: ClickHouseStatement): string {
  return joined(texts, values, literalOf);
}

/**
 * Writes a value as SQL that needs no escaping: an integer in decimal digits, a text as the hexadecimal digits of its UTF-8 bytes.
 * @throws TypeError for a value of another type, RangeError for an integer that is no `Int64`
 */
export function literalOf(value: ClickHouseValue): string {
  const text = checked(value);
  return typeof value === 'bigint' ? text : `unhex('${Buffer.from(text, 'utf8').toString('hex')}')`;
}

/** @throws TypeError for a value of another type, RangeError for an integer that is no `Int64` */
function checked(value: unknown): string {
  if (typeof value === 'bigint') {
    if (BigInt.asIntN(64, value) === value) return value.toString();
    throw new RangeError(`${value} is not an integer of 64 bits.`);
  }
  if (typeof value !== 'string') throw new TypeError(`A value must be a bigint or a text, not ${typeof value}.`);
  // Otherwise, two different texts could have the same bytes.
  if (Buffer.from(value, 'utf8').toString('utf8') === value) return value;
  throw new TypeError('A text must not contain half of a surrogate pair.');
}

function joined(
  texts: readonly string[],
  values: readonly ClickHouseValue[],
  write: (value: ClickHouseValue, index: number) => string,
): string {
  return texts
    .map((text, index) => (index === 0 ? text : write(values[index - 1] as ClickHouseValue, index - 1) + text))
    .join('');
}
