import { emailEnglish } from './en/email.ts';
import type { EmailMessages } from './email-messages.ts';

const loaders: Readonly<Record<string, (() => Promise<EmailMessages>) | undefined>> = {
  fr: () => import('./fr/email.ts').then((module) => module.emailFrench),
};

/** The viewer's words in a language tag's language; in English where there are none, or none can be had. */
export async function loadEmailMessages(tag: string): Promise<EmailMessages> {
  try {
    return (await loaders[tag.toLowerCase().split('-')[0] ?? '']?.()) ?? emailEnglish;
  } catch (error) {
    console.warn(
      `campaign-email-report: the viewer's words for "${tag}" could not be loaded; English is shown.`,
      error,
    );
    return emailEnglish;
  }
}
