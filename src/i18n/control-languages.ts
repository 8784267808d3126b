import { controlEnglish } from './en/controls.ts';
import type { ControlMessages } from './control-messages.ts';

const loaders: Readonly<Record<string, (() => Promise<ControlMessages>) | undefined>> = {
  fr: () => import('./fr/controls.ts').then((module) => module.controlFrench),
};

/** The controls' words in a language tag's language; in English where there are none, or none can be had. */
export async function loadControlMessages(tag: string): Promise<ControlMessages> {
  try {
    return (await loaders[tag.toLowerCase().split('-')[0] ?? '']?.()) ?? controlEnglish;
  } catch (error) {
    console.warn(
      `campaign-email-report: the controls' words for "${tag}" could not be loaded; English is shown.`,
      error,
    );
    return controlEnglish;
  }
}
