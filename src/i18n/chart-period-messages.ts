/**
 * The texts about the time that a chart shows, within a sentence. A unit is named as follows: a day by its date, a week by its first
 * day, a month by its name and year.
 */
export interface ChartPeriodMessages {
  /** From the first unit to the last one: “from Oct 5, 2026 to Nov 9, 2026”. */
  readonly period: Readonly<Record<'day' | 'week' | 'month', (first: string, last: string) => string>>;
  /** In which unit most happened: “on Oct 5, 2026”. */
  readonly peak: Readonly<Record<'day' | 'week' | 'month', (date: string) => string>>;
}
