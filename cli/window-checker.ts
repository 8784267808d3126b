import { ContractError, formatProblem, ProblemList } from '../src/endpoint/contract-error.ts';
import { checkWindow, type WindowRequest } from '../src/endpoint/window-request.ts';
import type { Report } from '../src/model/report.ts';
import { parseSort, type Sort } from '../src/model/sort.ts';
import { findRow, nameRow, type CheckContext } from './check-context.ts';
import type { Topic } from './findings.ts';

/** Returns a mistake of a window, or `undefined`. */
export type Test = (report: Report) => string | undefined;

export const sortOf = (text: string): Sort => parseSort(text) ?? [];

/** Requests windows, and validates each as the element does. */
export class WindowChecker {
  readonly context: CheckContext;

  constructor(context: CheckContext) {
    this.context = context;
  }

  /** Tests the rows of a window. The result becomes a finding. */
  async check(topic: Topic, name: string, window: WindowRequest, test: Test, sort = '-firstSentAt'): Promise<void> {
    const report = await this.fetch(topic, name, window, sort);
    if (!report) return;
    const mistake = test(report);
    this.context.findings.verify(topic, `${name} is honored.`, mistake && `${name}: ${mistake}`);
  }

  /** Requests a window. Everything that differs from the request becomes a finding. */
  async fetch(topic: Topic, name: string, window: WindowRequest, sort = '-firstSentAt'): Promise<Report | undefined> {
    const { findings } = this.context;
    const report = await this.context.fetchReport(topic, name, { window, sort: sortOf(sort) });
    if (!report) return undefined;
    const problems = new ProblemList();
    checkWindow(report, sortOf(sort), window, problems);
    try {
      problems.throwIfAny();
      if (report.complete) return report;
      const message = `${name}: the window has ${report.length} rows, fewer than limit and rowCount require.`;
      findings.add('error', topic, message);
    } catch (error) {
      if (!(error instanceof ContractError)) throw error;
      for (const problem of error.problems) {
        const message = `${name}: ${formatProblem(problem)}. See docs/endpoint.md#return-long-reports-in-windows.`;
        findings.add('error', topic, message, { path: problem.path });
      }
    }
    return undefined;
  }
}

/** Names the first row that a condition does not hold for. */
export function problemOfRow(report: Report, isRight: (row: number) => boolean): string | undefined {
  const wrong = findRow(report, (row) => !isRight(row));
  return wrong === undefined ? undefined : `rows[${wrong}] (${nameRow(report, wrong)}) does not match.`;
}
