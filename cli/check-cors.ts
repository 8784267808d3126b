import type { CheckContext } from './check-context.ts';
import type { Answer } from './endpoint-client.ts';

const page = 'See docs/endpoint.md#allow-other-origins-cors.';

/** The page that shows the report, and what its requests have. */
export interface PageOfReport {
  readonly origin: string;
  readonly hasToken: boolean;
  /** Whether requests have cookies. In responses to them, `*` is not a wildcard. */
  readonly hasCookie: boolean;
}

/** Checks whether a page of another origin may read the report. */
export async function checkCors(context: CheckContext, answer: Answer, reader: PageOfReport): Promise<void> {
  const { findings } = context;
  const { origin, hasCookie } = reader;
  const mistake = mistakeOfOrigin(answer.headers, reader);
  findings.verify('headers', `Pages of ${origin} may read the report.`, mistake && `${mistake}. ${page}`);
  const exposed = namesOf(answer.headers, 'access-control-expose-headers');
  if (mistake === undefined && !exposed.includes('retry-after') && (hasCookie || !exposed.includes('*'))) {
    const message = `Access-Control-Expose-Headers: expected Retry-After, got ${exposed.join(', ') || 'none'}. ${page}`;
    findings.add('warning', 'headers', message);
  }
  await checkPreflight(context, answer.record.url, reader);
}

/** Sends the preflight request of a browser, if the headers of the report's request need one. */
async function checkPreflight(context: CheckContext, url: string, reader: PageOfReport): Promise<void> {
  const { findings, client, request } = context;
  const wanted = [
    ...(reader.hasToken ? ['authorization'] : []),
    ...(request.method === 'post' ? ['content-type'] : []),
  ];
  if (wanted.length === 0) return;
  const { status, headers, isRedirected } = await client.request(url, {
    method: 'OPTIONS',
    accept: '*/*',
    headers: {
      'access-control-request-method': (request.method ?? 'get').toUpperCase(),
      'access-control-request-headers': wanted.join(','),
    },
    isAnonymous: true,
  });
  const allowed = namesOf(headers, 'access-control-allow-headers');
  // The wildcard never includes Authorization.
  const isAllowed = (name: string) =>
    allowed.includes(name) || (allowed.includes('*') && !reader.hasCookie && name !== 'authorization');
  const missing = wanted.filter((name) => !isAllowed(name));
  const got = allowed.join(', ') || 'none';
  const mistakes = [
    status >= 200 && status <= 299 ? [] : `expected a status from 200 to 299, got ${status}`,
    isRedirected ? 'expected no redirect' : [],
    mistakeOfOrigin(headers, reader) ?? [],
    missing.length > 0 ? `expected Access-Control-Allow-Headers: ${missing.join(', ')}, got ${got}` : [],
  ].flat();
  const mistake = `Preflight: ${mistakes.join('; ')}. Browsers send it without token and cookies. ${page}`;
  const success = `Preflight requests allow ${wanted.join(', ')}.`;
  findings.verify('headers', success, mistakes.length > 0 ? mistake : undefined);
}

/** Returns why a browser would not give a response to a page; `undefined` if it would. */
function mistakeOfOrigin(headers: Headers, { origin, hasCookie }: PageOfReport): string | undefined {
  const allowed = headers.get('access-control-allow-origin');
  if (allowed !== origin && (allowed !== '*' || hasCookie)) {
    return `expected Access-Control-Allow-Origin: ${origin}, got ${allowed ?? 'none'}`;
  }
  const credentials = headers.get('access-control-allow-credentials');
  if (!hasCookie || credentials === 'true') return undefined;
  return `expected Access-Control-Allow-Credentials: true, got ${credentials ?? 'none'}`;
}

/** The names in a header, in lower case. */
function namesOf(headers: Headers, header: string): string[] {
  const names = (headers.get(header) ?? '').toLowerCase().split(',');
  return names.map((name) => name.trim()).filter((name) => name !== '');
}
