import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { emailUrl } from '../../src/endpoint/email-url.ts';
import { fetchEmail, type EmailRequest, type FetchEmailOptions } from '../../src/endpoint/fetch-email.ts';
import { ReportError } from '../../src/endpoint/report-error.ts';

const base: EmailRequest = {
  endpoint: 'https://host.example/api/report',
  base: 'https://host.example/api/report',
  template: 'emails/{emailId}',
  emailId: '77',
  requestInit: { headers: { 'X-Tenant': 'a' }, credentials: 'include' },
};
const whole = {
  id: 77,
  name: 'Invite',
  subject: 'You are invited',
  preheader: null,
  fromName: 'Example',
  fromAddress: 'news@example.com',
  html: '<p>Hello</p>',
  text: 'Hello',
  links: [{ url: 'https://example.com/a', clicks: 61, people: 48 }, { url: '' }],
  unheardOf: true,
};

type Answer = (url: string, init: RequestInit) => unknown;

function ask(answer: Answer, request: Partial<EmailRequest> = {}, options?: FetchEmailOptions) {
  return fetchEmail(
    { ...base, ...request, fetcher: answer as unknown as typeof fetch },
    { wait: () => Promise.resolve(), ...options },
  );
}

async function failureOf(loading: Promise<unknown>): Promise<ReportError> {
  const error: unknown = await loading.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ReportError) return error;
  throw new Error(`Not a ReportError: ${String(error)}`);
}

const problemOf = async (body: unknown) => (await failureOf(ask(() => Response.json(body)))).message;

describe('emailUrl', () => {
  for (const [template, expected] of [
    ['emails/{emailId}', 'https://host.example/api/emails/77'],
    ['/emails?id={emailId}&v={emailId}#top', 'https://host.example/emails?id=77&v=77'],
    ['https://other.example/{emailId}', 'https://other.example/77'],
  ] as const) {
    it(`resolves ${template} relative to the report’s URL`, () => {
      expect(emailUrl({ ...base, template })).to.equal(expected);
    });
  }

  for (const template of ['javascript:alert({emailId})', 'data:application/json,{emailId}', 'https://', 'file:///x']) {
    it(`refuses a template that is not an http URL: ${template}`, async () => {
      expect(emailUrl({ ...base, template })).to.equal(undefined);
      let isAsked = false;
      const failure = await failureOf(ask(() => (isAsked = true), { template }));
      expect(failure.kind).to.equal('contract');
      expect(failure.message).to.include('previewUrl: expected a URL template for http or https');
      expect(isAsked).to.equal(false);
    });
  }

  it('encodes any id as one path segment, and refuses an id that is not valid Unicode', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (emailId) => {
        fc.pre(!/^\.\.?$/.test(emailId));
        const url = new URL(emailUrl({ ...base, emailId }) ?? '');
        expect(url.search + url.hash).to.equal('');
        const parts = url.pathname.split('/');
        expect(parts.slice(0, -1)).to.deep.equal(['', 'api', 'emails']);
        expect(decodeURIComponent(parts.at(-1) ?? '')).to.equal(emailId);
      }),
    );
    expect(emailUrl({ ...base, emailId: '\ud800' })).to.equal(undefined);
  });
});

describe('the request of fetchEmail', () => {
  it('sends the host’s headers and credentials to the endpoint’s own origin', async () => {
    let asked: { url: string; init: RequestInit } | undefined;
    await ask((url, init) => {
      asked = { url, init };
      return Response.json(whole);
    });
    const headers = new Headers(asked?.init.headers);
    expect(asked?.url).to.equal('https://host.example/api/emails/77');
    expect(asked?.init.method).to.equal('GET');
    expect(headers.get('X-Tenant')).to.equal('a');
    expect(headers.get('Accept')).to.equal('application/json');
    expect(asked?.init.credentials).to.equal('include');
  });

  for (const template of [
    'https://other.example/{emailId}',
    '//host.example:444/{emailId}',
    'http://host.example/{emailId}',
  ]) {
    it(`sends no headers and credentials of the host to ${template}`, async () => {
      let sent: RequestInit = {};
      await ask(
        (_url, init) => {
          sent = init;
          return Response.json(whole);
        },
        { template },
      );
      expect([...new Headers(sent.headers).keys()]).to.deep.equal(['accept']);
      expect(sent.credentials).to.equal(undefined);
    });
  }
});

