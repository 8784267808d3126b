import type { ChartPeriodMessages } from './chart-period-messages.ts';
import type { BuiltInColumnId } from '../model/columns.ts';
import type { Activity, Age, ComparedPeriod } from '../model/figure-choices.ts';

/** The columns whose figures are of the chosen activity. */
export type ActivityColumnId = 'opened' | 'openedRate' | 'clicked' | 'clickedRate' | 'clickToOpenRate';

/** An activity that leaves something out. */
export type PartOfActivity = Exclude<Activity, 'all'>;

/** How many of all people who opened, or clicked, are left out: as a number, and formatted. */
export interface ExcludedCount {
  readonly count: number;
  readonly excluded: string;
  readonly all: string;
}

/** The texts about the comparison with another period. Numbers and dates are formatted. */
export interface ComparisonMessages {
  /** The label of the choice, and its options. */
  readonly label: string;
  readonly options: Readonly<Record<ComparedPeriod | 'none' | 'dates', string>>;
  readonly from: string;
  readonly to: string;
  /** The chip: `dates` are those of the compared period, if they are known. */
  readonly chip: (dates: string | undefined) => string;
  readonly loading: string;
  /** Why nothing is compared. */
  readonly failed: string;
  readonly provided: string;
  readonly incomplete: string;
  readonly openDates: string;
  readonly empty: string;
  readonly noTotals: string;
  readonly unlike: string;
  readonly otherDates: (dates: string) => string;
  /** `dates`: those that the host has limited the report to. */
  readonly outsideLimits: (dates: string) => string;
  /** What readers should know about the comparison. */
  readonly lengths: (days: number, otherDays: number) => string;
  readonly dataFrom: (date: string) => string;
  readonly totalsOnly: string;
  readonly noneInBoth: string;
  /** How many of all campaigns are compared. */
  readonly comparedCampaigns: (count: number, formatted: string, all: string) => string;
  /** A button that leaves these campaigns. */
  readonly showCompared: string;
  readonly newEmails: (count: number, formatted: string) => string;
  readonly goneEmails: (count: number, formatted: string) => string;
  /** The accessible name of the button that shows the notes on a narrow screen. */
  readonly detailsLabel: string;
  /** How a rate of all emails differs. `change` is `undefined` if no difference can be told. */
  readonly verdict: (column: string, change: string | undefined) => string;
  /** Follows the rates if a search or a filter leaves out emails: the result is not that of all. */
  readonly filtered: string;
  /** What `undecided` means. */
  readonly undecidedMeaning: string;
  /** Marks an email that the compared period does not have. */
  readonly isNew: string;
  /** For screen readers, after a figure. */
  readonly more: (amount: string) => string;
  readonly less: (amount: string) => string;
  readonly same: string;
  readonly points: (count: number, formatted: string) => string;
  /** The same in a cell, with its sign. */
  readonly shortPoints: (count: number, formatted: string) => string;
  /** Replaces the difference of a rate that may be chance. */
  readonly undecided: string;
  /** For screen readers, after `undecided`. */
  readonly mayBeChance: (difference: string) => string;
}

/** The texts of the overview above the table. */
export interface OverviewMessages extends ChartPeriodMessages {
  readonly label: string;
  /** The text alternative of a small chart: a count over time. */
  readonly over: Readonly<Record<'day' | 'week' | 'month', (column: string) => string>>;
  /** A small chart in words. The figure is formatted. */
  readonly trend: (name: string, period: string, peak: string, figure: string) => string;
}

/** The texts about how figures are counted, compared and shown. */
export interface FiguresMessages {
  /** The labels of columns that are not of all activity. */
  readonly labels: Readonly<Record<PartOfActivity, Readonly<Record<ActivityColumnId, string>>>>;
  /** The definitions of the counts among them. */
  readonly definitions: Readonly<Record<PartOfActivity, Readonly<Record<'opened' | 'clicked', string>>>>;
  /** The label of a rate over sent, from its label over delivered. */
  readonly ofSent: (label: string) => string;
  /** The definition of a rate, from the labels of its counts. */
  readonly quotient: (numerator: string, denominator: string, column: BuiltInColumnId) => string;
  /** The label of the choice of an activity, and its options. */
  readonly activityLabel: string;
  readonly activities: Readonly<Record<Activity, string>>;
  /** Instead of the choice, where the data has no marks. */
  readonly noBotMarks: string;
  /** The chip of an activity. */
  readonly activityChips: Readonly<Record<PartOfActivity, string>>;
  /** How many people who opened and clicked an activity leaves out: one of them or both. It is part of the next two texts. */
  readonly excluded: (opens: ExcludedCount | undefined, clicks: ExcludedCount | undefined) => string;
  /** Below the option of an activity. */
  readonly excludes: (excluded: string) => string;
  readonly chipExcluding: (chip: string, excluded: string) => string;
  readonly rateBaseLabel: string;
  readonly rateBases: Readonly<Record<'delivered' | 'sent', string>>;
  readonly rateBaseChip: string;
  /** The label of the choice of an age, and the option of no age. */
  readonly ageLabel: string;
  readonly now: string;
  /** The chip of chosen people: a name and its value. */
  readonly peopleChip: (name: string, value: string) => string;
  /** The chip of an age. */
  readonly ageChips: Readonly<Record<Age, string>>;
  readonly deletedChip: string;
  /** The label of the choice of people. */
  readonly peopleLabel: string;
  readonly anyone: string;
  readonly noValue: string;
  /** In a field of one value, where several are chosen. */
  readonly severalValues: string;
  readonly hideDeleted: string;
  readonly comparison: ComparisonMessages;
  readonly overview: OverviewMessages;
  /** For screen readers, after a rate: its 95 % confidence interval, as numbers of percent. */
  readonly interval: (low: string, high: string) => string;
  /** The same if both ends have the same digits: the distance to them, in percentage points. */
  readonly margin: (points: string) => string;
  /** For screen readers, after a rate by whose lower bound rows are sorted. */
  readonly atLeast: (low: string) => string;
  /** For screen readers, after the interval of an uncertain rate. */
  readonly uncertain: string;
  /** Shown if the endpoint's answer does not say that it applied a choice. */
  readonly notApplied: (choice: string) => string;
}
