import type { ReportResponse, ReportResponseRow } from '../../src/index.ts';
import { scenarioFetcher } from '../../src/testing/testing.ts';

/** Returns a `fetch` that answers as the scenario does, with additional fields in each row. */
export function scenarioWithFields(fieldsOf: (row: ReportResponseRow, index: number) => object): typeof fetch {
  return async (input, init) => {
    const response = await scenarioFetcher(input, init);
    const report = (await response.json()) as Omit<ReportResponse, 'rows'> & {
      rows: readonly ReportResponseRow[];
    };
    return Response.json({ ...report, rows: report.rows.map((row, index) => ({ ...row, ...fieldsOf(row, index) })) });
  };
}
