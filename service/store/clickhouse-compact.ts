import { countVersions, isIn, latestRivals, sliceBounds, type Slice } from './clickhouse-activities.ts';
import { latestCells, latestRetained } from './clickhouse-cells.ts';
import { latestRecords } from './clickhouse-derive.ts';
import { latestEffects, latestPatterns } from './clickhouse-effects.ts';
import type { ClickHouseNode, ReadOptions } from './clickhouse-node.ts';
import { remainingFiles, versionsWithFiles } from './clickhouse-files.ts';
import { latestDeletions, latestValues } from './clickhouse-people.ts';
import { remains } from './clickhouse-remove.ts';
import { list, sql, type ClickHouseStatement } from './clickhouse-statement.ts';
import { activityColumns, cellCounts, personCounts, recordColumns } from './clickhouse-tables.ts';

/** The rows that a compaction leaves out. */
export interface LeftOut {
  /** Whether the versions of activities are left out that the import before has listed as removed. */
  readonly hasRemoved: boolean;
  /** The files that are withdrawn. */
  readonly files: readonly bigint[];
}

/**
 * Returns the statements that write the latest rows of all imports again, as rows of a new generation: later, those of earlier
 * generations can be removed. Rows that say that something is gone are left out, and copies of activities on servers of other people.
 * @param sliceSize at most about this many rows of a table are compacted at the same time
 */
export async function compactionOf(
  node: ClickHouseNode,
  generation: bigint,
  sliceSize: number,
  leftOut: LeftOut,
  options: ReadOptions,
): Promise<readonly ClickHouseStatement[]> {
  const people = await peopleSlices(node, generation, sliceSize, options);
  const quarterHours = await quarterHourSlices(node, generation, sliceSize, options);
  const cells = await node.read(sql`SELECT DISTINCT age, month FROM cells WHERE generation < ${generation}`, options);
  return [
    compactSurvivors(generation),
    compactRivals(generation),
    ...people.flatMap((slice) => [
      compactActivities(generation, slice, leftOut),
      compactPersonCounts(generation, slice),
      compactPeople(generation, slice),
      compactDeletions(generation, slice),
    ]),
    ...quarterHours.map((slice) => compactRecords(generation, slice)),
    ...quarterHours.flatMap((slice) => compactRetained(generation, slice)),
    ...cells.map(([age = 0, month = 0]) => compactCells(generation, BigInt(age), BigInt(month))),
  ];
}

/** Returns slices of people, whose activities before a generation are about as many. */
export async function peopleSlices(
  node: ClickHouseNode,
  generation: bigint,
  sliceSize: number,
  options: ReadOptions,
): Promise<readonly Slice[]> {
  const [count] = await node.read(sql`SELECT count() FROM activities WHERE generation < ${generation}`, options);
  const slices = Math.ceil(Number(count?.[0]) / sliceSize);
  const source = sql`person_counts WHERE generation < ${generation}`;
  const bounds = slices < 2 ? [] : (await node.read(sliceBounds(source, slices), options)).flat().map(BigInt);
  return [0n, ...bounds].map((from, index) => ({ from, to: bounds[index] }));
}

/** The records of one quarter hour are in one slice. */
export async function quarterHourSlices(
  node: ClickHouseNode,
  generation: bigint,
  sliceSize: number,
  options: ReadOptions,
): Promise<readonly Slice[]> {
  const counts = await node.read(
    sql`SELECT quarter_hour, count() FROM records WHERE generation < ${generation} GROUP BY quarter_hour ORDER BY quarter_hour`,
    options,
  );
  const bounds: bigint[] = [];
  let size = 0;
  for (const [quarterHour = 0, count] of counts) {
    size += Number(count);
    if (size <= sliceSize || size === Number(count)) continue;
    bounds.push(BigInt(quarterHour));
    size = Number(count);
  }
  return [0n, ...bounds].map((from, index) => ({ from, to: bounds[index] }));
}

// A lead who is no longer merged needs no row: without one, an activity belongs to its lead.
const compactSurvivors = (generation: bigint): ClickHouseStatement => sql`
  INSERT INTO survivors
  SELECT toUInt32(${generation}), lead_id, survivor, survivor FROM (
    SELECT lead_id, argMax(survivor_id, generation) AS survivor FROM survivors
    WHERE generation < ${generation} GROUP BY lead_id
  )
  WHERE survivor != lead_id`;

const compactRivals = (generation: bigint): ClickHouseStatement => sql`
  INSERT INTO rivals
  SELECT toUInt32(${generation}), guid, lead_id, at, toUInt8(0) FROM (${latestRivals(generation - 1n)})`;

