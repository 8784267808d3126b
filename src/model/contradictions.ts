import type { ReportNumbers } from './report.ts';

/**
 * Whether the counts of a row cannot all be right: clicked ≤ opened ≤ delivered ≤ sent, unsubscribed ≤
 * opened, human ≤ all, and the five outcomes of a send add up to sent. Nothing is held against an unknown
 * count: no comparison with `NaN` is true.
 */
export function isContradictory(numbers: ReportNumbers, at: number): boolean {
  const sent = numbers.sent[at] ?? NaN;
  const opened = numbers.opened[at] ?? NaN;
  const clicked = numbers.clicked[at] ?? NaN;
  const mostOpened = lesser(numbers.delivered[at] ?? NaN, sent);
  const mostClicked = lesser(opened, mostOpened);
  return (
    opened > mostOpened ||
    clicked > mostClicked ||
    (numbers.unsubscribed[at] ?? NaN) > mostClicked ||
    (numbers.humanOpened[at] ?? NaN) > mostClicked ||
    (numbers.humanClicked[at] ?? NaN) > lesser(clicked, mostClicked) ||
    !canAddUp(numbers, at, sent)
  );
}

function canAddUp(numbers: ReportNumbers, at: number, sent: number): boolean {
  const delivered = numbers.delivered[at] ?? NaN;
  const hardBounced = numbers.hardBounced[at] ?? NaN;
  const softBounced = numbers.softBounced[at] ?? NaN;
  const pending = numbers.pending[at] ?? NaN;
  const aborted = numbers.aborted[at] ?? NaN;
  // One unknown outcome makes this NaN; the others must then fit into sent.
  const sum = delivered + hardBounced + softBounced + pending + aborted;
  if (!Number.isNaN(sum)) return sum === sent || Number.isNaN(sent);
  return !((delivered || 0) + (hardBounced || 0) + (softBounced || 0) + (pending || 0) + (aborted || 0) > sent);
}

/** The lesser of two, or the known one. */
function lesser(one: number, other: number): number {
  return one > other || Number.isNaN(one) ? other : one;
}
