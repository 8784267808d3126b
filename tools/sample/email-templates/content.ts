import type { Language, Role, Topic } from '../languages/language.ts';

/** The content of an email, which a template turns into HTML. */
export interface EmailContent {
  readonly emailId: number;
  readonly language: Language;
  readonly role: Role;
  readonly topic: Topic;
  readonly others: readonly [Topic, Topic];
  readonly subject: string;
  readonly preheader: string;
  readonly fromName: string;
  /** The date of the event, formatted. */
  readonly day: string;
  readonly place: string;
  readonly palette: Palette;
  /** Selects a variant of the illustration. */
  readonly variant: number;
}

export interface Palette {
  readonly accent: string;
  readonly deep: string;
  readonly tint: string;
}

export const PALETTES: readonly Palette[] = [
  { accent: '#1f5fc4', deep: '#123a7a', tint: '#e9f0fb' },
  { accent: '#0f766e', deep: '#0b4a46', tint: '#e3f4f1' },
  { accent: '#b4530a', deep: '#6b2f05', tint: '#fdf0e3' },
  { accent: '#7a3fb0', deep: '#472069', tint: '#f3ebfa' },
  { accent: '#a62b4b', deep: '#61162a', tint: '#fbe9ee' },
];

const SITE = 'https://www.example.com';

/** Returns the URL of the page about a topic, with tracking parameters. */
export function topicUrl(content: EmailContent, topic: Topic, position: string): string {
  const query = `utm_source=email&utm_content=${position}&utm_id=${content.emailId}`;
  return `${SITE}/${content.language.code}/${topic.slug}?${query}`;
}

export function registrationUrl(content: EmailContent): string {
  return `${SITE}/${content.language.code}/register/${content.topic.slug}?source=${content.emailId}`;
}

export function scoreUrl(content: EmailContent, score: number): string {
  return `${SITE}/${content.language.code}/survey?score=${score}&source=${content.emailId}`;
}

export function browserViewUrl(content: EmailContent): string {
  return `https://go.example.com/v/${content.emailId}`;
}

export function privacyUrl(content: EmailContent): string {
  return `${SITE}/${content.language.code}/privacy`;
}

export function unsubscribeUrl(content: EmailContent): string {
  const page = `https://go.example.com/${content.language.code}/unsubscribe`;
  return `${page}?mkt_unsubscribe=1&source=${content.emailId}`;
}

export function contactUrl(content: EmailContent): string {
  return `mailto:contact@example.com?subject=${encodeURIComponent(content.topic.title)}`;
}
