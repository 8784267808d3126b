import type { EmailContent } from './content.ts';
import { contactUrl, topicUrl, unsubscribeUrl } from './content.ts';

/** Returns the plain-text version of the email. */
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

/** Returns the distinct URLs of the links of an HTML document, in order. */
export function linksOf(html: string): string[] {
  const links = new Set<string>();
  for (const match of html.matchAll(/<a href="([^"]+)"/g)) {
    const url = match[1]?.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
    if (url) links.add(url);
  }
  return [...links];
}

/** Returns the distinct URLs in a text, in order. */
export function linksOfText(text: string): string[] {
  return [...new Set(text.match(/(?:https|mailto):\S+/g) ?? [])];
}
