import type { FiguresMessages } from '../i18n/figures-messages.ts';
import { isRateId, type ColumnId, type ColumnSet } from '../model/columns.ts';
import type { FigureChoices } from '../model/figure-choices.ts';
import { wilsonInterval } from '../model/wilson-interval.ts';
import type { Comparison } from '../table-model/comparison.ts';
import { countsOf, type Rows } from '../table-model/rows.ts';
import type { Line, Table } from '../table-model/table.ts';
import type { ExtraCells, Localization } from '../ui/cell-formatters.ts';
import type { CellExtra, CellExtras } from './cell-extras.ts';
import { differenceWriter } from './comparison-texts.ts';

/** Whether cells show more than their figures. */
export const hasExtras = ({ compare, show }: FigureChoices): boolean =>
  compare !== undefined || show.includes('intervals');

/** Returns the texts below the figures of cells; `undefined` if they have none. */
export function createExtras(
  choices: FigureChoices,
  comparison: Comparison | undefined,
  total: Rows,
  columnSet: ColumnSet,
  messages: FiguresMessages,
  locale: string,
): CellExtras | undefined {
  const hasIntervals = choices.show.includes('intervals');
  if (!comparison && !hasIntervals) return undefined;
  const writeDifference = differenceWriter(messages.comparison, locale);
  const writeMargin = hasIntervals ? marginWriter(messages, locale) : undefined;
  const differenceOf = (line: Line | undefined, column: ColumnId) => {
    const figure = comparison?.figure(line, column);
    const text = figure && writeDifference(figure);
    return text && { ...text, isReal: figure.verdict === 'real' };
  };
  const marginOf = (line: Line | undefined, column: ColumnId) => {
    const rate = isRateId(column) ? columnSet.rateOf(column) : undefined;
    if (!rate || !writeMargin) return undefined;
    const { rows, row } = line ?? { rows: total, row: 0 };
    const [numerators, denominators] = countsOf(rows.numbers, rate);
    return writeMargin(numerators?.[row] ?? NaN, denominators?.[row] ?? NaN);
  };
  return {
    extraOf: (line, column) => joined(marginOf(line, column), differenceOf(line, column)),
    // Where no email is in both periods, the mark would tell nothing.
    markOf: (line) =>
      comparison && comparison.commonEmails > 0 && comparison.isNew(line) ? messages.comparison.isNew : undefined,
  };
}

interface Part {
  readonly sign: string;
  readonly words: string;
  readonly isReal?: boolean;
}

function joined(margin: Part | undefined, difference: Part | undefined): CellExtra | undefined {
  const parts = [margin, difference].filter((part) => part !== undefined);
  if (parts.length === 0) return undefined;
  return {
    text: parts.map(({ sign }) => sign).join(' '),
    // After the figure, which it follows without a space.
    words: `, ${parts.map(({ words }) => words).join(', ')}`,
    isReal: difference?.isReal ?? false,
  };
}

function marginWriter({ margin, comparison }: FiguresMessages, locale: string) {
  const format = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return (successes: number, trials: number): Part | undefined => {
    const interval = wilsonInterval(successes, trials);
    if (!interval) return undefined;
    const points = (interval.high - interval.low) * 50;
    // An interval is never without width.
    const text = points < 0.05 ? `<${format.format(0.1)}` : format.format(points);
    return { sign: `±${text}`, words: margin(comparison.points(points, text)) };
  };
}

/** The width in digits of a rate, of its interval, and of both its interval and a difference, in their smaller font. */
const [rateWidth, intervalWidth, bothWidth] = [6, 4, 9];

/** Widens the columns of rates for what their cells show below the figure. */
export function withExtraWidths(own: ExtraCells | undefined, { compare, show }: FigureChoices): ExtraCells | undefined {
  if (!compare && !show.includes('intervals')) return own;
  const width = compare && show.includes('intervals') ? bothWidth : intervalWidth;
  const longestCell = (table: Table, column: ColumnId, localization: Localization) => {
    const known = own?.longestCell(table, column, localization);
    return isRateId(column) ? Math.max(rateWidth, width, known ?? 0) : known;
  };
  return { format: own?.format ?? (() => undefined), longestCell };
}
