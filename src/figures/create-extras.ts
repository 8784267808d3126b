import type { FiguresMessages } from '../i18n/figures-messages.ts';
import { isRateId, type ColumnId, type ColumnSet } from '../model/columns.ts';
import type { FigureChoices } from '../model/figure-choices.ts';
import { isUncertain, wilsonInterval } from '../model/wilson-interval.ts';
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
  const writeInterval = hasIntervals ? intervalWriter(messages, locale) : undefined;
  const differenceOf = (line: Line | undefined, column: ColumnId) => {
    const figure = comparison?.figure(line, column);
    const text = figure && writeDifference(figure);
    return text && { ...text, isReal: figure.verdict === 'real' };
  };
  const intervalOf = (line: Line | undefined, column: ColumnId) => {
    const rate = isRateId(column) ? columnSet.rateOf(column) : undefined;
    if (!rate || !writeInterval) return undefined;
    const { rows, row } = line ?? { rows: total, row: 0 };
    const [numerators, denominators] = countsOf(rows.numbers, rate);
    return writeInterval(numerators?.[row] ?? NaN, denominators?.[row] ?? NaN);
  };
  return {
    extraOf: (line, column) => joined(intervalOf(line, column), differenceOf(line, column)),
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

function joined(interval: Part | undefined, difference: Part | undefined): CellExtra | undefined {
  const parts = [interval, difference].filter((part) => part !== undefined);
  if (parts.length === 0) return undefined;
  return {
    text: parts.map(({ sign }) => sign).join(' '),
    // After the figure, which it follows without a space.
    words: `, ${parts.map(({ words }) => words).join(', ')}`,
    isReal: difference?.isReal ?? false,
  };
}

/**
 * Returns a function that writes both ends of the interval of a rate, as it is not symmetric: the rate plus and minus half of it
 * would be another one. An uncertain rate has a question mark.
 */
function intervalWriter({ interval, margin, uncertain, comparison }: FiguresMessages, locale: string) {
  const format = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return (successes: number, trials: number): Part | undefined => {
    const bounds = wilsonInterval(successes, trials);
    if (!bounds) return undefined;
    const [low, high] = [format.format(bounds.low * 100), format.format(bounds.high * 100)];
    // An interval is never without width.
    const narrow = `<${format.format(0.1)}`;
    if (low === high) return { sign: `±${narrow}`, words: margin(comparison.points(0.1, narrow)) };
    const mark = isUncertain(successes, trials);
    return {
      sign: `${mark ? '?\u2009' : ''}${low}–${high}`,
      words: `${interval(low, high)}${mark ? `, ${uncertain}` : ''}`,
    };
  };
}

/** The width in digits of a rate, of its interval, and of both its interval and a difference, in their smaller font. */
const [rateWidth, intervalWidth, bothWidth] = [6, 8, 13];

/** Widens the columns of rates for what their cells show below the figure. */
export function withExtraWidths(own: ExtraCells | undefined, { compare, show }: FigureChoices): ExtraCells | undefined {
  if (!compare && !show.includes('intervals')) return own;
  const width = show.includes('intervals') ? (compare ? bothWidth : intervalWidth) : rateWidth;
  const longestCell = (table: Table, column: ColumnId, localization: Localization) => {
    const known = own?.longestCell(table, column, localization);
    return isRateId(column) ? Math.max(width, known ?? 0) : known;
  };
  return { format: own?.format ?? (() => undefined), longestCell };
}
