import type { Random } from './random.ts';
import type { Engagement } from './model.ts';
import type { Language, Role, Topic } from './languages/language.ts';

/** Roles that people wait for: they react more, and their addresses are known to work. */
const WARM_ROLES: ReadonlySet<Role> = new Set([
  'reminder',
  'thanks',
  'recording',
  'service',
  'confirmation',
  'welcome',
  'tips',
]);

/** How people will react to one mailing of that role. */
export function engagementOf(role: Role, random: Random): Engagement {
  const warm = WARM_ROLES.has(role);
  return {
    hardBounce: random.between(0.002, warm ? 0.008 : 0.022),
    softBounce: random.between(0.003, warm ? 0.01 : 0.022),
    open: warm ? random.between(0.26, 0.41) : random.between(0.13, 0.32),
    click: warm ? random.between(0.08, 0.17) : random.between(0.04, 0.13),
    unsubscribe: warm ? random.between(0.0005, 0.002) : random.between(0.001, 0.006),
    bot: random.between(0.015, 0.045),
  };
}

/** Whether the email is about a place, not a page. */
export function isOnSite(role: Role): boolean {
  return role === 'saveTheDate' || role === 'lastPlaces';
}

/** Which of a language's senders signs: the brand, a person or the service desk. */
export function senderOf(role: Role): 0 | 1 | 2 {
  if (role === 'letter' || role === 'letterReminder' || role === 'thanks') return 1;
  return role === 'service' || role === 'confirmation' || role === 'survey' ? 2 : 0;
}

export function subjectOf(role: Role, language: Language, topic: Topic): string {
  if (role === 'season') return language.labels.seasonTitle;
  return `${language.subjectPrefixes[role] ?? ''}${topic.title}`;
}
