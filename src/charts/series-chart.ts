import type { ChartsMessages } from '../i18n/charts-messages.ts';
import { columnLabel, type Localization } from '../ui/cell-formatters.ts';
import type { Chart, Ink } from './drawing.ts';
import { drawLines, type ChartLine } from './line-drawing.ts';
import { unitText, type SeriesPoints, type Trend } from '../ui/series-points.ts';

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
  { localization, chartMessages }: { readonly localization: Localization; readonly chartMessages: ChartsMessages },
  compared?: ComparedSeries,
): Chart | undefined {
  const { formats, messages } = localization;
  const { unit, dates, values } = points;
  const { overTime: title, date: dateLabel, between, most, item, weekOf } = chartMessages;
  if (dates.length === 0 || values.size === 0) return undefined;
  const short = new Intl.DateTimeFormat(formats.locale, {
    calendar: 'gregory',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  const dateAt = (index: number) => dates[index] ?? NaN;
  const fullDate = (index: number) => unitText(points, index, formats, weekOf);
  const nameOf = (trend: Trend) => columnLabel(trend, undefined, messages);
  const own = [...values].map(([trend, counts]): ChartLine => ({
    ...(compared ? { ink: looks[trend].ink } : looks[trend]),
    label: nameOf(trend),
    values: counts,
  }));
  const others = [...(compared?.points.values ?? [])].map(([trend, counts]): ChartLine => ({
    ...{ ink: looks[trend].ink, dash: comparedDash, isUnnamed: true, values: counts },
    label: chartMessages.compared(nameOf(trend), compared?.dates ?? ''),
  }));
  const lines = [...own, ...others];
  const legend = compared
    ? [{ label: compared.dates, ink: 'muted', dash: comparedDash, values: new Float64Array() } as const]
    : [];
  const textsAt = (index: number) => lines.map(({ values: counts }) => formats.count(counts[index] ?? NaN));
  const labeled = (index: number) =>
    lines.map(({ label, values: counts }) => item(label, formats.count(counts[index] ?? NaN)));
  const summaryOf = ({ label, values: counts }: ChartLine) => {
    const each = isCumulative ? counts.map((count, index) => count - (counts[index - 1] ?? 0)) : counts;
    const total = each.reduce((sum, count) => sum + count, 0);
    const peak = each.indexOf(each.reduce((a, b) => Math.max(a, b), 0));
    return total > 0 ? [most(label, formats.count(total), fullDate(peak), formats.count(each[peak] ?? NaN))] : [];
  };
  const totalOf = ({ label, values: counts }: ChartLine) => {
    const total = isCumulative ? (counts.at(-1) ?? 0) : counts.reduce((sum, count) => sum + count, 0);
    return chartMessages.comparedTotal(label, formats.count(total));
  };
  return {
    title,
    summary: [between(fullDate(0), fullDate(dates.length - 1)), ...own.flatMap(summaryOf), ...others.map(totalOf)].join(
      ' ',
    ),
    draw: (width) =>
      drawLines(
        {
          lines: [...lines, ...legend],
          count: dates.length,
          labelOf: (index) => (unit === 'month' ? fullDate(index) : short.format(dateAt(index))),
          format: (value) => formats.count(value),
        },
        width,
      ),
    count: dates.length,
    textOf: (index) => item(fullDate(index), labeled(index).join(', ')),
    head: [dateLabel, ...lines.map(({ label }) => label)],
    rowOf: (index) => [fullDate(index), ...textsAt(index)],
  };
}
