import type { ReportNumbers } from './report.ts';

/** Whether the outcomes add up to sent. If one of them is unknown, whether the known ones do not exceed it. */
export function addsUp(counts: readonly number[], sent: number): boolean {
  const sum = counts.reduce((total, count) => total + count, 0);
  if (!Number.isNaN(sum)) return sum === sent || Number.isNaN(sent);
  return !(counts.reduce((total, count) => total + (count || 0), 0) > sent);
}

/**
 * Returns the rows whose counts contradict each other in the range from `from` (inclusive) to `to` (exclusive), ascending:
 * a count exceeds its upper bound, or the outcomes do not add up to sent. An unknown count (`NaN`) never causes a
 * contradiction. Each count is only compared with its closest known bound, which has been compared with the others.
 */
export function findContradictoryRows(numbers: ReportNumbers, from: number, to: number): number[] {
  const rows: number[] = [];
  // Sums of opens leave out emails whose opens are not tracked.
  const hasAllOpens = !numbers['deliveredTracked'];
  for (let row = from; row < to; row++) {
    const sent = numbers.sent[row] as number;
    const delivered = numbers.delivered[row] as number;
    const opened = numbers.opened[row] as number;
    const clicked = numbers.clicked[row] as number;
    const mostOpened = knownOr(delivered, sent);
    const mostHumanOpened = knownOr(opened, mostOpened);
    const mostClicked = hasAllOpens ? mostHumanOpened : mostOpened;
    const humanOpened = numbers.humanOpened[row] as number;
    const mostHumanClicked = knownOr(clicked, mostClicked);
    const exceedsBound =
      delivered > sent ||
      opened > mostOpened ||
      clicked > mostClicked ||
      (numbers.unsubscribed[row] as number) > mostClicked ||
      humanOpened > mostHumanOpened ||
      (numbers.humanClicked[row] as number) > mostHumanClicked ||
      (numbers.privacyOpened[row] as number) > knownOr(humanOpened, mostHumanOpened);
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
