import { listValue, type DuckDBValue } from '@duckdb/node-api';
import { accessCondition, fullAccess, type Access, type AccessCondition } from './access.ts';
import { badParameter } from './problem.ts';

/** The value of people who have none in a field. */
export const noValue = '(none)';

/** Which people a report counts. */
export interface PeopleFilter {
  /** The fields of people, each with the values of which they must have one. */
  readonly fields: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly hidesDeleted: boolean;
}

/** The records that a request may count: the `source` of the macros in `report.sql`, and the CTE that defines it. */
export interface RecordSource {
  readonly name: 'records' | 'chosen_records';
  /** Empty if all records are chosen. Ends with a comma otherwise. */
  readonly cte: string;
  readonly values: Readonly<Record<string, DuckDBValue>>;
}

/**
 * Parses the values of `people`, such as `Country:France`. The same name twice means one of both values; all names must match.
 * @throws Problem with status 400 if a value has no name
 */
export function parsePeople(texts: readonly string[]): PeopleFilter['fields'] {
  const fields = new Map<string, string[]>();
  for (const text of texts) {
    const end = text.indexOf(':');
    if (end < 1) {
      const given = JSON.stringify(text.slice(0, 80));
      throw badParameter('people', `people must be a name and a value, such as Country:France, not ${given}.`);
    }
    const [name, value] = [text.slice(0, end), text.slice(end + 1)];
    fields.set(name, [...(fields.get(name) ?? []), value]);
  }
  return [...fields].map(([name, values]) => ({ name, values }));
}

/**
 * Returns the records that a request may count: of the campaigns that the reader may see, and of the people that the filter
 * chooses. Names and values are parameters.
 */
export function recordSource({ people, access }: { people: PeopleFilter; access: Access }): RecordSource {
  const { fields, hidesDeleted } = people;
  const visible = accessCondition(access);
  const values: Record<string, DuckDBValue> = { ...visible.values };
  const conditions = fields.map((field, index) => {
    const [name, list] = [`peopleField${index}`, `peopleValues${index}`];
    values[name] = field.name;
    values[list] = listValue([...field.values]);
    const others = (condition: string): string =>
      `(SELECT lead_id FROM people WHERE field = $${name} AND ${condition})`;
    const isChosen = `list_contains($${list}::VARCHAR[], value)`;
    // Without a value, people have no row: everyone is chosen who has no other value.
    return field.values.includes(noValue)
      ? `lead_id NOT IN ${others(`NOT ${isChosen}`)}`
      : `lead_id IN ${others(isChosen)}`;
  });
  if (visible.sql !== 'true') conditions.push(visible.sql);
  if (hidesDeleted) conditions.push('lead_id NOT IN (SELECT lead_id FROM deletions)');
  if (conditions.length === 0) return { name: 'records', cte: '', values };
  const sql = `SELECT * FROM records WHERE ${conditions.join(' AND ')}`;
  return { name: 'chosen_records', cte: `chosen_records AS NOT MATERIALIZED (${sql}),`, values };
}

/** The records that the rows of a report count, and the condition that a row has to meet. */
export interface RowSource extends RecordSource {
  readonly condition: AccessCondition;
}

/**
 * Returns what `recordSource` returns, for the rows of a report. If all people are counted, the campaigns that the reader may see
 * are chosen by their rows: there are cells of all records only.
 */
export function rowSource(request: { people: PeopleFilter; access: Access }): RowSource {
  const { fields, hidesDeleted } = request.people;
  if (fields.length > 0 || hidesDeleted) return { ...recordSource(request), condition: accessCondition(fullAccess) };
  const condition = accessCondition(request.access, '"campaignId"::BIGINT');
  return { name: 'records', cte: '', values: {}, condition };
}
