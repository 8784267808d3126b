import { isNullish, readCount, readRequiredCount } from '../src/endpoint/validators.ts';
import { readExplanation } from '../src/figure-panel/explanation.ts';
import { botPatternsOf, stepsOf } from '../src/figure-panel/figure-steps.ts';
import { explainedCounts } from '../src/model/explained-counts.ts';
import { countColumnIds, type CountColumnId } from '../src/model/metrics.ts';
import type { Report } from '../src/model/report.ts';
import { isJsonObject, type JsonObject } from '../src/platform/json-object.ts';
import type { CheckContext } from './check-context.ts';
import { explainProblem, GroupedProblems, pathOf } from './read-report.ts';

/** The page about explanations. */
export const page = 'See docs/endpoint.md#explain-the-figures.';

/** Adds the mistakes of the explanations of rows. Returns whether there are any. */
export function addMistakesOfRows(context: CheckContext, report: Report, what = ''): boolean {
  const isValid = addInvalidFields(context, what, (problems) => {
    for (const [row, explain] of (report.explanations ?? []).entries()) {
      problems.row = row;
      if (isJsonObject(explain)) readFields(explain, problems);
    }
  });
  return !isValid || addContradictions(context, report, what);
}

/** Adds the steps and the bot patterns that the element does not show, as they do not add up. Returns whether there are any. */
function addContradictions({ findings }: CheckContext, report: Report, what: string): boolean {
  const { explanations = [], contradictions, numbers } = report;
  // Another check finds counts that contradict each other.
  const ignored = new Set(contradictions);
  const rows = [...explanations.keys()].filter((row) => !ignored.has(row));
  const read = explanations.map(readExplanation);
  const isWrong = (id: CountColumnId, row: number) => {
    const explanation = Number.isNaN(numbers[id][row]) ? undefined : read[row];
    return explanation && stepsOf(id, (other) => numbers[other][row] ?? NaN, explanation) === 'contradictory';
  };
  const wrong = [
    ...countColumnIds.map((id) => ({
      textOf: (row: number) => `the steps to ${id} do not add up to ${numbers[id][row]}`,
      wrongRows: rows.filter((row) => isWrong(id, row)),
    })),
    {
      textOf: () => 'the counts of botPatterns do not add up to botOpens and botClicks',
      wrongRows: rows.filter((row) => read[row] && botPatternsOf(read[row]) === 'contradictory'),
    },
  ];
  for (const { textOf, wrongRows } of wrong) {
    const [row] = wrongRows;
    if (row === undefined) continue;
    const path = `rows[${row}].explain`;
    const count = wrongRows.length;
    const others = count === 1 ? '' : ` ${count} rows have this problem.`;
    const message = `${what}${path}: ${textOf(row)}. ${page}${others}`;
    findings.add('error', 'explanations', message, { path, count });
  }
  return wrong.some(({ wrongRows }) => wrongRows.length > 0);
}

/** Adds the problems that a reading finds. Returns whether it finds none. */
export function addInvalidFields(
  { findings, request }: CheckContext,
  what: string,
  read: (problems: GroupedProblems) => void,
): boolean {
  const problems = new GroupedProblems();
  read(problems);
  for (const group of problems.groups.values()) {
    const message = `${what}${explainProblem(group, request.endpoint)}`;
    findings.add('error', 'explanations', message, { path: pathOf(group), count: group.count });
  }
  return problems.count === 0;
}

/** Reads the fields of an explanation. */
export function readFields(explain: JsonObject, problems: GroupedProblems): void {
  for (const id of explainedCounts) readCount(explain[id], `explain.${id}`, problems);
  const { botPatterns } = explain;
  if (isJsonObject(botPatterns)) {
    for (const count of Object.values(botPatterns)) readRequiredCount(count, 'explain.botPatterns', problems);
  } else if (!isNullish(botPatterns)) {
    problems.add('explain.botPatterns', 'an object', botPatterns);
  }
}
