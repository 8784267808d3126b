import { readProblem } from './check-contract.ts';
import type { CheckContext } from './check-context.ts';
import type { Answer } from './endpoint-client.ts';

/** From this size a response should be compressed, in bytes. */
const compressedSize = 100_000;

/** Checks headers of caching and compression. */
export async function checkHeaders(context: CheckContext, answer: Answer, hasTwoFormats: boolean): Promise<void> {
  const { findings } = context;
  const { headers } = answer;
  const cache = headers.get('cache-control') ?? '';
  const page = 'See docs/endpoint.md#cache-responses.';
  const cacheMistake = /\b(private|no-store)\b/.test(cache)
    ? undefined
    : `Cache-Control: expected private, no-cache, got ${cache || 'none'}. A shared cache could show the report to other readers. ${page}`;
  findings.verify('headers', `Cache-Control: ${cache}.`, cacheMistake, 'warning');
  await checkEntityTag(context, answer);
  if (hasTwoFormats && !/(^|,)\s*(accept\s*(,|$)|\*)/i.test(headers.get('vary') ?? '')) {
    findings.add(
      'warning',
      'headers',
      'Vary: expected Accept, because the endpoint returns JSON and NDJSON at one URL.',
    );
  }
  const { bytes = 0 } = answer.record;
  if (bytes > compressedSize && !headers.has('content-encoding')) {
    findings.add('warning', 'headers', `The response is not compressed: ${Math.round(bytes / 1000)} kB.`);
  }
}

async function checkEntityTag(context: CheckContext, { headers, url }: Answer): Promise<void> {
  const { findings, client, request } = context;
  const tag = headers.get('etag');
  if (tag === null) {
    const message = 'ETag: none, so a refresh always transfers the whole report. See docs/endpoint.md#cache-responses.';
    findings.add('info', 'headers', message);
    return;
  }
  // Responses to POST have no conditional requests.
  if (request.method === 'post') return;
  // As a browser that revalidates. Otherwise fetch adds no-cache, which asks for a new response.
  const headersOfBrowser = { 'if-none-match': tag, 'cache-control': 'max-age=0' };
  const { status } = await client.request(url, { headers: headersOfBrowser });
  const mistake = `ETag: expected status 304 for If-None-Match, got ${status}.`;
  findings.verify('headers', 'An unchanged report has status 304.', status === 304 ? undefined : mistake, 'warning');
}

/** Sends parameters that are invalid or unknown. */
export async function checkErrors(context: CheckContext): Promise<void> {
  const { findings } = context;
  for (const [name, value] of [
    ['from', 'yesterday'],
    ['from', '2026-02-30'],
    ['timeZone', 'Mars/Base'],
  ] as const) {
    const { status, headers, text } = await context.send({}, undefined, { [name]: value });
    const page = 'See docs/endpoint.md#report-errors.';
    if (status < 400 || status > 499) {
      const level = status >= 500 ? 'error' : 'warning';
      findings.add(level, 'errors', `${name}=${value}: expected status 400, got ${status}. ${page}`);
    } else if (!/problem\+json/.test(headers.get('content-type') ?? '') || readProblem(text).detail === undefined) {
      findings.add(
        'info',
        'errors',
        `${name}=${value}: a problem document with a detail would tell readers what is wrong. ${page}`,
      );
    } else {
      findings.add('ok', 'errors', `${name}=${value} is refused with an explanation.`);
    }
  }
  const { status } = await context.send({}, undefined, { 'x-unknown-parameter': '1' });
  const mistake = `An unknown parameter: expected status 200, got ${status}. Later versions of the element send more parameters.`;
  findings.verify('errors', 'Unknown parameters are ignored.', status === 200 ? undefined : mistake);
}
