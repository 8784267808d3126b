import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { escapeText } from '../../src/email/sanitizer/serialize-email.ts';
import { subscriptionMessages, type SubscriptionMessages } from '../subscriptions/messages.ts';
import { UnsubscribedAddresses } from '../subscriptions/unsubscribed.ts';
import { UnsubscribeTokens, type Subscription } from '../subscriptions/unsubscribe-token.ts';

const unsubscribeRoute = '/unsubscribe';

/** The body of a one-click request has less than 200 bytes. It is not read: the token says everything. */
const bodyLimit = 16_384;

interface Page {
  readonly status: number;
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** The label of the button that unsubscribes. */
  readonly button?: string;
}

/**
 * Adds the page on which readers of emailed reports unsubscribe, and the request that mail programs send for it (RFC 8058). Only
 * POST unsubscribes, because programs that check links request them. A token in the link replaces the sign-in.
 */
export function addUnsubscribe(
  scope: FastifyInstance,
  database: string,
  logError: (error: unknown) => void,
): Promise<void> {
  const unsubscribed = new UnsubscribedAddresses(database);
  const find = async (request: FastifyRequest): Promise<Subscription | undefined> => {
    const { token } = request.query as { token?: unknown };
    if (typeof token !== 'string') return undefined;
    return await (await UnsubscribeTokens.open(database))?.read(token);
  };
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, _body, done) => done(null));
  scope.get(unsubscribeRoute, async (request, reply) => {
    const found = await find(request);
    if (!found) return sendPage(reply, languageOf(request), invalidPage);
    return sendPage(reply, found.language, ({ page }) => ({
      status: 200,
      title: page.title,
      paragraphs: [page.question(found.name, found.address)],
      button: page.button,
    }));
  });
  scope.post(unsubscribeRoute, async (request, reply) => {
    const found = await find(request);
    if (!found) return sendPage(reply, languageOf(request), invalidPage);
    try {
      await unsubscribed.set(found.id, found.address, true);
    } catch (error) {
      logError(error);
      return sendPage(reply, found.language, ({ page }) => ({
        status: 503,
        title: page.failedTitle,
        paragraphs: [page.failed],
      }));
    }
    return sendPage(reply, found.language, ({ page }) => ({
      status: 200,
      title: page.doneTitle,
      paragraphs: [page.done(found.name, found.address), page.again],
    }));
  });
  return Promise.resolve();
}

function invalidPage({ page }: SubscriptionMessages): Page {
  return { status: 404, title: page.invalidTitle, paragraphs: [page.invalid] };
}

/** The language of a reader whose link is not readable. */
function languageOf({ headers }: FastifyRequest): string {
  return headers['accept-language'] ?? 'en';
}

const style = `body{margin:0;padding:15vh 24px;font:16px/1.5 system-ui,sans-serif;color:#1b1f27;background:#f6f7f9}
main{max-width:30rem;margin:auto;padding:32px;background:#fff;border:1px solid #d5d9e0;border-radius:6px;overflow-wrap:anywhere}
h1{margin:0;font-size:20px}p{margin:16px 0 0}
button{margin-top:24px;padding:12px 20px;font:inherit;font-weight:600;color:#fff;background:#1f5fc4;border:0;border-radius:6px;cursor:pointer}
button:focus-visible{outline:2px solid #1f5fc4;outline-offset:2px}
@media(prefers-color-scheme:dark){body{color:#e8eaef;background:#15181e}main{background:#1e222a;border-color:#363c48}
button{color:#15181e;background:#8ab4ff}button:focus-visible{outline-color:#8ab4ff}}`;

function sendPage(
  reply: FastifyReply,
  language: string,
  describe: (messages: SubscriptionMessages) => Page,
): FastifyReply {
  const { status, title, paragraphs, button } = describe(subscriptionMessages(language));
  const lang = /^fr\b/i.test(language) ? 'fr' : 'en';
  const texts = paragraphs.map((text) => `<p>${escapeText(text)}</p>`).join('');
  // The form has the address of the page, and so its token.
  const form = button === undefined ? '' : `<form method="post"><button>${escapeText(button)}</button></form>`;
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><meta name="robots" content="noindex"><title>${escapeText(title)}</title><style>${style}</style>`;
  return reply
    .code(status)
    .headers({
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    })
    .type('text/html; charset=utf-8')
    .send(
      `<!doctype html><html lang="${lang}"><head>${head}</head><body><main><h1>${escapeText(title)}</h1>${texts}${form}</main></body></html>`,
    );
}
