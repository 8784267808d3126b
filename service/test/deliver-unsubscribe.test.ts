import assert from 'node:assert/strict';
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, onTestFinished } from 'vitest';
import { createDelivery, type DeliverySetup } from './support/delivery.ts';
import type { ReceivedMail } from './support/mail-server.ts';
import { startServer } from './support/server.ts';

const anna = 'anna@example.org';
const ben = 'ben@example.org';

/** Starts the service, and returns the link to unsubscribe in an email as a link to it. */
async function serve(setup: DeliverySetup, options = {}) {
  const server = await startServer({ database: setup.database, ...options });
  onTestFinished(server.close);
  const linkOf = (index: number): string => {
    const header = setup.mails.received[index]?.mail.headers.get('list') as { unsubscribe: { url: string } };
    return header.unsubscribe.url.replace('https://reports.example.com', server.address);
  };
  return { ...server, linkOf };
}

const oneClick = {
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: 'List-Unsubscribe=One-Click',
};

describe('unsubscribing', () => {
  it('takes one request of a mail program (RFC 8058)', async () => {
    const setup = await createDelivery();
    await setup.deliver(['--to', anna, '--to', ben]);
    const [{ mail, raw: bytes }] = setup.mails.received as [ReceivedMail];
    const raw = bytes.toString();
    assert.match(raw, /^List-Unsubscribe: <https:\/\/reports\.example\.com\/unsubscribe\?token=[\w.-]+>\r$/m);
    assert.match(raw, /^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
    assert.ok(mail.text?.includes('https://reports.example.com/unsubscribe?token='));
    const { linkOf } = await serve(setup);
    const response = await fetch(linkOf(0), { ...oneClick, redirect: 'error' });
    assert.equal(response.status, 200);
    const { result } = await setup.deliver(['--to', anna.toUpperCase(), '--to', ben, '--again']);
    assert.deepEqual([result.sent, result.unsubscribed, result.outcome], [1, 1, 'complete']);
    assert.deepEqual(setup.mails.attempts, [anna, ben, ben]);
  });

  it('accepts the request as multipart form, without a body, and twice', async () => {
    const setup = await createDelivery();
    await setup.deliver(['--to', anna]);
    const { linkOf } = await serve(setup);
    const form = new FormData();
    form.set('List-Unsubscribe', 'One-Click');
    for (const body of [form, undefined, form]) {
      assert.equal((await fetch(linkOf(0), { method: 'POST', ...(body && { body }) })).status, 200);
    }
    const file = readFileSync(join(`${setup.database}.subscriptions`, 'unsubscribed.jsonl'), 'utf8');
    assert.equal(file.match(/"isUnsubscribed":true/g)?.length, 1);
  });

  it('shows a page with a button first, in the language of the reader', async () => {
    const setup = await createDelivery();
    await setup.write('clics.json', { name: 'Meilleurs <clics>', view: { timeFrame: 'all-time' } });
    await setup.deliver(['--view', 'clics.json', '--to', anna, '--language', 'fr']);
    const { linkOf } = await serve(setup);
    const response = await fetch(linkOf(0));
    const page = await response.text();
    assert.equal(response.status, 200);
    assert.match(page, /<html lang="fr">/);
    assert.match(page, /Ne plus envoyer «\u00a0Meilleurs &#60;clics&#62;\u00a0» à anna@example\.org\u00a0\?/);
    assert.match(page, /<form method="post"><button>Se désabonner<\/button><\/form>/);
    assert.match(response.headers.get('content-security-policy') ?? '', /default-src 'none'/);
    assert.equal(response.headers.get('cache-control'), 'no-store');
    assert.equal(response.headers.get('referrer-policy'), 'no-referrer');
    // Programs that check links request them. That changes nothing.
    assert.equal((await fetch(linkOf(0), { method: 'HEAD' })).status, 200);
    const again = await setup.deliver(['--view', 'clics.json', '--to', anna, '--again']);
    assert.equal(again.result.sent, 1);
    const done = await (await fetch(linkOf(0), oneClick)).text();
    assert.match(done, /Désabonnement enregistré/);
  });

  it('is for one subscription', async () => {
    const setup = await createDelivery();
    await setup.write('other.json', { timeFrame: 'all-time' });
    await setup.deliver(['--to', anna]);
    const { linkOf } = await serve(setup);
    await fetch(linkOf(0), oneClick);
    const { result } = await setup.deliver(['--to', anna, '--view', 'other.json']);
    assert.equal(result.sent, 1);
  });

  it('needs no sign-in, and only a link of the service', async () => {
    const setup = await createDelivery();
    await setup.deliver(['--to', anna]);
    const header = { header: 'x-reader', claims: {} };
    const { address, linkOf } = await serve(setup, { trustProxy: ['127.0.0.1'], signIn: { header }, rateLimit: 1 });
    const link = linkOf(0);
    // Not the last character, which has unused bits.
    const changed = link.replace(/(?<=token=)./, (first) => (first === 'A' ? 'B' : 'A'));
    assert.notEqual(changed, link);
    for (const wrong of [`${address}/unsubscribe`, `${address}/unsubscribe?token=x`, `${link}&token=x`, changed]) {
      for (const init of [{}, oneClick]) {
        const response = await fetch(wrong, { ...init, ...{ headers: { 'accept-language': 'fr-FR,fr;q=0.9' } } });
        assert.equal(response.status, 404, wrong);
        assert.match(await response.text(), /Ce lien n’est pas valide/);
      }
    }
    assert.equal((await fetch(link, oneClick)).status, 200);
    assert.equal((await fetch(link, { method: 'PUT' })).headers.get('allow'), 'GET, HEAD, POST');
    assert.equal((await fetch(link, { method: 'POST', body: 'x'.repeat(100_000) })).status, 413);
    assert.equal((await fetch(`${address}/api/report`)).status, 401);
  });

  it('is invalid where no email was ever sent', async () => {
    const setup = await createDelivery();
    const { address } = await serve(setup);
    assert.equal((await fetch(`${address}/unsubscribe?token=x`, oneClick)).status, 404);
  });

  it('says so if it cannot be saved', async () => {
    const setup = await createDelivery();
    await setup.deliver(['--to', anna]);
    writeFileSync(join(`${setup.database}.subscriptions`, 'unsubscribed.jsonl'), 'damaged\n');
    const { linkOf, errors } = await serve(setup);
    const response = await fetch(linkOf(0), oneClick);
    assert.equal(response.status, 503);
    assert.match(await response.text(), /You’re still subscribed/);
    assert.equal(errors.length, 1);
  });

  it('stays in a private file without addresses', async () => {
    const setup = await createDelivery();
    await setup.deliver(['--to', anna]);
    const { linkOf } = await serve(setup);
    await fetch(linkOf(0), oneClick);
    const path = join(`${setup.database}.subscriptions`, 'unsubscribed.jsonl');
    assert.equal(statSync(path).mode & 0o777, 0o600);
    assert.doesNotMatch(readFileSync(path, 'utf8'), /anna|example/);
    assert.doesNotMatch(linkOf(0), /anna|example\.org/);
  });

  it('is undone by the operator', async () => {
    const setup = await createDelivery();
    await setup.deliver(['--to', anna]);
    const { linkOf } = await serve(setup);
    await fetch(linkOf(0), oneClick);
    const { code, log } = await setup.deliver(['--subscribe-again', anna, '--subscribe-again', ben]);
    assert.equal(code, 0);
    assert.match(log, /^a…@example\.org is subscribed again: all\.\nb…@example\.org had not unsubscribed: all\.$/);
    assert.equal((await setup.deliver(['--to', anna, '--again'])).result.sent, 1);
    await fetch(linkOf(1), oneClick);
    assert.equal((await setup.deliver(['--to', anna, '--again'])).result.unsubscribed, 1);
  });

  it('counts while an email waits for its next attempt', async () => {
    const setup = await createDelivery();
    await setup.deliver(['--to', anna]);
    const { linkOf } = await serve(setup);
    setup.mails.behaviors.set(anna, 451);
    const sleep = async () => {
      await fetch(linkOf(0), oneClick);
      setup.mails.behaviors.clear();
    };
    const { result } = await setup.deliver(['--to', anna, '--again'], { clock: { now: setup.clock.now, sleep } });
    assert.deepEqual([result.sent, result.unsubscribed], [0, 1]);
  });

  it('stops all emails if the file is damaged or cannot be read', async () => {
    const setup = await createDelivery();
    await setup.deliver(['--to', anna]);
    const path = join(`${setup.database}.subscriptions`, 'unsubscribed.jsonl');
    writeFileSync(path, '{"isUnsubscribed":true}\n');
    await assert.rejects(setup.deliver(['--to', anna, '--again']), /unsubscribed\.jsonl .* is damaged/);
    if (process.getuid?.() !== 0) {
      chmodSync(path, 0);
      await assert.rejects(setup.deliver(['--to', anna, '--again']), /EACCES/);
    }
    assert.equal(setup.mails.received.length, 1);
  });
});
