import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { Clock } from '../../sync/clock.ts';
import { quotaDayStart } from '../../sync/clock.ts';
import { FakeExports } from './fake-exports.ts';
import type { Answer } from './fake-exports.ts';

/** What goes wrong with one request. */
export type Fault =
  | { code: string; message: string }
  | 'bad-gateway'
  | 'broken-json'
  | 'reset'
  /** The request has its effect, but the response is lost. */
  | 'lost-response'
  /** Half of the response arrives, then the connection breaks. */
  | 'cut'
  /** Half of a file arrives as if it were complete. */
  | 'truncate'
  | 'expire-token';

/** A request to the fake instance, without those for tokens. */
export interface FakeRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  /** The number of requests before it. */
  index: number;
}

type Asset = Record<string, unknown>;

/** A Marketo instance over HTTP, which also checks the manners of its client. */
export class FakeMarketo {
  origin = '';
  /** The client’s breaches of good manners. */
  readonly violations: string[] = [];
  readonly requests: FakeRequest[] = [];
  readonly exports: FakeExports;
  readonly lists: Record<string, Asset[]> = { smartCampaigns: [], programs: [], folders: [], emails: [] };
  readonly people = new Map<string, Asset>();
  deletions: Asset[] = [];
  readonly credentials = { clientId: 'the-id', clientSecret: 'the-secret' };
  /** How many seconds a token is valid. */
  tokenLife = 3600;
  dailyCalls = 50_000;
  /** Chooses what goes wrong with a request. */
  fault: (request: FakeRequest) => Fault | undefined = () => undefined;
  readonly #clock: Clock;
  #token = { value: '', expiresAt: 0 };
  #tokens = 0;
  #callTimes: number[] = [];
  #refusedUntilAfter = -1;

  private constructor(clock: Clock) {
    this.#clock = clock;
    this.exports = new FakeExports(clock, (message) => this.violations.push(message));
  }

