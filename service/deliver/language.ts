import { report as englishReport } from '../../src/i18n/en/report.ts';
import { settlingIn as englishSettling } from '../../src/i18n/en/settling.ts';
import { report as frenchReport } from '../../src/i18n/fr/report.ts';
import { settlingIn as frenchSettling } from '../../src/i18n/fr/settling.ts';
import { createFormats, type Formats } from '../../src/i18n/formats.ts';
import type { Messages } from '../../src/i18n/messages.ts';
import type { SettlingMessages } from '../../src/i18n/settling-messages.ts';
import { loadExportTexts, type ExportTexts } from '../../src/export/export-texts.ts';
import { subscriptionMessages, type SubscriptionMessages } from '../subscriptions/messages.ts';

/** All texts and formats of an email, in one language. */
export interface Language {
  /** A BCP 47 tag: the language of numbers and dates. */
  readonly locale: string;
  /** The language of the texts: English if there is no translation, as in the element. */
  readonly textLanguage: string;
  readonly formats: Formats;
  readonly messages: Messages;
  readonly settling: SettlingMessages;
  /** The texts of files, of notes, and of how figures are counted. */
  readonly exports: ExportTexts;
  readonly own: SubscriptionMessages;
}

/** @param locale a valid BCP 47 tag */
export async function loadLanguage(locale: string): Promise<Language> {
  const isFrench = /^fr\b/i.test(locale);
  const messages = isFrench ? frenchReport : englishReport;
  return {
    locale,
    textLanguage: isFrench || /^en\b/i.test(locale) ? locale : 'en',
    formats: createFormats(locale),
    messages,
    settling: isFrench
      ? frenchSettling('Ces chiffres peuvent encore changer')
      : englishSettling('These figures can still change'),
    exports: await loadExportTexts(locale, messages),
    own: subscriptionMessages(locale),
  };
}
