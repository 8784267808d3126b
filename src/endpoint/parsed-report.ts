import type { Report } from '../model/report.ts';
import type { SlicedTask } from '../platform/sliced-task.ts';
import type { ReportResponse } from './contract.ts';
import { parseReport, readReport } from './parse-report.ts';

/**
 * A report that is validated once and can be shown by any number of elements. It never changes.
 *
 * ```js
 * element.report = new ParsedReport(await response.json());
 * ```
 */
export class ParsedReport {
  readonly #report: Report;

  /**
   * Validates a response. The object is copied, so it can be changed or discarded afterwards.
   * @throws {ContractError} with the first problems and the number of all, if the response breaks the contract
   */
  constructor(response: ReportResponse) {
    this.#report = parseReport(response);
    // Reactivity libraries do not wrap frozen objects in a proxy, which would have no private fields.
    Object.freeze(this);
  }

  /** The number of rows. */
  get length(): number {
    return this.#report.length;
  }

  /**
   * Returns the report of a value of the property `report`, validating it if it is a plain response.
   * @throws {ContractError} if it breaks the contract
   * @internal
   */
  static *reportOf(value: unknown): SlicedTask<Report> {
    return typeof value === 'object' && value && #report in value ? value.#report : yield* readReport(value);
  }
}
