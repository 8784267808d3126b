import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Mailbox } from './addresses.ts';
import type { EmailContent } from './email-content.ts';
import { emailHtml } from './email-html.ts';
import { emailText } from './email-text.ts';
import type { Message } from './mail-server.ts';
import type { ReportFile } from './report-file.ts';

/** The common parts of the messages of a run. */
export interface MessageTemplate {
  /** The id of the subscription. */
  readonly subscription: string;
  readonly period: string;
  readonly sender: Mailbox;
  readonly content: EmailContent;
  readonly file: ReportFile | undefined;
  readonly date: Date;
}

/** Creates the message for a recipient. Only this recipient is in it. */
export async function createMessage(
  { subscription, period, sender, content, file, date }: MessageTemplate,
  recipient: Mailbox,
  unsubscribeUrl: string,
): Promise<Message> {
  const domain = sender.address.split('@')[1] ?? '';
  const composer = new MailComposer({
    from: { name: sender.name ?? '', address: sender.address },
    to: { name: recipient.name ?? '', address: recipient.address },
    subject: `${content.title}${content.language.own.colon}${content.period}`,
    date,
    // The same for each attempt, so that programs can recognize a copy.
    messageId: `<${digest(subscription, period, recipient.address)}@${domain}>`,
    headers: {
      'Auto-Submitted': 'auto-generated',
      'Content-Language': content.language.textLanguage,
      'List-Id': { prepared: true, value: `<${subscription.toLowerCase()}.${domain}>` },
      // A link is longer than a line may be, and must not be folded.
      'List-Unsubscribe': { prepared: true, value: `<${unsubscribeUrl}>` },
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
    text: emailText(content, unsubscribeUrl),
    html: emailHtml(content, unsubscribeUrl),
    attachments: file ? [{ filename: file.name, content: file.content, contentType: file.type }] : [],
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  return { from: sender.address, to: recipient.address, raw: await composer.compile().build() };
}

function digest(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 32);
}
