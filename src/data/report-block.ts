import type { CountId } from '../model/metrics.ts';
import { countIds } from '../model/metrics.ts';
import type { InstantColumnId } from '../model/columns.ts';
import type { ReportText } from '../model/report.ts';
import { describeValue, ProblemList } from './contract-problems.ts';
import {
  isLacking,
  readCount,
  readFlag,
  readId,
  readInstant,
  readRequiredCount,
  readRequiredText,
  readText,
  type Fields,
} from './fields.ts';

type FieldId = keyof ReportText | InstantColumnId | CountId;

/** The readers of a row's fields read the places of a column too: an array is an object whose fields are its places. */
type ReadPlace = (values: readonly unknown[], at: number, problems: ProblemList) => unknown;

const readers = Object.entries({
  ...Object.fromEntries(countIds.map((id) => [id, readCount])),
  campaignId: readId,
  campaignName: readRequiredText,
  campaignFolder: readText,
  campaignArchived: readFlag,
  emailId: readId,
  emailName: readRequiredText,
  firstSentAt: readInstant,
  lastActivityAt: readInstant,
  sent: readRequiredCount,
  hasPreview: readFlag,
}) as unknown as readonly [FieldId, ReadPlace][];

/** The number of rows of a block. Adds a problem for each column that has another number of values, or is none. */
export function lengthOfBlock(block: Fields, problems: ProblemList): number {
  const ids = block['campaignId'];
  const length = Array.isArray(ids) ? ids.length : NaN;
  problems.place = 'columns';
  if (Number.isNaN(length)) problems.add('campaignId', 'an array', ids);
  for (const [id] of length >= 0 ? readers : []) {
    const values = block[id];
    if (isLacking(values) || (Array.isArray(values) && values.length === length)) continue;
    const got = Array.isArray(values) ? `${values.length}` : describeValue(values);
    problems.addInWords(id, `as many values as campaignId has, ${length}`, got);
  }
  problems.place = '';
  return length;
}

/**
 * Reads a block into columns, from the place `start` on.
 * @returns whether every value keeps the contract. Where one does not, nothing of what was written is to be used.
 */
export function readBlock(
  block: Fields,
  length: number,
  columns: Readonly<Record<FieldId, { [at: number]: unknown }>>,
  start: number,
): boolean {
  const problems = new ProblemList();
  for (const [id, read] of readers) {
    const values = (block[id] ?? []) as readonly unknown[];
    // Whether there is a preview has no column.
    const column = columns[id] as (typeof columns)[FieldId] | undefined;
    for (let at = 0; at < length; at++) {
      const value = read(values, at, problems);
      if (column) column[start + at] = value;
    }
  }
  return problems.count === 0;
}

/** A row of a block, as if it had come on its own. */
export function rowOfBlock(block: Fields, at: number): Fields {
  return Object.fromEntries(Object.entries(block).map(([id, values]) => [id, (values as Fields | null)?.[at]]));
}
