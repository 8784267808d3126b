import { ContractError, ProblemList, type ContractProblem } from '../src/endpoint/contract-error.ts';
import { explainError } from '../src/endpoint/explain-error.ts';
import { ReportError } from '../src/endpoint/report-error.ts';
import { ReportReader } from '../src/endpoint/report-reader.ts';
import { describeText } from '../src/endpoint/response-text.ts';
import type { Report } from '../src/model/report.ts';
import { isJsonObject } from '../src/platform/json-object.ts';

/** All places with the same problem in the same field. */
export interface ProblemGroup {
  readonly first: ContractProblem;
  /** The row or head with the first of them. */
  readonly source: unknown;
  count: number;
}

/** Groups problems by field and expected value: a mistake in a query breaks every row. */
export class GroupedProblems extends ProblemList {
  readonly groups = new Map<string, ProblemGroup>();
  /** The row or head that is being read. */
  current: unknown;

  override addDescribed(field: string, expected: string, got: string): void {
    super.addDescribed(field, expected, got);
    const parent = this.row === undefined ? this.parent : `rows[${this.row}]`;
    const key = JSON.stringify([this.row === undefined ? parent : 'rows', field, expected]);
    const group = this.groups.get(key);
    if (group) group.count += 1;
    else {
      const path = parent !== '' && field !== '' ? `${parent}.${field}` : parent + field;
      this.groups.set(key, { first: { path, line: this.line, expected, got }, source: this.current, count: 1 });
    }
  }
}

/** A report, or every problem that it has. */
export interface ReportReading {
  readonly report: Report | undefined;
  readonly problems: readonly ProblemGroup[];
}

/** Reads the text of a JSON response with the reader of the element. Unlike there, all problems are kept. */
export function readReportText(text: string): ReportReading {
  const problems = new GroupedProblems();
  const reader = new ReportReader(problems);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    problems.current = text;
    problems.addDescribed('body', 'JSON', describeText(text));
    return { report: undefined, problems: [...problems.groups.values()] };
  }
  problems.current = body;
  if (!isJsonObject(body)) {
    problems.add('body', 'an object', body);
  } else if (reader.readHead(body)) {
    const rows: unknown = body['rows'];
    if (Array.isArray(rows)) readRows(rows, reader, problems);
    else problems.add('rows', 'an array', rows);
  }
  return {
    report: problems.count === 0 ? reader.snapshot(reader.hasAllRows) : undefined,
    problems: [...problems.groups.values()],
  };
}

function readRows(rows: readonly unknown[], reader: ReportReader, problems: GroupedProblems): void {
  reader.checkRowCount(rows.length);
  for (const row of rows) {
    problems.current = row;
    reader.readRow(row);
  }
}

/** Describes problems as the element's console does, with what to do and a page of the documentation. */
export function explainProblem({ first, source, count }: ProblemGroup, endpoint: string): string {
  const error = ReportError.ofContract(new ContractError([first], 1, source));
  const text = explainError(error, { id: '', endpoint, report: undefined, token: undefined, fetcher: undefined });
  return count === 1 ? text : `${text} ${count} places have this problem.`;
}

/** The path of all places of a group: `rows[*].sent`. */
export function pathOf({ first, count }: ProblemGroup): string {
  return count === 1 ? first.path : first.path.replace(/^rows\[\d+\]/, 'rows[*]');
}
