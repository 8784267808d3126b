import type { FastifyReply, FastifyRequest } from 'fastify';
import { emailLimits, LimitExceededError } from '../../src/email/sanitizer/limits.ts';
import { buildEmailDocument } from '../../src/email/sanitizer/frame-document.ts';
import { cspWithoutRemoteImages, cspWithRemoteImages } from '../../src/email/sanitizer/frame-policy.ts';
import { escapeText } from '../../src/email/sanitizer/serialize-email.ts';
import { readEmail, respondWithEmail } from './email.ts';
import { readEmailTree } from './email-tree.ts';
import { noteRefusal } from './observed-requests.ts';
import { Problem } from './problem.ts';
import type { Queries } from './queries.ts';
import { accessOf, requireReader } from './reader.ts';
import type { ReportDatabase } from './report-database.ts';
import { readChoice, type Query } from './report-parameters.ts';

/**
 * Handles `GET /api/emails/{id}/preview`: the email as a page, for hosts whose Content Security Policy blocks its styles.
 * The page is sanitized by the same rules as the element's email preview and has the same policy. `images=on` keeps
 * remote images; the element adds it when the reader asks for them.
 * @param frameAncestors the origins that may embed the page, in addition to the server's own
 */
export function handleEmailPage(
  database: ReportDatabase,
  queries: Queries,
  frameAncestors: readonly string[],
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const remoteImages = readChoice(request.query as Query, 'images', ['on', 'off']) === 'on';
  reply.headers(pageHeaders(remoteImages, frameAncestors));
  return respondWithEmail(
    remoteImages ? 'email page with images' : 'email page',
    database,
    queries,
    request,
    reply,
    async (snapshot, id) => {
      const email = await readEmail(snapshot, id, accessOf(request));
      if (!email) return undefined;
      reply.type('text/html; charset=utf-8');
      return pageOf(email['html'], email['text'], remoteImages);
    },
  );
}

/**
 * Refuses requests for the page of an email like `requireReader`. In a frame, the reader sees the reason as a sentence.
 * @param frameAncestors the origins that may embed the page
 */
export async function requirePageReader(
  frameAncestors: readonly string[],
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  try {
    return await requireReader(request, reply);
  } catch (error) {
    if (!(error instanceof Problem) || request.headers['sec-fetch-mode'] !== 'navigate') throw error;
    noteRefusal(error);
    reply.headers({ ...pageHeaders(false, frameAncestors), 'cache-control': 'no-store' });
    return await reply.code(error.statusCode).type('text/html; charset=utf-8').send(textPage(error.message));
  }
}

function pageHeaders(remoteImages: boolean, frameAncestors: readonly string[]): Record<string, string> {
  const content = remoteImages ? cspWithRemoteImages : cspWithoutRemoteImages;
  const policy = `sandbox; ${content}; frame-ancestors ${["'self'", ...frameAncestors].join(' ')}`;
  return { 'content-security-policy': policy, 'referrer-policy': 'no-referrer' };
}

/** Returns the page of an email: its HTML, or its text if the HTML exceeds the limits. */
function pageOf(html: unknown, text: unknown, remoteImages: boolean): string {
  if (typeof html !== 'string') return textPage(String(text));
  try {
    return buildEmailDocument(readEmailTree(html, emailLimits), { remoteImages });
  } catch (error) {
    if (!(error instanceof LimitExceededError)) throw error;
    if (typeof text === 'string') return textPage(text);
    throw new Problem(422, `${error.message} The email has no text version that could be shown instead.`);
  }
}

function textPage(text: string): string {
  const style = 'body{font:15px/1.5 system-ui,sans-serif}pre{font:inherit;white-space:pre-wrap;overflow-wrap:anywhere}';
  const head = `<meta charset="utf-8"><meta name="color-scheme" content="light dark"><style>${style}</style>`;
  return `<!doctype html><html><head>${head}</head><body><pre>${escapeText(text)}</pre></body></html>`;
}
