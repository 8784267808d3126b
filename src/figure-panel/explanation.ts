import { isJsonObject } from '../platform/json-object.ts';

/** The numeric fields of `explain`, the effects of the rules on a row. */
export const explainedCounts = [
  ...['sends', 'deliveries', 'hardBounces', 'softBounces', 'opens', 'clicks', 'unsubscribes'],
  ...['sendsMerged', 'sendsSkipped', 'opensInferred', 'deliveriesInferred', 'bouncesOverridden', 'clicksIgnored'],
  ...['botOpens', 'botClicks', 'opensUnmarked', 'clicksUnmarked', 'privacyOpens', 'unsubscribesAttributed'],
] as ExplainedCount[];

export type ExplainedCount =
  | 'sends'
  | 'deliveries'
  | 'hardBounces'
  | 'softBounces'
  | 'opens'
  | 'clicks'
  | 'unsubscribes'
  | 'sendsMerged'
  | 'sendsSkipped'
  | 'opensInferred'
  | 'deliveriesInferred'
  | 'bouncesOverridden'
  | 'clicksIgnored'
  | 'botOpens'
  | 'botClicks'
  | 'opensUnmarked'
  | 'clicksUnmarked'
  | 'privacyOpens'
  | 'unsubscribesAttributed';

/** How the counts of a row, or of several, were calculated. A count that is missing is unknown, and `NaN` is invalid. */
export interface Explanation {
  readonly counts: Readonly<Partial<Record<ExplainedCount, number>>>;
  /** The activities flagged as bot, by pattern. The pattern is empty where none is known. */
  readonly botPatterns: ReadonlyMap<string, number> | undefined;
}

const readCount = (value: unknown) => (Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : NaN);
const isNullish = (value: unknown) => value === undefined || value === null;

/** Reads the field `explain` of a row as the endpoint sent it. Returns `undefined` if there is none. */
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
  const [first, ...others] = explanations;
  if (!first || others.includes(undefined)) return undefined;
  const counts: Partial<Record<ExplainedCount, number>> = { ...first.counts };
  const patterns = first.botPatterns && new Map(first.botPatterns);
  let hasAllPatterns = patterns !== undefined;
  for (const other of others as readonly Explanation[]) {
    for (const id of Object.keys(counts) as ExplainedCount[]) {
      const count = other.counts[id];
      if (count === undefined) delete counts[id];
      else counts[id] = (counts[id] ?? NaN) + count;
    }
    hasAllPatterns &&= other.botPatterns !== undefined;
    for (const [pattern, count] of other.botPatterns ?? [])
      patterns?.set(pattern, (patterns.get(pattern) ?? 0) + count);
  }
  return { counts, botPatterns: hasAllPatterns ? patterns : undefined };
}
