/** What readers should know about the data of a report. */
export interface DataNotesMessages {
  /** The data is more than a day old. */
  readonly old: string;
  /** At an age: sends that have not reached it. */
  readonly tooYoung: (count: number, formatted: string) => string;
  readonly gap: (from: string, to: string) => string;
  readonly noActionResult: string;
  /** The data is empty. */
  readonly noData: string;
  /** Activities without a send in the data. */
  readonly orphans: (count: number, formatted: string) => string;
  /** The button that shows the other notes, on a narrow screen. */
  readonly more: (count: number, formatted: string) => string;
  /** The button that hides them. */
  readonly fewer: string;
}
