import { bisectCenter, max, nice, ticks } from 'd3-array';
import { line } from 'd3-shape';
import { fontSize, type Drawing, type Ink, type PathShape, type TextShape } from './drawing.ts';

/** A line of a chart. Lines differ in their dashes, too, as colors alone do not tell them apart. */
export interface ChartLine {
  readonly label: string;
  readonly ink: Ink;
  readonly dash?: readonly number[];
  /** Whether another entry of the legend explains it. */
  readonly isUnnamed?: boolean;
  /** Numbers from 0, one for each item; none for an entry of the legend only. */
  readonly values: Float64Array;
}

export interface LineChartOptions {
  readonly lines: readonly ChartLine[];
  readonly count: number;
  /** Returns the label of an item on the horizontal axis. */
  readonly labelOf: (index: number) => string;
  readonly format: (value: number) => string;
}

const height = 220;
const legendRow = 18;
const axisHeight = 22;
/** The width of a character, about; only margins depend on it. */
const characterWidth = fontSize * 0.6;
const labelSpace = 100;
const sample = 20;

/** Draws lines over time, from 0. */
export function drawLines({ lines, count, labelOf, format }: LineChartOptions, width: number): Drawing {
  const most = max(lines, ({ values }) => max(values)) ?? 0;
  const [, top] = nice(0, Math.max(1, most), 4);
  const levels = ticks(0, top, 4).filter(Number.isInteger);
  const left = Math.max(...levels.map((level) => format(level).length)) * characterWidth + 8;
  const names = legend(lines, width);
  const [right, upper, lower] = [width - 8, names.height + 10, height - axisHeight];
  const xOf = (index: number) => (count > 1 ? left + (index / (count - 1)) * (right - left) : (left + right) / 2);
  const yOf = (value: number) => lower - (value / top) * (lower - upper);
  const places = Array.from({ length: count }, (_, index) => xOf(index));
  return {
    width,
    height,
    shapes: [
      ...levels.flatMap((level) => levelShapes(format(level), { left, right, y: yOf(level), isBase: level === 0 })),
      ...axisLabels(count, labelOf, xOf, { left, right }),
      ...lines.flatMap((each) => lineShapes(each, xOf, yOf)),
      ...names.shapes,
    ],
    markOf: (index) => `M${round(xOf(index))} ${upper}V${lower}`,
    indexAt: (x) => bisectCenter(places, x),
  };
}

const round = (value: number) => Math.round(value * 10) / 10;

function levelShapes(
  text: string,
  { left, right, y, isBase }: { left: number; right: number; y: number; isBase: boolean },
): [PathShape, TextShape] {
  const height = round(y);
  return [
    { path: `M${round(left)} ${height}H${right}`, ink: isBase ? 'muted' : 'hairline', width: 1 },
    { text, x: round(left - 8), y: height + 4, anchor: 'end', ink: 'muted' },
  ];
}

function axisLabels(
  count: number,
  labelOf: (index: number) => string,
  xOf: (index: number) => number,
  { left, right }: { left: number; right: number },
): TextShape[] {
  const most = Math.max(2, Math.floor((right - left) / labelSpace));
  const indices = count > 1 ? ticks(0, count - 1, most).filter(Number.isInteger) : [0];
  return indices.map((index) => {
    const [text, x] = [labelOf(index), xOf(index)];
    const half = (text.length * characterWidth) / 2;
    const anchor = x - half < 0 ? 'start' : x + half > right + 8 ? 'end' : 'middle';
    return { text, x: round(x), y: height - 6, anchor, ink: 'muted' };
  });
}

function lineShapes(
  { values, ink, dash }: ChartLine,
  xOf: (index: number) => number,
  yOf: (value: number) => number,
): PathShape[] {
  if (values.length === 0) return [];
  // One item is a dot, as a line has no length.
  if (values.length === 1) {
    const [x, y] = [round(xOf(0)), round(yOf(values[0] as number))];
    return [{ path: `M${x - 4} ${y}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0`, ink }];
  }
  const path = line<number>()
    .x((_, index) => xOf(index))
    .y(yOf)
    .digits(1)(values);
  return path ? [{ path, ink, width: 2, ...(dash && { dash }) }] : [];
}

/** Names the lines above the chart, in as many rows as they need. */
function legend(lines: readonly ChartLine[], width: number): { shapes: (PathShape | TextShape)[]; height: number } {
  let [x, y] = [0, 0];
  const shapes = lines
    .filter(({ isUnnamed }) => !isUnnamed)
    .flatMap(({ label, ink, dash }) => {
      const needed = sample + 6 + label.length * characterWidth;
      if (x > 0 && x + needed > width) [x, y] = [0, y + legendRow];
      const start = x;
      x += needed + 20;
      return [
        { path: `M${round(start)} ${y + 8}h${sample}`, ink, width: 2, ...(dash && { dash }) },
        { text: label, x: round(start + sample + 6), y: y + 12, anchor: 'start', ink: 'text' } as const,
      ];
    });
  return { shapes, height: y + legendRow };
}
