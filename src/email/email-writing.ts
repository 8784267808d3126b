import type { EmailMessages } from '../i18n/email-messages.ts';
import type { Localization } from '../ui/cell-formatters.ts';

/** How an email and what is around it are written. */
export interface EmailLocalization extends Localization {
  /** The viewer's own words. */
  readonly emailMessages: EmailMessages;
}
