import type { ChartsMessages } from '../i18n/charts-messages.ts';
import { columnLabel, type Localization } from '../ui/cell-formatters.ts';
import type { Chart, Ink } from './drawing.ts';
import { drawLines, type ChartLine } from './line-drawing.ts';
import type { SeriesPoints, Trend } from '../ui/series-points.ts';

const looks: Readonly<Record<Trend, { readonly ink: Ink; readonly dash?: readonly number[] }>> = {
  sent: { ink: 'muted', dash: [2, 3] },
  delivered: { ink: 'muted' },
  opened: { ink: 'text', dash: [7, 4] },
  clicked: { ink: 'accent' },
};

/** Returns the chart of a series over time; `undefined` without points. */
export function seriesChart(
  { unit, dates, values }: SeriesPoints,
  isCumulative: boolean,
  { localization, chartMessages }: { readonly localization: Localization; readonly chartMessages: ChartsMessages },
): Chart | undefined {
  const { formats, messages } = localization;
  const { overTime: title, date: dateLabel, between, most, item, weekOf } = chartMessages;
  if (dates.length === 0 || values.size === 0) return undefined;
  const month = new Intl.DateTimeFormat(formats.locale, {
    calendar: 'gregory',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const short = new Intl.DateTimeFormat(formats.locale, {
    calendar: 'gregory',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  const dateAt = (index: number) => dates[index] ?? NaN;
  const fullDate = (index: number) => {
    if (unit === 'month') return month.format(dateAt(index));
    const day = formats.day(dateAt(index), 'UTC');
    return unit === 'week' ? weekOf(day) : day;
  };
  const lines = [...values].map(([trend, counts]): ChartLine => ({
    ...looks[trend],
    label: columnLabel(trend, undefined, messages),
    values: counts,
  }));
  const textsAt = (index: number) => lines.map(({ values: counts }) => formats.count(counts[index] ?? NaN));
  const labeled = (index: number) =>
    lines.map(({ label, values: counts }) => item(label, formats.count(counts[index] ?? NaN)));
  const summaryOf = ({ label, values: counts }: ChartLine) => {
    const own = isCumulative ? counts.map((count, index) => count - (counts[index - 1] ?? 0)) : counts;
    const total = own.reduce((sum, count) => sum + count, 0);
    const peak = own.indexOf(own.reduce((a, b) => Math.max(a, b), 0));
    return total > 0 ? [most(label, formats.count(total), fullDate(peak), formats.count(own[peak] ?? NaN))] : [];
  };
  return {
    id: 'series',
    title,
    summary: [between(fullDate(0), fullDate(dates.length - 1)), ...lines.flatMap(summaryOf)].join(' '),
    draw: (width) =>
      drawLines(
        {
          lines,
          count: dates.length,
          labelOf: (index) => (unit === 'month' ? month : short).format(dateAt(index)),
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