describe('the email of fetchEmail', () => {
  it('has unknown counts as NaN and missing fields as undefined', async () => {
    const email = await ask(() => Response.json(whole));
    expect(email).to.deep.equal({
      ignoredLinks: [],
      previewPageUrl: undefined,
      withoutLink: undefined,
      isOfCampaign: false,
      id: '77',
      name: 'Invite',
      subject: 'You are invited',
      preheader: undefined,
      fromName: 'Example',
      fromAddress: 'news@example.com',
      html: '<p>Hello</p>',
      text: 'Hello',
      links: [
        { url: 'https://example.com/a', clicks: 61, people: 48 },
        { url: '', clicks: NaN, people: NaN },
      ],
      isCurrent: false,
      isPartial: false,
    });
  });

  it('requires only an id, and HTML or text', async () => {
    expect((await ask(() => Response.json({ id: '77', text: '' }))).text).to.equal('');
    expect((await ask(() => Response.json({ id: '77', html: '' }))).links).to.equal(undefined);
    expect((await ask(() => Response.json({ id: '77', html: '', links: [] }))).links).to.deep.equal([]);
  });

  it('may be the current version, or only its editable parts', async () => {
    const email = await ask(() => Response.json({ ...whole, contentVersion: 'current', partial: true }));
    expect([email.isCurrent, email.isPartial]).to.deep.equal([true, true]);
  });

  for (const [body, message] of [
    [null, 'body: expected an object, got null'],
    [[whole], 'body: expected an object, got an array'],
    [{ ...whole, id: null }, 'id: expected a string or a whole number, got null'],
    [{ ...whole, id: '78' }, 'id: expected the requested id, "77", got "78"'],
    [{ id: '77' }, 'html: expected a string, here or in text, got nothing'],
    [{ ...whole, subject: 7 }, 'subject: expected a string, got 7'],
    [{ ...whole, html: {} }, 'html: expected a string, got an object'],
    [{ ...whole, contentVersion: 'sent' }, 'contentVersion: expected "current", got "sent"'],
    [{ ...whole, partial: 'yes' }, 'partial: expected true or false, got "yes"'],
    [{ ...whole, links: 'none' }, 'links: expected an array, got "none"'],
    [{ ...whole, links: [whole.links[0], null] }, 'links[1]: expected an object, got null'],
    [{ ...whole, links: [{ clicks: 1 }] }, 'links[0].url: expected a string, got nothing'],
    [
      { ...whole, links: [{ url: 'a', clicks: -1, people: 0.5 }] },
      'links[0].clicks: expected a non-negative integer, got -1 (and 1 more)',
    ],
  ] as const) {
    it(`is refused with ${message}`, async () => {
      expect(await problemOf(body)).to.equal(message);
    });
  }
});

describe('a failure of fetchEmail', () => {
  for (const [status, kind] of [
    [401, 'sign-in'],
    [403, 'forbidden'],
    [404, 'http'],
    [500, 'http'],
  ] as const) {
    it(`has kind ${kind} for status ${status}`, async () => {
      const failure = await failureOf(ask(() => Promise.resolve(new Response('', { status }))));
      expect(failure.kind).to.equal(kind);
      expect(failure.status).to.equal(status);
    });
  }

  it('has kind network without a connection, and timeout without a response in time', async () => {
    expect((await failureOf(ask(() => Promise.reject(new TypeError('offline'))))).kind).to.equal('network');
    const timeouts = { response: 20, idle: 20, total: 10_000 };
    expect((await failureOf(ask(() => new Promise(() => undefined), {}, { timeouts }))).kind).to.equal('timeout');
  });

  it('has kind contract for an HTML page', async () => {
    const failure = await failureOf(ask(() => new Response('<!doctype html>')));
    expect(failure.kind).to.equal('contract');
    expect(failure.message).to.equal('body: expected JSON, got an HTML page');
  });

  it('is the abort reason if the signal is aborted', async () => {
    const controller = new AbortController();
    const loading = ask(() => new Promise(() => undefined), {}, { signal: controller.signal });
    controller.abort('closed');
    expect(await loading.catch((reason: unknown) => reason)).to.equal('closed');
  });

  it('reads clicks without bots, links that do not count, and clicks without a link', async () => {
    const counts = { clicks: 4, people: 2, humanClicks: 3, humanPeople: 1 };
    const ignoredLinks = [{ url: 'mailto:a@example.com', ...counts }];
    const body = { id: '77', html: '', links: [{ url: 'https://example.com/', ...counts }], ignoredLinks };
    const email = await ask(() => Response.json({ ...body, clicksWithoutLink: counts }));
    expect([email.links, email.ignoredLinks, email.withoutLink]).to.deep.equal([body.links, ignoredLinks, counts]);
  });
});

describe('the URL of an email', () => {
  const location = { base: '', endpoint: 'https://example.com/api/report', emailId: '77', campaignId: '1 2' };
  const parameters = { from: '2026-11-01', to: undefined, timeZone: 'Europe/Paris' };

  it('has the campaign and the time frame of the report if its template has the campaign', () => {
    const template = 'emails/{emailId}?campaign={campaignId}';
    expect(emailUrl({ ...location, template, parameters })).to.equal(
      'https://example.com/api/emails/77?campaign=1+2&from=2026-11-01&timeZone=Europe%2FParis',
    );
    expect(emailUrl({ ...location, template: 'emails/{emailId}', parameters })).to.equal(
      'https://example.com/api/emails/77',
    );
  });

  it('repeats a parameter that has several values, and replaces those of its template', () => {
    const template = 'emails/{emailId}?campaign={campaignId}&people=a%3Ab';
    const people = ['Country:France', 'Country:Mali'];
    expect(emailUrl({ ...location, template, parameters: { people, deleted: [] } })).to.equal(
      'https://example.com/api/emails/77?campaign=1+2&people=Country%3AFrance&people=Country%3AMali',
    );
  });
});
