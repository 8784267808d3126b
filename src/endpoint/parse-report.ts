import type { ColumnSet } from '../model/columns.ts';
import type { Report } from '../model/report.ts';
import { isJsonObject } from '../platform/json-object.ts';
import { inSlices, runSync, type SlicedTask } from '../platform/sliced-task.ts';
import { ProblemList } from './contract-error.ts';
import { ReportReader } from './report-reader.ts';

/** The number of rows in a slice of the task. */
const sliceLength = 1024;

/**
 * Validates the body of a `ReportResponse` and converts it into columns. If there are fewer rows than its `rowCount`, the
 * report is returned with `complete: false`.
 * @param columns the columns to read. Default: the built-in ones
 * @throws {ContractError} with the first problems and the number of all, if the body breaks the contract
 */
export function* readReport(body: unknown, columns?: ColumnSet): SlicedTask<Report> {
  const problems = new ProblemList();
  const reader = new ReportReader(problems, columns);
  if (!isJsonObject(body)) {
    problems.add('body', 'an object', body);
  } else if (reader.readHead(body)) {
    const rows: unknown = body['rows'];
    if (Array.isArray(rows)) yield* readRows(rows, reader);
    else problems.add('rows', 'an array', rows);
  }
  problems.throwIfAny();
  return reader.snapshot(reader.hasAllRows);
}

function* readRows(rows: readonly unknown[], reader: ReportReader): SlicedTask<void> {
  reader.checkRowCount(rows.length);
  reader.reserve(rows.length);
  yield* inSlices(
    rows.length,
    (from, to) => {
      for (let row = from; row < to; row++) reader.readRow(rows[row]);
      reader.summarize();
    },
    sliceLength,
  );
}

/** Runs {@link readReport} without a break. */
export function parseReport(body: unknown, columns?: ColumnSet): Report {
  return runSync(readReport(body, columns));
}
