import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, it, vi } from 'vitest';
import { activity, csv, databaseIn } from './support/import.ts';
import { startServer, type Report } from './support/server.ts';
import { audience, issuer, startIssuer } from './support/sign-in.ts';

/** The campaigns by id. The one without place is in no workspace and no folder. */
const campaigns = [
  { id: 1, workspace: 'EMEA', path: '/EMEA/2026', people: ['11', '12'], country: 'France' },
  { id: 2, workspace: 'EMEA 2', path: '/EMEA2/2025', people: ['21', '12', '23'], country: 'Japan' },
  { id: 3, workspace: 'Été, "US"', path: '/EMEA%2FX/100%25', people: ['31'], country: 'Peru' },
];
const sharedEmail = '70';

/** Everybody is sent two emails of each campaign, 70 and its own, and clicks on a link of the shared one. */
const activities = [...campaigns, { id: 4, people: ['41'] }].flatMap(({ id, people }) =>
  people.flatMap((leadId) =>
    [sharedEmail, `7${id}`].flatMap((email) => {
      const fields = {
        leadId,
        campaignId: String(id),
        primaryAttributeValueId: email,
        primaryAttributeValue: `Mail ${email}`,
      };
      const clicked =
        email === sharedEmail ? [activity('click', 2, { Link: `https://example.com/${id}` }, fields)] : [];
      return [activity('send', id, undefined, fields), ...clicked];
    }),
  ),
);
const orphan = activity('open', 1, undefined, { leadId: '99', campaignId: '2' });

const assets = {
  'campaigns.json': campaigns.map(({ id, workspace }) => ({
    ...{ id, name: `Campaign ${id}`, workspace, folder: { id: 100 + id, type: 'Folder' } },
  })),
  'folders.json': campaigns.map(({ id, path }) => ({
    ...{ id: 100 + id, folderId: { id: 100 + id, type: 'Folder' }, name: path, path, isArchive: false },
  })),
};
const people = campaigns.flatMap(({ people: ids, country }) => ids.map((id) => `${id},${country}`));

let directory: string;
let provider: Awaited<ReturnType<typeof startIssuer>>;
let server: Awaited<ReturnType<typeof startServer>>;
const warnings: string[] = [];
let proxied: Awaited<ReturnType<typeof startServer>>;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'access-'));
  const database = databaseIn(directory);
  const at = (name: string): string => join(directory, name);
  for (const [name, result] of Object.entries(assets))
    await database.write(name, JSON.stringify({ success: true, result }));
  await database.write('people.csv', ['id,Country', ...people, '99,Hidden', ''].join('\n'));
  await mkdir(at('emails'));
  for (const email of ['70', '71', '72', '79']) await writeFile(at(`emails/${email}.html`), `<p>${email}</p>`);
  await database.importExtracts(
    { 'one.csv': csv([...activities, orphan]) },
    {
      campaigns: [at('campaigns.json')],
      folders: [at('folders.json')],
      people: [at('people.csv')],
      emails: [at('emails')],
    },
  );
  provider = await startIssuer();
  const claims = { workspaces: 'https://example.com/workspaces', folders: 'folders' };
  const token = { issuer, audience: [audience], keys: provider.url, claims };
  const onWarning = (subject: string, message: string) => {
    if (subject === 'access') warnings.push(message);
  };
  server = await startServer({ database: database.path, signIn: { token }, observers: [{ onWarning }] });
  const header = { header: 'x-reader', claims: { workspaces: 'x-workspaces', folders: 'x-folders' } };
  proxied = await startServer({ database: database.path, trustProxy: ['127.0.0.1'], signIn: { header } });
});

afterAll(async () => {
  await server.close();
  await proxied.close();
  await provider.close();
  await rm(directory, { recursive: true, force: true });
});

interface Claims {
  readonly workspaces?: unknown;
  readonly folders?: unknown;
}

async function headersOf({ workspaces = '*', folders = '*' }: Claims, sub = 'anna'): Promise<Record<string, string>> {
  const token = await provider.tokenOf({ sub, 'https://example.com/workspaces': workspaces, folders });
  return { authorization: `Bearer ${token}`, accept: 'application/json' };
}

async function get(path: string, claims: Claims, headers: Record<string, string> = {}) {
  const response = await fetch(`${server.address}/api/${path}`, {
    headers: { ...(await headersOf(claims)), ...headers },
  });
  const text = await response.text();
  return { status: response.status, tag: response.headers.get('etag') ?? '', text };
}

