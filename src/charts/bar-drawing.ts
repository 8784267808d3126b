import { fontSize, type Drawing, type Ink, type PathShape, type TextShape } from './drawing.ts';

/** A bar with its texts above it: the label at the start, the values at the end, or below the label where they do not fit beside it. */
export interface Bar {
  readonly label: string;
  readonly values: string;
  /** From 0 to 1. */
  readonly share: number;
  readonly ink: Ink;
}

const lineHeight = 16;
const barHeight = 10;
const barGap = 10;

/** About the width of a letter. A drawing cannot measure its texts. */
const letterWidth = 0.55 * fontSize;

/** Draws bars below each other, on one scale from 0 to 1. */
export function drawBars(bars: readonly Bar[], width: number): Drawing {
  const doTextsFit = bars.every(({ label, values }) => (label.length + values.length + 2) * letterWidth <= width);
  const barTop = (doTextsFit ? 1 : 2) * lineHeight + 4;
  const rowHeight = barTop + barHeight + barGap;
  const rectangle = (y: number, length: number) => `M0 ${y}h${Math.round(length * 10) / 10}v${barHeight}H0z`;
  const shapesOf = ({ label, values, share, ink }: Bar, index: number): (PathShape | TextShape)[] => {
    const y = index * rowHeight;
    return [
      { text: label, x: 0, y: y + 14, anchor: 'start', ink: 'text' },
      doTextsFit
        ? { text: values, x: width, y: y + 14, anchor: 'end', ink: 'muted' }
        : { text: values, x: 0, y: y + 14 + lineHeight, anchor: 'start', ink: 'muted' },
      { path: rectangle(y + barTop, width), ink: 'hairline' },
      { path: rectangle(y + barTop, share * width), ink },
    ];
  };
  const height = bars.length * rowHeight;
  return {
    width,
    height,
    shapes: bars.flatMap(shapesOf),
    markOf: (index) => `M1 ${index * rowHeight + barTop - 2}h${width - 2}v${barHeight + 4}H1z`,
    indexAt: (_, y) => Math.max(0, Math.min(bars.length - 1, Math.floor(y / rowHeight))),
  };
}
