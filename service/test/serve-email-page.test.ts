import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { noLimits } from '../../src/email/sanitizer/limits.ts';
import type { EmailElement } from '../../src/email/sanitizer/email-tree.ts';
import { allowedElements, allowedSvgElements } from '../../src/email/sanitizer/allow-list.ts';
import { aimAttack, calls, links, scripts } from '../../test/email/sanitizer/attacks.ts';
import { readEmailTree } from '../serve/email-tree.ts';
import { assets } from './support/report-extract.ts';
import { extractOf, getReport, importInto, makeFolder, startServer, type Activity } from './support/server.ts';

const origin = 'https://reports.example.com';
const addresses = { httpHost: 'sink.example', tcpHost: 'socket.example' };
const attacks = [...calls, ...scripts, ...Object.entries(links).map(([name, html]) => ({ name, html }))];
const everything = attacks.map((attack) => aimAttack(attack, addresses));

/** The files of the emails, by name. */
const emails: Readonly<Record<string, string>> = {
  '71.html':
    '<!doctype html><title>T</title><style>p{color:red}</style><p onclick=a>Été <a href="https://example.com/a">a</a><img src=https://a.example alt=b>',
  '72.txt': 'Plain <b>text</b>',
  '73.html': '<p>a</p>'.repeat(4000),
  '74.html': '<p>a</p>'.repeat(4000),
  '74.txt': 'Instead',
  ...Object.fromEntries(everything.map((html, index) => [`${1000 + index}.html`, html])),
};

const sends: readonly Activity[] = Object.keys(emails).map((name) => ({
  ...{ type: 'send', campaign: 1001, email: parseInt(name), person: 1, at: '2026-03-02T08:00:00Z' },
}));

function clicks(email: number, people: readonly number[], link: string): Activity[] {
  return people.map((person) => ({
    ...{ type: 'click', campaign: 1001, email, person, at: '2026-03-03T08:00:00Z', attributes: { Link: link } },
  }));
}

let folder: Awaited<ReturnType<typeof makeFolder>>;
let server: Awaited<ReturnType<typeof startServer>>;
let database: string;

beforeAll(async () => {
  folder = await makeFolder();
  const written = join(folder.path, 'emails');
  await mkdir(written);
  for (const [name, content] of Object.entries(emails)) await writeFile(join(written, name), content);
  database = await importInto(folder.path, { ...assets, 'one.csv': extractOf(sends) }, ['--emails', written]);
  server = await startServer({ database, cors: [origin] });
});

afterAll(async () => {
  await server.close();
  await folder.remove();
});

const known = new Set([...allowedElements, ...allowedSvgElements, 'head', 'meta']);

function elementsOf(element: EmailElement): EmailElement[] {
  return [element, ...element.children.flatMap((child) => (typeof child === 'string' ? [] : elementsOf(child)))];
}

const pageOf = (id: number | string) => fetch(`${server.address}/api/emails/${id}/preview`);

