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
  /** While campaigns, or emails, with the highest rates are first. */
  readonly campaignsByChance: string;
  readonly emailsByChance: string;
  /** While they are sorted by the cautious value of a rate, which is after ≥ in their cells. */
  readonly campaignsCautious: string;
  readonly emailsCautious: string;
  /** The button that shows the other notes, where only the first one is shown. */
  readonly more: (count: number, formatted: string) => string;
  /** The button that hides them. */
  readonly fewer: string;
}
