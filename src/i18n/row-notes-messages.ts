import type { SettlingMessages } from './settling-messages.ts';

/** The reasons of marks on rows, and of figures that are unknown or leave out emails. */
export interface RowNotesMessages extends SettlingMessages {
  readonly exceeds: (name: string, figure: string, bound: string, boundFigure: string) => string;
  readonly doesNotAddUp: string;
  readonly mayHaveBegunEarlier: string;
  /** The opens of an email are not tracked. */
  readonly notTracked: string;
  /** The opens of none of the emails of a sum are tracked. */
  readonly noneTracked: string;
  /** A sum of opens. `emails` is the number of all emails, such as `15 emails`. */
  readonly tracked: (tracked: string, emails: string) => string;
  /** The same of the totals, below their name. */
  readonly coverage: (tracked: string, emails: string) => string;
}
