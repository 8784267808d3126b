import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, it, onTestFinished } from 'vitest';
import { createDelivery, variables } from './support/delivery.ts';
import { startMailServer, type ReceivedMail } from './support/mail-server.ts';
import { runWithFullDisk, startService } from './support/server.ts';

const anna = 'anna@example.org';
const ben = 'ben@example.org';

describe('deliver', () => {
  it('sends one email to each recipient', async () => {
    const { deliver, mails } = await createDelivery();
    const { code, result } = await deliver(['--to', `Anna Ö. <${anna}>`, '--to', ben, '--to', 'ANNA@example.org']);
    assert.equal(code, 0);
    assert.equal(result.outcome, 'complete');
    assert.equal(result.sent, 2);
    assert.deepEqual(
      mails.received.map(({ to }) => to),
      [['ANNA@example.org'], [ben]],
    );
    for (const { mail } of mails.received) assert.equal([mail.to].flat().length, 1);
    const [{ mail }] = mails.received as [ReceivedMail];
    assert.equal(mail.from?.text, '"Marketing reports" <reports@example.com>');
    assert.equal(mail.subject, 'Campaign email performance: All time');
    assert.equal(mail.headers.get('auto-submitted'), 'auto-generated');
    assert.equal(mail.attachments[0]?.filename, 'Campaign email performance All time.xlsx');
  });

  it('reads recipients from a file', async () => {
    const { deliver, mails, write } = await createDelivery();
    await write('people.txt', `\uFEFF# Sales\r\n${anna}\r\n\r\n  "Doe, Ben" <${ben}>\r\n`);
    await deliver(['--recipients', 'people.txt']);
    assert.deepEqual(mails.attempts, [anna, ben]);
    assert.equal([mails.received[1]?.mail.to].flat()[0]?.value[0]?.name, 'Doe, Ben');
  });

  it('sends an email once a day, unless it is told to send it again', async () => {
    const { deliver, mails, clock } = await createDelivery();
    await deliver(['--to', anna]);
    const { result, log } = await deliver(['--to', anna, '--to', ben]);
    assert.deepEqual([result.sent, result.sentBefore], [1, 1]);
    assert.match(log, /--again/);
    await deliver(['--to', anna, '--again']);
    assert.deepEqual(mails.attempts, [anna, ben, anna]);
    await clock.sleep(86_400_000);
    await deliver(['--to', anna]);
    assert.equal(mails.received.length, 4);
  });

  it('sends to others if the server refuses a recipient', async () => {
    const { deliver, mails } = await createDelivery();
    mails.behaviors.set(anna, 550);
    const { code, result, log } = await deliver(['--to', anna, '--to', ben]);
    assert.equal(code, 4);
    assert.deepEqual([result.outcome, result.sent, result.refused], ['needs-a-person', 1, 1]);
    assert.deepEqual(mails.attempts, [anna, ben]);
    assert.match(log, /a…@example\.org: .*550/);
    mails.behaviors.clear();
    const next = await deliver(['--to', anna, '--to', ben]);
    assert.deepEqual([next.code, next.result.sentBefore, next.result.refused], [4, 1, 1]);
    assert.match(next.log, /The server refused a…@example\.org before\. .* --again/);
    await deliver(['--to', anna, '--again']);
    assert.deepEqual(mails.attempts, [anna, ben, anna]);
  });

  it('tries once more after a temporary failure, and continues in the next run', async () => {
    const { deliver, mails, clock } = await createDelivery();
    mails.behaviors.set(anna, 451);
    const start = clock.now();
    const { code, result } = await deliver(['--to', anna, '--to', ben]);
    assert.equal(code, 3);
    assert.deepEqual([result.outcome, result.sent, result.waiting], ['run-again-later', 1, 1]);
    assert.deepEqual(mails.attempts, [anna, ben, anna]);
    assert.ok(clock.now() - start <= 15_000);
    mails.behaviors.clear();
    const next = await deliver(['--to', anna, '--to', ben]);
    assert.deepEqual([next.code, next.result.sent, next.result.sentBefore], [0, 1, 1]);
    assert.equal(mails.received.length, 2);
  });

  it('sends an email that fails at first', async () => {
    const { deliver, mails, clock } = await createDelivery();
    mails.behaviors.set(anna, 421);
    const sleep = (milliseconds: number) => {
      mails.behaviors.clear();
      return clock.sleep(milliseconds);
    };
    const { code, result } = await deliver(['--to', anna], { clock: { now: clock.now, sleep } });
    assert.deepEqual([code, result.sent, mails.received.length], [0, 1, 1]);
    assert.equal(result.reason, undefined);
  });

  it('asks to run again later if the server cannot be reached', async () => {
    const { deliver, mails, clock } = await createDelivery();
    await mails.close();
    const start = clock.now();
    const { code, result } = await deliver(['--to', anna, '--to', ben]);
    assert.deepEqual([code, result.waiting], [3, 2]);
    assert.ok(clock.now() - start <= 15_000);
  });

  for (const [name, address] of [
    ['the sender', 'reports@example.com'],
    ['a recipient', anna],
  ] as const) {
    it(`sends all emails in the next run if the connection ends when ${name} is named`, async () => {
      const { deliver, mails } = await createDelivery();
      mails.behaviors.set(address, 'hang up');
      const { code, result } = await deliver(['--to', anna]);
      assert.deepEqual([code, result.outcome, result.unconfirmed, result.waiting], [3, 'run-again-later', 0, 1]);
      mails.behaviors.clear();
      const next = await deliver(['--to', anna]);
      assert.deepEqual([next.code, next.result.sent, mails.received.length], [0, 1, 1]);
    });
  }

  it('sends to others if the connection ends whenever a recipient is named', async () => {
    const { deliver, mails } = await createDelivery();
    mails.behaviors.set(anna, 'hang up');
    const { result } = await deliver(['--to', anna, '--to', ben]);
    assert.deepEqual([result.outcome, result.sent, result.waiting], ['run-again-later', 1, 1]);
    assert.deepEqual(mails.attempts, [anna, ben, anna]);
  });

  it('does not send an email again if the connection ends before it is confirmed', async () => {
    const { deliver, mails } = await createDelivery();
    mails.behaviors.set(anna, 'hang up after message');
    const { code, result, log } = await deliver(['--to', anna, '--to', ben]);
    assert.deepEqual([code, result.unconfirmed, result.sent], [4, 1, 1]);
    assert.match(log, /a…@example\.org may have got the email or not/);
    mails.behaviors.clear();
    const next = await deliver(['--to', anna]);
    assert.equal(next.result.unconfirmed, 1);
    assert.deepEqual(mails.attempts, [anna, ben]);
    await deliver(['--to', anna, '--again']);
    assert.equal(mails.received.length, 2);
  });

  it('does not send an email again if it was killed while sending it', async () => {
    const { directory, deliver, mails } = await createDelivery();
    const { child, finished } = startService(
      ['deliver', '--database', join(directory, 'report.duckdb'), '--view', join(directory, 'all.json'), '--to', anna],
      { ...variables, SMTP_URL: `smtp://127.0.0.1:${mails.port}` },
    );
    // The server has the whole message, and has not confirmed it.
    mails.onMessage = () => void child.kill('SIGKILL');
    assert.equal((await finished).code, null);
    mails.onMessage = undefined;
    const now = { now: () => Date.now(), sleep: () => Promise.resolve() };
    const { code, result } = await deliver(['--to', anna, '--to', ben], { clock: now });
    assert.deepEqual([code, result.unconfirmed, result.sent], [4, 1, 1]);
    assert.deepEqual(mails.attempts, [anna, ben]);
  });

  it('sends after a run that had a disk with 4096 bytes for each file', async () => {
    const { directory, database, deliver, mails } = await createDelivery();
    const args = ['deliver', '--database', database, '--view', join(directory, 'all.json'), '--to', anna];
    const server = { ...variables, SMTP_URL: `smtp://127.0.0.1:${mails.port}` };
    assert.match(await runWithFullDisk(4096, args, server), /^The disk of the database is full/);
    assert.deepEqual(readdirSync(`${database}.subscriptions`), []);
    assert.deepEqual([(await deliver(['--to', anna])).code, mails.attempts], [0, [anna]]);
  });

  for (const bytes of [0, 4096]) {
    it(`replaces a journal of ${bytes} bytes, which an earlier version has left`, async () => {
      const { database, deliver } = await createDelivery();
      mkdirSync(`${database}.subscriptions`);
      writeFileSync(join(`${database}.subscriptions`, 'all.duckdb'), Buffer.alloc(bytes));
      assert.equal((await deliver(['--to', anna])).code, 0);
    });
  }

  it('needs a person if the password is wrong, and does not try it for others', async () => {
    const { deliver, mails } = await createDelivery();
    const environment = { variables: { ...variables, SMTP_URL: `smtp://user:wr%40ng@127.0.0.1:${mails.port}` } };
    const { code, result, log } = await deliver(['--to', anna, '--to', ben], environment);
    assert.deepEqual([code, result.outcome, result.waiting], [4, 'needs-a-person', 2]);
    assert.deepEqual(mails.passwords, ['wr@ng']);
    assert.doesNotMatch(`${log}${JSON.stringify(result)}`, /wr@ng|wr%40ng/);
    assert.match(result.reason ?? '', /SMTP_URL/);
  });

  it('signs in with the user and the password of SMTP_URL', async () => {
    const { deliver, mails } = await createDelivery();
    const environment = { variables: { ...variables, SMTP_URL: `smtp://user:right@127.0.0.1:${mails.port}` } };
    assert.equal((await deliver(['--to', anna], environment)).code, 0);
    assert.deepEqual(mails.passwords, ['right']);
  });

  it('refuses to run while another process sends the same subscription', async () => {
    const { directory, deliver, mails } = await createDelivery();
    const second = new Promise<Awaited<ReturnType<typeof deliver>>>((resolve) => {
      mails.onMessage = async () => resolve(await deliver(['--to', ben]));
    });
    const { finished } = startService(
      ['deliver', '--database', join(directory, 'report.duckdb'), '--view', join(directory, 'all.json'), '--to', anna],
      { ...variables, SMTP_URL: `smtp://127.0.0.1:${mails.port}` },
    );
    const { code, log } = await second;
    assert.deepEqual([code, log], [3, 'Another process sends the subscription all. Try again when it has finished.']);
    assert.equal((await finished).code, 0);
    assert.deepEqual(mails.attempts, [anna]);
  });

  it('writes emails to a folder with --dry-run, and nothing else', async () => {
    const { deliver, mails, directory } = await createDelivery();
    const environment = { variables: { ...variables } };
    const dryRun = ['--to', anna, '--to', ben, '--dry-run', 'out'];
    const { code, result: written } = await deliver(dryRun, environment);
    assert.deepEqual([code, written.outcome, written.recipients], [0, 'complete', 2]);
    assert.equal(mails.attempts.length, 0);
    assert.deepEqual(readdirSync(join(directory, 'out')), ['all-0001.eml', 'all-0002.eml']);
    assert.match(readFileSync(join(directory, 'out/all-0001.eml'), 'utf8'), /^List-Unsubscribe: <https:/m);
    await assert.rejects(deliver(dryRun, environment), /--dry-run does not overwrite .*all-0001\.eml\. Delete it/);
    const { result } = await deliver(['--to', anna]);
    assert.equal(result.sent, 1);
  });

  it('keeps its files private', async () => {
    const { deliver, database } = await createDelivery();
    await deliver(['--to', anna]);
    assert.equal(statSync(`${database}.subscriptions`).mode & 0o777, 0o700);
    for (const name of readdirSync(`${database}.subscriptions`)) {
      const content = readFileSync(join(`${database}.subscriptions`, name));
      assert.ok(!content.includes('anna'), name);
    }
  });

  it('sends the attachment as CSV, or no attachment', async () => {
    const { deliver, mails } = await createDelivery();
    await deliver(['--to', anna, '--attach', 'csv', '--language', 'fr']);
    await deliver(['--to', ben, '--attach', 'none']);
    const [csv, none] = mails.received as [ReceivedMail, ReceivedMail];
    const [file] = csv.mail.attachments;
    assert.equal(
      file?.filename,
      'Performances des e-mails par campagne Toutes les dates.csv'.replace('e-mails', 'e‑mails'),
    );
    assert.match(String(file.content), /^\uFEFFCampagne;E‑mail;Premier envoi;Envoyés/);
    assert.deepEqual(none.mail.attachments, []);
    assert.doesNotMatch(none.mail.text ?? '', /attached/);
  });
});