async function read<T = Report>(path: string, claims: Claims): Promise<T> {
  const { status, text } = await get(path, claims);
  assert.equal(status, 200, text);
  return JSON.parse(text) as T;
}

const campaignsIn = ({ rows }: Report): string[] => [...new Set(rows.map(({ campaignId }) => campaignId))].sort();

describe('claims', () => {
  const cases: readonly (readonly [string, Claims, readonly string[]])[] = [
    ['a workspace as text', { workspaces: 'EMEA' }, ['1']],
    ['workspaces as list', { workspaces: ['EMEA', 'EMEA 2', 'Nowhere'] }, ['1', '2']],
    ['a workspace with other letters', { workspaces: 'emea' }, []],
    ['a list in a text', { workspaces: 'EMEA,EMEA 2' }, []],
    ['a workspace with a comma', { workspaces: ['Été, "US"'] }, ['3']],
    ['a folder', { folders: '/EMEA' }, ['1']],
    ['a folder with a trailing slash', { folders: ['/EMEA/'] }, ['1']],
    ['a folder whose name begins likewise', { folders: ['/EMEA2', '/EME'] }, ['2']],
    ['a folder with a slash in its name', { folders: ['/EMEA%2FX'] }, ['3']],
    ['a folder with lower-case escapes', { folders: ['/EMEA%2fX/100%25'] }, ['3']],
    ['SQL', { folders: ["/') OR true --"], workspaces: ["' OR '1'='1"] }, []],
    ['both, which must hold together', { workspaces: ['EMEA'], folders: ['/EMEA2'] }, []],
    ['everything', { workspaces: ['*'], folders: '*' }, ['1', '2', '3', '4']],
  ];
  for (const [name, claims, expected] of cases) {
    it(`restrict reports to the campaigns of ${name}`, async () => {
      assert.deepEqual(campaignsIn(await read('report', claims)), expected);
    });
  }

  it('restrict windows, totals, series and the list of campaigns', async () => {
    const claims = { workspaces: ['EMEA', 'EMEA 2'] };
    const { rowCount, totals } = await read('report?limit=1&groupBy=campaign', claims);
    assert.deepEqual([rowCount, totals['sent'], totals['clicked']], [2, 10, 5]);
    const list = await read<{ campaigns: { id: string }[] }>('campaigns', claims);
    assert.deepEqual(list.campaigns.map(({ id }) => id).sort(), ['1', '2']);
    for (const [query, sent] of [
      ['', 10],
      ['&campaign=3', 0],
    ] as const) {
      const { points } = await read<{ points: { sent: number }[] }>(`series?unit=month${query}`, claims);
      assert.equal(
        points.reduce((sum, point) => sum + point.sent, 0),
        sent,
      );
    }
  });

  it('refuse readers if they are missing or malformed', async () => {
    for (const workspaces of [null, '', ' ', [], {}, 1, true, ['EMEA', 1], [['EMEA']]]) {
      const { status, text } = await get('report', { workspaces });
      assert.equal(status, 403, JSON.stringify(workspaces));
      assert.match(text, /You are signed in, but the claim that says what you may see/);
    }
    for (const folders of ['EMEA', '/', '/a%', ['/EMEA', '/%E9']]) {
      assert.equal((await get('report', { folders })).status, 403, JSON.stringify(folders));
    }
    for (const path of ['campaigns', 'series', 'emails/70', 'emails/70/preview']) {
      assert.equal((await get(path, { folders: [] })).status, 403, path);
    }
  });

  it('that name an unknown workspace or folder are one warning per value, and the response is the same', async () => {
    warnings.length = 0;
    const empty = await get('report', { workspaces: ['EMAE'] });
    assert.deepEqual([empty.status, (JSON.parse(empty.text) as Report).rows], [200, []]);
    await get('campaigns', { workspaces: ['EMAE', 'EMEA'] });
    await get('report', { folders: ['/EMEA/2062', '/EMEA'], workspaces: ['EMAE'] });
    // The folder is checked after the response.
    await vi.waitUntil(() => warnings.length >= 2);
    assert.deepEqual(warnings, [
      'A reader may see workspaces that the data does not have: "EMAE" is not a workspace of the data. Did you mean "EMEA"?',
      'A reader may see folders that the data does not have: "/EMEA/2062" is not a folder of the data. Did you mean "/EMEA/2026"?',
    ]);
  });

  it('cannot be widened by parameters', async () => {
    const claims = { workspaces: ['EMEA'] };
    assert.deepEqual((await read('report?campaign=2', claims)).rows, []);
    for (const query of ['folder=/EMEA2', 'search=Campaign%202', 'people=Country:Japan', 'campaign=2&campaign=3']) {
      const { rows, totals } = await read(`report?limit=10&${query}&accessWorkspaces=US`, claims);
      const shared = query.startsWith('people') ? 2 : 0;
      assert.deepEqual([rows.length, totals['sent']], [shared, shared], query);
    }
  });
});

