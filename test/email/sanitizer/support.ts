import { expect } from 'chai';
import { readEmail } from '../../../src/email/sanitizer/sanitizer.ts';
import type { EmailElement } from '../../../src/email/sanitizer/sanitizer.ts';
import { writeEmail } from '../../../src/email/sanitizer/write-email.ts';

/** A GIF of one pixel. */
export const tinyPicture = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAAAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==';

export function emailOf(html: string): EmailElement {
  const read = readEmail(html);
  expect(read.state).to.equal('read');
  return (read as { email: EmailElement }).email;
}

/** What is left of an email. */
export function strip(html: string, remoteImages = false): string {
  const { open, head, body } = writeEmail(emailOf(html), { remoteImages, styles: true });
  return `${open}<head>${head}</head>${body}</html>`;
}

/** What is left of what stands in the body. */
export function stripBody(html: string, remoteImages = false): string {
  return /<body>([^]*)<\/body>/.exec(strip(html, remoteImages))?.[1] ?? '';
}