describe('an email page', () => {
  it('is available at the URL that the report contains', async () => {
    const { previewPageUrl } = await getReport(server.address, { limit: 1 });
    const path = String(previewPageUrl).replace('{emailId}', '71').replace('{images}', 'off');
    const url = new URL(path, `${server.address}/api/report?x=1`);
    assert.equal((await fetch(url)).status, 200);
  });

  it('contains the sanitized email, with a policy that blocks scripts and requests', async () => {
    const response = await pageOf(71);
    const { headers } = response;
    assert.equal(headers.get('content-type'), 'text/html; charset=utf-8');
    assert.equal(
      headers.get('content-security-policy'),
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; " +
        `form-action 'none'; frame-ancestors 'self' ${origin}`,
    );
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
    const page = await response.text();
    const body = '<p>Été <a data-href="https://example.com/a">a</a><img src="data:image/gif," alt="b"></p>';
    assert.ok(page.includes(`<style>p{color:red}</style></head><body>${body}`), page);
    assert.doesNotMatch(page, /onclick|<title|https:\/\/a\.example/);
  });

  it('contains and loads remote images only with images=on', async () => {
    const response = await fetch(`${server.address}/api/emails/71/preview?images=on`);
    assert.match(
      String(response.headers.get('content-security-policy')),
      /^sandbox; default-src 'none'; .*img-src data: https:;/,
    );
    assert.ok((await response.text()).includes('<img src="https://a.example" alt="b">'));
    for (const query of ['', '?images=off']) {
      const other = await fetch(`${server.address}/api/emails/71/preview${query}`);
      assert.match(String(other.headers.get('content-security-policy')), /img-src data:;/);
      assert.doesNotMatch(await other.text(), /a\.example/);
      assert.notEqual(other.headers.get('etag'), response.headers.get('etag'));
    }
  });

  it('is refused with another value of images', async () => {
    for (const images of ['', 'ON', 'maybe', 'on&images=off']) {
      const response = await fetch(`${server.address}/api/emails/71/preview?images=${images}`);
      const { parameter } = (await response.json()) as { parameter: string };
      assert.deepEqual([response.status, parameter], [400, 'images'], images);
    }
  });

  it('contains nothing of any attack', async () => {
    for (const [index, { name }] of attacks.entries()) {
      const page = await (await pageOf(1000 + index)).text();
      for (const element of elementsOf(readEmailTree(page, noLimits))) {
        assert.ok(known.has(element.name), `${name}: ${element.name}`);
        for (const [attribute, value] of element.attributes) {
          assert.doesNotMatch(attribute, /^(on.*|href|srcset|action|formaction|ping|poster|data|xlink:href)$/, name);
          if (attribute === 'src' || attribute === 'background') assert.match(value, /^data:image\//, name);
        }
      }
      assert.doesNotMatch(page, /url\((?!(?:"|&#34;)(?:data:|#))/i, name);
    }
  });

  it('contains the text version if there is no HTML or too much of it', async () => {
    assert.match(await (await pageOf(72)).text(), /<pre>Plain &#60;b&#62;text&#60;\/b&#62;<\/pre>/);
    assert.match(await (await pageOf(74)).text(), /<pre>Instead<\/pre>/);
    const refused = await pageOf(73);
    assert.equal(refused.status, 422);
    assert.match(((await refused.json()) as { detail: string }).detail, /more than \d+ elements/);
  });

  it('does not exist for an email without content', async () => {
    for (const id of ['1', 'x', '']) assert.equal((await pageOf(id)).status, 404);
  });

  it('is not sent again if the client has it', async () => {
    const first = await pageOf(71);
    const tag = first.headers.get('etag') ?? '';
    const url = `${server.address}/api/emails/71/preview`;
    assert.equal((await fetch(url, { headers: { 'if-none-match': tag } })).status, 304);
    assert.notEqual(tag, (await fetch(`${server.address}/api/emails/71`)).headers.get('etag'));
  });
});

describe('links of an email', () => {
  const linksOf = async (id: number): Promise<unknown> =>
    ((await (await fetch(`${server.address}/api/emails/${id}`)).json()) as { links: unknown }).links;

  it('count the clicks and people that count in the report, and are updated by imports', async () => {
    assert.deepEqual(await linksOf(71), []);
    const people = [2, 3, 4].map((person): Activity => ({ ...sends[0]!, email: 71, person }));
    const first = [
      ...people,
      ...clicks(71, [2, 2, 3], 'https://example.com/a'),
      ...clicks(71, [4], ' https://example.com/b '),
      ...clicks(71, [9], 'https://example.com/a'),
      ...clicks(71, [2], 'mailto:a@example.com'),
      ...clicks(71, [2], 'https://example.com/u?mkt_unsubscribe=1'),
    ];
    await importInto(folder.path, { 'two.csv': extractOf(first, 'second') });
    const counted = { url: 'https://example.com/a', clicks: 3, people: 2, humanClicks: 3, humanPeople: 2 };
    const other = { url: 'https://example.com/b', clicks: 1, people: 1, humanClicks: 1, humanPeople: 1 };
    assert.deepEqual(await linksOf(71), [counted, other]);
    await importInto(folder.path, { 'three.csv': extractOf(clicks(71, [4], 'https://example.com/a'), 'third') });
    assert.deepEqual(((await linksOf(71)) as unknown[])[0], {
      ...counted,
      ...{ clicks: 4, people: 3, humanClicks: 4, humanPeople: 3 },
    });
    assert.deepEqual(await linksOf(72), []);
  });
});
