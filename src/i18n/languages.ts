import { warn } from '../platform/warn.ts';

/** Loads a feature's messages by language code. English is part of a lazily loaded feature and needs no loader there. */
export type Translations<FeatureMessages> = Readonly<Record<string, () => Promise<FeatureMessages>>>;

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
    warn(`the messages for "${tag}" failed to load; English is shown.`, error);
    return undefined;
  });
}
