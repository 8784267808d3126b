import { describeValue, type ProblemList } from './contract-error.ts';
import { isNullish, type JsonObject } from './validators.ts';
import { rowSchema } from './row-schema.ts';

/** The number of rows of a block. Adds a problem for each column that has another number of values, or is none. */
export function lengthOfBlock(block: JsonObject, problems: ProblemList): number {
  const ids = block['campaignId'];
  const length = Array.isArray(ids) ? ids.length : NaN;
  problems.place = 'columns';
  if (Number.isNaN(length)) problems.add('campaignId', 'an array', ids);
  for (const [id] of length >= 0 ? rowSchema : []) {
    const values = block[id];
    if (isNullish(values) || (Array.isArray(values) && values.length === length)) continue;
    const got = Array.isArray(values) ? `${values.length}` : describeValue(values);
    problems.addInWords(id, `as many values as campaignId has, ${length}`, got);
  }
  problems.place = '';
  return length;
}

/** A row of a block, as if it had come on its own. */
export function rowOfBlock(block: JsonObject, at: number): JsonObject {
  return Object.fromEntries(Object.entries(block).map(([id, values]) => [id, (values as JsonObject | null)?.[at]]));
}
