import type { CountId } from './metrics.ts';
import type { ReportNumbers } from './report.ts';

/** Two counts of a row that contradict each other: the first exceeds the second, its upper bound. */
export interface ExceededBound {
  readonly count: CountId;
  readonly bound: CountId;
}

/** Why the counts of a row cannot all be right: a count exceeds its bound, or the outcomes do not add up to sent. */
export type Contradiction = ExceededBound | 'sum';

/** The upper bounds of each count, the closest first: everyone who clicked has also opened the email. */
const bounds: readonly (readonly [CountId, readonly CountId[]])[] = [
  ['delivered', ['sent']],
  ['opened', ['delivered', 'sent']],
  ['clicked', ['opened', 'delivered', 'sent']],
  ['unsubscribed', ['opened', 'delivered', 'sent']],
  ['humanOpened', ['opened', 'delivered', 'sent']],
  ['humanClicked', ['clicked', 'opened', 'delivered', 'sent']],
];

/** The possible outcomes of a send. Each person counted in `sent` has exactly one of them. */
const outcomes = [
  'delivered',
  'hardBounced',
  'softBounced',
  'pending',
  'aborted',
] as const satisfies readonly CountId[];

/**
 * Returns the first contradiction in a row, or `undefined` if its counts are consistent. An unknown count (`NaN`) never
 * causes a contradiction: every comparison with `NaN` is false.
 */
export function findContradiction(numbers: ReportNumbers, row: number): Contradiction | undefined {
  const valueOf = (id: CountId) => numbers[id][row] ?? NaN;
  for (const [count, countBounds] of bounds) {
    const bound = countBounds.find((id) => valueOf(count) > valueOf(id));
    if (bound) return { count, bound };
  }
  return addsUp(outcomes.map(valueOf), valueOf('sent')) ? undefined : 'sum';
}

/** Whether the outcomes add up to sent. If one of them is unknown, whether the known ones do not exceed it. */
function addsUp(counts: readonly number[], sent: number): boolean {
  const sum = counts.reduce((total, count) => total + count, 0);
  if (!Number.isNaN(sum)) return sum === sent || Number.isNaN(sent);
  return !(counts.reduce((total, count) => total + (count || 0), 0) > sent);
}

/**
 * Returns the contradictory rows in the range from `from` (inclusive) to `to` (exclusive), ascending.
 * Gives the same result as {@link findContradiction} on each row, but reads column by column, which is much faster.
 */
export function findContradictoryRows(numbers: ReportNumbers, from: number, to: number): number[] {
  const isContradictory = new Uint8Array(to - from);
  for (const [count, countBounds] of bounds) {
    for (const bound of countBounds) markExceeded(numbers[count], numbers[bound], from, isContradictory);
  }
  markSums(numbers, from, isContradictory);
  const rows: number[] = [];
  isContradictory.forEach((mark, index) => mark && rows.push(from + index));
  return rows;
}

function markExceeded(counts: Float64Array, limits: Float64Array, from: number, marks: Uint8Array): void {
  for (let index = 0; index < marks.length; index++) {
    if ((counts[from + index] as number) > (limits[from + index] as number)) marks[index] = 1;
  }
}

function markSums(numbers: ReportNumbers, from: number, marks: Uint8Array): void {
  const sums = new Float64Array(marks.length);
  for (const outcome of outcomes) {
    const counts = numbers[outcome];
    for (let index = 0; index < sums.length; index++) {
      sums[index] = (sums[index] as number) + (counts[from + index] as number);
    }
  }
  for (let index = 0; index < sums.length; index++) {
    const row = from + index;
    const sent = numbers.sent[row] as number;
    if (sums[index] === sent) continue;
    if (
      !addsUp(
        outcomes.map((outcome) => numbers[outcome][row] as number),
        sent,
      )
    )
      marks[index] = 1;
  }
}
