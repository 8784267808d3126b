/** How a unit of a chart is named: a day by its date, a week by its first day, a month by its name and year. */
type UnitTexts<Text> = Readonly<Record<'day' | 'week' | 'month', Text>>;

/** The texts about the time that a chart shows, within a sentence. */
export interface ChartPeriodMessages {
  /** From the first unit to the last one: “from Oct 5, 2026 to Nov 9, 2026”. */
  readonly period: UnitTexts<(first: string, last: string) => string>;
  /** In which unit most happened: “on Oct 5, 2026”. */
  readonly peak: UnitTexts<(date: string) => string>;
}
