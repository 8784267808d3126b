import type { ColumnSet } from '../model/columns.ts';
import type { ExtraColumn } from '../model/extra-columns.ts';
import type { Report } from '../model/report.ts';
import { copyJson } from '../platform/json-object.ts';
import type { SlicedTask } from '../platform/sliced-task.ts';
import type { ReportResponse } from './contract.ts';
import { parseReport, readReport } from './parse-report.ts';

type Row = Readonly<Record<string, unknown>>;

/**
 * A report that is validated once and can be shown by any number of elements. It never changes.
 *
 * ```js
 * element.report = new ParsedReport(await response.json());
 * ```
 */
export class ParsedReport {
  readonly #report: Report;
  /** The fields of extra columns, row by row. They are validated by each element. */
  readonly #extraFields: readonly Row[];

  /**
   * Validates a response. The object is copied, so it can be changed or discarded afterwards.
   * @param extraColumns the extra columns of all elements that show the report, to keep their fields
   * @throws {ContractError} with the first problems and the number of all, if the response breaks the contract
   */
  constructor(response: ReportResponse, extraColumns: readonly Pick<ExtraColumn, 'id'>[] = []) {
    const report = parseReport(response);
    // These parts are read when a reader asks for them.
    const { head, explanations } = report;
    this.#report = { ...report, ...(copyJson({ head, explanations }) as Pick<Report, 'head' | 'explanations'>) };
    const ids = extraColumns.map(({ id }) => id);
    const fieldsOf = (row: Row) => Object.fromEntries(ids.map((id) => [id, row[id]]));
    this.#extraFields = ids.length > 0 ? (response.rows as readonly object[]).map((row) => fieldsOf(row as Row)) : [];
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
  static *reportOf(value: unknown, columns: ColumnSet): SlicedTask<Report> {
    if (typeof value !== 'object' || !value || !(#report in value)) return yield* readReport(value, columns);
    const report = value.#report;
    const extras = columns.createFieldReader?.();
    if (!extras) return report;
    value.#extraFields.forEach((row, at) => extras.read(row, at));
    return extras.addTo(report);
  }
}
