import type { Report } from '../model/report.ts';
import type { SlicedTask } from '../platform/sliced-task.ts';
import { parseReport, readReport, type ReportResponse } from './contract.ts';

/**
 * A report that is read once and shown any number of times: checked and put into columns when it is made, and neither
 * again by the elements that it is given to. It never changes.
 *
 * ```js
 * element.report = new ParsedReport(await response.json());
 * ```
 */
export class ParsedReport {
  readonly #report: Report;

  /**
   * @param response an endpoint's answer, of which nothing is taken for granted, nor kept
   * @throws {ContractError} with the first problems and the number of all, if it breaks the contract
   */
  constructor(response: ReportResponse) {
    this.#report = parseReport(response);
    // Whoever makes what it is given reactive leaves alone what is frozen; behind a proxy it would not be known again.
    Object.freeze(this);
  }

  /** The number of rows that are here. */
  get length(): number {
    return this.#report.length;
  }

  /**
   * Reads what a host gives, if that is not done already.
   * @throws {ContractError} if it breaks the contract
   * @internal
   */
  static *reportOf(given: unknown): SlicedTask<Report> {
    return typeof given === 'object' && given && #report in given ? given.#report : yield* readReport(given);
  }
}
