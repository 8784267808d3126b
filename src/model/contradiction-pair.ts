import type { CountId } from './metrics.ts';
import type { ReportNumbers } from './report.ts';

/** What a count cannot be more than, the nearest first: who has clicked has opened. */
const bounds: readonly (readonly [CountId, readonly CountId[]])[] = [
  ['delivered', ['sent']],
  ['opened', ['delivered', 'sent']],
  ['clicked', ['opened', 'delivered', 'sent']],
  ['unsubscribed', ['opened', 'delivered', 'sent']],
  ['humanOpened', ['opened', 'delivered', 'sent']],
  ['humanClicked', ['clicked', 'opened', 'delivered', 'sent']],
];

/**
 * Two counts of a row of which the first is more than the second and cannot be. `undefined` where there are none: a row
 * that is contradictory all the same has outcomes that do not add up to what was sent.
 */
export function contradictionPair(numbers: ReportNumbers, at: number): readonly [CountId, CountId] | undefined {
  for (const [count, greater] of bounds) {
    const bound = greater.find((id) => (numbers[count][at] ?? NaN) > (numbers[id][at] ?? NaN));
    if (bound) return [count, bound];
  }
  return undefined;
}
