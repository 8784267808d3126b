import { expect } from 'chai';
import { parseEmailHtml } from '../../../src/email/sanitizer/sanitizer.ts';
import type { EmailElement } from '../../../src/email/sanitizer/sanitizer.ts';
import { serializeEmail } from '../../../src/email/sanitizer/serialize-email.ts';

/** A GIF with one pixel. */
export const tinyImage = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAAAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==';

/** Parses an email that is within the limits. */
export function parseEmail(html: string): EmailElement {
  const result = parseEmailHtml(html);
  expect(result.state).to.equal('parsed');
  return (result as { email: EmailElement }).email;
}

/** Returns the sanitized HTML of an email. */
export function sanitize(html: string, remoteImages = false): string {
  const { startTag, head, body } = serializeEmail(parseEmail(html), { remoteImages, styles: true });
  return `${startTag}<head>${head}</head>${body}</html>`;
}

/** Returns the sanitized content of the body. */
export function sanitizeBody(html: string, remoteImages = false): string {
  return /<body>([^]*)<\/body>/.exec(sanitize(html, remoteImages))?.[1] ?? '';
}
