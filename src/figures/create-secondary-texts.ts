import type { FiguresMessages } from '../i18n/figures-messages.ts';
import type { Formats } from '../i18n/formats.ts';
import { isRateId, type ColumnId, type ColumnSet } from '../model/columns.ts';
import type { FigureChoices } from '../model/figure-choices.ts';
import { isSortedByLow, type Sort } from '../model/sort.ts';
import { isUncertain, wilsonInterval } from '../model/wilson-interval.ts';
import type { Comparison } from '../table-model/comparison.ts';
import { countsOf, type Rows } from '../table-model/rows.ts';
import type { Line, Table } from '../table-model/table.ts';
import type { ExtraCells, Localization } from '../ui/cell-formatters.ts';
import type { SecondaryText, SecondaryTexts } from './secondary-texts.ts';
import { differenceWriter } from './comparison-texts.ts';

/** Whether cells show texts below their figures. */
export const hasSecondaryTexts = ({ compare, show }: Pick<FigureChoices, 'compare' | 'show'>, sort: Sort): boolean =>
  compare !== undefined || show.includes('intervals') || isSortedByLow(sort);

/** Everything that the texts below figures depend on. */
export interface SecondaryTextInputs {
  readonly choices: FigureChoices;
  readonly sort: Sort;
  readonly comparison: Comparison | undefined;
  readonly total: Rows;
  readonly columnSet: ColumnSet;
  readonly messages: FiguresMessages;
  readonly formats: Formats;
}

/** Returns the texts below the figures of cells; `undefined` if they have none. */
export function createSecondaryTexts(inputs: SecondaryTextInputs): SecondaryTexts | undefined {
  const { choices, sort, comparison, total, columnSet, messages, formats } = inputs;
  const hasIntervals = choices.show.includes('intervals');
  const writeDifference = comparison && differenceWriter(messages.comparison, formats.locale);
  const writeInterval = hasIntervals || isSortedByLow(sort) ? intervalWriter(messages, formats) : undefined;
  if (!writeDifference && !writeInterval) return undefined;
  const differenceOf = (line: Line | undefined, column: ColumnId) => {
    const figure = comparison?.figure(line, column);
    const text = figure && writeDifference?.(figure);
    return text && { ...text, isReal: figure.verdict === 'real' };
  };
  const intervalOf = (line: Line | undefined, column: ColumnId) => {
    const rate = isRateId(column) ? columnSet.rateOf(column) : undefined;
    // The order of rows is visible in the lower bounds. The total has no place in it.
    const isLow = line !== undefined && isSortedByLow(sort, column);
    if (!rate || !writeInterval || !(hasIntervals || isLow)) return undefined;
    const { rows, row } = line ?? { rows: total, row: 0 };
    const [numerators, denominators] = countsOf(rows.numbers, rate);
    const form = isLow ? (hasIntervals ? 'sorted' : 'low') : 'marked';
    return writeInterval(numerators?.[row] ?? NaN, denominators?.[row] ?? NaN, form);
  };
  return {
    textOf: (line, column) => joined(intervalOf(line, column), differenceOf(line, column)),
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

function joined(interval: Part | undefined, difference: Part | undefined): SecondaryText | undefined {
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
 * `marked`: both ends of an interval, with a question mark if the rate is uncertain. `sorted`: without the mark, as the lower end
 * sorts the rows, which no chance puts too high. `low`: only that end.
 */
type IntervalForm = 'marked' | 'sorted' | 'low';

/**
 * Returns a function that writes the ends of the interval of a rate: both, as it is not symmetric. The rate plus and minus half of it
 * would be another interval.
 */
function intervalWriter({ interval, atLeast, margin, uncertain, comparison }: FiguresMessages, formats: Formats) {
  const format = new Intl.NumberFormat(formats.locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return (successes: number, trials: number, form: IntervalForm): Part | undefined => {
    const bounds = wilsonInterval(successes, trials);
    if (!bounds) return undefined;
    if (form === 'low') return { sign: `≥\u2009${formats.rate(bounds.low)}`, words: atLeast(formats.rate(bounds.low)) };
    const [low, high] = [format.format(bounds.low * 100), format.format(bounds.high * 100)];
    // An interval is never without width.
    const narrow = `<${format.format(0.1)}`;
    if (low === high) return { sign: `±${narrow}`, words: margin(comparison.points(0.1, narrow)) };
    const mark = form === 'marked' && isUncertain(successes, trials);
    return {
      sign: `${mark ? '?\u2009' : ''}${low}–${high}`,
      words: `${interval(low, high)}${mark ? `, ${uncertain}` : ''}`,
    };
  };
}

/**
 * The widths in digits of a rate, of its lower bound and of its interval in their smaller font, and of a letter there. The first letter
 * may be in the padding.
 */
const [rateWidth, lowWidth, intervalWidth, letterWidth] = [6, 6, 8, 0.56];

/** Widens the columns of rates for what their cells show below the figure. */
export function withSecondaryTextWidths(
  own: ExtraCells | undefined,
  { compare, show }: FigureChoices,
  sort: Sort,
  { comparison: { undecided } }: FiguresMessages,
): ExtraCells | undefined {
  if (!hasSecondaryTexts({ compare, show }, sort)) return own;
  const differenceWidth = compare ? undecided.length * letterWidth : 0;
  const longestCell = (table: Table, column: ColumnId, localization: Localization) => {
    const known = own?.longestCell(table, column, localization);
    if (!isRateId(column)) return known;
    const boundWidth = show.includes('intervals') ? intervalWidth : isSortedByLow(sort, column) ? lowWidth : 0;
    return Math.max(rateWidth, boundWidth + differenceWidth, known ?? 0);
  };
  return { format: own?.format ?? (() => undefined), longestCell };
}
