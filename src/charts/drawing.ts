import type { ChartsMessages } from '../i18n/charts-messages.ts';
import type { Localization } from '../ui/cell-formatters.ts';

/** The role of a color. The theme determines the colors; a saved image has those on screen. */
export const inks = ['text', 'muted', 'accent', 'hairline'] as const;
export type Ink = (typeof inks)[number];

/** The size of texts, in pixels. */
export const fontSize = 12;

/** A line or a filled shape. */
export interface PathShape {
  /** SVG path data. */
  readonly path: string;
  readonly ink: Ink;
  /** The width of the line; filled without it. */
  readonly width?: number;
  /** The lengths of dashes and gaps. */
  readonly dash?: readonly number[];
}

export interface TextShape {
  readonly text: string;
  readonly x: number;
  /** The baseline. */
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly ink: Ink;
}

/** A chart as shapes, in pixels. It becomes an SVG element on screen, an SVG file, or a bitmap. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly (PathShape | TextShape)[];
  /** Returns the path that marks an item of the chart: a day, or a bar. */
  readonly markOf: (index: number) => string;
  /** Returns the item at a point. */
  readonly indexAt: (x: number, y: number) => number;
}

/** A chart, independent of its size. */
export interface Chart {
  readonly title: string;
  /** The content in sentences. */
  readonly summary: string;
  readonly draw: (width: number) => Drawing;
  /** The number of items that the cursor steps through. */
  readonly count: number;
  /** Returns the values of an item as text. */
  readonly textOf: (index: number) => string;
  /** The same data as a table. */
  readonly head: readonly string[];
  readonly rowOf: (index: number) => readonly string[];
}

/** The texts of charts, and those of the report. */
export interface ChartTexts {
  readonly localization: Localization;
  readonly chartMessages: ChartsMessages;
}
