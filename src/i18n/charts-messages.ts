import type { ChartPeriodMessages } from './chart-period-messages.ts';

/** The text of charts, loaded with them. Numbers and dates are already formatted. */
export interface ChartsMessages extends ChartPeriodMessages {
  /** The heading of the panel. */
  readonly development: string;
  /** Replaces a name: everything that the search and the filter leave. */
  readonly all: string;
  readonly close: string;
  readonly overTime: string;
  readonly unitLabel: string;
  readonly units: Readonly<Record<'day' | 'week' | 'month', string>>;
  readonly cumulative: string;
  /** A week as a label. @param date its first day */
  readonly weekOf: (date: string) => string;
  /** The period as a sentence. */
  readonly between: (period: string) => string;
  readonly most: (label: string, total: string, peak: string, count: string) => string;
  /** A count of the compared period, and its total on the days that the chart shows. */
  readonly compared: (label: string, dates: string) => string;
  readonly comparedTotal: (label: string, total: string) => string;
  /** An item of a chart: its label and its values. */
  readonly item: (label: string, values: string) => string;
  readonly loading: string;
  readonly failed: string;
  /** Shown if the series is not that of the row. */
  readonly differs: string;
  readonly nothingYet: string;
  readonly atEnd: string;
  readonly funnel: string;
  readonly ofPrevious: (share: string, previous: string) => string;
  readonly lost: (count: string) => string;
  readonly contradictory: string;
  readonly tracked: string;
  readonly bounces: string;
  readonly ofSent: (share: string) => string;
  readonly date: string;
  readonly step: string;
  readonly people: string;
  /** The heading of the shares of the previous step, and of those of sent. */
  readonly share: string;
  readonly shareOfSent: string;
  readonly loss: string;
  readonly kind: string;
  readonly data: string;
  readonly save: (format: string) => string;
  readonly saveFailed: string;
  readonly keys: string;
}
