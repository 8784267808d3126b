import { trackedSums } from '../model/metrics.ts';
import type { Report, ReportNumbers } from '../model/report.ts';

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
  const known = trackedSums.filter((id) => numbers[`${id}Tracked`]);
  if (known.length === 0) return numbers;
  const hasOthers = (row: number) => known.some((id) => valueOf(`${id}Tracked`, row) < valueOf(id, row));
  const partOf = (id: string) =>
    numbers.sent.map((_, row) => {
      const part = valueOf(`${id}Tracked`, row);
      return Number.isNaN(part) && !hasOthers(row) ? valueOf(id, row) : part;
    });
  return { ...numbers, ...Object.fromEntries(trackedSums.map((id) => [`${id}Tracked`, partOf(id)])) };
}
