import type { Drawing, Ink, PathShape, TextShape } from './drawing.ts';

/** A bar with its texts above it: the label at the start, the values at the end. */
export interface Bar {
  readonly label: string;
  readonly values: string;
  /** From 0 to 1. */
  readonly share: number;
  readonly ink: Ink;
}

const rowHeight = 40;
const barTop = 20;
const barHeight = 10;

/** Draws bars below each other, on one scale from 0 to 1. */
export function drawBars(bars: readonly Bar[], width: number): Drawing {
  const rectangle = (y: number, length: number) => `M0 ${y}h${Math.round(length * 10) / 10}v${barHeight}H0z`;
  const shapesOf = ({ label, values, share, ink }: Bar, index: number): (PathShape | TextShape)[] => {
    const y = index * rowHeight;
    return [
      { text: label, x: 0, y: y + 14, anchor: 'start', ink: 'text' },
      { text: values, x: width, y: y + 14, anchor: 'end', ink: 'muted' },
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
