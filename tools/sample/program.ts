import type { Region } from './regions.ts';
import type { Role, Topic } from './languages/language.ts';

/** What a program's name is made of. */
export interface NameParts {
  /** `2026-11`. */
  readonly month: string;
  readonly year: string;
  /** The month in the region's language. */
  readonly monthInWords: string;
  /** Counts the programs of a kind, so that series can be numbered. */
  readonly ordinal: number;
  readonly region: Region;
  readonly topic: Topic;
  readonly city: string;
}

/** One email of a program. */
export interface Step {
  readonly role: Role;
  /** Days from the program's main date, negative before it. */
  readonly day: number;
  /** Its audience, as a share of the program's. */
  readonly share: number;
  /** Set for an email that a trigger sends for so many days. */
  readonly trickleDays?: number;
  /** Set where one program mails several regions. */
  readonly region?: Region;
}

/** A kind of program that teams make again and again. */
export interface Program {
  /** How many start in 30 days of the best season. */
  readonly perPeriod: number;
  /** The one month, January being 1, in which it is made. */
  readonly onlyIn?: number;
  /** Taken in turn. */
  readonly regions: readonly [Region, ...Region[]];
  readonly audience: number;
  readonly steps: readonly [Step, ...Step[]];
  name(parts: NameParts): string;
  /** It is sent again, as a campaign of its own, to those who did not open. */
  readonly resent?: boolean;
}
