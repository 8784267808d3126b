import type { Report } from '../model/report.ts';

/** Returns one report with the rows of several windows, one after the other. */
export function joinReports(reports: readonly Report[]): Report {
  const [first] = reports;
  if (!first) throw new TypeError('There is no report to join.');
  const starts = reports.map((_, index) => reports.slice(0, index).reduce((sum, { length }) => sum + length, 0));
  const length = reports.reduce((sum, report) => sum + report.length, 0);
  /** Row numbers of each report, as row numbers of the whole. */
  const rows = (of: (report: Report) => readonly number[]) =>
    reports.flatMap((report, index) => of(report).map((row) => row + (starts[index] ?? 0)));
  return {
    ...first,
    length,
    rowCount: length,
    text: columnsOf(
      reports.map(({ text }) => text),
      (id) => reports.flatMap(({ text, length: own }) => text[id] ?? new Array<undefined>(own).fill(undefined)),
    ) as unknown as Report['text'],
    numbers: columnsOf(
      reports.map(({ numbers }) => numbers),
      (id) => {
        const values = new Float64Array(length).fill(NaN);
        reports.forEach(({ numbers }, index) => {
          if (numbers[id]) values.set(numbers[id], starts[index]);
        });
        return values;
      },
    ) as Report['numbers'],
    offered: new Set(reports.flatMap(({ offered }) => [...offered])),
    contradictions: rows(({ contradictions }) => contradictions),
    withoutPreview: rows(({ withoutPreview }) => withoutPreview),
    untracked: rows(({ untracked }) => untracked),
    explanations: undefined,
    complete: true,
    window: undefined,
  };
}

function columnsOf<Values>(
  sources: readonly Readonly<Record<string, unknown>>[],
  valuesOf: (id: string) => Values,
): Record<string, Values> {
  const ids = new Set(sources.flatMap((source) => Object.keys(source)));
  return Object.fromEntries([...ids].map((id) => [id, valuesOf(id)]));
}
