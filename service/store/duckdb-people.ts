import { listValue, type DuckDBValue } from '@duckdb/node-api';
import { accessCondition, fullAccess, type Access, type AccessCondition } from '../serve/access.ts';
import { choosesPeople, noValue, type PeopleFilter } from '../serve/people-filter.ts';

/** The records that a request may count: the `source` of the macros in `report.sql`, and the CTE that defines it. */
export interface RecordSource {
  readonly name: 'records' | 'chosen_records';
  /** Empty if all records are chosen. Ends with a comma otherwise. */
  readonly cte: string;
  readonly values: Readonly<Record<string, DuckDBValue>>;
}

/**
 * Returns the records that a request may count: of the campaigns that the reader may see, and of the people that the filter
 * chooses. Names and values are parameters.
 */
export function recordSource({ people, access }: { people: PeopleFilter; access: Access }): RecordSource {
  const { fields, hidesDeleted } = people;
  const visible = accessCondition(access);
  const withValue = fields.filter(({ values }) => !values.includes(noValue));
  const withoutOther = fields.filter(({ values }) => values.includes(noValue));
  const values: Record<string, DuckDBValue> = { ...visible.values };
  const conditions: string[] = [];
  if (withValue.length > 0) {
    conditions.push(
      `lead_id IN (
        SELECT lead_id FROM people JOIN ${listed('chosen', withValue, values)} USING (field, value)
        GROUP BY lead_id HAVING count(DISTINCT field) = len(list_distinct($chosenFields::VARCHAR[]))
      )`,
    );
  }
  // Without a value, people have no row: everyone is chosen who has no other value.
  if (withoutOther.length > 0) {
    values['fieldsWithout'] = listValue(withoutOther.map(({ name }) => name));
    conditions.push(
      `lead_id NOT IN (
        SELECT lead_id FROM people ANTI JOIN ${listed('allowed', withoutOther, values)} USING (field, value)
        WHERE list_contains($fieldsWithout::VARCHAR[], field)
      )`,
    );
  }
  if (visible.sql !== 'true') conditions.push(visible.sql);
  if (hidesDeleted) conditions.push('lead_id NOT IN (SELECT lead_id FROM deletions)');
  if (conditions.length === 0) return { name: 'records', cte: '', values };
  const sql = `SELECT * FROM records WHERE ${conditions.join(' AND ')}`;
  return { name: 'chosen_records', cte: `chosen_records AS NOT MATERIALIZED (${sql}),`, values };
}

/**
 * Returns SQL for a table of all pairs of a field and a value. A join for each field would multiply the time in which the
 * database plans the query, which it cannot interrupt.
 * @param parameters receives the pairs
 */
function listed(prefix: string, fields: PeopleFilter['fields'], parameters: Record<string, DuckDBValue>): string {
  const [names, values] = [`${prefix}Fields`, `${prefix}Values`];
  parameters[names] = listValue(fields.flatMap((field) => field.values.map(() => field.name)));
  parameters[values] = listValue(fields.flatMap((field) => field.values));
  return `(SELECT unnest($${names}::VARCHAR[]) AS field, unnest($${values}::VARCHAR[]) AS value)`;
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
  if (choosesPeople(request.people)) return { ...recordSource(request), condition: accessCondition(fullAccess) };
  const condition = accessCondition(request.access, '"campaignId"::BIGINT');
  return { name: 'records', cte: '', values: {}, condition };
}
