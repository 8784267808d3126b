import type { SettlingMessages } from './settling-messages.ts';
import type { Activity } from '../model/figure-choices.ts';
import type { CountColumnId } from '../model/metrics.ts';

/** A text with a count, which decides between singular and plural, and the count as it is written. */
export type Counted = (count: number, formatted: string) => string;
/** The rest of a sentence that begins with a count. `isSum`: whether it is about the people of several emails. */
export type AfterCount = (count: number, isSum: boolean) => string;

/** The steps from the activity log to a count. Each text follows its number. */
export interface FigureStepMessages extends Readonly<Record<CountColumnId, AfterCount>> {
  readonly sends: AfterCount;
  readonly sendsMerged: AfterCount;
  readonly deliveries: AfterCount;
  readonly deliveriesNotCounted: AfterCount;
  readonly deliveriesObserved: AfterCount;
  readonly deliveriesInferred: AfterCount;
  readonly hardBounces: AfterCount;
  readonly hardBouncesNotCounted: AfterCount;
  readonly softBounces: AfterCount;
  readonly softBouncesNotCounted: AfterCount;
  readonly opens: AfterCount;
  readonly opensNotCounted: AfterCount;
  readonly opensObserved: AfterCount;
  readonly opensInferred: AfterCount;
  readonly clicks: AfterCount;
  readonly clicksIgnored: AfterCount;
  readonly clicksNotCounted: AfterCount;
  readonly unsubscribes: AfterCount;
  readonly unsubscribesNotCounted: AfterCount;
  readonly openedByBots: AfterCount;
  readonly clickedByBots: AfterCount;
  readonly openedDirectly: AfterCount;
}

/** The people among those of a sum that count only because of bots, or of mail privacy proxies. */
export interface FigurePartMessages {
  readonly openedByBots: Counted;
  readonly clickedByBots: Counted;
  readonly openedByProxies: Counted;
}

/** The effects of the rules that are no steps, as they overlap. */
export interface FigureEffectMessages {
  readonly sendsSkipped: Counted;
  readonly bouncesOverridden: Counted;
  readonly botOpens: Counted;
  readonly botClicks: Counted;
  readonly opensUnmarked: Counted;
  readonly clicksUnmarked: Counted;
  readonly privacyOpens: Counted;
  readonly unsubscribesAttributed: Counted;
}

/** How a figure differs from that of the compared period. `p` is a p-value; `rows` were tested together, if several were. */
export interface FigureComparisonMessages {
  readonly before: (dates: string, figure: string) => string;
  readonly missing: (dates: string) => string;
  /** An only email shares the row of its campaign, which is compared. */
  readonly otherEmails: string;
  readonly same: string;
  /** `share` is the change of a count in percent. */
  readonly more: (amount: string, share: string | undefined) => string;
  readonly less: (amount: string, share: string | undefined) => string;
  /** The newer sends collected opens and clicks for a shorter time. */
  readonly unlikeAges: string;
  /** How to compare counts at the same age. It names the field of the time frame menu. */
  readonly chooseAge: string;
  readonly real: (p: string, rows: string | undefined) => string;
  readonly undecided: (p: string, rows: string | undefined) => string;
  readonly untested: string;
}

/** What other reports of Marketo show instead, and why. */
export interface FigureElsewhereMessages {
  readonly heading: string;
  readonly delivered: Counted;
  readonly opened: Counted;
  readonly clicked: Counted;
  /** Without clicks that do not count, a smart list finds the same people. */
  readonly clickedSame: Counted;
  readonly clicks: Counted;
  readonly hardBounced: Counted;
  readonly softBounced: Counted;
  readonly pending: Counted;
  readonly deletedPeople: string;
  readonly sums: string;
}

/** The counts of a rate. */
export interface FigureShare {
  readonly numerator: CountColumnId;
  readonly denominator: CountColumnId;
  /** The value of the numerator. */
  readonly count: number;
  /** The value of the denominator. */
  readonly of: number;
  /** Whether it is about the people of several emails. */
  readonly isSum: boolean;
}

/** A number of activities that are flagged as bot. */
export interface FlaggedCount {
  readonly count: number;
  readonly formatted: string;
}

/** The text of the panel that explains a figure. */
export interface FigurePanelMessages extends SettlingMessages {
  /** A label and its value, in the copied text. */
  readonly item: (label: string, value: string) => string;
  /** The accessible name of the panel. */
  readonly label: (column: string, row: string) => string;
  readonly showDevelopment: string;
  readonly copy: string;
  readonly copied: string;
  readonly notCopied: string;
  readonly textToCopy: string;
  readonly close: string;
  /** A count in words. `isSum`: the people of several emails. */
  readonly people: (id: CountColumnId, count: number, formatted: string, isSum: boolean) => string;
  /** A rate in words: `formatted` of `all` people. */
  readonly share: (rate: FigureShare, formatted: string, all: string) => string;
  readonly interval: (denominator: CountColumnId, all: string, low: string, high: string) => string;
  /** A rate is uncertain. */
  readonly uncertain: string;
  /** What to do about it. `low` is its cautious value, the lower end of its interval; the menu of its column sorts by it. */
  readonly sortCautious: (low: string) => string;
  /** Follows {@link uncertain} while rows are sorted by the lower end. */
  readonly reliableLow: (low: string) => string;
  /** Rows are sorted by it. */
  readonly sortedCautiously: (low: string) => string;
  /** Whether opens and clicks by bots count. */
  readonly activities: Readonly<Record<Activity, string>>;
  /** They do. `opens` and `clicks`: those that are flagged as bot, where there are any. */
  readonly withBots: (opens: FlaggedCount | undefined, clicks: FlaggedCount | undefined) => string;
  /** They do, as the data does not tell. */
  readonly noBotMarks: string;
  /** A difference of rates: `1.1 percentage points`. */
  readonly points: Counted;
  readonly sum: (emails: string) => string;
  readonly sumOfMatches: (emails: string) => string;
  readonly sumSoFar: (emails: string) => string;
  readonly sumOfAll: string;
  /** `sumOfAll` with a search or a filter. */
  readonly sumOfSelection: string;
  readonly parts: FigurePartMessages;
  readonly rateOfSums: string;
  readonly tracked: (tracked: string, emails: string) => string;
  readonly trackedDeliveries: (count: number, tracked: string, deliveries: string) => string;
  readonly notTracked: string;
  readonly nothingToDivide: (denominator: string) => string;
  readonly unknown: string;
  readonly unknownInSum: string;
  readonly stepsTo: (column: string) => string;
  readonly steps: FigureStepMessages;
  readonly contradictory: string;
  readonly loading: string;
  readonly failed: string;
  readonly changed: string;
  readonly effects: FigureEffectMessages;
  /** A number of which only the limit is known, at the beginning of an effect. */
  readonly upTo: (formatted: string) => string;
  readonly botPatterns: (patterns: string) => string;
  readonly botPattern: (pattern: string, formatted: string) => string;
  readonly noBotPattern: string;
  readonly contradictoryBotPatterns: string;
  readonly elsewhere: FigureElsewhereMessages;
  readonly comparison: FigureComparisonMessages;
  /** Part of the copied text: administrators find activities by these ids. `email` is undefined for the sum of a campaign. */
  readonly ids: (campaign: string, email: string | undefined) => string;
}
