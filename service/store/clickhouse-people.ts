import { noValue, type PeopleFilter } from '../serve/people-filter.ts';
import { latestRecords } from './clickhouse-derive.ts';
import type { ClickHouseNode } from './clickhouse-node.ts';
import { isOneOf, sql, type ClickHouseStatement } from './clickhouse-statement.ts';

/** The latest values of people in fields, empty if they have none anymore: with the names of `condition`. */
export const latestValues = (generation: bigint, condition: ClickHouseStatement): ClickHouseStatement => sql`
  SELECT person_id, field, argMax(value, generation) AS latest FROM people
  WHERE generation <= ${generation} AND ${condition}
  GROUP BY person_id, field`;

/** Whether people are deleted, likewise. */
export const latestDeletions = (generation: bigint, condition: ClickHouseStatement): ClickHouseStatement => sql`
  SELECT person_id, argMax(is_deleted, generation) AS latest FROM deletions
  WHERE generation <= ${generation} AND ${condition}
  GROUP BY person_id`;

/**
 * Returns the condition on `person_id` for the people whom a report counts, as `recordSource` does for DuckDB. `undefined` for everyone.
 * The values of a person are on the server that has the records of the same id.
 */
export function chosenPeople(
  generation: bigint,
  { fields, hidesDeleted }: PeopleFilter,
): ClickHouseStatement | undefined {
  const withValue = fields.filter(({ values }) => !values.includes(noValue));
  const withoutOther = fields.filter(({ values }) => values.includes(noValue));
  const conditions: ClickHouseStatement[] = [];
  if (withValue.length > 0) {
    conditions.push(sql`person_id IN (
      SELECT person_id FROM (${latestValues(generation, isOf(withValue))})
      WHERE latest != '' AND (${isListed(withValue)})
      GROUP BY person_id HAVING uniqExact(field) = ${BigInt(withValue.length)}
    )`);
  }
  // Without a value, everyone is chosen who has no other value.
  if (withoutOther.length > 0) {
    conditions.push(sql`person_id NOT IN (
      SELECT person_id FROM (${latestValues(generation, isOf(withoutOther))})
      WHERE latest != '' AND NOT (${isListed(withoutOther)})
    )`);
  }
  if (hidesDeleted) {
    conditions.push(sql`person_id NOT IN (
      SELECT person_id FROM (${latestDeletions(generation, sql`1`)}) WHERE latest = 1
    )`);
  }
  const [first, ...others] = conditions;
  return first && others.reduce((all, condition) => sql`${all} AND ${condition}`, first);
}

/** The fields that readers can choose from have at most this many values: see `people_filters_of`. */
const maxListed = 200n;

/** Lists the values of people who have a record in one of some campaigns: of each field at least as many as can be listed, and one more. */
export const visibleValues = (generation: bigint, campaigns: readonly bigint[]): ClickHouseStatement => sql`
  SELECT field, latest FROM (${latestValues(
    generation,
    sql`person_id IN (
      SELECT person_id FROM (${latestRecords(generation, isOneOf('campaign_id', campaigns), ['first_sent_at'])})
      WHERE first_sent_at > 0
    )`,
  )})
  WHERE latest != ''
  GROUP BY field, latest
  LIMIT ${maxListed + 1n} BY field`;

/** The most people that `peopleAfter` returns. */
const peoplePage = 100_000;

/** Returns people who have a record, in the order of their ids: the first of those after an id. */
export async function peopleAfter(
  nodes: readonly ClickHouseNode[],
  generation: bigint,
  last: bigint,
): Promise<readonly bigint[]> {
  const statement = sql`
    SELECT person_id FROM (
      SELECT person_id, argMax(records, generation) AS latest FROM person_counts
      WHERE generation <= ${generation} AND person_id > ${last} GROUP BY person_id
    )
    WHERE latest > 0
    ORDER BY person_id LIMIT ${BigInt(peoplePage)}`;
  const pages = await Promise.all(
    nodes.map(async (node) => (await node.read(statement)).map(([id]) => BigInt(id ?? 0))),
  );
  // Each server has its own people, so those of all are in order.
  return pages
    .flat()
    .toSorted((a, b) => (a < b ? -1 : 1))
    .slice(0, peoplePage);
}

type Fields = PeopleFilter['fields'];

function isOf(fields: Fields): ClickHouseStatement {
  return sql`field IN (${fields.map(({ name }) => name)})`;
}

/** Returns the condition that a value is listed for its field. */
function isListed(fields: Fields): ClickHouseStatement {
  const [first = sql`0`, ...others] = fields.map(
    ({ name, values }) => sql`(field = ${name} AND latest IN (${values}))`,
  );
  return others.reduce((all, condition) => sql`${all} OR ${condition}`, first);
}
