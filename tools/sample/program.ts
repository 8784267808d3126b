import type { Region } from './regions.ts';
import type { Role, Topic } from './languages/language.ts';

/** The parts of the name of a program. */
export interface NameParts {
  /** `2026-11`. */
  readonly month: string;
  readonly year: string;
  /** The month and year in the language of the region. */
  readonly monthName: string;
  /** The number of the program in its series, from 1. */
  readonly ordinal: number;
  readonly region: Region;
  readonly topic: Topic;
  readonly city: string;
}

/** One email of a program. */
export interface Step {
  readonly role: Role;
  /** Days relative to the main day of the program. */
  readonly day: number;
  /** Its share of the audience of the program. */
  readonly share: number;
  /** For emails of trigger and weekly campaigns: for how many days they are sent. */
  readonly trickleDays?: number;
  /** The number of sends at most. */
  readonly maximumSends?: number;
  /** For programs that send to several regions. */
  readonly region?: Region;
}

/** A program that marketing teams repeat, such as a monthly webinar. */
export interface Program {
  /** The number of programs that start within 30 days, without the seasonal factor. */
  readonly perPeriod: number;
  /** The only month in which it takes place; January is 1. */
  readonly onlyIn?: number;
  /** The regions that take turns. */
  readonly regions: readonly [Region, ...Region[]];
  readonly audience: number;
  readonly steps: readonly [Step, ...Step[]];
  name(parts: NameParts): string;
  /** Whether its first email may be sent again by another campaign. */
  readonly resent?: boolean;
  /** Whether its batch campaign sends every week. */
  readonly weekly?: boolean;
  /** Whether its campaign and its emails are in a folder instead of a program. */
  readonly outsidePrograms?: boolean;
}
