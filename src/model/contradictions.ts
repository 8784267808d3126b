import { isOpenCount, type CountId } from './metrics.ts';
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
  // Sums of opens leave out emails whose opens are not tracked.
  const hasAllOpens = !numbers['deliveredTracked'];
  for (const [count, countBounds] of bounds) {
    const bound = countBounds.find(
      (id) => valueOf(count) > valueOf(id) && (hasAllOpens || id !== 'opened' || isOpenCount(count)),
    );
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
 * Gives the same result as {@link findContradiction} on each row, but compares each count only with its closest known
 * bound, which is much faster: the closest bound has been compared with the others.
 */
export function findContradictoryRows(numbers: ReportNumbers, from: number, to: number): number[] {
  const rows: number[] = [];
  for (let row = from; row < to; row++) {
    const sent = numbers.sent[row] as number;
    const delivered = numbers.delivered[row] as number;
    const opened = numbers.opened[row] as number;
    const clicked = numbers.clicked[row] as number;
    const mostOpened = knownOr(delivered, sent);
    const mostClicked = knownOr(opened, mostOpened);
    const mostHumanClicked = knownOr(clicked, mostClicked);
    const exceedsBound =
      delivered > sent ||
      opened > mostOpened ||
      clicked > mostClicked ||
      (numbers.unsubscribed[row] as number) > mostClicked ||
      (numbers.humanOpened[row] as number) > mostClicked ||
      (numbers.humanClicked[row] as number) > mostHumanClicked;
    if (exceedsBound || !outcomesAddUp(numbers, row)) rows.push(row);
  }
  return rows;
}

function knownOr(count: number, bound: number): number {
  return Number.isNaN(count) ? bound : count;
}

function outcomesAddUp(numbers: ReportNumbers, row: number): boolean {
  const sent = numbers.sent[row] as number;
  const delivered = numbers.delivered[row] as number;
  const hardBounced = numbers.hardBounced[row] as number;
  const softBounced = numbers.softBounced[row] as number;
  const pending = numbers.pending[row] as number;
  const aborted = numbers.aborted[row] as number;
  const isExact = delivered + hardBounced + softBounced + pending + aborted === sent;
  return isExact || addsUp([delivered, hardBounced, softBounced, pending, aborted], sent);
}
