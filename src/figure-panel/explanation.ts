import { explainedCounts, type ExplainedCount } from '../model/explained-counts.ts';
import { isJsonObject } from '../platform/json-object.ts';

/** How the counts of a row, or of several, were calculated. A count that is missing is unknown, and `NaN` is invalid. */
export interface Explanation {
  readonly counts: Readonly<Partial<Record<ExplainedCount, number>>>;
  /** The activities flagged as bot, by pattern. The pattern is empty where none is known. */
  readonly botPatterns: ReadonlyMap<string, number> | undefined;
}

const readCount = (value: unknown) => (Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : NaN);
const isNullish = (value: unknown) => value === undefined || value === null;

/** Reads the field `explain` of a row as the endpoint sent it. Returns `undefined` if the field is missing. */
export function readExplanation(value: unknown): Explanation | undefined {
  if (!isJsonObject(value)) return undefined;
  const known = explainedCounts.filter((id) => !isNullish(value[id]));
  const patterns = value['botPatterns'];
  return {
    counts: Object.fromEntries(known.map((id) => [id, readCount(value[id])])),
    botPatterns: isJsonObject(patterns)
      ? new Map(Object.entries(patterns).map(([pattern, count]) => [pattern, readCount(count)]))
      : undefined,
  };
}

/** Returns the sum of explanations. Unknown in one is unknown in the sum, which is `undefined` if one is missing. */
export function sumExplanations(explanations: readonly (Explanation | undefined)[]): Explanation | undefined {
  const known = explanations.filter((each) => each !== undefined);
  if (known.length === 0 || known.length < explanations.length) return undefined;
  const ids = explainedCounts.filter((id) => known.every(({ counts }) => counts[id] !== undefined));
  const sumOf = (id: ExplainedCount) => known.reduce((sum, { counts }) => sum + (counts[id] ?? NaN), 0);
  return {
    counts: Object.fromEntries(ids.map((id) => [id, sumOf(id)])),
    botPatterns: sumPatterns(known.map(({ botPatterns }) => botPatterns)),
  };
}

function sumPatterns(patterns: readonly Explanation['botPatterns'][]): Explanation['botPatterns'] {
  const sums = new Map<string, number>();
  for (const each of patterns) {
    if (!each) return undefined;
    for (const [pattern, count] of each) sums.set(pattern, (sums.get(pattern) ?? 0) + count);
  }
  return sums;
}