  /** Starts an instance, which stops after the test. */
  static async start(clock: Clock): Promise<FakeMarketo> {
    const marketo = new FakeMarketo(clock);
    const server: Server = createServer((request, response) => {
      marketo.#handle(request, response).catch((error: unknown) => {
        marketo.violations.push(String(error));
        response.destroy();
      });
    });
    await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
    marketo.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    return marketo;
  }

  async #handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(message.url ?? '', this.origin);
    const body = await text(message);
    response.setHeader('date', new Date(this.#clock.now()).toUTCString());
    if (searchParams.has('access_token')) this.violations.push('a token is in a query');
    if (pathname.includes('//')) this.violations.push(`a path has two slashes: ${pathname}`);
    if (pathname === '/identity/oauth/token') return this.#sendToken(searchParams, response);
    const method = message.method ?? '';
    const request: FakeRequest = { method, path: pathname, query: searchParams, index: this.requests.length };
    this.requests.push(request);
    this.#checkRate();
    const fault = this.fault(request);
    if (fault === 'expire-token') this.#token.expiresAt = 0;
    if (fault === 'reset') return void response.destroy();
    if (fault === 'bad-gateway') return void response.writeHead(502).end('<html>Bad Gateway</html>');
    const answer: Answer =
      typeof fault === 'object'
        ? { error: [fault.code, fault.message] }
        : (this.#refuse(message) ?? this.#answer(request, body));
    if (fault === 'lost-response') return void response.destroy();
    if (pathname.startsWith('/bulk/') && fault === undefined) this.exports.notePoll(exportPath(pathname));
    this.#send(answer, fault, message, response);
  }

  #sendToken(query: URLSearchParams, response: ServerResponse): void {
    const { clientId, clientSecret } = this.credentials;
    response.setHeader('content-type', 'application/json');
    if (query.get('client_id') !== clientId || query.get('client_secret') !== clientSecret) {
      response.writeHead(401).end(JSON.stringify({ error: 'invalid_client', error_description: 'Bad credentials' }));
      return;
    }
    const now = this.#clock.now();
    if (this.#token.expiresAt <= now) {
      this.#tokens += 1;
      this.#token = { value: `token-${this.#tokens}`, expiresAt: now + this.tokenLife * 1000 };
    }
    const { value, expiresAt } = this.#token;
    const life = Math.floor((expiresAt - now) / 1000);
    response.end(JSON.stringify({ access_token: value, token_type: 'bearer', expires_in: life, scope: 'api' }));
  }

  #checkRate(): void {
    const now = this.#clock.now();
    this.#callTimes = [...this.#callTimes.filter((time) => now - time < 20_000), now];
    if (this.#callTimes.length > 50) this.violations.push('more than 50 calls in 20 seconds');
  }

  /** Refuses a request without a valid token, or over the daily quota. */
  #refuse(message: IncomingMessage): Answer | undefined {
    const now = this.#clock.now();
    if (message.headers.authorization !== `Bearer ${this.#token.value}`) {
      return { error: ['601', 'Access token invalid'] };
    }
    if (this.#token.expiresAt <= now) return { error: ['602', 'Access token expired'] };
    const today = quotaDayStart(now);
    if (this.#refusedUntilAfter === today) this.violations.push('a call after 607');
    if (this.requests.length <= this.dailyCalls) return undefined;
    this.#refusedUntilAfter = today;
    return { error: ['607', 'Daily quota reached'] };
  }

  #answer({ path, query }: FakeRequest, body: string): Answer {
    if (path.startsWith('/bulk/')) return this.exports.handle(exportPath(path), body);
    if (path === '/rest/v1/stats/usage.json') return { result: [{ total: this.requests.length }] };
    if (path.startsWith('/rest/v1/activities/')) return this.#answerDeletions(path, query);
    if (path.startsWith('/rest/v1/leads')) return this.#answerPeople(path, query);
    const [, list = ''] = /^\/rest\/asset\/v1\/(\w+)\.json$/.exec(path) ?? [];
    if (this.lists[list]) return pageOf(this.lists[list], query);
    if (path === '/rest/asset/v1/folder/byName.json') return { result: this.lists['folders']?.slice(0, 1) ?? [] };
    const [, id, content] = /^\/rest\/asset\/v1\/email\/(\d+)\/(\w+)\.json$/.exec(path) ?? [];
    if (id !== undefined) return this.#answerContent(id, content === 'fullContent' ? query.get('type') : 'sections');
    return { error: ['610', 'Requested resource not found'] };
  }

  #answerDeletions(path: string, query: URLSearchParams): Answer {
    if (path.endsWith('/pagingtoken.json')) {
      return { more: { nextPageToken: `${Date.parse(query.get('sinceDatetime') ?? '')}=` } };
    }
    const [since = 0, offset = 0] = (query.get('nextPageToken') ?? '').split('=').map(Number);
    const all = this.deletions.filter(({ activityDate }) => Date.parse(String(activityDate)) >= since);
    const moreResult = offset + 1 < all.length;
    const result = all.slice(offset, offset + 1);
    return {
      ...(result.length > 0 && { result }),
      more: { moreResult, nextPageToken: `${since}=${offset + 1}` },
    };
  }

  #answerPeople(path: string, query: URLSearchParams): Answer {
    if (path.endsWith('/describe.json')) {
      const fields = ['id', 'country', 'industry'].map((name) => ({ rest: { name } }));
      return { result: [...fields, { soap: { name: 'Old' } }] };
    }
    const ids = query.get('filterValues')?.split(',') ?? [];
    if (ids.length > 300) this.violations.push('more than 300 ids in a filter');
    return { result: ids.map((id) => this.people.get(id)).filter((person) => person !== undefined) };
  }

  #answerContent(id: string, type: string | null): Answer {
    const email = this.lists['emails']?.find((each) => String(each['id']) === id);
    if (!email) return { error: ['702', 'Email not found'] };
    if (type === 'sections') return { result: [{ htmlId: 'a', contentType: 'Text', value: '<p>Section</p>' }] };
    if (email['hasNoFullContent']) return { error: ['709', 'Not supported'] };
    return { result: [{ id: email['id'], content: type === 'HTML' ? `<p>Email ${id}</p>` : `Email ${id}` }] };
  }

  #send(answer: Answer, fault: Fault | undefined, message: IncomingMessage, response: ServerResponse): void {
    if ('notFound' in answer) return void response.writeHead(404).end(answer.notFound);
    if ('file' in answer) return sendFile(answer.file, fault, message.headers.range, response);
    const envelope =
      'error' in answer
        ? { success: false, errors: [{ code: answer.error[0], message: answer.error[1] }] }
        : { success: true, ...(answer.result && { result: answer.result }), ...answer.more };
    const json = JSON.stringify({ requestId: `r${this.requests.length}`, ...envelope });
    response.setHeader('content-type', 'application/json');
    response.end(fault === 'broken-json' || fault === 'cut' ? json.slice(0, -5) : json);
  }
}

function exportPath(path: string): string {
  return path.replace('/bulk/v1/activities/export/', '');
}

function pageOf(list: Asset[], query: URLSearchParams): Answer {
  const offset = Number(query.get('offset') ?? 0);
  const page = list.slice(offset, offset + Math.min(200, Number(query.get('maxReturn') ?? 20)));
  if (page.length > 0) return { result: page };
  return { more: { warnings: ['No assets found for the given search criteria.'] } };
}

function sendFile(file: Buffer, fault: Fault | undefined, range: string | undefined, response: ServerResponse): void {
  const start = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
  response.setHeader('content-type', 'text/csv;charset=UTF-8');
  if (start >= file.length && start > 0) return void response.writeHead(416).end();
  const rest = file.subarray(start);
  if (fault === 'truncate') return void response.end(rest.subarray(0, rest.length / 2));
  if (range) response.setHeader('content-range', `bytes ${start}-${file.length - 1}/${file.length}`);
  response.writeHead(range ? 206 : 200, { 'content-length': rest.length });
  if (fault !== 'cut') return void response.end(rest);
  response.write(rest.subarray(0, rest.length / 2), () => setImmediate(() => response.destroy()));
}