describe('an email', () => {
  it('exists for readers who may see a campaign that has sent it', async () => {
    const status = async (id: string, claims: Claims) => [
      (await get(`emails/${id}`, claims)).status,
      (await get(`emails/${id}/preview`, claims)).status,
    ];
    assert.deepEqual(await status('71', { workspaces: 'EMEA' }), [200, 200]);
    assert.deepEqual(await status('71', { workspaces: 'EMEA 2' }), [404, 404]);
    assert.deepEqual(await status('79', { workspaces: 'EMEA' }), [404, 404]);
    assert.deepEqual(await status('79', {}), [200, 200]);
  });

  it('has the clicks of campaigns that the reader may see', async () => {
    interface Email {
      readonly links: readonly { readonly url: string; readonly clicks: number }[];
    }
    const links = async (path: string, claims: Claims) =>
      (await read<Email>(path, claims)).links.map(({ url, clicks }) => [url, clicks]);
    assert.deepEqual(await links('emails/70', { folders: '/EMEA' }), [['https://example.com/1', 2]]);
    assert.equal((await links('emails/70', {})).length, 4);
    assert.deepEqual(await links('emails/70?campaign=2', { folders: '/EMEA' }), []);
  });
});

describe('the head of a report', () => {
  it('has no values and counts of other campaigns', async () => {
    const own = await read('report', { workspaces: 'EMEA' });
    // Person 12 was sent emails by two campaigns, and has the value of the second.
    assert.deepEqual(own['peopleFilters'], [{ name: 'Country', values: ['France', 'Japan', '(none)'] }]);
    assert.deepEqual(own['notes'], [{ code: 'no-action-result' }]);
    const all = await read('report', {});
    assert.deepEqual(all['notes'], [{ code: 'no-action-result' }, { code: 'orphans', count: 1 }]);
    assert.match(JSON.stringify(all['peopleFilters']), /Hidden/);
    assert.equal(all['asOf'], own['asOf']);
  });
});

