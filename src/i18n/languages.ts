import type { ColumnListMessages } from './column-list-messages.ts';
import type { EmailMessages } from './email-messages.ts';
import type { Messages } from './messages.ts';
import type { TimeFrameFormMessages } from './time-frame-form-messages.ts';

/** Loads a feature's messages by language code. English is part of the feature and needs no loader. */
export type Translations<FeatureMessages> = Readonly<Record<string, () => Promise<FeatureMessages>>>;

// To add a language, copy a language folder and add it to each of these objects.

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
 * Loads the messages for a BCP 47 tag.
 * Returns `undefined` if there is no translation, and resolves to `undefined` if loading fails: use English then.
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
