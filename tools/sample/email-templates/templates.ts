import type { Role } from '../languages/language.ts';
import {
  button,
  columns,
  details,
  divider,
  document,
  escapeHtml,
  hero,
  href,
  list,
  paragraph,
  steps,
  subtitle,
  title,
} from './blocks.ts';
import type { EmailContent } from './content.ts';
import { contactUrl, registrationUrl, scoreUrl, topicUrl } from './content.ts';
import { portrait } from './illustration.ts';

type Template = (content: EmailContent) => string;

const invitation: Template = (content) => {
  const { labels } = content.language;
  return document(
    content,
    hero(content) +
      title(content.topic.title) +
      paragraph(content.topic.summary, true) +
      details(content, [
        [labels.when, content.day],
        [labels.where, content.place],
      ]) +
      paragraph(content.topic.detail) +
      subtitle(labels.agenda) +
      list(content.topic.points) +
      button(content, registrationUrl(content), labels.register),
  );
};

const reminder: Template = (content) => {
  const { labels } = content.language;
  return document(
    content,
    title(content.topic.title) +
      details(content, [
        [labels.when, content.day],
        [labels.where, content.place],
      ]) +
      list(content.topic.points) +
      button(content, registrationUrl(content), labels.register) +
      divider() +
      subtitle(labels.more) +
      columns(content, otherTopics(content)),
  );
};

const newsletter: Template = (content) => {
  const { labels } = content.language;
  return document(
    content,
    hero(content, 180) +
      title(content.topic.title) +
      paragraph(content.topic.summary, true) +
      paragraph(content.topic.detail) +
      button(content, topicUrl(content, content.topic, 'lead'), labels.readMore) +
      divider() +
      subtitle(labels.more) +
      columns(content, otherTopics(content)),
  );
};

const announcement: Template = (content) => {
  const { labels } = content.language;
  return document(
    content,
    hero(content, 240) +
      title(content.topic.title) +
      paragraph(content.topic.summary, true) +
      button(content, topicUrl(content, content.topic, 'top'), labels.readMore) +
      subtitle(content.topic.points[0]) +
      paragraph(content.topic.detail) +
      columns(content, otherTopics(content)) +
      button(content, topicUrl(content, content.topic, 'end'), labels.readMore),
  );
};

const guide: Template = (content) => {
  const { labels } = content.language;
  const url = topicUrl(content, content.topic, 'guide');
  return document(
    content,
    title(content.topic.title) +
      `<tr><td align="center" style="padding:4px 32px 20px;"><a href="${href(url)}">` +
      `<img src="https://images.example.com/guides/${content.topic.slug}.png" width="220" height="290" ` +
      `alt="${escapeHtml(content.topic.title)}" style="display:block;border-radius:6px;` +
      `background:${content.palette.tint};color:${content.palette.deep};"></a></td></tr>` +
      paragraph(content.topic.summary, true) +
      paragraph(content.topic.detail) +
      list(content.topic.points) +
      button(content, url, labels.download),
  );
};

const survey: Template = (content) => {
  const { labels } = content.language;
  const style =
    `display:block;padding:10px 0;border-radius:4px;background:${content.palette.tint};` +
    `color:${content.palette.deep};font:600 15px Helvetica,Arial,sans-serif;text-decoration:none;`;
  const scores = Array.from({ length: 11 }, (_, score) => {
    const link = `<a href="${href(scoreUrl(content, score))}" style="${style}">${score}</a>`;
    return `<td align="center" style="padding:2px;">${link}</td>`;
  }).join('');
  return document(
    content,
    title(labels.question) +
      paragraph(labels.greeting) +
      paragraph(content.topic.summary) +
      '<tr><td style="padding:8px 30px;"><table role="presentation" width="100%" cellpadding="0" ' +
      `cellspacing="0"><tr>${scores}</tr></table></td></tr>` +
      details(content, [
        ['0', labels.unlikely],
        ['10', labels.likely],
      ]) +
      paragraph(labels.closing) +
      paragraph(labels.signature),
  );
};

const letter: Template = (content) => {
  const { labels } = content.language;
  const initial = content.fromName.charAt(0);
  return document(
    content,
    `<tr><td style="padding:28px 32px 8px;"><img src="${portrait(content.palette, initial)}" width="56" ` +
      `height="56" alt="${escapeHtml(content.fromName)}" style="display:block;border:0;"></td></tr>` +
      paragraph(labels.greeting) +
      paragraph(content.topic.summary) +
      paragraph(content.topic.detail) +
      `<tr><td style="padding:0 32px 20px;font:16px 'Segoe UI',Helvetica,Arial,sans-serif;">` +
      `${textLink(content, topicUrl(content, content.topic, 'letter'), content.topic.title)} · ` +
      `${textLink(content, contactUrl(content), labels.contact)}</td></tr>` +
      paragraph(labels.closing) +
      paragraph(content.fromName),
  );
};

const welcome: Template = (content) => {
  const { labels } = content.language;
  return document(
    content,
    hero(content, 140) +
      title(content.topic.title) +
      paragraph(labels.greeting) +
      paragraph(content.topic.summary) +
      subtitle(labels.nextSteps) +
      steps(content, content.topic.points) +
      button(content, topicUrl(content, content.topic, 'start'), labels.readMore),
  );
};

const confirmation: Template = (content) => {
  const { labels } = content.language;
  return document(
    content,
    title(content.subject) +
      paragraph(labels.greeting) +
      subtitle(labels.yourDetails) +
      details(content, [
        [labels.when, content.day],
        [labels.agenda, content.topic.title],
      ]) +
      paragraph(content.topic.summary) +
      button(content, topicUrl(content, content.topic, 'details'), labels.readMore),
  );
};

const season: Template = (content) => {
  const { labels } = content.language;
  return document(
    content,
    hero(content, 280) +
      title(labels.seasonTitle) +
      paragraph(labels.seasonBody, true) +
      paragraph(labels.closing) +
      paragraph(labels.signature),
  );
};

const TEMPLATES: Readonly<Record<Role, Template>> = {
  invitation,
  secondInvitation: invitation,
  reminder,
  thanks: letter,
  recording: announcement,
  saveTheDate: reminder,
  lastPlaces: reminder,
  newsletter,
  newsletterProspects: newsletter,
  announcement,
  guide,
  guideReminder: guide,
  story: newsletter,
  survey,
  surveyReminder: survey,
  service: confirmation,
  confirmation,
  letter,
  letterReminder: letter,
  welcome,
  tips: welcome,
  season,
};

/** Returns the email as an HTML document of less than 40 kB. */
export function renderHtml(content: EmailContent): string {
  return TEMPLATES[content.role](content);
}

function textLink(content: EmailContent, url: string, text: string): string {
  return `<a href="${href(url)}" style="color:${content.palette.accent};">${escapeHtml(text)}</a>`;
}

function otherTopics(content: EmailContent): Parameters<typeof columns>[1] {
  return content.others.map((topic, index) => ({
    image: `topics/${topic.slug}`,
    heading: topic.title,
    text: topic.summary,
    url: topicUrl(content, topic, `column-${index + 1}`),
  }));
}
