import type { Report, ReportNumbers } from '../model/report.ts';

/** The sums whose parts over the emails with tracked opens are known by the name of the sum and `Tracked`. */
const dividedIds = ['sent', 'delivered', 'clicked', 'humanClicked'] as const;

/**
 * Completes the sums over the emails whose opens are tracked. Where a sum has no other emails, these are the sums over all emails.
 * Where it has, a part that the endpoint omits is unknown: a rate of opens must not divide by the sum over all emails.
 */
export function withTrackedParts(report: Report): Report {
  const { numbers, window } = report;
  if (!window) return report;
  const totals = window.totals && completed(window.totals);
  return { ...report, numbers: completed(numbers), window: { ...window, totals } };
}

function completed(numbers: ReportNumbers): ReportNumbers {
  const valueOf = (id: string, row: number) => numbers[id]?.[row] ?? NaN;
  const known = ['emails', ...dividedIds].filter((id) => numbers[`${id}Tracked`]);
  if (known.length === 0) return numbers;
  const hasOthers = (row: number) => known.some((id) => valueOf(`${id}Tracked`, row) < valueOf(id, row));
  const partsOf = (id: (typeof dividedIds)[number]) =>
    numbers[id].map((all, row) => {
      const part = valueOf(`${id}Tracked`, row);
      return Number.isNaN(part) && !hasOthers(row) ? all : part;
    });
  return { ...numbers, ...Object.fromEntries(dividedIds.map((id) => [`${id}Tracked`, partsOf(id)])) };
}
