import type { EmailMessages } from '../i18n/email-messages.ts';
import type { Definitions } from '../i18n/messages.ts';
import type { Localization } from '../ui/cell-formatters.ts';

/** The localization of the report, with the messages of the email viewer. */
export interface EmailLocalization extends Localization {
  readonly emailMessages: EmailMessages;
  readonly definitions: Definitions;
}