const compactActivities = (
  generation: bigint,
  slice: Slice,
  { hasRemoved, files }: LeftOut,
): ClickHouseStatement => sql`
  INSERT INTO activities
  SELECT toUInt32(${generation}), ${list(activityColumns)}, ${remainingFiles(files)}
  FROM (${versionsWithFiles(generation - 1n, slice)})
  WHERE ${hasRemoved ? remains(generation - 1n, slice) : sql`1`}`;

const latestCounts = [...personCounts, 'last_at', 'first_send_at'] as const;

const compactPersonCounts = (generation: bigint, slice: Slice): ClickHouseStatement => sql`
  INSERT INTO person_counts
  SELECT toUInt32(${generation}), person_id, ${list(latestCounts.map((name) => `${name}_`))} FROM (
    SELECT person_id, ${list(latestCounts.map((name) => `argMax(${name}, generation) AS ${name}_`))} FROM person_counts
    WHERE generation < ${generation} AND ${isIn('person_id', slice)} GROUP BY person_id
  )
  WHERE activities_ > 0`;

const compactPeople = (generation: bigint, slice: Slice): ClickHouseStatement => sql`
  INSERT INTO people
  SELECT toUInt32(${generation}), person_id, field, latest
  FROM (${latestValues(generation - 1n, isIn('person_id', slice))}) WHERE latest != ''`;

const compactDeletions = (generation: bigint, slice: Slice): ClickHouseStatement => sql`
  INSERT INTO deletions
  SELECT toUInt32(${generation}), person_id, toUInt8(1)
  FROM (${latestDeletions(generation - 1n, isIn('person_id', slice))}) WHERE latest = 1`;

const compactRecords = (generation: bigint, slice: Slice): ClickHouseStatement => sql`
  INSERT INTO records
  SELECT toUInt32(${generation}), ${list(recordColumns)}, content
  FROM (${latestRecords(generation - 1n, isIn('quarter_hour', slice), [...recordColumns.slice(4), 'content'])})
  WHERE first_sent_at > 0`;

const compactCells = (generation: bigint, age: bigint, month: bigint): ClickHouseStatement => sql`
  INSERT INTO cells
  SELECT
    toUInt32(${generation}), toUInt32(${age}), quarter_hour, month, campaign_id, email_id,
    ${list(['first_sent_at', 'last_activity_at', ...cellCounts].map((name) => `${name}_`))}
  FROM (${latestCells(generation - 1n, sql`age = ${age} AND month = ${month}`)})
  WHERE sent_ > 0`;

const compactRetained = (generation: bigint, slice: Slice): readonly ClickHouseStatement[] => {
  const ofSlice = isIn('quarter_hour', slice);
  return [
    sql`
      INSERT INTO retained_cells
      SELECT toUInt32(${generation}), * FROM (${latestRetained(generation - 1n, ofSlice)})`,
    sql`
      INSERT INTO retained_effects
      SELECT toUInt32(${generation}), * FROM (${latestEffects(generation - 1n, ofSlice)})`,
    sql`
      INSERT INTO retained_patterns
      SELECT toUInt32(${generation}), * FROM (${latestPatterns(generation - 1n, ofSlice)})`,
  ];
};

/** The numbers of rows of a compaction, without those of earlier imports. */
export interface Compacted {
  readonly records: number;
  /** The sum of all cells. Each record is in one of a quarter hour and one of a month, now and at each age. */
  readonly sent: number;
  /** Without their other versions. */
  readonly activities: number;
  /** The versions that differ from the kept ones. */
  readonly conflicts: number;
}

/** Counts the rows of a compaction, in the slices in which they were written. */
export async function countCompacted(
  node: ClickHouseNode,
  generation: bigint,
  sliceSize: number,
  options: ReadOptions,
): Promise<Compacted> {
  const count = async (statement: ClickHouseStatement): Promise<number> =>
    Number((await node.read(statement, options))[0]?.[0]);
  let [activities, conflicts] = [0, 0];
  for (const slice of await peopleSlices(node, generation, sliceSize, options)) {
    const written = sql`activities WHERE generation = ${generation} AND ${isIn('person_id', slice)}`;
    const [sums = []] = await node.read(countVersions(generation, written), options);
    activities += Number(sums[0]);
    conflicts += Number(sums[1]);
  }
  return {
    records: await count(sql`SELECT count() FROM records WHERE generation = ${generation}`),
    sent: await count(sql`SELECT sum(sent) FROM cells WHERE generation = ${generation}`),
    activities,
    conflicts,
  };
}
