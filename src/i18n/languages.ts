import { english } from './en/report.ts';
import type { Messages } from './messages.ts';

/** The languages that are loaded when they are wanted; English is always there, and stands in for all others. */
const loaders: Readonly<Record<string, (() => Promise<Messages>) | undefined>> = {
  fr: () => import('./fr/report.ts').then((module) => module.french),
};

/** The messages of a language tag's language, or a promise of them; `undefined` where they are in English. */
export function loadMessages(tag: string): Promise<Messages> | undefined {
  return loaders[tag.toLowerCase().split('-')[0] ?? '']?.();
}

export { english as defaultMessages };
