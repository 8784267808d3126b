import type { Random } from './random.ts';
import type { Engagement } from './model.ts';
import type { Language, Role, Topic } from './languages/language.ts';

/** The roles of emails that people expect: they are opened more often and bounce less. */
const EXPECTED_ROLES: ReadonlySet<Role> = new Set([
  'reminder',
  'thanks',
  'recording',
  'service',
  'confirmation',
  'welcome',
  'tips',
]);

/** Returns random probabilities of reactions to an email of a role. */
export function engagementOf(role: Role, random: Random): Engagement {
  const isExpected = EXPECTED_ROLES.has(role);
  return {
    hardBounce: random.between(0.002, isExpected ? 0.008 : 0.022),
    softBounce: random.between(0.003, isExpected ? 0.01 : 0.022),
    open: isExpected ? random.between(0.26, 0.41) : random.between(0.13, 0.32),
    click: isExpected ? random.between(0.08, 0.17) : random.between(0.04, 0.13),
    unsubscribe: isExpected ? random.between(0.0005, 0.002) : random.between(0.001, 0.006),
    bot: random.between(0.015, 0.045),
  };
}

/** Whether the email is about an event on site. */
export function isOnSite(role: Role): boolean {
  return role === 'saveTheDate' || role === 'lastPlaces';
}

/** Returns the index of the sender: 0 is the brand, 1 a person, 2 the service desk. */
export function senderOf(role: Role): 0 | 1 | 2 {
  if (role === 'letter' || role === 'letterReminder' || role === 'thanks') return 1;
  return role === 'service' || role === 'confirmation' || role === 'survey' ? 2 : 0;
}

export function subjectOf(role: Role, language: Language, topic: Topic): string {
  if (role === 'season') return language.labels.seasonTitle;
  return `${language.subjectPrefixes[role] ?? ''}${topic.title}`;
}