describe('the connection to the mail server', () => {
  it('can end before the whole message is transferred, which is then not delivered', async () => {
    const { send } = await import('../deliver/mail-server.ts');
    const mails = await startMailServer();
    mails.behaviors.set(anna, 'hang up in message');
    const server = { host: '127.0.0.1', port: mails.port, isSecure: false, isLocal: true, auth: undefined };
    // More than the buffers of both ends hold.
    const raw = Buffer.alloc(64_000_000, `${'x'.repeat(76)}\r\n`);
    await assert.rejects(send(server, { from: 'a@example.com', to: anna, raw }), { kind: 'unreachable' });
  });

  it('can end after replies that nothing has asked for', async () => {
    const { send } = await import('../deliver/mail-server.ts');
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.write('220 smtp.example.com\r\n');
      socket.once('data', () => socket.end('250 smtp.example.com\r\n250 OK\r\n250 OK\r\n'));
    });
    onTestFinished(() => void server.close());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const message = { from: 'a@example.com', to: anna, raw: Buffer.from('x') };
    const local = { host: '127.0.0.1', port, isSecure: false, isLocal: true, auth: undefined };
    await assert.rejects(send(local, message), { kind: 'unreachable' });
  });

  for (const [name, options] of [
    ['without TLS on other machines', {}],
    ['with a certificate that is not trusted', { disabledCommands: [], secure: false }],
  ] satisfies [string, Parameters<typeof startMailServer>[0]][]) {
    it(`is not used ${name}`, async () => {
      const { send } = await import('../deliver/mail-server.ts');
      const mails = await startMailServer(options);
      const auth = { user: 'u', pass: 'p' };
      const server = { host: '127.0.0.1', port: mails.port, isSecure: false, isLocal: false, auth };
      const message = { from: 'a@example.com', to: 'b@example.com', raw: Buffer.from('x') };
      await assert.rejects(send(server, message), { kind: 'needs-a-person' });
      assert.deepEqual([mails.passwords, mails.attempts], [[], []]);
    });
  }
});
