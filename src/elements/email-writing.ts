import type { EmailMessages } from '../text/email-messages.ts';
import type { Writing } from './cells.ts';

/** How an email and what is around it are written. */
export interface EmailWriting extends Writing {
  /** The viewer's own words. */
  readonly words: EmailMessages;
}