describe('the address of an email page', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  /** Opens an email as `anna` and returns the address of its page, with its parameters. */
  async function addressOf(id: string, claims: Claims = { workspaces: 'EMEA' }): Promise<URL> {
    const { previewPageUrl } = await read<{ previewPageUrl: string }>(`emails/${id}`, claims);
    return new URL(previewPageUrl.replace('{images}', 'on'), `${server.address}/api/report`);
  }

  async function open(url: URL) {
    const response = await fetch(url);
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  it('needs no token, as in a frame', async () => {
    const page = await open(await addressOf('71'));
    assert.equal(page.status, 200);
    assert.match(page.text, /<p>71<\/p>/);
    assert.match(page.headers.get('content-security-policy') ?? '', /img-src data: https:/);
    assert.equal(page.headers.get('cache-control'), 'private, no-cache');
    assert.equal((await open(new URL('preview', `${server.address}/api/emails/71/`))).status, 401);
  });

  it('is refused for another email, and if anything in it has changed', async () => {
    const url = await addressOf('71');
    const change = (name: string, value: string): URL => {
      const changed = new URL(url);
      changed.searchParams.set(name, value);
      return changed;
    };
    const signature = url.searchParams.get('signature') ?? '';
    const changes = [
      new URL(url.href.replace('/71/', '/72/')),
      new URL(url.href.replace('/71/', '/071/')),
      change('reader', 'eve'),
      change('expires', '9999999999'),
      change('signature', ''),
      change('signature', `${signature}A`),
      change(
        'signature',
        signature.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')),
      ),
      new URL(`${url.href}&signature=${signature}`),
    ];
    for (const each of changes) {
      const { status, text, headers } = await open(each);
      assert.equal(status, 403, each.href);
      assert.match(text, /The address of this email is invalid. Open the email again./);
      assert.match(headers.get('content-type') ?? '', /^application\/problem\+json/);
    }
    url.searchParams.delete('signature');
    assert.equal((await open(url)).status, 401);
  });

  it('expires after 10 to 20 minutes: the reader sees why in the frame', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const url = await addressOf('71');
    vi.setSystemTime(Date.now() + 599_000);
    assert.equal((await open(url)).status, 200);
    vi.setSystemTime(Date.now() + 602_000);
    assert.match((await open(url)).text, /^{.*has expired/);
    // `fetch` does not send this header of frames.
    const outgoing = request(url, { headers: { 'sec-fetch-mode': 'navigate' } }).end();
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
    assert.equal(response.statusCode, 403);
    assert.equal(response.headers['content-type'], 'text/html; charset=utf-8');
    assert.match(String(response.headers['content-security-policy']), /^sandbox; default-src 'none'/);
    assert.match(await textOf(response), /<pre>The address of this email has expired. Open the email again.<\/pre>/);
  });

  it('is never old in a response that a client has cached', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    vi.setSystemTime(Math.ceil(Date.now() / 600_000) * 600_000);
    const { tag } = await get('emails/71', {});
    const again = async () => (await get('emails/71', {}, { 'if-none-match': tag })).status;
    vi.setSystemTime(Date.now() + 599_000);
    assert.equal(await again(), 304);
    vi.setSystemTime(Date.now() + 1_000);
    assert.equal(await again(), 200);
  });

  it('is not in responses if frames sign in by themselves', async () => {
    const headers = { 'x-reader': 'anna', 'x-workspaces': '*', 'x-folders': '*' };
    const response = await fetch(`${proxied.address}/api/emails/71`, { headers });
    assert.ok(!('previewPageUrl' in ((await response.json()) as object)));
  });
});

describe('caches', () => {
  it('are shared only by readers with the same access', async () => {
    const tags = async (path: string): Promise<string[]> => {
      const claims = [{ workspaces: 'EMEA' }, { workspaces: 'EMEA 2' }, { folders: '/EMEA' }, {}];
      return Promise.all(claims.map(async (each) => (await get(path, each)).tag));
    };
    for (const path of ['report', 'report?limit=1', 'campaigns', 'emails/70', 'emails/70/preview']) {
      const all = await tags(path);
      assert.equal(new Set(all).size, 4, path);
      for (const tag of all) {
        const expected = tag === all[1] ? 304 : 200;
        assert.equal((await get(path, { workspaces: 'EMEA 2' }, { 'if-none-match': tag })).status, expected, path);
      }
    }
    const sameClaims = [{ folders: ['/EMEA', '/EMEA2'] }, { folders: ['/EMEA2/', '/EMEA', '/EMEA'] }];
    const [one, other] = await Promise.all(sameClaims.map((claims) => get('report', claims)));
    assert.equal(one?.tag, other?.tag);
  });

  it('never mix the answers of readers who ask at the same time', async () => {
    const expected = new Map([
      ['EMEA', ['1']],
      ['EMEA 2', ['2']],
      ['*', ['1', '2', '3', '4']],
    ]);
    const asked = Array.from({ length: 5 }, () => [...expected.keys()]).flat();
    const answers = await Promise.all(asked.map((workspaces) => read('report?sort=sent', { workspaces })));
    answers.forEach((answer, index) => assert.deepEqual(campaignsIn(answer), expected.get(asked[index] ?? '')));
  });
});

describe('headers of a proxy', () => {
  it('have several values, separated by commas, which may be percent-encoded', async () => {
    const latin1 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
    const cases: readonly (readonly [workspaces: string, folders: string, readonly string[]])[] = [
      ['EMEA , EMEA 2', '*', ['1', '2']],
      ['EMEA', '/EMEA2,/EMEA', ['1']],
      [latin1('Été%2C "US"'), '/EMEA%2FX', ['3']],
      ['%C3%89t%C3%A9%2C%20%22US%22', '*', ['3']],
    ];
    for (const [workspaces, folders, expected] of cases) {
      const headers = {
        accept: 'application/json',
        'x-reader': 'anna',
        'x-workspaces': workspaces,
        'x-folders': folders,
      };
      const response = await fetch(`${proxied.address}/api/report`, { headers });
      assert.deepEqual(campaignsIn((await response.json()) as Report), expected, workspaces);
    }
  });
});
