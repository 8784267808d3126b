import type { RequestingElement } from './endpoint/explain-error.ts';
import type { ReportError } from './endpoint/report-error.ts';
import type { ColumnSet } from './model/columns.ts';
import type { Report } from './model/report.ts';
import { warn } from './platform/warn.ts';

/** Logs why a report failed to load, with an explanation for developers, which loads on demand. */
export function logError(element: RequestingElement, error: ReportError): void {
  void import('./endpoint/explain-error.ts').then(
    (explanations) => explanations.logError(element, error),
    () => warn(error.message),
  );
}

/** Logs and returns the warnings about the fields of a report; none if their code fails to load. */
export async function loadWarnings(element: Element, report: Report, columns: ColumnSet): Promise<string[]> {
  if (report.suspects.size === 0 && !report.badValues) return [];
  return import('./endpoint/report-warnings.ts').then(
    ({ logWarnings }) => logWarnings(element, report, columns),
    () => [],
  );
}
