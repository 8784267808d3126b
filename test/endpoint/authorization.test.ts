import { expect } from 'chai';
import { describe, it } from 'vitest';
import { sendRequest, type HttpRequest } from '../../src/endpoint/http-request.ts';
import { Authorization, type Token, type TokenRequest } from '../../src/endpoint/authorization.ts';
import { AbortScope } from '../../src/endpoint/abort-scope.ts';
import { ReportError } from '../../src/endpoint/report-error.ts';

const endpoint = 'https://host.example/report';
const timeouts = { response: 1000, idle: 1000 };

/** An endpoint that accepts some tokens and records the headers of all requests. */
class Guard {
  readonly shown: (string | null)[] = [];
  good: string;

  constructor(good: string) {
    this.good = good;
  }

  readonly fetcher: typeof fetch = (_url, init) => {
    const token = new Headers(init?.headers).get('Authorization');
    this.shown.push(token);
    return Promise.resolve(new Response(null, { status: token === this.good ? 200 : 401 }));
  };
}

function question(
  guard: Guard,
  authorization: Authorization | undefined,
  more: Partial<HttpRequest> = {},
): HttpRequest {
  return { endpoint, url: endpoint, accept: 'application/json', fetcher: guard.fetcher, authorization, ...more };
}

async function outcomeOf(asked: HttpRequest, signal?: AbortSignal): Promise<unknown> {
  const life = new AbortScope(signal);
  try {
    return (await sendRequest(asked, life, timeouts)).status;
  } catch (error) {
    return error instanceof ReportError ? error.kind : error;
  } finally {
    life.close();
  }
}

/** Returns one token after the other. */
function tokens(...values: (string | null)[]): { readonly token: Token; readonly calls: () => number } {
  let calls = 0;
  return {
    token: async () => {
      await Promise.resolve();
      calls += 1;
      return values[Math.min(calls, values.length) - 1];
    },
    calls: () => calls,
  };
}

describe('authorization', () => {
  it('sends the token as the Authorization header, instead of the header of the host', async () => {
    const guard = new Guard('Bearer a');
    const authorization = new Authorization(() => () => 'Bearer a');
    const requestInit = { headers: { Authorization: 'Basic old', 'X-Tenant': 'a' } };
    expect(await outcomeOf(question(guard, authorization, { requestInit }))).to.equal(200);
    expect(guard.shown).to.deep.equal(['Bearer a']);
  });

  it('asks for a new token once after a 401', async () => {
    const guard = new Guard('Bearer new');
    const { token, calls } = tokens('Bearer old', 'Bearer new');
    expect(await outcomeOf(question(guard, new Authorization(() => token)))).to.equal(200);
    expect(guard.shown).to.deep.equal(['Bearer old', 'Bearer new']);
    expect(calls()).to.equal(2);
  });

  it('tells the token function whether the last token was refused', async () => {
    const guard = new Guard('Bearer new');
    const requests: TokenRequest[] = [];
    const token: Token = (request) => {
      requests.push(request);
      return request.refused ? 'Bearer new' : 'Bearer cached';
    };
    const authorization = new Authorization(() => token);
    expect(await Promise.all([1, 2].map(() => outcomeOf(question(guard, authorization))))).to.deep.equal([200, 200]);
    expect(requests).to.deep.equal([{ refused: false }, { refused: true }]);
  });

  it('fails with kind sign-in if two tokens are refused', async () => {
    const guard = new Guard('Bearer never');
    const { token, calls } = tokens('Bearer old', 'Bearer older');
    expect(await outcomeOf(question(guard, new Authorization(() => token)))).to.equal('sign-in');
    expect(calls()).to.equal(2);
  });

  it('asks once for concurrent requests, also after a 401', async () => {
    const guard = new Guard('Bearer new');
    const { token, calls } = tokens('Bearer old', 'Bearer new');
    const authorization = new Authorization(() => token);
    const outcomes = await Promise.all([1, 2, 3].map(() => outcomeOf(question(guard, authorization))));
    expect(outcomes).to.deep.equal([200, 200, 200]);
    expect(calls()).to.equal(2);
    expect(guard.shown).to.deep.equal([...Array<string>(3).fill('Bearer old'), ...Array<string>(3).fill('Bearer new')]);
  });

  it('asks again for a request that starts after the others have ended', async () => {
    const guard = new Guard('Bearer a');
    const { token, calls } = tokens('Bearer a');
    const authorization = new Authorization(() => token);
    await outcomeOf(question(guard, authorization));
    await outcomeOf(question(guard, authorization));
    expect(calls()).to.equal(2);
  });

  it('sends the token and the host’s headers only to the endpoint’s own origin', async () => {
    const { token, calls } = tokens('Bearer a');
    const authorization = new Authorization(() => token);
    const seen: RequestInit[] = [];
    const fetcher: typeof fetch = (_url, init = {}) => {
      seen.push(init);
      return Promise.resolve(new Response());
    };
    const requestInit: RequestInit = { headers: { 'X-Tenant': 'a' }, credentials: 'include' };
    for (const url of ['https://cdn.example/email', 'https://host.example:8443/email', 'http://host.example/email']) {
      const life = new AbortScope(undefined);
      await sendRequest(
        { endpoint, url, accept: 'application/json', fetcher, authorization, requestInit },
        life,
        timeouts,
      );
      life.close();
    }
    expect(calls()).to.equal(0);
    for (const init of seen) {
      expect([...new Headers(init.headers)]).to.deep.equal([['accept', 'application/json']]);
      expect(init.credentials).to.equal(undefined);
    }
  });

  it('sends no header if the token is empty', async () => {
    for (const nothing of [null, '']) {
      const guard = new Guard('Bearer a');
      const { token } = tokens(nothing);
      expect(await outcomeOf(question(guard, new Authorization(() => token)))).to.equal('sign-in');
      expect(guard.shown).to.deep.equal([null, null]);
    }
  });

  it('fails with kind network and sends nothing if the token function fails', async () => {
    for (const token of [
      () => Promise.reject(new Error('the session has ended')),
      () => {
        throw new Error('not ready');
      },
      () => 'Bearer a\nX-Evil: 1',
      'Bearer a' as unknown as Token,
    ]) {
      const guard = new Guard('Bearer a');
      expect(await outcomeOf(question(guard, new Authorization(() => token)))).to.equal('network');
      expect(guard.shown).to.deep.equal([]);
    }
  });

  it('asks again after the token function has failed', async () => {
    const guard = new Guard('Bearer a');
    let calls = 0;
    const authorization = new Authorization(() => () => {
      calls += 1;
      return calls === 1 ? Promise.reject(new Error('offline')) : 'Bearer a';
    });
    expect(await outcomeOf(question(guard, authorization))).to.equal('network');
    expect(await outcomeOf(question(guard, authorization))).to.equal(200);
  });

  it('stops waiting for a token when the request is aborted', async () => {
    const guard = new Guard('Bearer a');
    const caller = new AbortController();
    const reason = new Error('another time frame');
    const outcome = outcomeOf(
      question(guard, new Authorization(() => () => new Promise(() => undefined))),
      caller.signal,
    );
    caller.abort(reason);
    expect(await outcome).to.equal(reason);
  });

  it('uses a new token function immediately, even during a request', async () => {
    const guard = new Guard('Bearer b');
    let token: Token = () => 'Bearer a';
    const authorization = new Authorization(() => token);
    const first = outcomeOf(question(guard, authorization));
    token = () => 'Bearer b';
    expect(await Promise.all([first, outcomeOf(question(guard, authorization))])).to.deep.equal([200, 200]);
  });
});
