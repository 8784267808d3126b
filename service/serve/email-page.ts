import type { FastifyReply, FastifyRequest } from 'fastify';
import { caps, LimitExceededError } from '../../src/email/sanitizer/limits.ts';
import { emailDocument } from '../../src/email/sanitizer/frame-document.ts';
import { imagesOffPolicy, imagesOnPolicy } from '../../src/email/sanitizer/policies.ts';
import { escapeText } from '../../src/email/sanitizer/write-email.ts';
import { answerAbout, readEmail } from './email.ts';
import { readEmailTree } from './email-tree.ts';
import type { LiveDatabase } from './live-database.ts';
import { Problem } from './problem.ts';

/**
 * Answers `GET /api/emails/{id}/preview`: the email as a page, for hosts whose own policy would keep its styles out.
 * It is stripped by the rules of the element's own preview, and stands under the same policy. With `images=on` the
 * sender's images stay, for a reader who has asked for them.
 * @param ancestors the origins whose pages may show it in a frame, beside this server's own
 */
export function answerEmailPage(
  database: LiveDatabase,
  ancestors: readonly string[],
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const { images } = request.query as { images?: unknown };
  const remoteImages = images === 'on';
  const policy = `sandbox; ${remoteImages ? imagesOnPolicy : imagesOffPolicy}; frame-ancestors ${["'self'", ...ancestors].join(' ')}`;
  reply.headers({ 'content-security-policy': policy, 'referrer-policy': 'no-referrer' });
  return answerAbout(
    remoteImages ? 'email page with images' : 'email page',
    database,
    request,
    reply,
    async (reading, id) => {
      const email = await readEmail(reading, id);
      if (!email) return undefined;
      const page = pageOf(email['html'], email['text'], remoteImages);
      return reply.type('text/html; charset=utf-8').send(page);
    },
  );
}

function pageOf(html: unknown, text: unknown, remoteImages: boolean): string {
  if (typeof html !== 'string') return textPage(String(text));
  try {
    return emailDocument(readEmailTree(html, caps), { remoteImages });
  } catch (error) {
    if (!(error instanceof LimitExceededError)) throw error;
    if (typeof text === 'string') return textPage(text);
    throw new Problem(422, `${error.message} It has no text version to show instead.`);
  }
}

function textPage(text: string): string {
  const style = 'body{font:15px/1.5 system-ui,sans-serif}pre{font:inherit;white-space:pre-wrap;overflow-wrap:anywhere}';
  const head = `<meta charset="utf-8"><meta name="color-scheme" content="light dark"><style>${style}</style>`;
  return `<!doctype html><html><head>${head}</head><body><pre>${escapeText(text)}</pre></body></html>`;
}
