import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dateAt } from '../../cli/check-time-frame.ts';
import type { ReportResponse, ReportResponseRow } from '../../src/endpoint/contract.ts';
import { isCalendarDate, isTimeZone } from '../../src/model/time-frame.ts';
import { problem } from '../../src/testing/responses.ts';
import { explanationOf } from '../../src/testing/explanations.ts';
import { springAndAutumn } from '../support/report-response.ts';

type Handler = (url: URL, request: IncomingMessage) => Response | Promise<Response>;

/** Serves over HTTP on a free port of the loopback address. */
export async function serve(handler: Handler) {
  const server = createServer((request, reply) => {
    const answer = async () => {
      const response = await handler(new URL(request.url ?? '', 'http://127.0.0.1'), request);
      reply.writeHead(response.status, Object.fromEntries(response.headers));
      reply.end(await response.text());
    };
    answer().catch(() => reply.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/api/report`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The rows of the fake endpoint, with all optional fields. */
export const rows: readonly ReportResponseRow[] = springAndAutumn.map((row) => ({
  ...row,
  campaignFolder: '/EMEA/2026',
  program: 'Spring',
  privacyOpened: 0,
}));

const json = (body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  Response.json(body, { headers: { 'Cache-Control': 'private, no-cache', ETag: '"1"', ...headers } });

/** Answers as an endpoint that does everything except windows and NDJSON. */
export function answerWell(url: URL, { headers }: Pick<IncomingMessage, 'headers'>): Response | Promise<Response> {
  const [, emailId] = /\/emails\/(\d+)$/.exec(url.pathname) ?? [];
  if (emailId !== undefined) return answerEmail(emailId);
  const { from, to, timeZone = 'UTC', dateBasis, explain, email } = Object.fromEntries(url.searchParams);
  if (![from, to].every((date) => date === undefined || isCalendarDate(date))) return problem(400, 'Bad', 'from')({});
  if (!isTimeZone(timeZone)) return problem(400, 'Bad request', 'timeZone')({});
  // As Express does: the header asks for a new response.
  const isForced = headers['cache-control'] === 'no-cache';
  if (headers['if-none-match'] === '"1"' && !isForced) return new Response(null, { status: 304 });
  const found = rows.filter((row) => {
    const date = dateAt(Date.parse(row.firstSentAt ?? ''), timeZone);
    return (from ?? date) <= date && date <= (to ?? date) && (email ?? row.emailId) === row.emailId;
  });
  const explained = explain ? found.map((row) => ({ ...row, explain: explanationOf(row) })) : found;
  const report = {
    ...{ version: 1, asOf: '2026-11-23T06:00:00Z', from, to, timeZone, dateBasis, rowCount: found.length },
    ...{ previewUrl: 'emails/{emailId}', rows: explained },
  };
  return json(report);
}

function answerEmail(id: string): Response | Promise<Response> {
  return rows.some(({ emailId }) => emailId === id) ? json({ id, text: 'Hello' }) : problem(404, 'Not found', '')({});
}

/** Returns a handler that changes the reports of another one. */
export const changed =
  (change: (report: ReportResponse, url: URL) => unknown, headers: Readonly<Record<string, string>> = {}): Handler =>
  async (url, request) => {
    const response = await answerWell(url, request);
    if (response.status !== 200 || !url.pathname.endsWith('/report')) return response;
    return json(change((await response.json()) as ReportResponse, url), headers);
  };
