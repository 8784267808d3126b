import type { ColumnId } from '../model/columns.ts';
import type { Activity } from '../model/figure-choices.ts';
import type { Rate } from '../model/metrics.ts';
import type { Rows } from '../table-model/rows.ts';

/** The columns that show the same figures, by the columns that are of the chosen activity. */
const sameColumns: Readonly<Record<Activity, Readonly<Record<string, string>>>> = {
  all: {},
  human: {
    opened: 'humanOpened',
    openedRate: 'humanOpenedRate',
    clicked: 'humanClicked',
    clickedRate: 'humanClickedRate',
  },
  person: {
    opened: 'personOpened',
    openedRate: 'personOpenedRate',
    clicked: 'humanClicked',
    clickedRate: 'humanClickedRate',
  },
};

/** Returns the column that is explained for a column of the chosen activity. */
export const explainedColumn = (column: ColumnId, activity: Activity): ColumnId =>
  sameColumns[activity][column] ?? column;

/** Returns the counts that are divided, as they are explained. */
export const explainedRate = (rate: Rate | undefined, activity: Activity): Rate | undefined =>
  rate && {
    numerator: explainedColumn(rate.numerator, activity),
    denominator: explainedColumn(rate.denominator, activity),
  };

/** Returns the count of a row as its endpoint sent it. */
export function sentCount(numbers: Rows['numbers'], id: string, row: number): number | undefined {
  const all = { opened: 'allOpened', clicked: 'allClicked' }[id] ?? id;
  return (numbers[all] ?? numbers[id])?.[row];
}
