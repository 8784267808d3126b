import type { EmailContent } from './content.ts';
import { contactUrl, topicUrl, unsubscribeUrl } from './content.ts';

/** The email's plain-text part. */
export function renderText(content: EmailContent): string {
  const { labels } = content.language;
  return [
    content.topic.title,
    labels.greeting,
    content.topic.summary,
    content.topic.detail,
    content.topic.points.map((point) => `* ${point}`).join('\n'),
    `${labels.readMore}: ${topicUrl(content, content.topic, 'text')}`,
    `${labels.closing}\n${content.fromName}`,
    '--',
    `${labels.unsubscribe}: ${unsubscribeUrl(content)}\n${labels.contact}: ${contactUrl(content)}\n`,
  ].join('\n\n');
}

/** Where the links of an email lead, each once, in the order in which they stand. */
export function linksOf(html: string): string[] {
  const links = new Set<string>();
  for (const match of html.matchAll(/<a href="([^"]+)"/g)) {
    const url = match[1]?.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
    if (url) links.add(url);
  }
  return [...links];
}

/** The same for a text part. */
export function linksOfText(text: string): string[] {
  return [...new Set(text.match(/(?:https|mailto):\S+/g) ?? [])];
}
