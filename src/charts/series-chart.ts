import { maxIndex, sum } from 'd3-array';
import { columnLabel } from '../ui/cell-formatters.ts';
import { unitText, type SeriesPoints, type Trend } from '../ui/series-points.ts';
import type { Chart, ChartTexts, Ink } from './drawing.ts';
import { drawLines, type ChartLine } from './line-drawing.ts';

const looks: Readonly<Record<Trend, { readonly ink: Ink; readonly dash?: readonly number[] }>> = {
  sent: { ink: 'muted', dash: [2, 3] },
  delivered: { ink: 'muted' },
  opened: { ink: 'text', dash: [7, 4] },
  clicked: { ink: 'accent' },
};

/** The series of the compared period, in the steps of this one. */
export interface ComparedSeries {
  readonly points: SeriesPoints;
  /** The compared dates, formatted. */
  readonly dates: string;
}

/** The comparison is dashed; the lines of this period then are not. */
const comparedDash = [4, 4];

/** Returns the chart of a series over time; `undefined` without points. */
export function seriesChart(
  points: SeriesPoints,
  isCumulative: boolean,
  texts: ChartTexts,
  compared?: ComparedSeries,
): Chart | undefined {
  const { formats } = texts.localization;
  const { unit, dates, values } = points;
  const { overTime: title, date: dateLabel, item, weekOf } = texts.chartMessages;
  if (dates.length === 0 || values.size === 0) return undefined;
  const short = new Intl.DateTimeFormat(formats.locale, {
    calendar: 'gregory',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  const dateOf = (index: number) => unitText(points, index, formats, weekOf);
  const own = linesOf(points, compared !== undefined, texts);
  const others = compared ? comparedLines(compared, texts) : [];
  const lines = [...own, ...others];
  const countAt = ({ values: counts }: ChartLine, index: number) => formats.count(counts[index] ?? NaN);
  return {
    title,
    summary: summaryOf(own, others, { points, isCumulative }, texts),
    draw: (width) =>
      drawLines(
        {
          lines: compared ? [...lines, legendOf(compared)] : lines,
          count: dates.length,
          labelOf: (index) => (unit === 'month' ? dateOf(index) : short.format(dates[index])),
          format: (value) => formats.count(value),
        },
        width,
      ),
    count: dates.length,
    textOf: (index) => item(dateOf(index), lines.map((line) => item(line.label, countAt(line, index))).join(', ')),
    head: [dateLabel, ...lines.map(({ label }) => label)],
    rowOf: (index) => [dateOf(index), ...lines.map((line) => countAt(line, index))],
  };
}

function linesOf(
  { values }: SeriesPoints,
  isCompared: boolean,
  { localization: { messages } }: ChartTexts,
): readonly ChartLine[] {
  return [...values].map(([trend, counts]) => ({
    ...(isCompared ? { ink: looks[trend].ink } : looks[trend]),
    label: columnLabel(trend, undefined, messages),
    values: counts,
  }));
}

function comparedLines(
  { points, dates }: ComparedSeries,
  { localization: { messages }, chartMessages }: ChartTexts,
): readonly ChartLine[] {
  return [...points.values].map(([trend, counts]) => ({
    ...{ ink: looks[trend].ink, dash: comparedDash, isUnnamed: true, values: counts },
    label: chartMessages.compared(columnLabel(trend, undefined, messages), dates),
  }));
}

/** Returns the entry that explains all lines of the compared period. */
const legendOf = ({ dates }: ComparedSeries): ChartLine => ({
  ...{ label: dates, ink: 'muted', dash: comparedDash },
  values: new Float64Array(),
});

interface Steps {
  readonly points: SeriesPoints;
  readonly isCumulative: boolean;
}

/** Describes the total and the peak of each line, and only the total of those of the compared period. */
function summaryOf(
  own: readonly ChartLine[],
  others: readonly ChartLine[],
  { points, isCumulative }: Steps,
  { localization: { formats }, chartMessages: { period, peak: peakIn, between, most, comparedTotal } }: ChartTexts,
): string {
  const { unit, dates } = points;
  const dateOf = (index: number) => unitText(points, index, formats);
  const eachOf = ({ values: counts }: ChartLine) =>
    isCumulative ? counts.map((count, index) => count - (counts[index - 1] ?? 0)) : counts;
  const peaks = own.flatMap((line) => {
    const each = eachOf(line);
    const peak = maxIndex(each);
    const total = sum(each);
    const inUnit = peakIn[unit](dateOf(peak));
    return total > 0 ? [most(line.label, formats.count(total), inUnit, formats.count(each[peak] ?? NaN))] : [];
  });
  const totals = others.map((line) => comparedTotal(line.label, formats.count(sum(eachOf(line)))));
  return [between(period[unit](dateOf(0), dateOf(dates.length - 1))), ...peaks, ...totals].join(' ');
}
