import type { OverviewMessages } from '../i18n/figures-messages.ts';
import type { Formats } from '../i18n/formats.ts';
import { unitText, type SeriesPoints } from '../ui/series-points.ts';

/** The size of a trend, in the units of its view box. A line of 0 is still visible. */
const [width, height, margin] = [100, 28, 1];

/** Returns the line of counts over time, from 0 to the largest one, as SVG path data. */
export function trendPath(counts: Float64Array): string {
  const most = counts.reduce((a, b) => Math.max(a, b), 1);
  const points = Array.from(counts, (count, index) => {
    const x = (index / (counts.length - 1)) * width;
    const y = height - margin - (count / most) * (height - 2 * margin);
    return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
  });
  return `M${points.join('L')}`;
}

/** Returns a trend in words: its period, and when most happened. */
export function trendText(
  name: string,
  points: SeriesPoints,
  counts: Float64Array,
  { overview, formats }: { readonly overview: OverviewMessages; readonly formats: Formats },
): string {
  const { unit, dates } = points;
  const dateOf = (index: number) => unitText(points, index, formats);
  const peak = counts.indexOf(counts.reduce((a, b) => Math.max(a, b), 0));
  return overview.trend(
    name,
    overview.period[unit](dateOf(0), dateOf(dates.length - 1)),
    overview.peak[unit](dateOf(peak)),
    formats.count(counts[peak] ?? NaN),
  );
}
