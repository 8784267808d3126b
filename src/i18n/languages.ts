import type { ColumnListMessages } from './column-list-messages.ts';
import type { EmailMessages } from './email-messages.ts';
import type { Messages } from './messages.ts';
import type { TimeFrameFormMessages } from './time-frame-form-messages.ts';

/** Loaders of one feature's messages by language code. English is part of the feature and needs no loader. */
export type Translations<FeatureMessages> = Readonly<Record<string, () => Promise<FeatureMessages>>>;

// To add a language, copy the folder of one and add it to each of these.

export const reportTranslations: Translations<Messages> = {
  fr: () => import('./fr/report.ts').then(({ report }) => report),
};

export const columnListTranslations: Translations<ColumnListMessages> = {
  fr: () => import('./fr/columns.ts').then(({ columnList }) => columnList),
};

export const timeFrameFormTranslations: Translations<TimeFrameFormMessages> = {
  fr: () => import('./fr/time-frame.ts').then(({ timeFrameForm }) => timeFrameForm),
};

export const emailTranslations: Translations<EmailMessages> = {
  fr: () => import('./fr/email.ts').then(({ email }) => email),
};

/**
 * Loads the messages of a language tag's language.
 * Returns `undefined` where there is no translation: English is used, without waiting.
 */
export function loadTranslation<FeatureMessages>(
  tag: string,
  translations: Translations<FeatureMessages>,
): Promise<FeatureMessages | undefined> | undefined {
  const load = translations[tag.toLowerCase().split('-')[0] ?? ''];
  return load?.().catch((error: unknown) => {
    console.warn(`campaign-email-report: the messages for "${tag}" failed to load; English is shown.`, error);
    return undefined;
  });
}
